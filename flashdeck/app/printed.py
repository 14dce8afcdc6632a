"""What a run that makes pages says of itself: counts, notices and a plain summary."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.model import Notice

if TYPE_CHECKING:
    from flashdeck.app import Pipeline
    from flashdeck.compose.handout.compose import HandoutComposer
    from flashdeck.compose.report.page import Report


@dataclass(frozen=True)
class HandoutReport:
    """Finished handouts. `paths`: the files written; `counts`: figures by name; `notices`: what was left out, and doubts."""

    pipeline: "Pipeline"
    composers: tuple["HandoutComposer", ...]
    paths: tuple[Path, ...]
    unshown: tuple[Notice, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        own = (notice for composer in self.composers for notice in composer.notices)
        return (*self.pipeline.notices, *own, *dict.fromkeys(self.unshown))

    @property
    def counts(self) -> dict[str, int]:
        composers = self.composers
        return {
            "lines": sum(len(composer.passage.lines) for composer in composers),
            "words": sum(len(composer.material.vocabulary.taught) for composer in composers),
            "other_words": sum(len(composer.material.vocabulary.more) for composer in composers),
            "questions": sum(composer.questions for composer in composers),
            "files": len(self.paths),
        }

    def summary(self) -> str:
        """Return what a teacher wants to know of the handouts, as plain text."""
        lines = [line for composer in self.composers for line in _handout_lines(composer)]
        return "\n".join((*lines, *dict.fromkeys(f"In the PDF {notice.text}." for notice in self.unshown)))


def _handout_lines(composer: "HandoutComposer") -> Iterator[str]:
    words, lines = composer.material.vocabulary, composer.passage.lines
    doubtful = sum(not line.is_sound for line in lines)
    yield (
        f"Handout {composer.talk.title} for {composer.talk.level.name}: {len(lines)} lines "
        f"({composer.passage.source_range} of the transcript), {len(words.taught)} words of the deck, {len(words.more)} others, "
        f"{composer.questions} questions, version {composer.wish.version}."
    )
    if doubtful:
        yield f"Lines in doubt: {doubtful}; the teacher's copy lists them."
    yield from (f"Fewer questions than asked for: {notice.text}." for notice in composer.notices if notice.code == "exercise")


@dataclass(frozen=True)
class TalkReport:
    """A finished report. `paths`: the file written; `counts`: figures by name; `notices`: what was left out, and doubts."""

    pipeline: "Pipeline"
    report: "Report"
    paths: tuple[Path, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        chosen = (notice for course in self.pipeline.courses for notice in course.selection.notices)
        return (*self.pipeline.notices, *chosen)

    @property
    def counts(self) -> dict[str, int]:
        parts = self.report.parts
        return {
            "sentences": len(self.pipeline.sentences),
            "running_words": sum(part.coverage.running for part in parts),
            "words_taught": sum(part.coverage.deck.words for part in parts),
            "files": len(self.paths),
        }

    def summary(self) -> str:
        """Return what a learner wants to know first, as plain text."""
        return "\n".join(
            f"{part.name} at {part.level}: {part.coverage.now:.0%} of the running words known now, "
            f"{part.coverage.deck.share:.0%} after the deck and its {part.coverage.deck.words} words (a figure of this text)."
            for part in self.report.parts
        )
