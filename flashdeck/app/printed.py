"""What a run that makes pages says of itself: counts, notices and a plain summary."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.model import Notice

if TYPE_CHECKING:
    from flashdeck.app import Pipeline
    from flashdeck.compose.handout.compose_handout import ComposedHandout
    from flashdeck.compose.report.compose_report import ReportPage


@dataclass(frozen=True)
class HandoutReport:
    """Finished handouts. `paths`: the files written; `counts`: figures by name; `notices`: what was left out, and doubts."""

    pipeline: "Pipeline"
    handouts: tuple["ComposedHandout", ...]
    paths: tuple[Path, ...]
    unshown: tuple[Notice, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        own = (notice for handout in self.handouts for notice in handout.notices)
        return (*self.pipeline.notices, *own, *dict.fromkeys(self.unshown))

    @property
    def counts(self) -> dict[str, int]:
        handouts = self.handouts
        return {
            "lines": sum(len(handout.passage.lines) for handout in handouts),
            "words": sum(len(handout.material.vocabulary.taught) for handout in handouts),
            "other_words": sum(len(handout.material.vocabulary.more) for handout in handouts),
            "questions": sum(handout.questions for handout in handouts),
            "files": len(self.paths),
        }

    def summary(self) -> str:
        """Return what a teacher wants to know of the handouts, as plain text."""
        lines = [line for handout in self.handouts for line in _handout_lines(handout)]
        return "\n".join((*lines, *dict.fromkeys(f"In the PDF {notice.text}." for notice in self.unshown)))


def _handout_lines(handout: "ComposedHandout") -> Iterator[str]:
    words, lines = handout.material.vocabulary, handout.passage.lines
    doubtful = sum(not line.is_sound for line in lines)
    yield (
        f"Handout {handout.talk.title} for {handout.talk.level.name}: {len(lines)} lines "
        f"({handout.passage.source_range} of the transcript), {len(words.taught)} words of the deck, {len(words.more)} others, "
        f"{handout.questions} questions, version {handout.options.version}."
    )
    if doubtful:
        yield f"Lines in doubt: {doubtful}; the teacher's copy lists them."
    yield from (f"Fewer questions than asked for: {notice.text}." for notice in handout.notices if notice.code == "exercise")


@dataclass(frozen=True)
class TalkReport:
    """A finished report. `paths`: the file written; `counts`: figures by name; `notices`: what was left out, and doubts."""

    pipeline: "Pipeline"
    report: "ReportPage"
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
