"""Estimate the difficulty of a Chinese sentence for a reader, on the HSK scale."""

import math
from collections.abc import Sequence

from flashdeck.model import Token


def chinese_difficulty(tokens: Sequence[Token], length: int) -> float:
    """Return the difficulty of a sentence, from 1.0 (HSK 1) to 9.0 (HSK 9).

    It is m + 0.25 p + 0.8 ln(length) - 1.5, with the mean m and the 90th percentile p of the levels of its words. `length` is
    the number of Han characters. The weights were chosen by hand, as no graded Chinese sentences are freely available: the
    value is good for ordering sentences, and is shown as approximate.
    """
    levels = sorted(token.level for token in tokens if token.kind in ("word", "function"))
    if not levels or not length:
        return 1.0
    mean = sum(levels) / len(levels)
    high = levels[min(len(levels) - 1, math.floor(0.9 * len(levels)))]
    return min(9.0, max(1.0, mean + 0.25 * high + 0.8 * math.log(length) - 1.5))
