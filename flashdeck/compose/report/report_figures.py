"""Count the running words of a talk. Every occurrence of a word counts as one running word.

The figures show how many running words the learner knows, how many have a certain level, and which lines have many unknown words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.language_sides import source_lines
from flashdeck.model import Graded, Language, Token

_WINDOW = 20  # the difficulty is computed for each window of 20 consecutive sentences; chosen by hand
# A window with fewer running words than this is left out, because a few rare words would make it look difficult.
_LEAST_RUNNING = 80
# The report shows how coverage grows when the learner learns more words after the deck: 50 words at a time, at most 6 times.
_STEP, _MOST_STEPS = 50, 6
_MOST_POINTS = 100  # a curve has about this number of points at most, because more points would not be visible
NO_LEVEL: dict[str, str] = {"name": "names, numbers", "word": "in no list"}


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve: the share of running words that a learner knows after learning `words` further words.

    The share is a number from 0 to 1.
    """

    words: int
    share: float


@dataclass(frozen=True, slots=True)
class CoverageCurves:
    """How the share of running words that a learner knows grows while the learner learns words of the talk."""

    running: int
    """The number of running words of the talk."""
    curve: tuple[Point, ...]
    """The share of known running words, if words are learned in the order of their frequency in the talk."""
    general: tuple[Point, ...]
    """The share of known running words, if words are learned in the order of their frequency in the language, as in a course."""
    deck: Point
    """The number of new words that the deck teaches, and the share of running words that is known after the deck."""
    steps: tuple[Point, ...]
    """The share of known running words if further words are learned after the deck. The first point is the end of the deck."""

    @property
    def now(self) -> float:
        """The share of running words that the learner knows before learning the deck."""
        return self.curve[0].share


@dataclass(frozen=True, slots=True)
class LevelRow:
    """The words of a talk that have a certain level: the number of different words (`types`), and of running words.

    `share` is the share of the talk's running words that have this level. `reached` is the share that have this level or a
    lower level.
    """

    name: str
    types: int
    running: int
    share: float
    reached: float


@dataclass(frozen=True, slots=True)
class DifficultyWindow:
    """The difficulty of a group of consecutive sentences, from the line `first` to the line `last`.

    `now` is the share of the running words in these sentences that the learner does not know. `after` is this share after the
    learner has learned the deck.
    """

    first: int
    last: int
    now: float
    after: float


def running_words(graded: Sequence[Graded]) -> Iterator[tuple[Graded, Token]]:
    """Yield each running word of the language studied, together with its sentence. A phrase counts as one word."""
    return ((item, unit) for item in graded for unit in item.units if unit.kind != "mark")


def unknown_counts(graded: Sequence[Graded]) -> Counter[str]:
    """Count how often the talk uses each word that the learner does not know."""
    return Counter(unit.headword for item, unit in running_words(graded) if is_new(item, unit))


def is_new(item: Graded, unit: Token) -> bool:
    """Tell whether the learner does not know a word. Names, numbers and function words count as known."""
    return unit.kind == "word" and unit.headword in item.unknown


def coverage_curves(graded: Sequence[Graded], taught: frozenset[str]) -> CoverageCurves:
    """Return how the share of known running words grows while the words of a talk are learned.

    `taught`: the headwords that the deck teaches.
    """
    running = sum(1 for _ in running_words(graded))
    counts = unknown_counts(graded)
    known = running - counts.total()
    in_deck = {word: count for word, count in counts.items() if word in taught}
    after = known + sum(in_deck.values())
    left = sorted((count for word, count in counts.items() if word not in taught), reverse=True)
    curve = _points(sorted(counts.values(), reverse=True), known, running)
    general = _points([counts[word] for word in _commonest_first(graded, counts)], known, running)
    steps = _points(left, after, running)[::_STEP][: _MOST_STEPS + 1]
    return CoverageCurves(running, _thinned(curve), _thinned(general), Point(len(in_deck), _share(after, running)), steps)


def _commonest_first(graded: Sequence[Graded], counts: Counter[str]) -> list[str]:
    """Sort words by their frequency in the language. Words without a frequency come last, in order of appearance."""
    zipf: dict[str, float] = {}
    for _, unit in running_words(graded):
        if unit.headword in counts:
            zipf.setdefault(unit.headword, unit.zipf or 0.0)
    return sorted(zipf, key=lambda word: -zipf[word])


def _points(gains: Sequence[int], known: int, running: int) -> tuple[Point, ...]:
    return tuple(Point(words, _share(total, running)) for words, total in enumerate(accumulate(gains, initial=known)))


def _thinned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return about 100 points of a curve at equal distances, including the last point.

    A shorter curve is returned unchanged.
    """
    step = -(-len(points) // _MOST_POINTS)
    return points if step == 1 else (*points[:-1:step], points[-1])


def _share(part: int, whole: int) -> float:
    return part / max(1, whole)


def level_rows(graded: Sequence[Graded], study: Language) -> tuple[LevelRow, ...]:
    """Count the different words and the running words of each level.

    The first row has names and numbers, because they count as known. The last row has words that no list of levels has.
    """
    scale = dict.fromkeys(TRAITS[study].level_names)
    order = (NO_LEVEL["name"], *scale, NO_LEVEL["word"])
    found = Counter((_level_of(unit), unit.headword) for _, unit in running_words(graded))
    running, types = Counter[str](), Counter(level for level, _ in found)
    for (level, _), count in found.items():
        running[level] += count
    whole, so_far, rows = running.total(), 0, list[LevelRow]()
    for name in order:
        so_far += running[name]
        if running[name]:
            rows.append(LevelRow(name, types[name], running[name], _share(running[name], whole), _share(so_far, whole)))
    return tuple(rows)


def _level_of(unit: Token) -> str:
    if unit.kind in ("name", "number", "latin"):
        return NO_LEVEL["name"]
    return unit.listed or NO_LEVEL["word"]


def difficulty_windows(graded: Sequence[Graded], taught: frozenset[str]) -> tuple[DifficultyWindow, ...]:
    """Return the difficulty of each group of 20 consecutive sentences. Groups with few running words are left out."""
    windows = (_window(graded[start : start + _WINDOW], taught) for start in range(0, len(graded), _WINDOW))
    return tuple(window for window in windows if window)


def _window(items: Sequence[Graded], taught: frozenset[str]) -> DifficultyWindow | None:
    running = sum(1 for _ in running_words(items))
    if running < _LEAST_RUNNING:
        return None
    new = unknown_counts(items)
    left = sum(count for word, count in new.items() if word not in taught)
    lines = [line for item in items for line in source_lines(item.annotated.sentence)]
    return DifficultyWindow(min(lines), max(lines), new.total() / running, left / running)
