"""How hard a Chinese sentence is for a reader, on the HSK scale."""

import math
from collections.abc import Sequence

from flashdeck.model import Token


def chinese_difficulty(tokens: Sequence[Token], length: int) -> float:
    """Return mean + .25·90th percentile + .8·ln(length) - 1.5 of the words' levels, clipped to 1 to 9.

    `length`: Han characters. Not fitted: no graded Chinese sentences are free. It orders sentences; it is shown as
    approximate.
    """
    levels = sorted(token.level for token in tokens if token.kind in ("word", "function"))
    if not levels or not length:
        return 1.0
    mean = sum(levels) / len(levels)
    high = levels[min(len(levels) - 1, math.floor(0.9 * len(levels)))]
    return min(9.0, max(1.0, mean + 0.25 * high + 0.8 * math.log(length) - 1.5))
