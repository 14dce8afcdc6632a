"""How the lengths of two translations compare."""

import math
from collections.abc import Sequence
from statistics import median

from flashdeck.lexicon.traits import count_han, count_words


def length_deviations(texts: Sequence[tuple[str, str]]) -> list[float]:
    """Return robust z-scores (median, 1.4826 x median absolute deviation) of ln(Han characters / English words)."""
    ratios = [math.log((count_han(zh) + 1) / (count_words(en) + 1)) for zh, en in texts]
    if not ratios:
        return []
    middle = median(ratios)
    spread = 1.4826 * median(abs(ratio - middle) for ratio in ratios) or 1.0
    return [(ratio - middle) / spread for ratio in ratios]
