"""The difficulty of an English sentence for a learner, on the CEFR scale.

Fitted by least squares on the training part of CEFR-SP Wiki-Auto (5,990 sentences, mean of two annotators; Arase, Uchida and
Kajiwara, EMNLP 2022; the sentences are CC BY-SA 3.0 and none is here): Spearman rho .765, on its development part
(701 sentences) .760; length alone .29, the annotators with each other .71.
"""

import math
from collections.abc import Sequence

from flashdeck.dictionaries.cefr import frequency_level
from flashdeck.model import Token

_MEAN, _HIGH, _LENGTH, _BASE = 1.284, 0.165, 0.926, -2.072
_LEAST, _MOST = 1.0, 6.0


def english_difficulty(tokens: Sequence[Token], length: int | None = None) -> float:
    """Return a·mean + b·90th percentile + c·ln(words) + d over the levels of the words, from 1.0 (A1) to 6.0 (C2).

    The level of a word is the mean of its listed level and of the level that its frequency suggests. Names, numbers and marks do
    not count. `length`: the number of words, where it is not the number of tokens.
    """
    words = [token for token in tokens if token.kind in ("word", "function")]
    if not words:
        return _LEAST
    levels = sorted((token.level + frequency_level(token.zipf, len(token.text))) / 2 for token in words)
    mean = sum(levels) / len(levels)
    high = levels[min(len(levels) - 1, math.floor(0.9 * len(levels)))]
    return min(_MOST, max(_LEAST, _MEAN * mean + _HIGH * high + _LENGTH * math.log(length or len(words)) + _BASE))
