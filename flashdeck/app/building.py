"""Build a package of one transcript or of many: the one way for the command line and for the Python API."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from flashdeck.app.stages import Progress, no_progress
from flashdeck.app.unchanged import BuildOrder, BuildReport, build_unless_unchanged
from flashdeck.model import Deck
from flashdeck.settings import Settings

if TYPE_CHECKING:
    from flashdeck.write.anki.apkg import WrittenDeck
    from flashdeck.write.anki.tsv import WrittenTables

__all__ = ["BuildOrder", "BuildReport", "build_anew", "build_package"]


class PackageSource(Protocol):
    """A supplier of the decks of one package: one transcript, or a batch of them."""

    def package(self) -> Path:
        """Return the path of the package. Raises `FlashdeckError` if nothing can be built."""
        ...

    def decks(self) -> AbstractContextManager[Sequence[Deck]]:
        """Make the decks; they are there as long as the context lasts."""
        ...

    def report(self, written: "WrittenDeck | WrittenTables") -> BuildReport:
        """Say what was built, written and left out."""
        ...


def build_package(order: BuildOrder, progress: Progress = no_progress) -> BuildReport:
    """Build the package of an order and return the report.

    If nothing has changed since the last build of the same order, nothing is built: the report of that build is repeated.
    Raises `FlashdeckError`; nothing is written then.
    """
    return build_unless_unchanged(order, lambda: build_anew(order, progress))


def build_anew(order: BuildOrder, progress: Progress = no_progress) -> tuple[BuildReport, BuildReport]:
    """Build the package of an order; return its report, and the report that the next build gives if nothing changes."""
    from flashdeck.write.anki.note_types import load_note_types
    from flashdeck.write.files import folder_for

    settings = order.settings
    source = _source(order, progress)
    path = source.package()
    note_types = load_note_types(settings.templates)
    with folder_for(settings.output):
        claim_outputs(path, settings)  # before the engines load, so that a refusal comes at once
        with source.decks() as decks:
            written = _writer(settings)(decks, path, force=settings.force, note_types=note_types)
            return source.report(written), source.report(written.again())


def _source(order: BuildOrder, progress: Progress) -> PackageSource:
    if len(order.sources) == 1:
        from flashdeck.app.build_summary import SingleBuild

        return SingleBuild(order.sources[0], order.settings, progress)
    from flashdeck.app.batch import Batch

    return Batch(order, progress)


def _writer(settings: Settings) -> "Callable[..., WrittenDeck | WrittenTables]":
    if settings.format == "tsv":
        from flashdeck.write.anki.tsv import write_tables

        return write_tables
    from flashdeck.write.anki.apkg import write_apkg

    return write_apkg


def claim_outputs(path: Path, settings: Settings) -> None:
    """Make sure that the package, or the tables in its place, can be written. Raises `OutputError`."""
    from flashdeck.write.anki.package import is_package
    from flashdeck.write.anki.tsv import is_table, table_paths
    from flashdeck.write.files import claim

    if settings.format == "apkg":
        claim(path, is_ours=is_package, force=settings.force)
        return
    for table in table_paths(path):
        claim(table, is_ours=is_table, force=settings.force)
