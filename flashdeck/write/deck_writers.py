"""Write decks in one of the formats in `DECK_WRITERS`.

To add a format, write a module with a class that follows `DeckWriter`, and add an instance to `DECK_WRITERS`.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from flashdeck.model import Deck
from flashdeck.write.anki.apkg import write_apkg
from flashdeck.write.anki.note_types import NoteType
from flashdeck.write.anki.package import is_package
from flashdeck.write.anki.tsv import is_table, table_paths, write_tables
from flashdeck.write.files import claim


class WrittenDecks(Protocol):
    """The files that a writer wrote."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of the written files."""
        ...

    @property
    def cards(self) -> int:
        """The number of cards that Anki makes from the files."""
        ...

    def again(self) -> "WrittenDecks":
        """Return the result of writing the same decks again."""
        ...


class DeckWriter(Protocol):
    """Writes decks in one format."""

    def paths(self, package: Path) -> Iterable[Path]:
        """Return the files that may be written. package: the path that an .apkg would have."""
        ...

    def is_ours(self, path: Path) -> bool:
        """Return whether flashdeck made a file of this format."""
        ...

    def write(
        self, decks: Sequence[Deck], package: Path, *, force: bool, note_types: Mapping[str, NoteType] | None
    ) -> WrittenDecks:
        """Write decks. Raises `OutputError` when a path cannot be written or has a file that flashdeck did not make."""
        ...


class _Apkg:
    """A package that Anki imports."""

    def paths(self, package: Path) -> Iterable[Path]:
        return (package,)

    def is_ours(self, path: Path) -> bool:
        return is_package(path)

    def write(
        self, decks: Sequence[Deck], package: Path, *, force: bool, note_types: Mapping[str, NoteType] | None
    ) -> WrittenDecks:
        return write_apkg(decks, package, force=force, note_types=note_types)


class _Tsv:
    """Tables, one for each note type."""

    def paths(self, package: Path) -> Iterable[Path]:
        return table_paths(package)

    def is_ours(self, path: Path) -> bool:
        return is_table(path)

    def write(
        self, decks: Sequence[Deck], package: Path, *, force: bool, note_types: Mapping[str, NoteType] | None
    ) -> WrittenDecks:
        return write_tables(decks, package, force=force, note_types=note_types)


DECK_WRITERS: Mapping[str, DeckWriter] = {"apkg": _Apkg(), "tsv": _Tsv()}


def claim_paths(file_format: str, package: Path, *, force: bool) -> None:
    """Check that decks can be written in a format, and create their folder. Raises `OutputError` if they cannot be written."""
    writer = DECK_WRITERS[file_format]
    for path in writer.paths(package):
        claim(path, is_ours=writer.is_ours, force=force)
