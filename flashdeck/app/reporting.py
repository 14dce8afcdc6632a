"""The use case that looks at a talk as a whole: the report."""

from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.pipeline import Pipeline, Progress, no_progress
from flashdeck.settings import Settings

if TYPE_CHECKING:
    from flashdeck.app.printed import TalkReport


def make_report(source: Path, settings: Settings, progress: Progress = no_progress) -> "TalkReport":
    """Write the report of one transcript, a part for each language studied; nothing is written unless all of it succeeds."""
    from flashdeck.app.printed import TalkReport
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
        talks = [(course.talk, frozenset(taught_by(course.selection.cards))) for course in pipeline.courses]
        report = compose_report(talks, pipeline.notices)
        write_bytes(path, render_report(report, settings.templates))
    return TalkReport(pipeline, report, (path,))


def report_name(title: str) -> str:
    """Return the file name of a report.

    >>> report_name("talk")
    'talk.report.html'
    """
    from flashdeck.compose.deck import file_name

    return f"{file_name(title).removesuffix('.apkg')}.report.html"
