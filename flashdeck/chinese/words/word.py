"""What a word is: a stretch of text with a part of speech; and what the dictionaries say of its parts."""

import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from flashdeck.dictionaries.cedict import load_dictionary

# A headword with one of these characters is more often two words side by side (都会 "metropolis", 中的, 这就, 并不).
FUNCTION_CHARACTERS = frozenset("的了是不在都会这那就也还有我你他她它们个和与把被让给从着吗呢吧啊很太更最没并所")


class Word(NamedTuple):
    """A stretch of text and jieba's part of speech ("x" for marks, "eng" for Latin letters, "m" for digits)."""

    text: str
    start: int
    tag: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


NO_WORD = Word("", 0, "x")


def fewest_words(text: str, frequency: Callable[[str], int]) -> tuple[str, ...]:
    """Return the fewest words that make up a text, of equally few the commoner ones; empty where none do.

    A word is known when its frequency is above 0.

    >>> fewest_words("弄清楚", {"弄": 9, "弄清": 2, "清楚": 90, "楚": 5}.get)
    ('弄', '清楚')
    """
    best: list[tuple[int, float, tuple[str, ...]] | None] = [*[None] * len(text), (0, 0.0, ())]
    for start in range(len(text) - 1, -1, -1):
        for end in range(start + 1, len(text) + 1):
            rest, word = best[end], text[start:end]
            if rest is None or not (found := frequency(word)):
                continue
            path = (rest[0] + 1, rest[1] - math.log(found), (word, *rest[2]))
            best[start] = min(path, best[start] or path)
    return best[0][2] if best[0] else ()


@cache
def may_be_verb(text: str, *, first: bool) -> bool:
    """Tell whether the dictionary has a word as a verb ("to ..."): its first sense, or any."""
    senses = [sense for entry in load_dictionary().entries(text) for sense in entry.senses]
    return any(sense.startswith("to ") for sense in (senses[:1] if first else senses))
