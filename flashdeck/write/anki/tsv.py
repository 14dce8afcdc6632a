"""Decks → tables that Anki imports and a spreadsheet opens, one for each note type.

A table carries GUIDs, so that Anki updates notes it has; but no note types: where they are missing, Anki silently takes
another one. So the .apkg comes first.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flashdeck.model import Deck
from flashdeck.write.anki.note_rows import SEPARATOR, Row, check_decks, rows_of, tidy_decks
from flashdeck.write.anki.note_types import NoteType, bundled_note_types
from flashdeck.write.files import claim, folder_for, replacing

_FIRST_LINES = "#separator:Tab\n#html:true\n#notetype:flashdeck "
_BEFORE_FIELDS = ("GUID", "Deck", "Tags")


@dataclass(frozen=True, slots=True)
class WrittenTables:
    """Tables as written, and how many cards Anki makes of them."""

    paths: tuple[Path, ...]
    notes: int
    cards: int

    def again(self) -> "WrittenTables":
        """Return the same: tables remember nothing."""
        return self


def table_path(package: Path, note_type: str) -> Path:
    """Return where the table of a note type stands, beside where its package would be.

    >>> table_path(Path("output/talk.apkg"), "english-sentence").as_posix()
    'output/talk.english-sentence.tsv'
    """
    return package.with_name(f"{package.stem}.{note_type}.tsv")


def table_paths(package: Path) -> Iterator[Path]:
    """Yield where tables may be written."""
    return (table_path(package, name) for name in bundled_note_types())


def is_table(path: Path) -> bool:
    """Tell whether flashdeck made this file."""
    with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8") as file:
        return file.read(len(_FIRST_LINES)) == _FIRST_LINES
    return False


def write_tables(
    decks: Sequence[Deck], package: Path, *, force: bool = False, note_types: Mapping[str, NoteType] | None = None
) -> WrittenTables:
    """Write a table for each note type that occurs, under names made from that of the `package` (see `table_path`).

    OutputError, UsageError and ValueError are raised as by `write_apkg`.
    """
    decks = tidy_decks(decks)
    check_decks(decks)
    types = note_types or bundled_note_types()
    used = [name for name in types if any(note.note_type == name for deck in decks for note in deck.notes)]
    paths = tuple(table_path(package, name) for name in used)
    ords = Counter(row.ords for row in rows_of(decks, types))  # all notes are looked at before anything is written
    with folder_for(package.parent):
        for path in paths:
            claim(path, is_ours=is_table, force=force)
        for name, path in zip(used, paths, strict=True):
            kind = types[name]
            _write_table(path, kind, (row for row in rows_of(decks, types) if row.note_type.id == kind.id))
    return WrittenTables(paths, ords.total(), sum(len(made) * count for made, count in ords.items()))


def _write_table(path: Path, note_type: NoteType, rows: Iterable[Row]) -> None:
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{line}\n" for line in _head(note_type))
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows((row.guid, row.deck, " ".join(row.tags), *row.fields.decode().split(SEPARATOR)) for row in rows)


def _head(note_type: NoteType) -> Iterator[str]:
    yield "#separator:Tab"
    yield "#html:true"
    yield f"#notetype:{note_type.name}"
    yield "#columns:" + "\t".join((*_BEFORE_FIELDS, *note_type.field_names))
    for place, name in enumerate(_BEFORE_FIELDS, start=1):
        yield f"#{name.lower()} column:{place}"
