"""One episode of a shelf: the work that any process can do, and the figures that are kept of it."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from flashdeck.app import Course, Pipeline
from flashdeck.collecting import collect_seldom
from flashdeck.errors import FlashdeckError
from flashdeck.known import Taught
from flashdeck.select import Learner
from flashdeck.select.choice.coverage import taught_by
from flashdeck.settings import Settings


class Job(NamedTuple):
    """A transcript and what is asked of it: small enough to travel between processes."""

    source: Path
    settings: Settings


def annotate_episode(job: Job) -> None:
    """Annotate a transcript into the cache, where whoever goes on finds it.

    What is wrong with it comes to light again where it is built, and is told there.
    """
    collect_seldom()
    with contextlib.suppress(FlashdeckError):
        _ = Pipeline(*job).annotated


def words_taught(course: Course) -> Iterator[Taught]:
    """Yield the words that an episode's cards teach."""
    for word in sorted(taught_by(course.selection.cards)):
        yield Taught(word, course.study, "new", "")


@dataclass
class WordCounts:
    """The running words of a shelf in one language: all, those known before it, and how often each other word occurs."""

    running: int = 0
    known: int = 0
    above: Counter[str] = field(default_factory=Counter)

    def add(self, course: Course, learner: Learner) -> None:
        """Count an episode for a learner who knows nothing of the shelf yet."""
        for item in course.graded:
            for unit in item.units:
                if unit.kind == "mark":
                    continue
                self.running += 1
                if learner.knows(unit):
                    self.known += 1
                else:
                    self.above[unit.headword] += 1

    def known_after(self, taught: Iterable[str]) -> int:
        """Return how many running words are known when these are."""
        return self.known + sum(self.above[word] for word in set(taught))
