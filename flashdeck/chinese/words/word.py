"""Words of Chinese text: a stretch of text with a part of speech, and two questions about words that the dictionary answers."""

import math
from collections.abc import Callable
from typing import NamedTuple

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.dictionaries.cedict import load_dictionary

FUNCTION_CHARACTERS = CLASSES["function-characters"]
"""A headword with one of these characters is more often two words side by side (都会 "metropolis", 中的, 这就, 并不)."""


class Word(NamedTuple):
    """A stretch of text and its part of speech.

    `start` is an offset in the line. `tag` is jieba's ("x" for marks, "eng" for Latin letters, "m" for digits). `rule` is the
    id of the rule that cut or joined the text here; None where no rule did (`PLAIN_CUT`).
    """

    text: str
    start: int
    tag: str
    rule: str | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


PLAIN_CUT = "zh.word.jieba"
"""The id of the most probable path through jieba's dictionary, which cuts where no rule does."""
NO_WORD = Word("", 0, "x")
"""What is before the first and after the last word of a line."""


def fewest_words(text: str, frequency: Callable[[str], int]) -> tuple[str, ...]:
    """Return the fewest known words that make up a text, of equally few the more common ones; empty if none do.

    `frequency` gives how often a word occurs; a word is known if that is above 0.

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
    """Tell whether the dictionary has a word as a verb ("to ..."): in its first sense, or in any sense."""
    senses = [sense for entry in load_dictionary().entries(text) for sense in entry.senses]
    if first:
        del senses[1:]
    return any(sense.startswith("to ") for sense in senses)
