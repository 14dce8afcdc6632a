"""Estimate the difficulty of a Chinese sentence for a reader, on the HSK scale."""

import math
from collections.abc import Sequence

from flashdeck.model import Token


def chinese_difficulty(tokens: Sequence[Token], length: int) -> float:
    """Return the difficulty of a sentence, from 1.0 (HSK 1) to 9.0 (HSK 9).

    The difficulty is m + 0.25 p + 0.8 ln(length) - 1.5, where m is the mean and p is the 90th percentile of the HSK
    levels of the words in the sentence. `length` is the number of Han characters in the sentence. The weights were chosen by
    hand, because no graded Chinese sentences are freely available. The difficulty is therefore shown as approximate. It
    is good enough for ordering sentences.
    """
    levels = sorted(token.level for token in tokens if token.kind in ("word", "function"))
    if not levels or not length:
        return 1.0
    mean = sum(levels) / len(levels)
    high = levels[min(len(levels) - 1, math.floor(0.9 * len(levels)))]
    return min(9.0, max(1.0, mean + 0.25 * high + 0.8 * math.log(length) - 1.5))
