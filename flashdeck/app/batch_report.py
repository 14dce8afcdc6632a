"""The figures of a batch, and the summary that shows the figures."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.build_summary import LANGUAGE_NAMES, written_lines
from flashdeck.known import Taught
from flashdeck.model import Graded, Language, Notice
from flashdeck.select import Learner

if TYPE_CHECKING:
    from flashdeck.write.deck_writers import WrittenDecks

_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Episode:
    """A transcript of a batch, with the number of its pairs and the number of its notes."""

    title: str
    pairs: int
    notes: int


@dataclass(frozen=True, slots=True)
class FailedTranscript:
    """A transcript that has no deck because of an error, with the message, the remedy and the exit code of the error."""

    source: Path
    message: str
    remedy: str
    exit_code: int


@dataclass
class TrackCounts:
    """Counts of the running words of a batch in one language.

    `running` is the number of all running words, and `known` the number of those that the learner knows before the batch.
    `above` has the number of occurrences of each unknown word.
    """

    running: int = 0
    known: int = 0
    above: Counter[str] = field(default_factory=Counter)

    def add(self, graded: Iterable[Graded], learner: Learner) -> None:
        """Add the words of a transcript to the counts. `learner` must not know any word because of a deck of the batch."""
        units = [unit for item in graded for unit in item.units if unit.kind != "mark"]
        unknown = [unit.headword for unit in units if not learner.knows(unit)]
        self.running += len(units)
        self.known += len(units) - len(unknown)
        self.above.update(unknown)

    def known_after(self, taught: Iterable[str]) -> int:
        """Return how many running words the learner knows after learning the words `taught`."""
        return self.known + sum(self.above[word] for word in set(taught))


@dataclass
class BatchFigures:
    """The transcripts, the words and the failures of a batch."""

    episodes: list[Episode] = field(default_factory=list)
    failed: list[FailedTranscript] = field(default_factory=list)
    taught: list[Taught] = field(default_factory=list)
    counts: dict[Language, TrackCounts] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """The exit code of the first transcript that failed; 0 if no transcript failed."""
        return self.failed[0].exit_code if self.failed else 0


class BatchSummary:
    """The counts, the notices and the summary of a finished batch."""

    def __init__(self, figures: BatchFigures, written: "WrittenDecks", voice_hint: str) -> None:
        """Store the figures. `voice_hint` names the voices that the cards need; it is empty if no card is read aloud."""
        self._figures = figures
        self._written = written
        self._voice_hint = voice_hint

    @property
    def notices(self) -> tuple[Notice, ...]:
        """A notice for each transcript that was left out."""
        return tuple(Notice("transcript", 0, f"{failed.message} {failed.remedy}") for failed in self._figures.failed)

    @property
    def counts(self) -> dict[str, int]:
        """The counts of the batch, by name."""
        episodes = self._figures.episodes
        return {
            "transcripts": len(episodes) + len(self._figures.failed),
            "pairs": sum(episode.pairs for episode in episodes),
            "notes": sum(episode.notes for episode in episodes),
            "cards": self._written.cards,
            **self._written.changes,
        }

    def lines(self) -> Iterator[str]:
        """Yield the lines of the summary."""
        counts, episodes = self.counts, self._figures.episodes
        yield f"{counts['transcripts']} transcripts, {counts['pairs']} pairs, {counts['notes']} notes."
        for episode in episodes[:_MOST_LISTED]:
            yield f"  {episode.title}: {episode.pairs} pairs, {episode.notes} notes"
        if len(episodes) > _MOST_LISTED:
            yield f"  and {len(episodes) - _MOST_LISTED} more"
        for failed in self._figures.failed:
            yield f"Left out: {failed.message}"
            yield f"  {failed.remedy}"
        for study, track in self._figures.counts.items():
            yield self._coverage_line(study, track)
        if self._voice_hint:
            yield self._voice_hint
        yield from written_lines(self._written, counts["notes"])

    def _coverage_line(self, study: Language, track: TrackCounts) -> str:
        after = track.known_after(word.word for word in self._figures.taught if word.study == study)
        running = max(1, track.running)
        shares = f"{round(100 * track.known / running)} % now, {round(100 * after / running)} % after all decks"
        return f"{LANGUAGE_NAMES[study]}, running words known: {shares} (in these texts only)."
