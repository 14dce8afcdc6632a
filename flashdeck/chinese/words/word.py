"""The words of a Chinese text, and functions that find words and verbs in a dictionary."""

import math
from collections.abc import Callable
from typing import NamedTuple

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.dictionaries.cedict import load_dictionary

FUNCTION_CHARACTERS = CLASSES["function-characters"]
"""Function words of one character.

If a text looks like a headword that contains such a character, it is usually two words: 都 and 会, not 都会 "metropolis".
"""


class Word(NamedTuple):
    """A stretch of text and its part of speech.

    `start` is an offset in the line. `tag` is jieba's tag for a part of speech ("x" for marks, "eng" for Latin letters, "m"
    for digits). `rule` is the id of the rule that split or joined the word, or None if jieba found the word
    and no rule changed it.
    """

    text: str
    start: int
    tag: str
    rule: str | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


PLAIN_CUT = "zh.word.jieba"
"""The rule id for a word that jieba found, and that no rule changed."""
NO_WORD = Word("", 0, "x")
"""A substitute for the word before the first word, or after the last word, of a line."""


def fewest_words(text: str, frequency: Callable[[str], int]) -> tuple[str, ...]:
    """Split a text into the smallest number of known words. The result is empty if this is not possible.

    Of solutions with the same number of words, the solution with the more common words is returned. `frequency` returns the
    number of occurrences of a word. A word is known if this number is above 0.

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


def may_be_verb(text: str, *, first: bool) -> bool:
    """Tell whether a word has a verb sense ("to ...") in the dictionary. If `first` is true, only the first sense is tested."""
    senses = [sense for entry in load_dictionary().entries(text) for sense in entry.senses]
    if first:
        del senses[1:]
    return any(sense.startswith("to ") for sense in senses)
