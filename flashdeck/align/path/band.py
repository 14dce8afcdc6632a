"""Where the path must run: about words that are rare on both sides, and on from the best place so far where there are none."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, repeat
from math import ceil, floor

from flashdeck.align.path.sides import Sides
from flashdeck.align.path.times import find_delay, time_anchors

_HALF_WIDTH = 40  # columns on each side of the line
_RAREST = 3  # sentences of one side that have a word in common
_FAR = 100  # rows; anchors further off say little
_MOST_ROWS = 48  # of a window
_MOST_CELLS = 1 << 14  # likewise
_LEAST_SHARED = 2  # rare words that make an anchor

Anchor = tuple[int, int]


@dataclass(frozen=True)
class Window:
    """Rows (borders between Chinese sentences) and columns (between English ones); the last of both included."""

    top: int
    bottom: int
    left: int
    right: int


class Band:
    """For each row the first and the last column that are looked at; it is laid as the search goes on."""

    def __init__(self, sides: Sides) -> None:
        self._last = len(sides.zh), len(sides.en)
        self._is_whole = min(self._last) <= _HALF_WIDTH
        is_timed = bool(sides.zh.times and sides.en.times)
        shared = [] if self._is_whole and not is_timed else _rising(_find_anchors(sides))
        self.delay = find_delay(sides.zh.times, sides.en.times, shared) if is_timed else 0.0
        """By how many seconds the English side is later."""
        timed = time_anchors(sides.zh.times, sides.en.times, self.delay) if is_timed else ()
        self._anchors = _rising(iter(sorted({*shared, *timed})))
        self._columns: list[tuple[int, int]] = []

    def __getitem__(self, row: int) -> tuple[int, int]:
        return self._columns[row]

    def lay(self, best: int) -> Window:
        """Lay the next rows, as many as memory should hold, from the column where the last row has its best score."""
        top, (last_row, _) = len(self._columns), self._last
        left, right = self._last[1], 0
        for row, wanted in zip(range(top, last_row + 1), self._next_columns(top, best), strict=False):
            columns = self._in_reach(wanted)
            left, right = min(left, columns[0]), max(right, columns[1])
            tall = row - top + 1
            if tall > 1 and (tall > _MOST_ROWS or (right - left + 1) * tall > _MOST_CELLS):
                break
            self._columns.append(columns)
        laid = self._columns[top:]
        return Window(top, len(self._columns) - 1, laid[0][0], max(right for _, right in laid))

    def _in_reach(self, columns: tuple[int, int]) -> tuple[int, int]:
        """Return columns that the row before reaches: the path never goes back, nor over a gap."""
        before_left, before_right = self._columns[-1] if self._columns else (0, 0)
        left = min(max(columns[0], before_left), before_right)
        return left, max(columns[1], left)

    def _next_columns(self, top: int, best: int) -> Iterator[tuple[int, int]]:
        last_row, last_column = self._last
        if self._is_whole:
            yield from repeat((0, last_column))
        lines = [[(top - 1, best), *self._last_anchor(top)], self._near_anchors(top)]
        for row in count(top):
            columns = [_column(line, at) for line in lines if line for at in (row - 1, row + 1)]
            left, right = floor(min(columns)) - _HALF_WIDTH, ceil(max(columns)) + _HALF_WIDTH
            yield max(0, left) if row else 0, last_column if row == last_row else min(last_column, right)

    def _last_anchor(self, top: int) -> list[Anchor]:
        """Return the point at which to aim: an anchor some way off, else the corner."""
        place = bisect_left(self._anchors, (top + _MOST_ROWS, 0))
        return [self._anchors[place] if place < len(self._anchors) else self._last]

    def _near_anchors(self, top: int) -> list[Anchor]:
        """Return the anchors of the next rows, with one before and one behind, where they are not far apart."""
        first = max(0, bisect_left(self._anchors, (top, 0)) - 1)
        last = bisect_left(self._anchors, (top + _MOST_ROWS, 0)) + 1
        near = self._anchors[first:last]
        return near if near and near[0][0] >= top - _FAR and near[-1][0] <= top + _MOST_ROWS + _FAR else []


def _column(line: Sequence[Anchor], row: int) -> float:
    """Return where a line that rises from point to point crosses a row; before and behind its points it rises by one a row."""
    place = bisect_left(line, (row, 0))
    if place == 0 or place == len(line):
        at, column = line[0] if place == 0 else line[-1]
        return column + row - at
    (at, column), (next_at, next_column) = line[place - 1 : place + 1]
    return column + (next_column - column) * (row - at) / (next_at - at)


def _find_anchors(sides: Sides) -> Iterator[Anchor]:
    """Yield sentences that share rare words, at most one English sentence for each Chinese one, by rising row."""
    english = defaultdict[str, list[int]](list)
    for column, words in enumerate(sides.evidence.en):
        for key in {word.key for word in words}:
            english[key].append(column)
    chinese = defaultdict[str, list[int]](list)
    for row, zh_words in enumerate(sides.evidence.zh):
        for key in {key for word in zh_words for key in word.keys if key in english}:
            chinese[key].append(row)
    shared = Counter[Anchor]()
    for key, rows in chinese.items():
        if len(rows) <= _RAREST and len(english[key]) <= _RAREST:
            shared.update((row, column) for row in rows for column in english[key])
    slope = len(sides.en) / max(1, len(sides.zh))
    best: dict[int, tuple[int, float, int]] = {}
    for (row, column), words_shared in sorted(shared.items()):
        found = words_shared, -abs(column - row * slope), column  # of equals the one that keeps its place: a text said twice
        if words_shared >= _LEAST_SHARED and (row not in best or found > best[row]):
            best[row] = found
    yield from ((row, best[row][-1]) for row in sorted(best))


def _rising(anchors: Iterator[Anchor]) -> list[Anchor]:
    """Return the longest chain of anchors that rises on both sides: what is out of order is chance."""
    tails: list[int] = []
    chain: list[tuple[Anchor, int]] = []
    ends: list[int] = []
    for anchor in anchors:
        place = bisect_left(tails, anchor[1])
        before = ends[place - 1] if place else -1
        chain.append((anchor, before))
        tails[place : place + 1] = [anchor[1]]
        ends[place : place + 1] = [len(chain) - 1]
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        anchor, at = chain[at]
        found.append(anchor)
    return found[::-1]
