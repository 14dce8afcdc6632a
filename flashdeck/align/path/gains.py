"""Compute the gain of each possible bead, for all rows of a window at once.

A bead is a group of Chinese and English sentences that translate each other. Its gain rises with the weight of its matched words,
and with the share of each sentence that is matched. It falls with the difference in length and with the cost of the kind of
bead. It also falls if only one text is a question, and if the bead ends inside a sentence or a line of one language.

A sentence is merged into a bead if its words are matched in the other text, or if the other text is too long without it.
Otherwise the sentence is left out, for the price `Prices.skip`.

The costs and weights are the best of a random search on six texts that were made unequal in two ways (`tests/quality/unequal.py`):
lines were dropped and merged at random, and sentences were split and joined as translators do; see docs/design/alignment.md.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flashdeck.align.evidence.scores import LENGTH_RATIO
from flashdeck.align.evidence.word_evidence import ZhWord
from flashdeck.align.path.band import SearchWindow
from flashdeck.align.path.sides import OPEN_ENGLISH, Sides

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

MOVES = {(1, 0): 0.0, (1, 1): 0.0, (1, 2): -1.35, (2, 1): -1.35, (2, 2): -2.7, (1, 3): -2.75, (3, 1): -3.0}
"""The kinds of beads: the numbers of Chinese and of English sentences in the bead, each with the cost of such a bead.

A sentence without a counterpart costs `Prices.skip` instead.
"""
MOVES |= {(1, 4): -4.4, (4, 1): -4.4, (2, 3): -5.4, (3, 2): -5.4, (3, 3): -6.4}
PAIR = 2  # a bead of more sentences than this number is a merge
MOST = 4  # maximum number of Chinese sentences in a bead, and maximum number of English sentences in a bead
_SIMILARITY = 3.7  # half of this number is the gain of a sentence whose words are all matched
_SMOOTH_WEIGHT = 4.0  # added to the weight of a sentence, so that short sentences count less
_MATCHED = 0.055  # added to the gain for each unit of weight of the matched words
_LENGTH_RATIO = 0.7  # multiplied by the logarithm of the ratio of the lengths and subtracted; matters most in short texts
# multiplied by the squared difference of the lengths divided by their mean (Gale & Church 1993), and subtracted from the gain;
# matters most in long texts
_LENGTH_DIFFERENCE = 0.022
# the maximum of the squared difference divided by the mean; the value is often higher in free translations
_MOST_DIFFERENT = 100.0
_SMOOTH_DIFFERENCE = 5.0  # added to the mean of the lengths before the squared difference is divided by it
_SMOOTH_SIZE = 8.0  # number of characters that is added to both lengths before the ratio of the lengths is computed
_QUESTION = -0.7
# added to the gain of a bead that ends at the end of a line in one language, but inside a line in the other language
_UNEVEN_END = -0.2
_EXPECTED = 0.5  # added to the gain of a bead of two sentences that are beside each other in the file
# added to the gain of a bead whose sentences are spoken at exactly the same time; if the times overlap, a share of this number
_AT_ONCE = 1.0
_SHORTEST_TIME = 0.1  # minimum duration in seconds by which an overlap is divided; avoids a division by zero
IMPOSSIBLE = -1e9


@dataclass(frozen=True, eq=False)
class Gains:
    """The gains of all beads that begin in a window. `table` is None for an empty window."""

    window: SearchWindow
    table: "Floats | None" = None

    def row(self, row: int) -> "Floats":
        assert self.table is not None
        found: Floats = self.table[:, row - self.window.top]
        return found


class GainTable:
    """Computes the gains of beads, window by window.

    `delay` is the number of seconds by which the English times are later than the Chinese times, if both have times.
    """

    def __init__(self, sides: Sides, delay: float) -> None:
        self._delay = delay
        self._sides = sides
        self._starts = [0]
        self._postings: dict[str, list[int]] = {}
        weights: list[float] = []
        for row in sides.evidence.en:
            for weight, key in row:
                self._postings.setdefault(key, []).append(len(weights))
                weights.append(weight)
            self._starts.append(len(weights))
        self._word_weights = weights
        self._found: dict[frozenset[str], tuple[list[int], ...]] = {}

    def __call__(self, window: SearchWindow) -> Gains:
        """Return the gains of all beads that begin in a window."""
        import numpy as np

        zh, en = self._sides.zh, self._sides.en
        prices, covered = self._sides.prices, self._covered(window)
        rows, columns = window.bottom - window.top + 1, window.right - window.left + 1
        table = np.full((len(MOVES), rows, columns), IMPOSSIBLE)
        ends = self._end_prices(window)
        for place, ((a, b), cost) in enumerate(MOVES.items()):
            tall = min(rows, len(zh) - a - window.top + 1)
            wide = min(columns, len(en) - b - window.left + 1)
            if tall <= 0 or wide <= 0:
                continue
            here = ends[a : a + tall, b : b + wide]
            if b:
                matched = self._matched(window, (a, b), (tall, wide), covered)
                here = here + matched + self._likeness(window, (a, b), (tall, wide))
                here += cost + prices.merge * (a + b > PAIR) + self._said_at_once(window, (a, b), (tall, wide))
            else:  # the price is not raised for a Chinese line without a final mark, because it may be a heading
                here = here + prices.skip + zh.open[window.top + 1 :][:tall, np.newaxis]
            table[place, :tall, :wide] = here
        self._favour_expected(window, table)
        return Gains(window, table)

    def _matched(
        self,
        window: SearchWindow,
        move: tuple[int, int],
        shape: tuple[int, int],
        covered: tuple[list["Floats"], list["Floats"]],
    ) -> "Floats":
        """Return the part of the gain that depends on matched words, for all beads of one kind.

        The share of matched words is computed for each sentence separately, so that a sentence without matches adds nothing.
        `covered` is the result of `_covered`.
        """
        import numpy as np

        (a, b), (tall, wide) = move, shape
        zh_weights, en_weights = self._smooth_weights
        found: Floats = np.zeros(shape)
        for x in range(a):
            weights = zh_weights[window.top + x :][:tall, np.newaxis]
            found += covered[0][b - 1][x : x + tall, :wide] * (_SIMILARITY / 2 / weights + _MATCHED)
        for x in range(b):
            weights = en_weights[window.left + x :][np.newaxis, :wide]
            found += covered[1][a - 1][:tall, x : x + wide] * (_SIMILARITY / 2 / weights + _MATCHED)
        return found

    @cached_property
    def _smooth_weights(self) -> tuple["Floats", "Floats"]:
        """The weight of each Chinese and of each English sentence, plus a number that makes short sentences count less."""
        import numpy as np

        return np.diff(self._sides.zh.weights) + _SMOOTH_WEIGHT, np.diff(self._sides.en.weights) + _SMOOTH_WEIGHT

    def _likeness(self, window: SearchWindow, move: tuple[int, int], shape: tuple[int, int]) -> "Floats":
        """Return the part of the gain that depends on lengths and questions, for all beads of one kind."""
        import numpy as np

        (a, b), (tall, wide) = move, shape
        zh, en = self._sides.zh, self._sides.en
        down, across = slice(window.top, window.top + tall), slice(window.left, window.left + wide)
        end_down, end_across = slice(window.top + a, window.top + a + tall), slice(window.left + b, window.left + b + wide)
        zh_size = (zh.sizes[end_down] - zh.sizes[down]) * LENGTH_RATIO
        en_size = en.sizes[end_across] - en.sizes[across]
        ratio = np.abs(np.subtract.outer(np.log(zh_size + _SMOOTH_SIZE), np.log(en_size + _SMOOTH_SIZE)))
        difference = np.subtract.outer(zh_size, en_size) ** 2 / (np.add.outer(zh_size, en_size) / 2 + _SMOOTH_DIFFERENCE)
        zh_last, en_last = zh.asks[window.top + a - 1 :][:tall], en.asks[window.left + b - 1 :][:wide]
        found: Floats = _QUESTION * np.not_equal.outer(zh_last, en_last) - (a + b) / 2 * _LENGTH_RATIO * ratio
        return found - _LENGTH_DIFFERENCE * np.minimum(difference, _MOST_DIFFERENT)

    def _said_at_once(self, window: SearchWindow, move: tuple[int, int], shape: tuple[int, int]) -> "Floats | float":
        """Return the part of the gain that depends on times, for all beads of one kind.

        It rises with the share of the time of the bead in which both languages are spoken.
        """
        import numpy as np

        (zh_first, zh_last), (en_first, en_last) = self._first_and_last
        if not (len(zh_first) and len(en_first)):
            return 0.0
        (a, b), (tall, wide) = move, shape
        start, end = zh_first[window.top :][:tall] + self._delay, zh_last[window.top + a - 1 :][:tall] + self._delay
        en_start, en_end = en_first[window.left :][:wide], en_last[window.left + b - 1 :][:wide]
        together = np.minimum.outer(end, en_end) - np.maximum.outer(start, en_start)
        whole = np.maximum.outer(end, en_end) - np.minimum.outer(start, en_start)
        found: Floats = (a + b) / 2 * _AT_ONCE * np.clip(together, 0, None) / np.maximum(whole, _SHORTEST_TIME)
        return found

    @cached_property
    def _first_and_last(self) -> tuple[tuple["Floats", "Floats"], tuple["Floats", "Floats"]]:
        """The start times and the end times of the Chinese sentences and of the English sentences."""
        import numpy as np

        zh, en = (np.array(side.times, dtype=np.float64).reshape(-1, 2).T for side in (self._sides.zh, self._sides.en))
        return (zh[0], zh[1]), (en[0], en[1])

    def _end_prices(self, window: SearchWindow) -> "Floats":
        """Return the price of ending a bead at each boundary of a window and at the boundaries after the window.

        The prices are negative numbers or 0, which are added to the gain.
        """
        import numpy as np

        zh, en = self._sides.zh, self._sides.en
        down, across = slice(window.top, window.bottom + MOST + 1), slice(window.left, window.right + MOST + 1)
        uneven = _UNEVEN_END * np.not_equal.outer(zh.ends[down], en.ends[across])
        found: Floats = uneven - np.add.outer(zh.open[down], en.open[across])
        return found

    def skip_prices(self, row: int, left: int, right: int) -> "Floats":
        """Return the price of leaving an English sentence unpaired, for each boundary from `left` to `right`.

        `row` is the row of the band in which the path goes past the English sentence. The price is higher for a part of a
        sentence that was split, because the other part has a translation.
        """
        en = self._sides.en
        across = slice(left, right + 1)
        uneven = _UNEVEN_END * (en.ends[across] != self._sides.zh.ends[row])
        found: Floats = self._sides.prices.skip - OPEN_ENGLISH * self._parts[across] + uneven
        return found

    @cached_property
    def _parts(self) -> "Flags":
        """Whether the English sentence before each boundary is a part of a sentence that was split."""
        import numpy as np

        cut = self._sides.en.cut
        found: Flags = cut | np.concatenate(([False], cut[:-1]))
        return found

    def _favour_expected(self, window: SearchWindow, table: "Floats") -> None:
        place = list(MOVES).index((1, 1))
        for row, column in enumerate(self._sides.expected[window.top : window.bottom + 1]):
            if window.left <= column <= window.right:
                table[place, row, column - window.left] += _EXPECTED

    # ---- words shared with the other side

    def _covered(self, window: SearchWindow) -> tuple[list["Floats"], list["Floats"]]:
        """Return the weight of the matched words, first for Chinese sentences and then for English sentences.

        For Chinese sentences, there are four arrays: the weight of the words of a Chinese sentence that match words in the next
        one, two, three or four English sentences. A cell is a Chinese sentence and the first of these English sentences. The four
        arrays for English sentences have the weights of their words that match the next one to four Chinese sentences.
        """
        import numpy as np

        hits = np.array(list(self._hits(window)), dtype=np.int64).reshape(-1, 4)
        row, word, column, token = hits.T
        zh_weights = np.array([weight for words in self._rows(window) for weight, _ in words])
        rows, columns = window.bottom - window.top + 1 + MOST, window.right - window.left + 1 + MOST
        shape = (rows, columns)
        zh_covered = [_summed((row, column, word), spread, zh_weights, shape, axis=1) for spread in range(MOST)]
        first = self._starts[window.left]
        en_weights = np.array(self._word_weights[first : self._starts[min(len(self._sides.en), window.left + columns)]])
        en_covered = [_summed((row, column, token - first), spread, en_weights, shape, axis=0) for spread in range(MOST)]
        return zh_covered, en_covered

    def _rows(self, window: SearchWindow) -> Sequence[Sequence[ZhWord]]:
        return self._sides.evidence.zh[window.top : window.bottom + MOST]

    def _hits(self, window: SearchWindow) -> Iterator[tuple[int, int, int, int]]:
        """Yield for each match the row, the Chinese word, the column and the English word, all as indices.

        The row, the Chinese word and the column are counted from the beginning of the window, the English word from
        the beginning of the text.
        """
        last = min(len(self._sides.en), window.right + MOST)
        first_token, last_token = self._starts[window.left], self._starts[last]
        columns = self._columns[first_token:last_token]
        number = 0
        for row, words in enumerate(self._rows(window)):
            for _, keys in words:
                for places in self._places(keys):
                    for place in range(bisect_left(places, first_token), len(places)):
                        token = places[place]
                        if token >= last_token:
                            break
                        yield row, number, columns[token - first_token] - window.left, token
                number += 1

    @cached_property
    def _columns(self) -> list[int]:
        """The index of the English sentence for each English word."""
        return [column for column, row in enumerate(self._sides.evidence.en) for _ in row]

    def _places(self, keys: frozenset[str]) -> tuple[list[int], ...]:
        """Return for each of the given keys the indices of the English words that have the key."""
        found = self._found.get(keys)
        if found is None:
            lists = map(self._postings.get, sorted(keys))
            found = self._found[keys] = tuple(places for places in lists if places)
        return found


def _summed(
    hits: tuple["Ints", "Ints", "Ints"], spread: int, weights: "Floats", shape: tuple[int, int], *, axis: int
) -> "Floats":
    """Return the sum of the weights of matched words for each row and column.

    The sum of a cell covers this cell and the next `spread` cells on the axis. A word that occurs in several of these cells is
    counted once.
    """
    import numpy as np

    row, column, word = hits
    tall, wide = shape
    shifted = [(row - back, column) if axis == 0 else (row, column - back) for back in range(spread + 1)]
    rows, columns = (np.concatenate(parts) for parts in zip(*shifted, strict=True))
    words = np.tile(word, spread + 1)
    inside = (rows >= 0) & (columns >= 0)
    cells = rows[inside] * wide + columns[inside]
    if not len(weights):
        return np.zeros(shape)
    # The result is that of np.unique, which would also import numpy.ma and take 8 ms more in a build with an empty cache.
    ordered = np.sort(cells * len(weights) + words[inside])
    once = ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]
    found = np.bincount(once // len(weights), weights[once % len(weights)], tall * wide)
    return np.asarray(found, dtype=np.float64).reshape(shape)
