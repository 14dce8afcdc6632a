"""Words as the aligner sees them: what they are counted by, and what kind of word they are."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flashdeck.chinese.words import FUNCTION_CHARACTERS, NAME_DOT, TRANSCRIBING, Word
from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.stems import EMPTY_WORDS, stem
from flashdeck.model import EnToken

_UNLINKED_TAGS = frozenset("rcpuyx")  # pronouns, conjunctions, prepositions, particles, marks
_UNLINKED_CHARACTERS = FUNCTION_CHARACTERS | frozenset("一上下中里到要能可以地得为之而但或如则即")
_SMALL_TAGS = frozenset("dmqzfu")  # adverbs, quantities, measures, localizers: their counterparts are many
_SMALL_WORDS = EMPTY_WORDS | frozenset(
    "yeah well just really actually like very if because where n't 're 've 's 'll 'd 'm gon na wan gonna wanna okay oh right".split()
)
_GROUPS = {"NOUN": "n", "VERB": "v", "ADJ": "a", "NUM": "0", "PROPN": "n"}
_COMMON_EN, _COMMON_ZH = 5.4, 5.6  # Zipf; from here on words are too vague to be the last ones left (get, do, 可能)
_FIGURE = re.compile(r"[\d０-９].*|第?[数几]?[零〇一二两三四五六七八九十百千万亿几半]+[倍名]?")


class LinkWord(NamedTuple):
    """A word as the model sees it. `key`: the form or lemma it is counted by; `content`: whether it may be linked."""

    key: str
    content: bool
    group: str = ""
    """n, v, a or 0: noun, verb, adjective or number, where that is known."""
    is_common: bool = False
    """Whether the word is too common to be linked for being left over."""
    is_small: bool = False
    """Whether its counterparts are so many that counting says little."""
    name: str = ""
    """The word as it is written, where it may be a name."""


def chinese_link_words(row: Sequence[Word]) -> list[LinkWord]:
    """Return the words of a Chinese line as the model sees them."""
    return [_chinese_link_word(row, at) for at in range(len(row))]


def _chinese_link_word(row: Sequence[Word], at: int) -> LinkWord:
    word = row[at]
    is_figure = word.tag[:1] in ("m", "x") and bool(_FIGURE.fullmatch(word.text))
    group = "0" if is_figure else word.tag[0] if word.tag[:1] in ("n", "v", "a") else ""
    is_common = len(word.text) == 1 or (zipf(word.text, "zh") or 0) >= _COMMON_ZH
    is_small = (word.tag[:1] in _SMALL_TAGS or (len(word.text) == 1 and not group)) and not is_figure
    return LinkWord(word.text, _may_link(row, at), group, is_common, is_small, word.text if _may_be_name(word) else "")


def english_link_word(token: EnToken) -> LinkWord:
    """Return an English token as the model sees it."""
    key = stem((token.lemma or token.text).casefold())
    group = "0" if token.kind == "number" else _GROUPS.get(token.pos or "", "")
    name = token.text if token.kind == "name" else ""
    return LinkWord(key, _may_be_linked(token), group, (token.zipf or 0) >= _COMMON_EN, name=name)


def _may_be_name(word: Word) -> bool:
    return word.tag.startswith("nr") or NAME_DOT in word.text or (len(word.text) > 1 and TRANSCRIBING.issuperset(word.text))


def _may_link(row: Sequence[Word], at: int) -> bool:
    word = row[at]
    small = len(word.text) == 1 and word.text in _UNLINKED_CHARACTERS
    measures = (
        len(word.text) == 1 and at > 0 and row[at - 1].tag[:1] == "m" and at + 1 < len(row) and row[at + 1].tag[:1] == "n"
    )
    return word.tag[:1] not in _UNLINKED_TAGS and not small and not measures


def _may_be_linked(token: EnToken) -> bool:
    return token.kind not in ("mark", "function") and token.text.casefold() not in _SMALL_WORDS
