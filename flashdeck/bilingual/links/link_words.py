"""Prepare words for linking: the form under which a word is counted, and its kind."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.chinese.words import FUNCTION_CHARACTERS, NAME_DOT, TRANSCRIBING, Word
from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.stems import EMPTY_WORDS, stem
from flashdeck.lazy import Lazy
from flashdeck.model import EnToken

_UNLINKED_TAGS = frozenset("rcpuyx")  # tags of pronouns, conjunctions, prepositions, particles and marks
# Tags of adverbs, numerals, measure words, localizers and similar words. These words have so many different counterparts that
# counts are weak evidence for their links.
_SMALL_TAGS = frozenset("dmqzfu")
_load_unlinked_characters = Lazy(lambda: FUNCTION_CHARACTERS | load_bilingual_classes()["unlinked_characters"])
_load_unlinked_words = Lazy(lambda: EMPTY_WORDS | load_bilingual_classes()["spoken_fillers"])
_GROUPS = {"NOUN": "n", "VERB": "v", "ADJ": "a", "NUM": "0", "PROPN": "n"}
# Words with at least this Zipf frequency, such as "get" and 可能, are not linked by elimination, because their meaning is vague.
_COMMON_EN, _COMMON_ZH = 5.4, 5.6
_FIGURE = re.compile(r"[\d０-９].*|第?[数几]?[零〇一二两三四五六七八九十百千万亿几半]+[倍名]?")


class LinkWord(NamedTuple):
    """A word of a line, with the facts that linking needs.

    `key`: the form under which occurrences of the word are counted. `content`: whether the word may be linked.
    """

    key: str
    content: bool
    group: str = ""
    """The kind of the word: n (noun), v (verb), a (adjective), 0 (number), or empty for any other kind."""
    is_common: bool = False
    """Whether the word is too common to be linked by elimination."""
    is_small: bool = False
    """Whether the word has so many different counterparts that its counts are weak evidence for a link."""
    name: str = ""
    """The word as written if it may be a name, else empty."""


def chinese_link_words(row: Sequence[Word]) -> list[LinkWord]:
    """Convert the words of a Chinese line to the form that linking needs."""
    return [_chinese_link_word(row, at) for at in range(len(row))]


def _chinese_link_word(row: Sequence[Word], at: int) -> LinkWord:
    word = row[at]
    group = _group_of(word)
    is_common = len(word.text) == 1 or (zipf(word.text, "zh") or 0) >= _COMMON_ZH
    name = word.text if _may_be_name(word) else ""
    return LinkWord(word.text, _may_link(row, at), group, is_common, _is_small(word, group), name)


def _group_of(word: Word) -> str:
    if word.tag[:1] in ("m", "x") and _FIGURE.fullmatch(word.text):
        return "0"
    return word.tag[0] if word.tag[:1] in ("n", "v", "a") else ""


def _is_small(word: Word, group: str) -> bool:
    is_vague = word.tag[:1] in _SMALL_TAGS or (len(word.text) == 1 and not group)
    return is_vague and group != "0"


def english_link_word(token: EnToken) -> LinkWord:
    """Convert an English token to the form that linking needs."""
    key = stem((token.lemma or token.text).casefold())
    group = "0" if token.kind == "number" else _GROUPS.get(token.pos or "", "")
    name = token.text if token.kind == "name" else ""
    return LinkWord(key, _may_be_linked(token), group, (token.zipf or 0) >= _COMMON_EN, name=name)


def _may_be_name(word: Word) -> bool:
    return word.tag.startswith("nr") or NAME_DOT in word.text or (len(word.text) > 1 and TRANSCRIBING.issuperset(word.text))


def _may_link(row: Sequence[Word], at: int) -> bool:
    """Tell whether a Chinese word may be linked. Function words and measure words may not be linked."""
    word = row[at]
    if word.tag[:1] in _UNLINKED_TAGS:
        return False
    if len(word.text) > 1:
        return True
    return word.text not in _load_unlinked_characters() and not _is_measure(row, at)


def _is_measure(row: Sequence[Word], at: int) -> bool:
    """Tell whether the word at index `at` is a measure word, because it is between a numeral and a noun."""
    return 0 < at < len(row) - 1 and row[at - 1].tag[:1] == "m" and row[at + 1].tag[:1] == "n"


def _may_be_linked(token: EnToken) -> bool:
    return token.kind not in ("mark", "function") and token.text.casefold() not in _load_unlinked_words()
