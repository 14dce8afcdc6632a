"""Write decks as tables (TSV), one table for each note type. Anki can import a table, and a spreadsheet can open it.

A table has GUIDs, so that Anki updates existing notes. It does not have the definition of its note type. If the collection
lacks this note type, Anki silently uses a different note type. So the .apkg must be imported first.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flashdeck.model import Deck
from flashdeck.write.anki.note_rows import SEPARATOR, NoteRow, check_decks, rows_of, tidy_decks
from flashdeck.write.anki.note_types import NoteType, bundled_note_types
from flashdeck.write.files import claim, folder_for, replacing

_FIRST_LINES = "#separator:Tab\n#html:true\n#notetype:flashdeck "
_BEFORE_FIELDS = ("GUID", "Deck", "Tags")
_ADVICE = (
    "In Anki: File > Import, one table after the other. Import the .apkg of this deck once before, because a table does not",
    "contain note types. If they are missing, Anki uses other note types without a warning.",
)


@dataclass(frozen=True, slots=True)
class WrittenTables:
    """The tables that were written, and how many notes and cards they contain."""

    paths: tuple[Path, ...]
    notes: int
    cards: int

    @property
    def changes(self) -> Mapping[str, int]:
        """An empty mapping, because tables do not record earlier builds."""
        return {}

    @property
    def advice(self) -> tuple[str, ...]:
        """The instructions for importing the tables into Anki, as lines of the summary."""
        return _ADVICE

    def change_lines(self) -> Iterator[str]:
        """Yield nothing, because tables do not record earlier builds."""
        yield from ()

    def again(self) -> "WrittenTables":
        """Return this object unchanged. It would be the result of a second build, too, because tables do not record builds."""
        return self


def table_path(package: Path, note_type: str) -> Path:
    """Return the path of the table of a note type, in the folder of the package.

    >>> table_path(Path("output/talk.apkg"), "english-sentence").as_posix()
    'output/talk.english-sentence.tsv'
    """
    return package.with_name(f"{package.stem}.{note_type}.tsv")


def table_paths(package: Path) -> Iterator[Path]:
    """Yield the paths of the tables of all note types."""
    return (table_path(package, name) for name in bundled_note_types())


def is_table(path: Path) -> bool:
    """Return whether flashdeck made this table."""
    with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8") as file:
        return file.read(len(_FIRST_LINES)) == _FIRST_LINES
    return False


def write_tables(
    decks: Sequence[Deck], package: Path, *, force: bool = False, note_types: Mapping[str, NoteType] | None = None
) -> WrittenTables:
    """Write a table for each note type that the decks use. The names of the tables are derived from `package`.

    Raises the same errors as `write_apkg`.
    """
    decks = tidy_decks(decks)
    check_decks(decks)
    types = note_types or bundled_note_types()
    ords = Counter(row.ords for row in rows_of(decks, types))  # checks all notes before anything is written
    tables = {table_path(package, name): types[name] for name in _used(types, decks)}
    with folder_for(package.parent):
        for path in tables:
            claim(path, is_ours=is_table, force=force)
        for path, kind in tables.items():
            _write_table(path, kind, (row for row in rows_of(decks, types) if row.note_type.id == kind.id))
    cards = sum(len(made) * count for made, count in ords.items())
    return WrittenTables(tuple(tables), ords.total(), cards)


def _used(note_types: Iterable[str], decks: Iterable[Deck]) -> Iterator[str]:
    """Yield the names of the note types that the decks use, in the order of `note_types`."""
    names = {note.note_type for deck in decks for note in deck.notes}
    yield from (name for name in note_types if name in names)


def _write_table(path: Path, note_type: NoteType, rows: Iterable[NoteRow]) -> None:
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
