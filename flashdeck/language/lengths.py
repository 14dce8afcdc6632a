"""How the lengths of two translations compare."""

import math
from collections.abc import Sequence
from statistics import median

from flashdeck.chinese.characters import count_han
from flashdeck.language.traits import count_words

# A few lines alike show next to no spread, and the next ordinary line would be far out. Five bodies of text of 12 to 778 pairs
# have a spread of .17 to .21; with this floor 3 to 12 lines in a row of two of them have as many outliers as the whole (1 %).
_LEAST_SPREAD = 0.18


class LengthRatios:
    """How the lengths of the translations of one body of text compare."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        ratios = [_ratio(zh, en) for zh, en in texts]
        self._middle = median(ratios) if ratios else 0.0
        self._spread = max(_LEAST_SPREAD, 1.4826 * median(abs(ratio - self._middle) for ratio in ratios)) if ratios else 1.0

    def deviation(self, zh: str, en: str) -> float:
        """Return the robust z-score (median, 1.4826 x median absolute deviation) of ln(Han characters / English words)."""
        return (_ratio(zh, en) - self._middle) / self._spread


def _ratio(zh: str, en: str) -> float:
    return math.log((count_han(zh) + 1) / (count_words(en) + 1))


def length_deviations(texts: Sequence[tuple[str, str]]) -> list[float]:
    """Return for each pair of translations how far its lengths are out of proportion.

    >>> [round(z, 1) for z in length_deviations([("我们上个月把旧厨房全部拆掉了", "We tore out the whole old kitchen"), ("好的", "Okay")])]
    [0.6, -0.6]
    """
    ratios = LengthRatios(texts)
    return [ratios.deviation(zh, en) for zh, en in texts]
