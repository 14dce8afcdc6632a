"""The use cases that end on paper: handouts."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.pipeline import Pipeline, Progress, no_progress
from flashdeck.model import Language
from flashdeck.model.pages import Copy
from flashdeck.settings import HandoutSettings, Settings

if TYPE_CHECKING:
    from flashdeck.app.printed import HandoutReport
    from flashdeck.compose.handout.compose import HandoutComposer
    from flashdeck.write.handout import Look, Rendered


def make_handouts(source: Path, settings: Settings, wish: HandoutSettings, progress: Progress = no_progress) -> "HandoutReport":
    """Make the handouts of one transcript, for each language studied; nothing is written unless all of it succeeds."""
    from flashdeck.app.printed import HandoutReport
    from flashdeck.write.files import claim, folder_for, write_bytes
    from flashdeck.write.handout import Look, is_ours, require

    pipeline, look = Pipeline(source, settings, progress), Look(wish.font, settings.templates)
    for kind in wish.formats:
        require(kind, pipeline.courses[0].display.lang, look)
    pipeline.require_pairs()
    paths = {key: settings.output / name for key, name in handout_names(pipeline.transcript.title, settings, wish).items()}
    with folder_for(settings.output):
        for path in paths.values():  # before the engines load: nobody should wait for a refusal
            claim(path, is_ours=is_ours, force=settings.force)
        composers = tuple(course.handout(wish) for course in pipeline.courses)
        made = {
            paths[key]: rendered for composer in composers for key, rendered in _rendered(composer, wish.formats, look).items()
        }
        for path, rendered in made.items():
            write_bytes(path, rendered.content)
    notices = tuple(notice for rendered in made.values() for notice in rendered.notices)
    return HandoutReport(pipeline, composers, tuple(made), notices)


def _rendered(
    composer: "HandoutComposer", formats: Sequence[str], look: "Look"
) -> "dict[tuple[Language, Copy, str], Rendered]":
    from flashdeck.write.handout import render

    made = tuple(composer.copies())
    return {(copy.study, copy.copy, kind): render(copy, kind, look) for copy in made for kind in formats}


def handout_names(title: str, settings: Settings, wish: HandoutSettings) -> dict[tuple[Language, Copy, str], str]:
    """Return the file names of handouts: TITLE.student.html; with the language and the version where there are several."""
    from flashdeck.compose.deck import file_name

    stem = file_name(title).removesuffix(".apkg")
    version = "" if wish.version == "A" else f".{wish.version}"
    return {
        (study, copy, kind): f"{stem}{f'.{study}' if settings.study == 'both' else ''}{version}.{copy}.{kind}"
        for study in settings.studies
        for copy in wish.copies
        for kind in wish.formats
    }
