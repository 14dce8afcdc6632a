"""Correct characters that OpenCC converts wrongly, or not at all, because it does not look at the words around them.

Traditional text writes 著 both for the particle 着 and for 著 in 著名. Only the other words of the line show whether 著 must become
着. The rows of `data/variants.tsv` and `data/kept_characters.tsv` decide.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.word_context import FEATURES, WordContext
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.chinese.words.word import Word
from flashdeck.language.rules import ContextTable, read_rules
from flashdeck.lazy import Lazy

KEEP = "="
"""The result of a rule that leaves the character as it is."""
_KEPT_LINES = 4096  # maximum number of lines whose decisions are kept; the same lines are converted by several stages


class Variant(NamedTuple):
    """A decision about a part of a line, and the id of the rule that decided.

    `start` is the offset of the part. `text` replaces the part, and has the same length.
    """

    start: int
    text: str
    rule: str


class VariantTable:
    """Rules about characters, each of which tests the words around the character."""

    def __init__(self, name: str) -> None:
        rules = read_rules("flashdeck.chinese", name)
        self._keys = sorted({key for rule in rules for key in rule.key.split("|")}, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, self._keys)))
        self.table = ContextTable(rules, {**FEATURES, "kept-word": self._is_kept_word}, CLASSES)
        plain = {key: rule for rule in rules if not rule.condition for key in rule.key.split("|")}
        conditional = {key for rule in rules if rule.condition for key in rule.key.split("|")}
        self._only = {key: rule for key, rule in plain.items() if key not in conditional}
        self._usual = {key: rule.result for key, rule in plain.items() if key in conditional}

    def decide(self, line: str) -> Iterator[Variant]:
        """Yield for each variant character in a line the character that it is here. If no rule applies, the character is left out."""
        for found in self.pattern.finditer(line):
            start, key = found.start(), found[0]
            rule = self._only.get(key) or self.table.first(key, self._context(line, start, key))
            if rule:
                yield Variant(start, key if rule.result == KEEP else rule.result, rule.id)

    def _context(self, line: str, start: int, key: str) -> WordContext:
        """Return the word that contains a key, with the words of the line.

        The line is divided into words twice. The first time, it has the key itself. The second time, it has the usual
        replacement of the key, which is the result of the key's rule without a condition. The more probable division is used.
        """
        usual = self.pattern.sub(lambda found: self._usual.get(found[0], found[0]), line)
        kept = usual[:start] + key + usual[start + len(key) :]
        segmenter = Segmenter((usual, kept))
        words = segmenter.cut(kept)
        at = _place(words, start)
        if usual != kept and segmenter.log_probability(kept) <= segmenter.log_probability(usual):
            words = segmenter.cut(usual)
            at = _place(words, start)
        return WordContext(words, at)

    def _is_kept_word(self, context: WordContext, offset: int) -> bool:
        text, _ = context.word_at(offset)
        return len(text) > 1 and self.pattern.search(text) is not None


def _place(words: tuple[Word, ...], start: int) -> int:
    return next(at for at, word in enumerate(words) if word.start <= start < word.end)


load_variants = Lazy(lambda: VariantTable("variants.tsv"))
"""Rules about a line that OpenCC has converted to simplified characters."""
load_kept_characters = Lazy(lambda: VariantTable("kept_characters.tsv"))
"""Rules about a line in simplified characters that OpenCC is going to convert to traditional characters."""


@lru_cache(maxsize=_KEPT_LINES)
def simplified_variants(line: str) -> tuple[Variant, ...]:
    """Return the decisions about a line in which OpenCC has left traditional variants: 著, 甚么, 妳."""
    return tuple(load_variants().decide(line))


@lru_cache(maxsize=_KEPT_LINES)
def kept_characters(line: str) -> tuple[Variant, ...]:
    """Return the characters of a simplified line that stay as they are in traditional text: 范 as a surname."""
    return tuple(load_kept_characters().decide(line))
