"""Counts over the running words of a talk: coverage, levels, difficulty along the way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Graded, Language, Token

WINDOW = 20  # sentences (design: the visual report)
_LEAST_RUNNING = 80  # running words of a window; below, a few words of a junk tail would make a peak
_STEP, _MOST_STEPS = 50, 6
_MOST_POINTS = 100  # of a curve; more would not be seen
NO_LEVEL: dict[str, str] = {"name": "names, numbers", "word": "in no list"}


@dataclass(frozen=True, slots=True)
class Point:
    """A share of the running words, known once so many words are learned from here."""

    words: int
    share: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """The curve, most frequent words first; where the deck ends; and what each further step after the deck brings.

    `general`: the same words in the order of their frequency in the language, as a course or a word list would teach them.
    """

    running: int
    curve: tuple[Point, ...]
    general: tuple[Point, ...]
    deck: Point
    steps: tuple[Point, ...]
    """After the deck: the words learned besides, and the share then known; the first is the deck's own end."""

    @property
    def now(self) -> float:
        return self.curve[0].share


@dataclass(frozen=True, slots=True)
class LevelRow:
    """How many word types and running words a level has; `reached`: the share of running words up to it."""

    name: str
    types: int
    running: int
    share: float
    reached: float


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences in a row: their lines, and the share of running words that are not known, now and after the deck."""

    first: int
    last: int
    now: float
    after: float


def running_words(graded: Sequence[Graded]) -> Iterator[tuple[Graded, Token]]:
    """Yield the running words of the language studied; a phrase is one word."""
    return ((item, unit) for item in graded for unit in item.units if unit.kind != "mark")


def unknown_counts(graded: Sequence[Graded]) -> Counter[str]:
    """Count how often each word is said that the learner does not know."""
    return Counter(unit.headword for item, unit in running_words(graded) if is_new(item, unit))


def is_new(item: Graded, unit: Token) -> bool:
    """Tell whether a word is new to the learner; names, numbers and function words are free."""
    return unit.kind == "word" and unit.headword in item.unknown


def coverage(graded: Sequence[Graded], taught: frozenset[str]) -> Coverage:
    """Return what learning the words of a talk brings."""
    running = sum(1 for _ in running_words(graded))
    counts = unknown_counts(graded)
    known = running - counts.total()
    in_deck = {word: count for word, count in counts.items() if word in taught}
    after = known + sum(in_deck.values())
    left = sorted((count for word, count in counts.items() if word not in taught), reverse=True)
    curve = _points(sorted(counts.values(), reverse=True), known, running)
    general = _points([counts[word] for word in _commonest_first(graded, counts)], known, running)
    steps = _points(left, after, running)[::_STEP][: _MOST_STEPS + 1]
    return Coverage(running, _thinned(curve), _thinned(general), Point(len(in_deck), _share(after, running)), steps)


def _commonest_first(graded: Sequence[Graded], counts: Counter[str]) -> list[str]:
    """Return words in the order of their frequency in the language; what no list has comes last, each by its first place."""
    zipf: dict[str, float] = {}
    for _, unit in running_words(graded):
        if unit.headword in counts:
            zipf.setdefault(unit.headword, unit.zipf or 0.0)
    return sorted(zipf, key=lambda word: -zipf[word])


def _points(gains: Sequence[int], known: int, running: int) -> tuple[Point, ...]:
    return tuple(Point(words, _share(sum_, running)) for words, sum_ in enumerate(accumulate(gains, initial=known)))


def _thinned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return every nth point, and the last."""
    step = -(-len(points) // _MOST_POINTS)
    return points if step == 1 else (*points[:-1:step], points[-1])


def _share(part: int, whole: int) -> float:
    return part / max(1, whole)


def level_rows(graded: Sequence[Graded], study: Language) -> tuple[LevelRow, ...]:
    """Count types and running words by the level that the list prints; names and numbers come first, as they are free."""
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


def windows(graded: Sequence[Graded], taught: frozenset[str]) -> tuple[Window, ...]:
    """Return how hard a talk is from place to place; windows with few running words are left out."""
    cut = (graded[start : start + WINDOW] for start in range(0, len(graded), WINDOW))
    return tuple(found for items in cut if (found := _window(items, taught)))


def _window(items: Sequence[Graded], taught: frozenset[str]) -> Window | None:
    running = sum(1 for _ in running_words(items))
    if running < _LEAST_RUNNING:
        return None
    new = unknown_counts(items)
    left = sum(count for word, count in new.items() if word not in taught)
    lines = [line for item in items for line in (*item.annotated.sentence.zh_lines, *item.annotated.sentence.en_lines)]
    return Window(min(lines), max(lines), new.total() / running, left / running)
