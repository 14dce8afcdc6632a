"""What a build says of itself: counts, notices and a plain summary."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.model import Notice

if TYPE_CHECKING:
    from flashdeck.app import Pipeline
    from flashdeck.write.anki.apkg import WrittenDeck

_MOST_LISTED = 8  # doubtful readings in the summary; `preview` shows all
_REIMPORT = (
    "In Anki: File > Import, with “Update notes” left at “If newer”. Import the next version the same way;\n"
    "never delete the deck first, or your progress is lost."
)


@dataclass(frozen=True)
class BuildReport:
    """A finished build. `paths`: the files written; `counts`: figures by name; `notices`: what was left out, and doubts."""

    pipeline: "Pipeline"
    written: "WrittenDeck"

    @property
    def paths(self) -> tuple[Path, ...]:
        return (self.written.path,)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return (*self.pipeline.notices, *self.pipeline.selection.notices)

    @property
    def counts(self) -> dict[str, int]:
        pipeline, coverage = self.pipeline, self.pipeline.selection.coverage
        types = Counter(card.type for card in pipeline.selection.cards)
        return {
            "lines": sum(bool(line.text) for line in pipeline.transcript.lines),
            "left_out": len(pipeline.bitext.notices),
            "pairs": len(pipeline.bitext.pairs),
            "sentences": len(pipeline.sentences),
            "sentence_cards": types["sentence"],
            "word_cards": types["word"],
            "notes": len(pipeline.deck.notes),
            "cards": self.written.cards,
            "words_above": coverage.types_above,
            "words_taught": coverage.types_taught,
            "doubtful_readings": len(self._doubts()),
        }

    def summary(self) -> str:
        """Return what a person wants to know after a build, as plain text."""
        return "\n".join(self._summary_lines())

    def _summary_lines(self) -> Iterator[str]:
        counts, pipeline = self.counts, self.pipeline
        level = f"{pipeline.settings.learner_level.name} ({pipeline.settings.hsk} edition)"
        yield f"{pipeline.transcript.title}: {counts['lines']} lines read{_by_code(pipeline.bitext.notices)}."
        yield f"{counts['pairs']} pairs, {counts['sentences']} sentences{_rejected(pipeline.selection.notices)}."
        yield (
            f"Deck {pipeline.deck.name} for {level}: {counts['notes']} notes, {counts['cards']} cards "
            f"({counts['sentence_cards']} sentences, {counts['word_cards']} words)."
        )
        yield from self._fewer()
        yield self._coverage()
        yield from self._doubt_lines()
        yield self._changes()
        yield f"Written: {self.written.path}"
        yield _REIMPORT

    def _fewer(self) -> Iterator[str]:
        """Say why there are fewer cards than the ceilings."""
        asked = self.pipeline.settings
        counts = self.counts
        if counts["sentence_cards"] < asked.sentences or counts["word_cards"] < asked.words:
            yield (
                f"Fewer than the {asked.sentences} + {asked.words} asked for: no other line is whole, fits the level "
                "and bears out the sense of its new words."
            )

    def _coverage(self) -> str:
        coverage, counts = self.pipeline.selection.coverage, self.counts
        before, after = (
            round(100 * known / max(1, coverage.running_words)) for known in (coverage.known_before, coverage.known_after)
        )
        return (
            f"Words above the level: {counts['words_above']}, of which the deck teaches {counts['words_taught']}. "
            f"Running words known: {before} % now, {after} % after the deck (a figure of this text)."
        )

    def _doubts(self) -> list[Notice]:
        """Return the doubtful readings on the cards."""
        lines = {line for card in self.pipeline.selection.cards for line in card.graded.annotated.sentence.zh_lines}
        return [notice for notice in self.pipeline.notices if notice.code == "reading" and notice.line in lines]

    def _doubt_lines(self) -> Iterator[str]:
        doubts = self._doubts()
        if not doubts:
            yield "Doubtful readings on the cards: none."
            return
        listed = "; ".join(f"line {doubt.line} {doubt.text}" for doubt in doubts[:_MOST_LISTED])
        more = f"; and {len(doubts) - _MOST_LISTED} more" if len(doubts) > _MOST_LISTED else ""
        yield f"Readings to check ({len(doubts)}, dotted on the cards): {listed}{more}."

    def _changes(self) -> str:
        written = self.written
        gone = f"; no longer chosen: {', '.join(written.gone)} (they stay in your collection)" if written.gone else ""
        return f"Since the last build: {written.new} new, {written.changed} changed, {written.unchanged} unchanged{gone}."


def _by_code(notices: tuple[Notice, ...]) -> str:
    counts = Counter(notice.code for notice in notices)
    return f", {len(notices)} left out ({_listed(counts)})" if notices else ", none left out"


def _rejected(notices: tuple[Notice, ...]) -> str:
    counts = Counter(notice.code.removeprefix("not-a-card:") for notice in notices)
    return f"; {len(notices)} cannot be cards ({_listed(counts)})" if notices else ""


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {code}" for code, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
