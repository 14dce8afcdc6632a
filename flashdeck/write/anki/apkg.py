"""Decks → .apkg, built so that importing a later version updates the notes and leaves the learner's progress alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashdeck.model import Deck
from flashdeck.write.anki.collection import write_package
from flashdeck.write.anki.note_types import NoteType, bundled_note_types
from flashdeck.write.anki.package import NoteStamp, Package, Stamp, read_package, taught_digest
from flashdeck.write.anki.rows import Row, rows_of, tidy_decks
from flashdeck.write.anki.state import Memory, build_time, next_mod, recall, remember
from flashdeck.write.files import claim, replacing


@dataclass(frozen=True, slots=True)
class WrittenDeck:
    """A package as written. Notes are compared with the package's last version; `gone` are the ids that left it."""

    path: Path
    new: int
    changed: int
    unchanged: int
    gone: tuple[str, ...]
    cards: int


def write_apkg(
    deck: Deck | Sequence[Deck],
    path: Path,
    *,
    force: bool = False,
    note_types: Mapping[str, NoteType] | None = None,
) -> WrittenDeck:
    """Write one package, and what it holds into the state file beside it.

    OutputError when the place cannot be written or a foreign file is there (`force` overwrites it), UsageError for a
    deck name that Anki would change, ValueError for notes that contradict each other; nothing is written then.
    """
    decks = tidy_decks((deck,) if isinstance(deck, Deck) else deck)
    rows = rows_of(decks, note_types or bundled_note_types())
    now = build_time()
    earlier = read_package(path)
    claim(path, is_ours=lambda _: earlier is not None, force=force)
    memory = recall(path, earlier)
    written = _stamps(rows, memory, now)
    mods = {number: stamp.mod for number, stamp in written.note_types.items()}
    stamped = [_stamped(row, written.notes[row.guid]) for row in rows]
    with replacing(path) as temporary:
        write_package(temporary, decks, stamped, mods)
    remember(path, written, memory)
    return _summary(path, rows, written, memory)


def _stamps(rows: Sequence[Row], memory: Memory, now: int) -> Package:
    types = {row.note_type.id: row.note_type.digest for row in rows}
    return Package(
        notes={row.guid: _note_stamp(row, memory.note(row.guid), now) for row in rows},
        note_types={
            number: Stamp(digest, next_mod(memory.package.note_types.get(number), digest, now))
            for number, digest in types.items()
        },
    )


def _note_stamp(row: Row, earlier: NoteStamp | None, now: int) -> NoteStamp:
    """Stamp a note. One that teaches the same as before keeps its whole record, with the Source and tags in it."""
    digest = taught_digest(row.note_type.field_names, row.values)
    if earlier is not None and earlier.digest == digest:
        return earlier
    return NoteStamp(digest, next_mod(earlier, digest, now), row.values[_source_place(row)], row.tags, row.id)


def _stamped(row: Row, stamp: NoteStamp) -> Row:
    place = _source_place(row)
    values = (*row.values[:place], stamp.source, *row.values[place + 1 :])
    return replace(row, values=values, tags=stamp.tags, mod=stamp.mod)


def _source_place(row: Row) -> int:
    return row.note_type.field_names.index("Source")


def _summary(path: Path, rows: Sequence[Row], written: Package, memory: Memory) -> WrittenDeck:
    before = memory.package.notes
    counts = Counter(_change(before.get(guid), stamp) for guid, stamp in written.notes.items())
    return WrittenDeck(
        path=path,
        new=counts["new"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        gone=tuple(sorted(stamp.id for guid, stamp in before.items() if guid not in written.notes)),
        cards=sum(len(row.ords) for row in rows),
    )


def _change(before: NoteStamp | None, after: NoteStamp) -> str:
    if before is None:
        return "new"
    return "unchanged" if before.digest == after.digest else "changed"
