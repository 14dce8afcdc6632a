"""Tell whether one side of a link negates and the other does not: 不符 is not "accordance", and 确定 is not "uncertain".

The patterns of negating English words are rows of `bilingual/data/negation.tsv`: those with the key `word` are searched for in
a word of the line, those with the key `sense` in a dictionary sense.
"""

import re
from collections.abc import Sequence

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.chinese.words import Word
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.language.rules import PatternTable, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import EnToken

_WORDS_BEFORE = 2  # that may negate a Chinese word: 不 + 太 + 确定


def _load_patterns(key: str) -> PatternTable:
    rules = read_rules("flashdeck.bilingual", "negation.tsv")
    return PatternTable((rule for rule in rules if rule.key == key), re.IGNORECASE)


load_word_patterns = Lazy(lambda: _load_patterns("word"))
load_sense_patterns = Lazy(lambda: _load_patterns("sense"))


def contradicts(words: Sequence[Word], at: int, english: EnToken) -> bool:
    """Tell whether a Chinese word, given by its place, and its English counterpart contradict each other.

    They do if only the Chinese word negates. If only the English word negates, they do where one of the two Chinese words
    before is a negation: "uncertain" is 不 and 确定 together.
    """
    is_negative = is_negative_english(english.text)
    if is_negative_chinese(words[at].text) == is_negative:
        return False
    before = {word.text[0] for word in words[max(0, at - _WORDS_BEFORE) : at]}
    return not is_negative or not load_bilingual_classes()["negations"].isdisjoint(before)


def is_negative_english(text: str) -> bool:
    """Tell whether an English word negates: unlimited, homeless."""
    return load_word_patterns().first(text) is not None


def is_negative_chinese(text: str) -> bool:
    """Tell whether a Chinese word negates, by its first dictionary sense if it has one: 无限 "unlimited", but 没错 "right"."""
    if text[0] not in load_bilingual_classes()["negations"]:
        return False
    senses = [sense for entry in load_dictionary().entries(text) for sense in entry.senses]
    return not senses or load_sense_patterns().first(senses[0]) is not None
