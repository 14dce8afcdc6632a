"""Make the handouts of a transcript, and say what they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.pipeline import Pipeline
from flashdeck.app.stages import Progress, no_progress
from flashdeck.model import Language, Notice
from flashdeck.model.pages import Copy
from flashdeck.settings import HandoutSettings, Settings

if TYPE_CHECKING:
    from flashdeck.compose.handout.compose import HandoutComposer
    from flashdeck.write.handout import Look, Rendered

_Key = tuple[Language, Copy, str]
"""One file of a handout: the language studied, whose copy it is, and the format."""


@dataclass(frozen=True)
class HandoutReport:
    """Finished handouts. `paths` are the files written; `unshown` are characters that the font of the PDF does not have."""

    pipeline: Pipeline
    composers: tuple["HandoutComposer", ...]
    paths: tuple[Path, ...]
    unshown: tuple[Notice, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was left out, and what is in doubt."""
        own = (notice for composer in self.composers for notice in composer.notices)
        return (*self.pipeline.notices, *own, *dict.fromkeys(self.unshown))

    @property
    def counts(self) -> dict[str, int]:
        """The figures by name."""
        composers = self.composers
        return {
            "lines": sum(len(composer.passage.lines) for composer in composers),
            "words": sum(len(composer.material.vocabulary.taught) for composer in composers),
            "other_words": sum(len(composer.material.vocabulary.more) for composer in composers),
            "questions": sum(composer.questions for composer in composers),
            "files": len(self.paths),
        }

    def summary(self) -> str:
        """Return a summary for the teacher, as plain text."""
        lines = [line for composer in self.composers for line in _summary_lines(composer)]
        return "\n".join((*lines, *dict.fromkeys(f"In the PDF {notice.text}." for notice in self.unshown)))


def _summary_lines(composer: "HandoutComposer") -> Iterator[str]:
    words, lines = composer.material.vocabulary, composer.passage.lines
    doubtful = sum(not line.is_sound for line in lines)
    yield (
        f"Handout {composer.talk.title} for {composer.talk.level.name}: {len(lines)} lines "
        f"({composer.passage.source_range} of the transcript), {len(words.taught)} words of the deck, {len(words.more)} others, "
        f"{composer.questions} questions, version {composer.wish.version}."
    )
    if doubtful:
        yield f"Lines in doubt: {doubtful}; the teacher's copy lists them."
    for notice in composer.notices:
        if notice.code == "exercise":
            yield f"Fewer questions than asked for: {notice.text}."


def make_handouts(
    source: Path, settings: Settings, handout: HandoutSettings, progress: Progress = no_progress
) -> HandoutReport:
    """Make the handouts of one transcript, for each language studied; nothing is written unless all of it succeeds."""
    from flashdeck.write.files import claim, folder_for, write_bytes
    from flashdeck.write.handout import Look, is_ours, require

    pipeline, look = Pipeline(source, settings, progress), Look(handout.font, settings.templates)
    for kind in handout.formats:
        require(kind, pipeline.tracks[0].display.lang, look)
    pipeline.require_pairs()
    names = handout_names(pipeline.transcript.title, settings, handout)
    with folder_for(settings.output):
        for name in names.values():  # before the engines load, so that a refusal comes at once
            claim(settings.output / name, is_ours=is_ours, force=settings.force)
        composers = tuple(track.handout(handout) for track in pipeline.tracks)
        made: dict[Path, Rendered] = {}
        for composer in composers:
            for key, rendered in _rendered(composer, handout, look).items():
                made[settings.output / names[key]] = rendered
        for path, rendered in made.items():
            write_bytes(path, rendered.content)
    notices = tuple(notice for rendered in made.values() for notice in rendered.notices)
    return HandoutReport(pipeline, composers, tuple(made), notices)


def _rendered(composer: "HandoutComposer", handout: HandoutSettings, look: "Look") -> "Mapping[_Key, Rendered]":
    from flashdeck.write.handout import render

    copies = tuple(composer.copies())
    return {(copy.study, copy.copy, kind): render(copy, kind, look) for copy in copies for kind in handout.formats}


def handout_names(title: str, settings: Settings, handout: HandoutSettings) -> dict[_Key, str]:
    """Return the file names of handouts: TITLE.student.html; with the language and the version if there are several."""
    from flashdeck.compose.deck import file_name

    stem = file_name(title).removesuffix(".apkg")
    version = "" if handout.version == "A" else f".{handout.version}"
    names: dict[_Key, str] = {}
    for study in settings.studies:
        language = f".{study}" if settings.study == "both" else ""
        for copy in handout.copies:
            for kind in handout.formats:
                names[study, copy, kind] = f"{stem}{language}{version}.{copy}.{kind}"
    return names
