"""The words of both sides under common keys: what an English word and a Chinese one have when they may translate each other.

A key is an English stem (a Chinese word has those of its dictionary senses), a figure's value, a Latin token, or an answer.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from flashdeck.align.evidence.numbers import ENGLISH_WORDS, chinese_numeral, english_numbers, figure, scaled
from flashdeck.chinese.characters import HAN_RANGES
from flashdeck.chinese.scripts import simplified
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.english.lemmas import irregular_base
from flashdeck.english.stems import EMPTY_WORDS, content_words, stem
from flashdeck.model import Span

Keys = frozenset[str]
_ZH_TOKEN = re.compile(
    rf"(?P<han>[{HAN_RANGES}]+)|(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<scale>[十百千万亿]*)|(?P<latin>[A-Za-z]+(?:['’][A-Za-z]+)?)"
)
_EN_TOKEN = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?:\s*(?P<scale>hundred|thousand|million|billion|trillion)\b)?|(?P<word>[a-z]+(?:'[a-z]+)?)"
)
# Characters that simplified Chinese lacks and that no text of some length does without.
_TRADITIONAL = re.compile("[這個們說對會來為時過還沒麼樣經點實現發將與學開關問題應該從後國東車書長見讓給話誰請嗎]")
_NUMERAL = re.compile(r"[零〇一二三四五六七八九两十百千万亿]{2,}")
_NUMERALS = frozenset("零〇一二三四五六七八九两十百千万亿")
_LONGEST_WORD = 5  # characters; longer headwords are proverbs, which the words in them translate as well
_LONGEST_SENSE = 4  # words; longer ones explain instead of translating
# Of these characters alone no English word is the translation.
_SMALL = frozenset(
    "的了是不在都会这那就也还有我你他她它们个和与把被让给从着吗呢吧啊很太更最没并所到得地上下里一而但以其之要能可去来过"
)
_YES = frozenset("yeah yes yep yup right okay ok exactly sure true mhm absolutely definitely".split())
_NO = frozenset("no nope nah".split())
_ZH_YES = re.compile(r"\W*(?:是的?|对的?|对吧|没错|好的?|嗯|当然|确实|正是|可以|行)(?:\W|$)")
_ZH_NO = re.compile(r"\W*(?:不|不是的?|没有|不对|不会)(?:\W|$)")
_EN_ANSWER = re.compile(r"\W*([A-Za-z]+)(?:[.,?!]|$)")


class ZhWord(NamedTuple):
    """A Chinese word: the rarer it is in the text, the more weight it has."""

    weight: float
    keys: Keys


class EnWord(NamedTuple):
    """An English word and its weight."""

    weight: float
    key: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the sentences of two sides."""

    zh: Sequence[Sequence[ZhWord]]
    en: Sequence[Sequence[EnWord]]

    def part(self, zh: Span, en: Span) -> "Evidence":
        """Return the evidence of a stretch of both sides, with the weights of the whole."""
        return Evidence(self.zh[slice(*zh)], self.en[slice(*en)])


class Witness:
    """Knows all texts of both sides, and so how rare a word is; gives the evidence of any of them, also of parts."""

    def __init__(self, zh: Sequence[str], en: Sequence[str]) -> None:
        self.scores: dict[tuple[str, str], float] = {}
        """Of the texts that were compared before."""
        self._is_traditional = any(map(_TRADITIONAL.search, zh))
        self._chinese = {text: self._chinese_words(text) for text in zh}
        self._english = {text: tuple(english_keys(text)) for text in en}
        self._zh_weights = _weights([[name for name, _ in self._chinese[text]] for text in zh])
        self._en_weights = _weights([self._english[text] for text in en])
        self._most = log(1 + max(len(zh), len(en), 1))

    def evidence(self, zh: Sequence[str], en: Sequence[str]) -> Evidence:
        """Return the words of some texts, weighted by their rarity in all."""
        zh_weights, en_weights, most = self._zh_weights, self._en_weights, self._most
        chinese = (self._chinese.get(text) or self._chinese_words(text) for text in zh)
        english = (self._english.get(text) or english_keys(text) for text in en)
        return Evidence(
            [[ZhWord(zh_weights.get(name, most), keys) for name, keys in row] for row in chinese],
            [[EnWord(en_weights.get(key, most), key) for key in row] for row in english],
        )

    def shared(self, zh: str, en: str) -> tuple[float, float]:
        """Return the weight of the words of two texts that the other has, and of those that it lacks."""
        chinese = self._chinese.get(zh) or self._chinese_words(zh)
        english = self._english.get(en) or tuple(english_keys(en))
        keys = frozenset(english)
        both = [(name, keys & own) for name, own in chinese]
        known = frozenset[str]().union(*(common for _, common in both))
        zh_weight, en_weight, most = self._zh_weights.get, self._en_weights.get, self._most
        found = sum([zh_weight(name, most) for name, common in both if common])
        found += sum([en_weight(key, most) for key in english if key in known])
        total = sum([zh_weight(name, most) for name, _ in chinese]) + sum([en_weight(key, most) for key in english])
        return found, total - found

    def _chinese_words(self, text: str) -> tuple[tuple[str, Keys], ...]:
        return tuple(chinese_words(simplified(text) if self._is_traditional else text))


def _weights(rows: Sequence[Sequence[str]]) -> Mapping[str, float]:
    counts = Counter(name for row in rows for name in set(row))
    return {name: log(1 + len(rows) / count) for name, count in counts.items()}


# ---- Chinese


def chinese_words(text: str) -> Iterator[tuple[str, Keys]]:
    """Yield the words of a Chinese text that may have a translation, with their keys (none where no dictionary knows)."""
    if _ZH_YES.match(text):
        yield "~yes", frozenset({"~yes"})
    elif _ZH_NO.match(text):
        yield "~no", frozenset({"~no"})
    for token in _ZH_TOKEN.finditer(text):
        if token["han"]:
            yield from _han_words(token["han"])
        elif token["figure"]:
            yield token[0], frozenset({_number_key(scaled(token["figure"], token["scale"]))})
        elif (word := _folded(token["latin"])) not in EMPTY_WORDS:
            yield word, frozenset({_word_key(word)})


def _han_words(run: str) -> Iterator[tuple[str, Keys]]:
    """Cut a run of characters from the left, always at the longest numeral or headword."""
    dictionary = load_dictionary()
    at = 0
    while at < len(run):
        if run[at] in _NUMERALS and (numeral := _NUMERAL.match(run, at)) and (value := chinese_numeral(numeral[0])) is not None:
            yield numeral[0], frozenset({_number_key(value)})
            at = numeral.end()
            continue
        word = dictionary.longest_word(run, at, _LONGEST_WORD) or run[at]
        if word not in _SMALL:
            yield word, _dictionary_keys(word)
        at += len(word)


@lru_cache(maxsize=65536)
def _dictionary_keys(word: str) -> Keys:
    keys = set[str]()
    for entry in load_dictionary().entries(word):
        for sense in entry.senses:
            words = content_words(sense)
            if len(words) <= _LONGEST_SENSE:
                keys.update(map(_word_key, words))
                if len(words) > 1:  # "take off" is also written "takeoff"
                    keys.add(_word_key("".join(words)))
    value = chinese_numeral(word)
    if value is not None and value > 1:
        keys.add(_number_key(value))
    return frozenset(keys)


# ---- English


def english_keys(text: str) -> Iterator[str]:
    """Yield the keys of the words of an English text that carry meaning."""
    answer = _EN_ANSWER.match(text)
    if answer and (kind := _answer_key(answer[1].casefold())):
        yield kind
    row: list[str] = []
    for token in _EN_TOKEN.finditer(_folded(text)):
        word = token["word"]
        if word in ENGLISH_WORDS:
            row.append(word)
            continue
        if row:
            yield from map(_number_key, english_numbers(row))
            row = []
        if word is None:
            yield _number_key(scaled(token["figure"], token["scale"]) if token["scale"] else figure(token["figure"]))
        elif word not in EMPTY_WORDS and word.partition("'")[0] not in EMPTY_WORDS:
            yield _word_key(word)
    yield from map(_number_key, english_numbers(row) if row else ())


def _answer_key(word: str) -> str | None:
    return "~yes" if word in _YES else "~no" if word in _NO else None


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    return stem(irregular_base(word))


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


def _number_key(value: float) -> str:
    return f"#{value:.12g}"
