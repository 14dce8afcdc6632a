"""How common a word is, on the Zipf scale (3 = once in a million words), from wordfreq's lists.

`zipf_frequency` of wordfreq would load a second segmenter; the list itself is enough. Data: CC BY-SA 4.0.
"""

import math
from collections.abc import Iterator
from functools import cache

from flashdeck.dictionaries.compiled import Row, table
from flashdeck.model import Language

_LONGEST_PART = 4


def _frequency(word: str, language: Language) -> float | None:
    """Return how often a word occurs, as a share of all words."""
    centibels = table(f"zipf_{language}").get(word)
    return None if centibels is None else 10 ** (-int(centibels) / 100)


@cache
def zipf(word: str, language: Language) -> float | None:
    """Return the Zipf frequency of a word, None where the list has neither the word nor its parts.

    A Chinese word that is not listed gets 1/f = Σ 1/fᵢ over the listed words that make it up (wordfreq's own rule for
    text that falls into several tokens).
    """
    found = _frequency(word.casefold(), language)
    if found is None and language == "zh":
        found = _joined(word)
    return None if not found else round(math.log10(found) + 9, 2)


def _joined(word: str) -> float | None:
    at, inverse = 0, 0.0
    while at < len(word):
        for size in range(min(_LONGEST_PART, len(word) - at), 0, -1):
            if part := _frequency(word[at : at + size], "zh"):
                inverse += 1 / part
                at += size
                break
        else:
            return None
    return 1 / inverse if inverse else None


def table_rows(name: str) -> Iterator[Row]:
    """Yield the words of a list with their frequencies in centibels below all words, as wordfreq's files have them."""
    from wordfreq import get_frequency_list

    for centibels, words in enumerate(get_frequency_list(name.removeprefix("zipf_"), "large")):
        yield from ((word, str(centibels)) for word in words)
