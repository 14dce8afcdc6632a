"""Tell whether only one of two linked words is negative: 不符 is not "accordance", and 确定 is not "uncertain".

The patterns of negative English words are rows of `bilingual/data/negation.tsv`. A row with the key `word` is searched for in a
word of the line. A row with the key `sense` is searched for in a dictionary sense.
"""

import re
from collections.abc import Sequence

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.chinese.words import Word
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.language.rules import PatternTable, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import EnToken

# A negation belongs to a Chinese word if at most one word is between them: 不 + 太 + 确定. The number counts both words before
# the Chinese word.
_WORDS_BEFORE = 2


def _load_patterns(key: str) -> PatternTable:
    rules = read_rules("flashdeck.bilingual", "negation.tsv")
    return PatternTable((rule for rule in rules if rule.key == key), re.IGNORECASE)


load_word_patterns = Lazy(lambda: _load_patterns("word"))
load_sense_patterns = Lazy(lambda: _load_patterns("sense"))


def contradicts(words: Sequence[Word], at: int, english: EnToken) -> bool:
    """Tell whether the Chinese word at index `at` and its English counterpart contradict each other.

    They contradict each other if only the Chinese word is negative. If only the English word is negative, they contradict each
    other if one of the two Chinese words before is a negation, because the English word also translates this negation:
    "uncertain" is 不确定 and not 确定.
    """
    is_negative = is_negative_english(english.text)
    if is_negative_chinese(words[at].text) == is_negative:
        return False
    before = {word.text[0] for word in words[max(0, at - _WORDS_BEFORE) : at]}
    return not is_negative or not load_bilingual_classes()["negations"].isdisjoint(before)


def is_negative_english(text: str) -> bool:
    """Tell whether an English word is negative: unlimited, homeless."""
    return load_word_patterns().first(text) is not None


def is_negative_chinese(text: str) -> bool:
    """Tell whether a Chinese word is negative: 无限 "unlimited", but not 没错 "right".

    A negative word begins with a negation. If the dictionary has the word, its first sense must be negative too.
    """
    if text[0] not in load_bilingual_classes()["negations"]:
        return False
    senses = [sense for entry in load_dictionary().entries(text) for sense in entry.senses]
    return not senses or load_sense_patterns().first(senses[0]) is not None
