"""How common a word is, on the Zipf scale (3 = once in a million words), from wordfreq's lists.

`zipf_frequency` of wordfreq would load a second segmenter; the list itself is enough. Data: CC BY-SA 4.0.
"""

import math
from functools import cache
from typing import TYPE_CHECKING

from flashdeck.model import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_PART = 4


@cache
def _frequencies(language: Language) -> "Mapping[str, float]":
    from wordfreq import get_frequency_dict

    return get_frequency_dict(language, "large")


@cache
def zipf(word: str, language: Language) -> float | None:
    """Return the Zipf frequency of a word, None where the list has neither the word nor its parts.

    A Chinese word that is not listed gets 1/f = Σ 1/fᵢ over the listed words that make it up (wordfreq's own rule for
    text that falls into several tokens).
    """
    frequencies = _frequencies(language)
    found = frequencies.get(word.casefold())
    if found is None and language == "zh":
        found = _joined(word, frequencies)
    return None if not found else round(math.log10(found) + 9, 2)


def _joined(word: str, frequencies: "Mapping[str, float]") -> float | None:
    at, inverse = 0, 0.0
    while at < len(word):
        for size in range(min(_LONGEST_PART, len(word) - at), 0, -1):
            if part := frequencies.get(word[at : at + size]):
                inverse += 1 / part
                at += size
                break
        else:
            return None
    return 1 / inverse if inverse else None
