"""The difficulty of an English sentence for a learner, on the CEFR scale.

The weights were fitted by least squares on the training part of CEFR-SP Wiki-Auto (5,990 sentences, mean of two annotators;
Arase, Uchida and Kajiwara, EMNLP 2022). The sentences are under CC BY-SA 3.0 and are not part of this package. Spearman's rho
is .765 on the training part and .760 on the development part (701 sentences). For comparison, rho is .29 for the length of the
sentence alone, and .71 between the two annotators.
"""

import math
from collections.abc import Sequence

from flashdeck.dictionaries.cefr import frequency_level
from flashdeck.model import Token

_MEAN, _HIGH, _LENGTH, _BASE = 1.284, 0.165, 0.926, -2.072
_LEAST, _MOST = 1.0, 6.0


def english_difficulty(tokens: Sequence[Token], length: int | None = None) -> float:
    """Return the difficulty of a sentence, from 1.0 (A1) to 6.0 (C2).

    The difficulty is a·m + b·p + c·ln(length) + d, where m is the mean and p is the 90th percentile of the levels of the words.
    The level of a word is the mean of its listed level and the level that is estimated from its frequency. Names, numbers and
    marks are not used. `length` is the number of words. If `length` is None, each token counts as one word, so pass the number
    if a token can have two or more words.
    """
    words = [token for token in tokens if token.kind in ("word", "function")]
    if not words:
        return _LEAST
    levels = sorted((token.level + frequency_level(token.zipf, len(token.text))) / 2 for token in words)
    mean = sum(levels) / len(levels)
    high = levels[min(len(levels) - 1, math.floor(0.9 * len(levels)))]
    return min(_MOST, max(_LEAST, _MEAN * mean + _HIGH * high + _LENGTH * math.log(length or len(words)) + _BASE))
