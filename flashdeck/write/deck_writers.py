"""Write decks in one of the formats in `DECK_WRITERS`.

To add a format:

1. Write a module in `flashdeck/write/` with two classes: a writer that follows `DeckWriter`, and its result that follows
   `WrittenDecks`. `_Tsv` below and `WrittenTables` in `flashdeck/write/anki/tsv.py` are examples. Call `tidy_decks`, `check_decks`
   and then `rows_of` from `flashdeck/write/anki/note_rows.py` to get the notes with cleaned fields. Put the imports of the format
   inside the methods, because the command line loads this module to list the formats.
2. Add an instance to `DECK_WRITERS`. The option `--format`, its help and the tests of all writers take it from there.
3. Add the format to the row of `--format` in README.md; `tests/test_docs.py` looks for it there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from flashdeck.errors import UsageError
from flashdeck.model import Deck

if TYPE_CHECKING:
    from flashdeck.write.anki.note_types import NoteType


class WrittenDecks(Protocol):
    """The result of writing decks: the files, and a summary for the user."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of the written files."""
        ...

    @property
    def cards(self) -> int:
        """The number of cards that Anki makes when the files are imported."""
        ...

    @property
    def changes(self) -> Mapping[str, int]:
        """The numbers of notes that are new, changed, unchanged and gone since the last build.

        Empty if a format does not record earlier builds.
        """
        ...

    def change_lines(self) -> Iterator[str]:
        """Yield sentences for the user about what changed since the last build."""
        ...

    @property
    def advice(self) -> tuple[str, ...]:
        """Instructions on what the user should do with the files, as lines of the summary."""
        ...

    def again(self) -> "WrittenDecks":
        """Return the result that writing the same decks again would have: all notes are unchanged."""
        ...


class DeckWriter(Protocol):
    """Writes decks in one format."""

    help: str
    """A short description of the format, for the help text of --format."""

    def paths(self, package: Path) -> Iterable[Path]:
        """Return the paths of all files that `write` may write.

        package: the path of the .apkg for these decks. The paths of a different format are derived from it.
        """
        ...

    def is_ours(self, path: Path) -> bool:
        """Return whether the file is a deck in this format that flashdeck made. Return False if it cannot be read.

        Commands that read a folder of transcripts skip such decks.
        """
        ...

    def write(
        self, decks: Sequence[Deck], package: Path, *, force: bool, note_types: "Mapping[str, NoteType] | None"
    ) -> WrittenDecks:
        """Write decks. Raises `OutputError` when a path cannot be written or has a file that flashdeck did not make."""
        ...


class _Apkg:
    """Writes an Anki package (.apkg)."""

    help = "a package for Anki"

    def paths(self, package: Path) -> Iterable[Path]:
        return (package,)

    def is_ours(self, path: Path) -> bool:
        from flashdeck.write.anki.package import is_package

        return is_package(path)

    def write(
        self, decks: Sequence[Deck], package: Path, *, force: bool, note_types: "Mapping[str, NoteType] | None"
    ) -> WrittenDecks:
        from flashdeck.write.anki.apkg import write_apkg

        return write_apkg(decks, package, force=force, note_types=note_types)


class _Tsv:
    """Writes tables (.tsv), one table for each note type."""

    help = "a table for each note type"

    def paths(self, package: Path) -> Iterable[Path]:
        from flashdeck.write.anki.tsv import table_paths

        return table_paths(package)

    def is_ours(self, path: Path) -> bool:
        from flashdeck.write.anki.tsv import is_table

        return is_table(path)

    def write(
        self, decks: Sequence[Deck], package: Path, *, force: bool, note_types: "Mapping[str, NoteType] | None"
    ) -> WrittenDecks:
        from flashdeck.write.anki.tsv import write_tables

        return write_tables(decks, package, force=force, note_types=note_types)


DECK_WRITERS: Mapping[str, DeckWriter] = {"apkg": _Apkg(), "tsv": _Tsv()}


def deck_writer(file_format: str) -> DeckWriter:
    """Return the writer of a format. Raises `UsageError` if the format is unknown."""
    if file_format not in DECK_WRITERS:
        raise UsageError(f"--format: {file_format!r} is unknown", remedy=f"Choose one of {', '.join(DECK_WRITERS)}.")
    return DECK_WRITERS[file_format]


def claim_paths(file_format: str, package: Path, *, force: bool) -> None:
    """Check that decks can be written in a format, and create their folder. Raises `OutputError` if they cannot be written."""
    from flashdeck.write.files import claim

    writer = deck_writer(file_format)
    for path in writer.paths(package):
        claim(path, is_ours=writer.is_ours, force=force)
