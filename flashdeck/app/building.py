"""Build a package of one transcript or of many transcripts. The command line and the Python API both use this module."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from flashdeck.app.stages import Progress, no_progress
from flashdeck.app.unchanged import BuildOrder, BuildReport, build_unless_unchanged
from flashdeck.model import Deck

if TYPE_CHECKING:
    from flashdeck.write.deck_writers import WrittenDecks

__all__ = ["BuildOrder", "BuildReport", "build_anew", "build_package"]


class PackageSource(Protocol):
    """The source of the decks of one package: one transcript, or a batch of transcripts."""

    def package(self) -> Path:
        """Return the path of the package. Raises `FlashdeckError` if nothing can be built."""
        ...

    def decks(self) -> AbstractContextManager[Sequence[Deck]]:
        """Make the decks. They can be used only inside the `with` block."""
        ...

    def report(self, written: "WrittenDecks") -> BuildReport:
        """Return the report of what was built, written and left out."""
        ...


def build_package(order: BuildOrder, progress: Progress = no_progress) -> BuildReport:
    """Build the package of an order and return the report.

    Files that differ only in a language tag, such as talk.zh.srt and talk.en.srt, are one transcript. If nothing has changed
    since the last build of the same order, the report of that build is repeated and nothing is built.
    Raises `FlashdeckError` if the build fails; then nothing is written.
    """
    paired, variants = _paired(order)
    report = build_unless_unchanged(paired, lambda: build_anew(paired, progress))
    left_out = [f"Not read, because {path.name} is the same text: {variant.name}." for path, variant in variants]
    return replace(report, lines=(*report.lines, *left_out))


def _paired(order: BuildOrder) -> tuple[BuildOrder, list[tuple[Path, Path]]]:
    """Find the files of an order that differ only in a language tag. Return the order with pairs, and the variants.

    talk.zh.srt and talk.en.srt are a pair. If talk.zh-TW.srt is also in the order, it is a variant: the same text in the other
    Chinese script. A variant is not read. It is returned together with the file that is read in its place.
    """
    from flashdeck.read.language_tags import pair_files

    if order.settings.translation is not None or len(order.sources) < 2:
        return order, []
    found = pair_files(order.sources, traditional=order.settings.script == "traditional")
    sources = tuple(files.source for files in found)
    pairs = tuple((files.source, files.translation, files.name) for files in found if files.translation)
    variants = [(files.source, variant) for files in found for variant in files.variants]
    return replace(order, sources=sources, pairs=pairs), variants


def build_anew(order: BuildOrder, progress: Progress = no_progress) -> tuple[BuildReport, BuildReport]:
    """Build the package of an order.

    Returns the report of the build, and the report that the next build repeats if nothing changes until then.
    """
    from flashdeck.write.anki.note_types import load_note_types
    from flashdeck.write.deck_writers import claim_paths, deck_writer
    from flashdeck.write.files import folder_for

    settings = order.settings
    source = _source(order, progress)
    path = source.package()
    note_types = load_note_types(settings.templates)
    writer = deck_writer(settings.format)
    with folder_for(settings.output):
        claim_paths(settings.format, path, force=settings.force)  # before the engines load, to report an error at once
        with source.decks() as decks:
            written = writer.write(decks, path, force=settings.force, note_types=note_types)
            return source.report(written), source.report(written.again())


def _source(order: BuildOrder, progress: Progress) -> PackageSource:
    if len(order.sources) == 1:
        from flashdeck.app.build_summary import SingleBuild

        return SingleBuild(order.sources[0], order.settings_for(order.sources[0]), progress)
    from flashdeck.app.batch import Batch

    return Batch(order, progress)
