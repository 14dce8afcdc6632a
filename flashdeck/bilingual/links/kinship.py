"""Compute how closely the Chinese and the English words of one transcript are related (see `flashdeck.bilingual.kin`).

The English stems are the rows of two sparse tables, one with kinship by sense and one with kinship by character. The kinship of
many Chinese words is computed together by a few operations on whole arrays. This is faster than a computation for each word,
because a transcript has about a thousand words and each array operation has a fixed cost.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from flashdeck.bilingual.kin import Strengths, kin_of

_LEAST_KINSHIP = 0.15
# Values are first compared with a limit that is multiplied by this factor, so that a rounding error does not exclude a value.
# The exact comparison follows.
_ALMOST = 0.999
# Kinship grows linearly with the strength, which is a logarithm. First number: the strength at which the kinship is 0. Second
# number: the increase in strength that raises the kinship from 0 to 1.
_BY_SENSE, _BY_CHARACTER = (2.0, 7.0), (3.0, 6.0)
# The maximum number of pairs of a Chinese word and an English stem that are computed together. The arrays then have half a
# megabyte. Larger arrays are not faster.
_MOST_CELLS = 1 << 16

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Akin = tuple[Ints, Floats]
    """The indices of the English stems that are related to a Chinese word, and the kinship of each stem."""

Stems = Mapping[str, float]
"""The English stems in the dictionary senses of a Chinese word, each with its weight."""


class KinIndex:
    """Finds the English stems of a transcript that are related to a Chinese word, by sense and by character."""

    def __init__(self, en: Sequence[str]) -> None:
        self._count = len(en)
        kin = [kin_of(word) for word in en]
        self._by_sense = _Table([found.senses for found in kin], lambda tenths: float(2.0 ** (tenths / 10)))
        self._by_character = _Table([found.characters for found in kin], lambda tenths: tenths / 10)

    def akin(self, words: Mapping[str, Stems]) -> "Iterator[tuple[str, Akin]]":
        """Yield each Chinese word with the English stems that are related to this word. Very weak kinship is left out."""
        names = list(words)
        size = max(1, _MOST_CELLS // self._count)
        for at in range(0, len(names), size):
            some = names[at : at + size]
            yield from zip(some, self._of_batch(some, [words[name] for name in some]), strict=True)

    def _of_batch(self, words: Sequence[str], stems: Sequence[Stems]) -> "Iterator[Akin]":
        import numpy as np

        found = self._akin_by_sense(stems)
        cells, strengths = self._akin_by_character(words)
        found[cells] += strengths
        akin = np.flatnonzero(found >= _LEAST_KINSHIP)
        strengths = np.minimum(1.0, found[akin])
        bounds = np.searchsorted(akin, np.arange(len(words) + 1) * self._count).tolist()
        for number, (start, end) in enumerate(pairwise(bounds)):
            yield akin[start:end] - number * self._count, strengths[start:end]

    def _akin_by_sense(self, stems: Sequence[Stems]) -> "Floats":
        """Return the kinship by sense of each Chinese word to each English stem of the transcript.

        The result is a flat array: the values of the first word for all stems, then the values of the second word, and so on.
        """
        import numpy as np

        totals = [sum(found.values()) for found in stems]
        shares = (
            [(known, weight / total) for known, weight in found.items()] for found, total in zip(stems, totals, strict=True)
        )
        cells, strengths = self._by_sense.cells(shares, self._count)
        sums = np.bincount(cells, strengths, len(stems) * self._count)
        floor, span = _BY_SENSE
        reached = np.flatnonzero(sums > _ALMOST * (2.0**floor - 1))  # other sums would give a kinship of 0
        found = np.zeros(len(sums))
        logarithms = np.array(list(map(math.log2, (1 + sums[reached]).tolist())))
        found[reached] = np.maximum(0.0, (logarithms - floor) / span)
        return found

    def _akin_by_character(self, words: Sequence[str]) -> "Akin":
        """Return the kinship by character of Chinese words to English stems.

        The first array has the indices of the values that are not 0, counted as in the result of `_akin_by_sense`. The second
        array has these values.
        """
        import numpy as np

        cells, strengths = self._by_character.cells(
            ([(char, 1.0) for char in sorted(set(word))] for word in words), self._count
        )
        lengths = np.array([len(word) for word in words])
        mean = np.bincount(cells, strengths / lengths[cells // self._count], len(words) * self._count)
        best = np.zeros(len(mean))
        np.maximum.at(best, cells, strengths)
        reached = np.flatnonzero(best)
        floor, span = _BY_CHARACTER
        return reached, np.maximum(0.0, ((2 * best[reached] + mean[reached]) / 3 - floor) / span)


class _Table:
    """A sparse table with one row for each English stem. The columns are the stems or characters that the stem is related to.

    The table is searched by column: for a stem or character it gives the rows that have a strength in this column.
    """

    def __init__(self, rows: Sequence[Strengths], value: Callable[[int], float]) -> None:
        import numpy as np

        said = list(chain.from_iterable(names for names, _ in rows))
        self._ids = {name: number for number, name in enumerate(dict.fromkeys(said))}
        numbers = np.array(list(map(self._ids.__getitem__, said)), np.int64)
        order = np.argsort(numbers, kind="stable")
        self._places = np.repeat(np.arange(len(rows)), [len(names) for names, _ in rows])[order]
        tenths = np.array([strength for _, strengths in rows for strength in strengths], np.int64)[order]
        self._strengths = np.array([value(strength) for strength in range(int(tenths.max(initial=0)) + 1)])[tenths]
        self._starts = np.searchsorted(numbers[order], np.arange(len(self._ids) + 1))

    def cells(self, rows: Iterable[Iterable[tuple[str, float]]], count: int) -> "Akin":
        """Look up the strengths of Chinese words in this table. Return indices into a flat array, and the value at each index.

        `rows`: for each Chinese word its stems or characters, each with a weight. A value is a strength times this weight. An
        index can occur more than once. `count`: the number of English stems, which is the number of indices for each word.
        """
        import numpy as np

        ids = self._ids
        asked = [(row, ids[name], weight) for row, names in enumerate(rows) for name, weight in names if name in ids]
        row, name, weight = (np.array(column) for column in zip(*asked, strict=True)) if asked else (np.zeros(0, np.int64),) * 3
        starts, sizes = self._starts[name], self._starts[name + 1] - self._starts[name]
        behind = np.cumsum(sizes)
        at = np.arange(behind[-1] if asked else 0) + np.repeat(starts - behind + sizes, sizes)
        return np.repeat(row, sizes) * count + self._places[at], np.repeat(weight, sizes) * self._strengths[at]
