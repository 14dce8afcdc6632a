"""What a build of many transcripts says of itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flashdeck.app.summary import written_lines
from flashdeck.model import Language, Notice
from flashdeck.write.anki.apkg import WrittenDeck
from flashdeck.write.anki.tsv import WrittenTables

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}
_MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Episode:
    """A transcript of the shelf: its pairs, and the notes that it gave."""

    title: str
    pairs: int
    notes: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a transcript gave no deck, what to do about it, and the exit code of that kind of error."""

    source: Path
    message: str
    remedy: str
    exit_code: int


@dataclass(frozen=True)
class ShelfReport:
    """A finished build of many transcripts. `coverages`: language, running words, known before, known after.

    `voice_hint`: which voices a device needs for the cards; empty if none speaks.
    """

    written: WrittenDeck | WrittenTables
    episodes: tuple[Episode, ...]
    problems: tuple[Problem, ...]
    coverages: tuple[tuple[Language, int, int, int], ...]
    voice_hint: str

    @property
    def paths(self) -> tuple[Path, ...]:
        return self.written.paths

    @property
    def notices(self) -> tuple[Notice, ...]:
        return tuple(Notice("transcript", 0, f"{problem.message} {problem.remedy}") for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "transcripts": len(self.episodes) + len(self.problems),
            "pairs": sum(episode.pairs for episode in self.episodes),
            "notes": sum(episode.notes for episode in self.episodes),
            "cards": self.written.cards,
        }

    @property
    def exit_code(self) -> int:
        return self.problems[0].exit_code if self.problems else 0

    def again(self) -> "ShelfReport":
        """Return what the next build says when nothing changes."""
        return replace(self, written=self.written.again())

    def summary(self) -> str:
        """Return what a person wants to know after a build, as plain text."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        counts = self.counts
        yield f"{counts['transcripts']} transcripts, {counts['pairs']} pairs, {counts['notes']} notes."
        for episode in self.episodes[:_MOST_LISTED]:
            yield f"  {episode.title}: {episode.pairs} pairs, {episode.notes} notes"
        if len(self.episodes) > _MOST_LISTED:
            yield f"  and {len(self.episodes) - _MOST_LISTED} more"
        for problem in self.problems:
            yield f"Left out: {problem.message}"
            yield f"  {problem.remedy}"
        for study, running, known, after in self.coverages:
            shares = (round(100 * part / max(1, running)) for part in (known, after))
            before, then = shares
            yield f"{_NAMES[study]}, running words known: {before} % now, {then} % after all decks (a figure of these texts)."
        if self.voice_hint:
            yield self.voice_hint
        yield from written_lines(self.written, counts["notes"])
