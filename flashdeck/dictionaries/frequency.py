"""Word frequencies on the Zipf scale, from wordfreq's lists.

A Zipf value is log10 of the occurrences in a billion words: 3 means once in a million words. The lists are read without
wordfreq's function `zipf_frequency`, because that loads a second Chinese segmenter. Data: CC BY-SA 4.0.
"""

import math
from collections.abc import Iterator
from functools import lru_cache

from flashdeck.dictionaries.compiled import Row, table
from flashdeck.model import Language

_LONGEST_PART = 4  # an unlisted Chinese word is divided into listed parts of at most this number of characters; chosen by hand


@lru_cache(maxsize=65536)
def zipf(word: str, language: Language) -> float | None:
    """Return the Zipf frequency of a word, or None if the list has neither the word nor its parts.

    The frequency f of an unlisted Chinese word is estimated from the frequencies fᵢ of its listed parts, 1/f = Σ 1/fᵢ. This is
    wordfreq's own rule for a text of two or more tokens.

    >>> zipf("river", "en"), zipf("rivver", "en")
    (5.03, None)
    """
    share = _share(word.casefold(), language)
    if share is None and language == "zh":
        share = _share_from_parts(word)
    return round(math.log10(share) + 9, 2) if share else None


def _share(word: str, language: Language) -> float | None:
    """Return the relative frequency of a word, or None if the word is not listed.

    It is the number of occurrences of the word, divided by the number of occurrences of all words.
    """
    centibels = table(f"zipf_{language}").get(word)
    return None if centibels is None else 10 ** (-int(centibels) / 100)


def _share_from_parts(word: str) -> float | None:
    """Estimate the relative frequency of a Chinese word from the relative frequencies of its parts.

    The word is divided from left to right. Each part is the longest listed word that begins where the part before it ends.
    """
    at, inverse = 0, 0.0
    while at < len(word):
        for size in range(min(_LONGEST_PART, len(word) - at), 0, -1):
            if part := _share(word[at : at + size], "zh"):
                inverse += 1 / part
                at += size
                break
        else:
            return None
    return 1 / inverse if inverse else None


def table_rows(name: str) -> Iterator[Row]:
    """Yield each word of a list with its frequency in centibels, the unit of wordfreq's files.

    The share of the word among all words is 10 ** (-centibels / 100).
    """
    from wordfreq import get_frequency_list

    for centibels, words in enumerate(get_frequency_list(name.removeprefix("zipf_"), "large")):
        yield from ((word, str(centibels)) for word in words)
