"""Compute the band: the few columns of each row in which the best path is searched.

The band follows anchors. An anchor is a Chinese and an English sentence that share rare words or are spoken at the same time.
Without anchors, the band continues from the column with the best score in the row before.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise, repeat
from math import ceil, floor
from statistics import median

from flashdeck.align.evidence import WordEvidence
from flashdeck.align.evidence.word_evidence import EnWord, ZhWord
from flashdeck.align.path.sides import Sides, Times

# number of columns that the band has on each side of the line through the anchors (chosen by hand, as are the next five
# numbers)
_HALF_WIDTH = 40
_RAREST = 3  # a word is rare if it occurs in at most this number of Chinese and at most this number of English sentences
_FAR = 100  # an anchor is ignored if it is more than this number of rows above or below the window
_MOST_ROWS = 48  # maximum number of rows that one window has
_MOST_CELLS = 1 << 14  # maximum number of cells (rows times columns) that one window has
_LEAST_SHARED = 2  # minimum number of rare words that two sentences must share to be an anchor
# the delay between the times of both languages is computed only from at least this number of anchors (chosen by hand)
_LEAST_ANCHORS = 5
_SENTENCES_PER_ANCHOR = 10  # an anchor is made from the times of every tenth Chinese sentence (chosen by hand)

Anchor = tuple[int, int]
"""The indices of a Chinese and an English sentence that probably translate each other."""


@dataclass(frozen=True)
class SearchWindow:
    """The rows and columns that are searched at once, including the last row and the last column.

    A row is a boundary between Chinese sentences, and a column is a boundary between English sentences.
    """

    top: int
    bottom: int
    left: int
    right: int


class Band:
    """The first and the last column to search in each row. It is computed window by window during the search."""

    def __init__(self, sides: Sides) -> None:
        self._last = len(sides.zh), len(sides.en)
        self._is_whole = min(self._last) <= _HALF_WIDTH
        is_timed = bool(sides.zh.times and sides.en.times)
        shared = [] if self._is_whole and not is_timed else _rising(_find_anchors(sides))
        self.delay = find_delay(sides.zh.times, sides.en.times, shared) if is_timed else 0.0
        """The number of seconds by which the English times are later than the Chinese times."""
        timed = time_anchors(sides.zh.times, sides.en.times, self.delay) if is_timed else ()
        self._anchors = _rising(iter(sorted({*shared, *timed})))
        self._columns: list[tuple[int, int]] = []

    def __getitem__(self, row: int) -> tuple[int, int]:
        return self._columns[row]

    def lay(self, best: int) -> SearchWindow:
        """Add the next rows to the band, and return the window that they make.

        The sizes of the window are limited by `_MOST_ROWS` and `_MOST_CELLS`. `best` is the column with the best score in the
        row above the window.
        """
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
        return SearchWindow(top, len(self._columns) - 1, laid[0][0], max(right for _, right in laid))

    def _in_reach(self, columns: tuple[int, int]) -> tuple[int, int]:
        """Return the range of columns, moved if necessary so that its first column is also in the row before.

        The path can then reach the range without going back.
        """
        before_left, before_right = self._columns[-1] if self._columns else (0, 0)
        left = min(max(columns[0], before_left), before_right)
        return left, max(columns[1], left)

    def _next_columns(self, top: int, best: int) -> Iterator[tuple[int, int]]:
        """Yield the first and the last column of the band for each row from `top` on.

        The band follows the lines through the anchors.
        """
        last_row, last_column = self._last
        if self._is_whole:
            yield from repeat((0, last_column))
        lines = [[(top - 1, best), *self._last_anchor(top)], self._near_anchors(top)]
        for row in count(top):
            columns = [_column(line, at) for line in lines if line for at in (row - 1, row + 1)]
            left, right = floor(min(columns)) - _HALF_WIDTH, ceil(max(columns)) + _HALF_WIDTH
            yield max(0, left) if row else 0, last_column if row == last_row else min(last_column, right)

    def _last_anchor(self, top: int) -> list[Anchor]:
        """Return the next point to which the band leads: the first anchor below the window, or the end of both texts."""
        place = bisect_left(self._anchors, (top + _MOST_ROWS, 0))
        return [self._anchors[place] if place < len(self._anchors) else self._last]

    def _near_anchors(self, top: int) -> list[Anchor]:
        """Return the anchors in the rows of the next window, the anchor above these rows and the anchor below them.

        Returns an empty list if the first or the last of these anchors is more than `_FAR` rows away from the window.
        """
        first = max(0, bisect_left(self._anchors, (top, 0)) - 1)
        last = bisect_left(self._anchors, (top + _MOST_ROWS, 0)) + 1
        near = self._anchors[first:last]
        return near if near and near[0][0] >= top - _FAR and near[-1][0] <= top + _MOST_ROWS + _FAR else []


def _column(line: Sequence[Anchor], row: int) -> float:
    """Return the column at which a line through some points crosses a row.

    Before its first and after its last point, the line rises by one column per row.
    """
    place = bisect_left(line, (row, 0))
    if place == 0 or place == len(line):
        at, column = line[0] if place == 0 else line[-1]
        return column + row - at
    (at, column), (next_at, next_column) = line[place - 1 : place + 1]
    return column + (next_column - column) * (row - at) / (next_at - at)


# ---- anchors


def _find_anchors(sides: Sides) -> Iterator[Anchor]:
    """Yield anchors, which are pairs of sentences that share rare words, in the order of the Chinese sentences.

    A Chinese sentence is in at most one anchor. If a text is repeated, several English sentences may share the same number of
    words with a Chinese sentence. Then the English sentence at the most similar relative position is chosen.
    """
    slope = len(sides.en) / max(1, len(sides.zh))
    best: dict[int, tuple[int, float, int]] = {}
    for (row, column), words in sorted(_count_shared(sides.evidence).items()):
        found = words, -abs(column - row * slope), column
        if words >= _LEAST_SHARED and (row not in best or found > best[row]):
            best[row] = found
    for row in sorted(best):
        yield row, best[row][-1]


def _count_shared(evidence: WordEvidence) -> Counter[Anchor]:
    """Return for each pair of sentences how many rare words they share."""
    english = _sentences_by_key(map(_english_keys, evidence.en))
    chinese = _sentences_by_key(_chinese_keys(words, english) for words in evidence.zh)
    shared = Counter[Anchor]()
    for key, rows in chinese.items():
        columns = english[key]
        if len(rows) <= _RAREST and len(columns) <= _RAREST:
            shared.update((row, column) for row in rows for column in columns)
    return shared


def _english_keys(words: Sequence[EnWord]) -> set[str]:
    return {word.key for word in words}


def _chinese_keys(words: Sequence[ZhWord], known: Mapping[str, object]) -> set[str]:
    return {key for word in words for key in word.keys if key in known}


def _sentences_by_key(keys: Iterable[set[str]]) -> dict[str, list[int]]:
    """Return for each key the indices of the sentences that have the key."""
    found = defaultdict[str, list[int]](list)
    for place, own in enumerate(keys):
        for key in own:
            found[key].append(place)
    return found


def _rising(anchors: Iterator[Anchor]) -> list[Anchor]:
    """Return the longest chain of anchors in which both indices rise. Anchors outside the chain are taken for coincidences."""
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


def find_delay(zh: Times, en: Times, anchors: Sequence[Anchor]) -> float:
    """Return the number of seconds by which the English times are later than the Chinese times.

    It is computed from the anchors, and is 0 if there are too few anchors.
    """
    if not (zh and en):
        return 0.0
    differences = [en[column][0] - zh[row][0] for row, column in anchors]
    return median(differences) if len(differences) >= _LEAST_ANCHORS else 0.0


def time_anchors(zh: Times, en: Times, delay: float) -> Iterator[Anchor]:
    """Yield an anchor for every tenth Chinese sentence, with the first English sentence at the same time or later."""
    starts = [start for start, _ in en]
    is_rising = all(one <= other for one, other in pairwise(starts))
    if not (zh and is_rising):
        return
    for row in range(0, len(zh), _SENTENCES_PER_ANCHOR):
        column = bisect_left(starts, zh[row][0] + delay)
        if column < len(starts):
            yield row, column
