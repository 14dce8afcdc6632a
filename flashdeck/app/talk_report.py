"""Write the report of a transcript: how many of its words a learner knows, and how many more after learning the deck."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.pipeline import Pipeline
from flashdeck.app.stages import Progress, no_progress
from flashdeck.model import Notice
from flashdeck.settings import Settings

if TYPE_CHECKING:
    from flashdeck.compose.report.compose_report import ReportPage


@dataclass(frozen=True)
class TalkReport:
    """A report that has been written. `report` holds the figures of the report, and `paths` holds the path of its file."""

    pipeline: Pipeline
    report: "ReportPage"
    paths: tuple[Path, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices about lines that were left out and values that are in doubt."""
        return self.pipeline.all_notices

    @property
    def counts(self) -> dict[str, int]:
        """The counts of the report, by name."""
        parts = self.report.parts
        return {
            "sentences": len(self.pipeline.sentences),
            "running_words": sum(part.coverage.running for part in parts),
            "words_taught": sum(part.coverage.deck.words for part in parts),
            "files": len(self.paths),
        }

    def summary(self) -> str:
        """Return a summary for the learner, as plain text."""
        return "\n".join(
            f"{part.name} at {part.level}: {part.coverage.now:.0%} of the running words known now, "
            f"{part.coverage.deck.share:.0%} after the deck and its {part.coverage.deck.words} words (in this text only)."
            for part in self.report.parts
        )


def make_report(source: Path, settings: Settings, progress: Progress = no_progress) -> TalkReport:
    """Write the report of a transcript, with a part for each language studied. Nothing is written if a part fails."""
    from flashdeck.compose.report.compose_report import compose_report
    from flashdeck.select.choice.coverage import taught_by
    from flashdeck.write.files import claim, folder_for, write_bytes
    from flashdeck.write.html import is_page
    from flashdeck.write.report_page import render_report

    pipeline = Pipeline(source, settings, progress)
    pipeline.require_pairs()
    path = settings.output / report_name(pipeline.transcript.title)
    with folder_for(settings.output):
        claim(path, is_ours=is_page, force=settings.force)
        talks = [(track.talk, frozenset(taught_by(track.selection.cards))) for track in pipeline.tracks]
        report = compose_report(talks, pipeline.notices)
        write_bytes(path, render_report(report, settings.templates))
    return TalkReport(pipeline, report, (path,))


def report_name(title: str) -> str:
    """Return the file name of the report for a title.

    >>> report_name("talk")
    'talk.report.html'
    """
    from flashdeck.compose.deck import file_name

    return f"{file_name(title).removesuffix('.apkg')}.report.html"
