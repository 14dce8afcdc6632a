"""Decide what the search pays for leaving a sentence unpaired and for merging sentences.

The prices depend on how often the translator of a text merged or split sentences. The numbers were fitted together with the
costs in `gains.py`.
"""

from math import log
from typing import NamedTuple

_FEW_MERGES, _MANY_MERGES = 0.05, 0.2
"""Absolute logarithms of the ratio between the numbers of English and Chinese sentences.

Up to the first value, the text is taken to have no merges. From the second value on, it is taken to have many merges.
"""
_SMOOTH_COUNT = 10  # added to both numbers of sentences, so that the ratio is less extreme in a short text
_SKIP, _SKIP_IF_MERGED = -0.65, -1.65
_MERGE = -0.5


class Prices(NamedTuple):
    """Prices are negative numbers or 0, and are added to the gain of a path.

    `skip` is added for each sentence that is left unpaired. `merge` is added for each bead of more than two sentences, in addition
    to the cost of that kind of bead.
    """

    skip: float
    merge: float = 0.0


def estimate_prices(zh: int, en: int) -> Prices:
    """Return the prices for a text. `zh` and `en` are its numbers of Chinese and English sentences.

    If one language has clearly more sentences, the translator split or joined sentences. In such a text merges are frequent, and
    a sentence is rarely left out. If the numbers are equal, most sentences were translated one by one.
    """
    ratio = (en + _SMOOTH_COUNT) / (zh + _SMOOTH_COUNT)
    merged = min(1.0, max(0.0, abs(log(ratio)) - _FEW_MERGES) / (_MANY_MERGES - _FEW_MERGES))
    return Prices(_SKIP + merged * (_SKIP_IF_MERGED - _SKIP), _MERGE * (1 - merged))
