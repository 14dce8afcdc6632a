"""Write a package (.apkg). When a learner imports a later version of it, Anki updates the notes and keeps the progress."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flashdeck.model import Deck
from flashdeck.write.anki.collection import Contents, write_package
from flashdeck.write.anki.memory import Memory, build_time, next_mod, recall, remember
from flashdeck.write.anki.note_rows import NoteRow, check_decks, rows_of, tidy_decks
from flashdeck.write.anki.note_types import NoteType, bundled_note_types
from flashdeck.write.anki.package import NoteStamp, Package, Stamp, is_package, taught_digest
from flashdeck.write.anki.written_deck import WrittenDeck
from flashdeck.write.files import claim, exclusive, folder_for, replacing

__all__ = ["WrittenDeck", "write_apkg"]


def write_apkg(
    deck: Deck | Sequence[Deck],
    path: Path,
    *,
    force: bool = False,
    note_types: Mapping[str, NoteType] | None = None,
) -> WrittenDeck:
    """Write a package, and record its notes in the state file in the same folder.

    Raises `OutputError` when the path cannot be written or has a file that flashdeck did not make (`force` overwrites it),
    `UsageError` for a deck name that Anki would change, and `ValueError` for notes with the same ID. In all these cases
    nothing is written.
    """
    decks = tidy_decks((deck,) if isinstance(deck, Deck) else deck)
    check_decks(decks)
    with folder_for(path.parent):
        claim(path, is_ours=is_package, force=force)
        with exclusive(path.parent), _no_search_for_cycles():
            memory = recall(path, decks)
            ledger = _Ledger(memory, build_time())
            types = note_types or bundled_note_types()
            contents = Contents(decks, ledger.note_type_stamps(_used(types, decks)))
            with replacing(path) as temporary:
                write_package(temporary, contents, ledger.entries(rows_of(decks, types)))
            written = Package(ledger.notes, {kind.id: stamp for kind, stamp in contents.note_types}, contents.deck_names)
            broken = remember(path, written, memory)
    guessed = ledger.unknown if broken else 0
    return replace(_summary(path, written, memory), broken_state=broken, guessed=guessed)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Switch off the garbage collector's search for reference cycles.

    Writing a large deck then takes a seventh less time. Nothing is lost, because a deck has no reference cycles.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _used(note_types: Mapping[str, NoteType], decks: Iterable[Deck]) -> Iterator[NoteType]:
    """Yield the note types that the decks use, in the order of their ids."""
    names = {note.note_type for deck in decks for note in deck.notes}
    yield from sorted((note_types[name] for name in names), key=lambda note_type: note_type.id)


class _Ledger:
    """Decides the modification time of each note. It depends on the records of earlier builds."""

    def __init__(self, memory: Memory, now: int) -> None:
        self._types = memory.package.note_types
        self._known = memory.gone | memory.package.notes
        self._now, self._lost = now, memory.state.lost
        self.notes: dict[str, NoteStamp] = {}

    @property
    def unknown(self) -> int:
        """The number of notes that earlier builds did not record."""
        return sum(guid not in self._known for guid in self.notes)

    def note_type_stamps(self, note_types: Iterable[NoteType]) -> tuple[tuple[NoteType, Stamp], ...]:
        return tuple(
            (kind, Stamp(kind.digest, next_mod(self._types.get(kind.id), kind.digest, self._now, self._lost)))
            for kind in note_types
        )

    def entries(self, rows: Iterable[NoteRow]) -> Iterator[tuple[NoteRow, NoteStamp]]:
        """Yield each note together with its record. The record contains the modification time.

        If the content of a note is the same as in the last build, the old record is used. The note then keeps its old Source
        and tags, too.
        """
        for row in rows:
            earlier = self._known.get(row.guid)
            digest = taught_digest(row.before_source, row.after_source)
            if earlier is None or earlier.digest != digest:
                mod = next_mod(earlier, digest, self._now, self._lost)
                earlier = NoteStamp(digest, mod, row.source, row.tags, row.id, row.ords)
            self.notes[row.guid] = earlier
            yield row, earlier


def _summary(path: Path, written: Package, memory: Memory) -> WrittenDeck:
    before, after = memory.package.notes, written.notes
    stayed = [(before[guid], stamp) for guid, stamp in after.items() if guid in before]
    changed = tuple(stamp.id for earlier, stamp in stayed if earlier.digest != stamp.digest)
    return WrittenDeck(
        path=path,
        new=len(after) - len(stayed),
        changed=len(changed),
        unchanged=len(stayed) - len(changed),
        gone=tuple(sorted(stamp.id for guid, stamp in before.items() if guid not in after)),
        cards=sum(len(stamp.ords) for stamp in after.values()),
        changed_ids=changed,
        cards_dropped=sum(len(set(earlier.ords) - set(stamp.ords)) for earlier, stamp in stayed),
        earlier=memory.earlier,
        decks_left=tuple(name for name in memory.package.decks if name not in written.decks),
    )
