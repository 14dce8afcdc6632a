"""Make the handouts of a transcript, and summarise their contents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.pipeline import Pipeline
from flashdeck.app.stages import Progress, no_progress
from flashdeck.errors import UsageError
from flashdeck.model import Language, Notice
from flashdeck.model.pages import Copy
from flashdeck.settings import HandoutSettings, Settings, listed_names

if TYPE_CHECKING:
    from flashdeck.compose.handout.compose_handout import ComposedHandout
    from flashdeck.write.handout import Look, Rendered

_Key = tuple[Language, Copy, str]
"""The key of a file of a handout: the language studied, the student's or teacher's copy, and the file format."""


@dataclass(frozen=True)
class HandoutReport:
    """The report on finished handouts.

    `paths` are the files written. `unshown` holds the characters that are missing in the font of the PDF.
    """

    pipeline: Pipeline
    handouts: tuple["ComposedHandout", ...]
    paths: tuple[Path, ...]
    unshown: tuple[Notice, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices about lines that were left out and values that are in doubt."""
        own = (notice for handout in self.handouts for notice in handout.notices)
        return (*self.pipeline.notices, *own, *dict.fromkeys(self.unshown))

    @property
    def counts(self) -> dict[str, int]:
        """The counts of the handouts, by name."""
        handouts = self.handouts
        return {
            "lines": sum(len(handout.passage.lines) for handout in handouts),
            "words": sum(len(handout.material.vocabulary.taught) for handout in handouts),
            "other_words": sum(len(handout.material.vocabulary.more) for handout in handouts),
            "questions": sum(handout.questions for handout in handouts),
            "files": len(self.paths),
        }

    def summary(self) -> str:
        """Return a summary for the teacher, as plain text."""
        lines = [line for handout in self.handouts for line in _summary_lines(handout)]
        return "\n".join((*lines, *dict.fromkeys(f"In the PDF {notice.text}." for notice in self.unshown)))


def _summary_lines(handout: "ComposedHandout") -> Iterator[str]:
    words, lines = handout.material.vocabulary, handout.passage.lines
    doubtful = sum(not line.is_sound for line in lines)
    yield (
        f"Handout {handout.talk.title} for {handout.talk.level.name}: {len(lines)} lines "
        f"({handout.passage.source_range} of the transcript), {len(words.taught)} words of the deck, "
        f"{len(words.more)} other words, {handout.questions} questions, version {handout.options.version}."
    )
    if doubtful:
        yield f"Lines in doubt: {doubtful}; the teacher's copy lists them."
    for notice in handout.notices:
        if notice.code == "exercise":
            yield f"Fewer questions than asked for: {notice.text}."


def make_handouts(
    source: Path, settings: Settings, options: HandoutSettings, progress: Progress = no_progress
) -> HandoutReport:
    """Make the handouts of a transcript, for each language studied.

    Nothing is written unless all handouts can be made.
    """
    from flashdeck.compose.handout.sections import choose_sections
    from flashdeck.write.files import claim, folder_for, write_bytes
    from flashdeck.write.handout import Look, is_ours, require

    choose_sections(options.sections)  # called here to refuse unknown names before an engine loads
    pipeline, look = Pipeline(source, settings, progress), Look(options.font, settings.templates)
    formats = handout_formats(options.format)
    for kind in formats:
        require(kind, pipeline.tracks[0].display.lang, look)
    pipeline.require_pairs()
    names = handout_names(pipeline.transcript.title, settings, options)
    with folder_for(settings.output):
        for name in names.values():  # before the engines load, to report an error at once
            claim(settings.output / name, is_ours=is_ours, force=settings.force)
        handouts = tuple(track.handout(options) for track in pipeline.tracks)
        made: dict[Path, Rendered] = {}
        for handout in handouts:
            for key, rendered in _rendered(handout, formats, look).items():
                made[settings.output / names[key]] = rendered
        for path, rendered in made.items():
            write_bytes(path, rendered.content)
    notices = tuple(notice for rendered in made.values() for notice in rendered.notices)
    return HandoutReport(pipeline, handouts, tuple(made), notices)


def handout_formats(text: str) -> tuple[str, ...]:
    """Return the formats in the value of --format. Raises `UsageError` for an unknown format, and if the value is empty."""
    from flashdeck.write.handout import HANDOUT_WRITERS

    formats = listed_names(text, "--format", tuple(HANDOUT_WRITERS))
    if not formats:
        raise UsageError("--format: no format is named", remedy="Name at least one format.")
    return formats


def _rendered(handout: "ComposedHandout", formats: Sequence[str], look: "Look") -> "Mapping[_Key, Rendered]":
    from flashdeck.write.handout import render

    return {(copy.study, copy.copy, kind): render(copy, kind, look) for copy in handout.copies for kind in formats}


def handout_names(title: str, settings: Settings, options: HandoutSettings) -> dict[_Key, str]:
    """Return the file names of handouts, such as TITLE.student.html.

    With a language and a version, a name is TITLE.zh.B.student.html.
    """
    from flashdeck.compose.deck import file_name

    stem = file_name(title).removesuffix(".apkg")
    version = "" if options.version == "A" else f".{options.version}"
    names: dict[_Key, str] = {}
    for study in settings.studies:
        language = f".{study}" if settings.study == "both" else ""
        for copy in options.copies:
            for kind in handout_formats(options.format):
                names[study, copy, kind] = f"{stem}{language}{version}.{copy}.{kind}"
    return names
