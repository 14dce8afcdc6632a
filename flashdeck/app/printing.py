"""The use case that makes handouts."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.pipeline import Pipeline, Progress, no_progress
from flashdeck.model import Language
from flashdeck.model.pages import Copy
from flashdeck.settings import HandoutSettings, Settings

if TYPE_CHECKING:
    from flashdeck.app.printed import HandoutReport
    from flashdeck.compose.handout.compose_handout import ComposedHandout
    from flashdeck.write.handout import Look, Rendered


def make_handouts(
    source: Path, settings: Settings, options: HandoutSettings, progress: Progress = no_progress
) -> "HandoutReport":
    """Make the handouts of one transcript, for each language studied; nothing is written unless all of it succeeds."""
    from flashdeck.app.printed import HandoutReport
    from flashdeck.compose.handout.sections import choose_sections
    from flashdeck.write.files import claim, folder_for, write_bytes
    from flashdeck.write.handout import Look, is_ours, require

    choose_sections(options.sections)  # refuses unknown names before an engine loads
    pipeline, look = Pipeline(source, settings, progress), Look(options.font, settings.templates)
    for kind in options.formats:
        require(kind, pipeline.courses[0].display.lang, look)
    pipeline.require_pairs()
    paths = {key: settings.output / name for key, name in handout_names(pipeline.transcript.title, settings, options).items()}
    with folder_for(settings.output):
        for path in paths.values():  # before an engine loads, so that nobody waits for a refusal
            claim(path, is_ours=is_ours, force=settings.force)
        handouts = tuple(course.handout(options) for course in pipeline.courses)
        made: dict[Path, Rendered] = {}
        for handout in handouts:
            made |= _rendered(handout, paths, look)
        for path, rendered in made.items():
            write_bytes(path, rendered.content)
    notices = tuple(notice for rendered in made.values() for notice in rendered.notices)
    return HandoutReport(pipeline, handouts, tuple(made), notices)


def _rendered(
    handout: "ComposedHandout", paths: Mapping[tuple[Language, Copy, str], Path], look: "Look"
) -> "dict[Path, Rendered]":
    """Return the copies of a handout in all formats, by the path that each will have."""
    from flashdeck.write.handout import render

    found = {}
    for copy in handout.copies:
        for kind in handout.options.formats:
            found[paths[copy.study, copy.copy, kind]] = render(copy, kind, look)
    return found


def handout_names(title: str, settings: Settings, options: HandoutSettings) -> dict[tuple[Language, Copy, str], str]:
    """Return the file names of handouts: TITLE.student.html; with the language and the version where there are several."""
    from flashdeck.compose.deck import file_name

    stem = file_name(title).removesuffix(".apkg")
    version = "" if options.version == "A" else f".{options.version}"
    return {
        (study, copy, kind): f"{stem}{f'.{study}' if settings.study == 'both' else ''}{version}.{copy}.{kind}"
        for study in settings.studies
        for copy in options.copies
        for kind in options.formats
    }
