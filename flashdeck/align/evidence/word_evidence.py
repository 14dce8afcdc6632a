"""Find the words of Chinese and English texts that may translate each other, by their common keys.

A Chinese and an English word with a common key may translate each other. A key is an English stem, the value of a number, a
Latin word, or the meaning of an answer ("yes" or "no"). An English word has its own stem as a key. A Chinese word has the stems of
the English words in its dictionary senses.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from flashdeck.align.evidence.numbers import ENGLISH_WORDS, chinese_numeral, english_numbers, figure, scaled
from flashdeck.align.word_classes import load_align_classes
from flashdeck.chinese.scripts import simplified
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.english.lemmas import irregular_base
from flashdeck.english.stems import EMPTY_WORDS, content_words, stem
from flashdeck.lazy import Lazy
from flashdeck.model import Language, Span
from flashdeck.model.characters import HAN_RANGES

Keys = frozenset[str]
_ZH_TOKEN = re.compile(
    rf"(?P<han>[{HAN_RANGES}]+)|(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<scale>[十百千万亿]*)|(?P<latin>[A-Za-z]+(?:['’][A-Za-z]+)?)"
)
_EN_TOKEN = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?:\s*(?P<scale>hundred|thousand|million|billion|trillion)\b)?|(?P<word>[a-z]+(?:'[a-z]+)?)"
)
_NUMERAL = re.compile(r"[零〇一二三四五六七八九两十百千万亿]{2,}")
_NUMERAL_CHARACTERS = frozenset("零〇一二三四五六七八九两十百千万亿")
# maximum number of characters of a headword that is looked up; longer headwords are proverbs, whose words have translations of
# their own
_LONGEST_WORD = 5
# maximum number of words of a dictionary sense that is used; longer senses explain the word instead of translating it
_LONGEST_SENSE = 4
_EN_ANSWER = re.compile(r"\W*([A-Za-z]+)(?:[.,?!]|$)")
_YES, _NO = "~yes", "~no"
"""The keys of answers that agree, such as "yes", and of answers that deny, such as "no"."""


class _Classes(NamedTuple):
    """The word classes that this module uses, and the patterns of Chinese answers that are compiled from the classes."""

    without_translation: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    zh_yes: re.Pattern[str]
    zh_no: re.Pattern[str]
    traditional: re.Pattern[str]


def _load_classes() -> _Classes:
    classes = load_align_classes()
    return _Classes(
        without_translation=classes["characters-without-translation"],
        yes=classes["answers-yes-en"],
        no=classes["answers-no-en"],
        zh_yes=_answer_pattern(classes["answers-yes-zh"]),
        zh_no=_answer_pattern(classes["answers-no-zh"]),
        traditional=re.compile(f"[{''.join(classes['traditional-only'])}]"),
    )


def _answer_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern that matches a text whose first word is one of the words. A mark, a space or the end must follow it."""
    return re.compile(rf"\W*(?:{'|'.join(sorted(words))})(?:\W|$)")


load_evidence_classes = Lazy(_load_classes)


class ZhWord(NamedTuple):
    """A Chinese word with its keys. The rarer a word is in the text, the higher is its weight."""

    weight: float
    keys: Keys


class EnWord(NamedTuple):
    """An English word with its key and its weight."""

    weight: float
    key: str


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """The words of Chinese sentences and of English sentences, with their keys and weights."""

    zh: Sequence[Sequence[ZhWord]]
    en: Sequence[Sequence[EnWord]]

    def part(self, zh: Span, en: Span) -> "WordEvidence":
        """Return the evidence for a range of the Chinese and a range of the English sentences.

        The words keep the weights that they have in the whole text.
        """
        return WordEvidence(self.zh[slice(*zh)], self.en[slice(*en)])


class WordIndex:
    """The words of all Chinese and English texts, with their weights.

    The index returns the evidence for any of these texts, or for parts of the texts.
    """

    def __init__(self, zh: Sequence[str], en: Sequence[str]) -> None:
        self.scores: dict[tuple[str, str], float] = {}
        """The scores of the pairs of texts that have been compared, kept for the next comparison of the same texts."""
        self._is_traditional = any(map(load_evidence_classes().traditional.search, zh))
        self._chinese = {text: self._chinese_words(text) for text in zh}
        self._english = {text: tuple(english_keys(text)) for text in en}
        self._zh_weights = _weights([_names(self._chinese[text]) for text in zh])
        self._en_weights = _weights([self._english[text] for text in en])
        self._most = log(1 + max(len(zh), len(en), 1))

    def evidence(self, zh: Sequence[str], en: Sequence[str]) -> WordEvidence:
        """Return the words of some texts. The rarer a word is in all texts of the index, the higher is its weight."""
        return WordEvidence([self._zh_words(text) for text in zh], [self._en_words(text) for text in en])

    def _zh_words(self, text: str) -> list[ZhWord]:
        weight, most = self._zh_weights.get, self._most
        words = self._chinese.get(text) or self._chinese_words(text)
        return [ZhWord(weight(name, most), keys) for name, keys in words]

    def _en_words(self, text: str) -> list[EnWord]:
        weight, most = self._en_weights.get, self._most
        return [EnWord(weight(key, most), key) for key in self._english.get(text) or english_keys(text)]

    def shared(self, zh: str, en: str) -> tuple[float, float]:
        """Return the total weight of the words that have a counterpart in the other text, and of the words that have none."""
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

    def matched(self, zh: str, en: str) -> dict[Language, frozenset[str]]:
        """Return for each language the words that have a counterpart in the other text."""
        keys = frozenset(english_keys(en))
        both = [(name, keys & own) for name, own in self._chinese_words(zh)]
        chinese = frozenset(name for name, common in both if common)
        return {"zh": chinese, "en": frozenset[str]().union(*(common for _, common in both))}

    def _chinese_words(self, text: str) -> tuple[tuple[str, Keys], ...]:
        plain = simplified(text) if self._is_traditional else text
        return tuple(chinese_words(plain))


def _names(words: Sequence[tuple[str, Keys]]) -> list[str]:
    return [name for name, _ in words]


def _weights(rows: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """Return the weight of each word: log(1 + number of texts / number of texts that contain the word)."""
    counts = Counter(name for row in rows for name in set(row))
    return {name: log(1 + len(rows) / count) for name, count in counts.items()}


# ---- Chinese


def chinese_words(text: str) -> Iterator[tuple[str, Keys]]:
    """Yield the words of a Chinese text that may have a translation, with their keys.

    A word that is not in the dictionary has no keys.
    """
    classes = load_evidence_classes()
    if classes.zh_yes.match(text):
        yield _YES, frozenset({_YES})
    elif classes.zh_no.match(text):
        yield _NO, frozenset({_NO})
    for token in _ZH_TOKEN.finditer(text):
        if token["han"]:
            yield from _han_words(token["han"], classes.without_translation)
        elif token["figure"]:
            yield token[0], frozenset({_number_key(scaled(token["figure"], token["scale"]))})
        else:
            yield from _latin_words(token["latin"])


def _latin_words(text: str) -> Iterator[tuple[str, Keys]]:
    word = _folded(text)
    if word not in EMPTY_WORDS:
        yield word, frozenset({_word_key(word)})


def _han_words(run: str, without_translation: frozenset[str]) -> Iterator[tuple[str, Keys]]:
    """Split a run of Chinese characters into words from left to right. The longest numeral or headword is taken each time."""
    dictionary = load_dictionary()
    at = 0
    while at < len(run):
        numeral = _NUMERAL.match(run, at) if run[at] in _NUMERAL_CHARACTERS else None
        value = chinese_numeral(numeral[0]) if numeral else None
        if numeral and value is not None:
            yield numeral[0], frozenset({_number_key(value)})
            at = numeral.end()
            continue
        word = dictionary.longest_word(run, at, _LONGEST_WORD) or run[at]
        if word not in without_translation:
            yield word, _dictionary_keys(word)
        at += len(word)


@lru_cache(maxsize=65536)  # maximum number of cached words; the same words occur in many transcripts
def _dictionary_keys(word: str) -> Keys:
    """Return the keys of a Chinese word.

    The keys are the stems of the words in its short dictionary senses, and its value if it is a number.
    """
    keys = set[str]()
    for entry in load_dictionary().entries(word):
        for sense in entry.senses:
            words = content_words(sense)
            if len(words) <= _LONGEST_SENSE:
                keys.update(map(_word_key, words))
                if len(words) > 1:  # the joined form is a key as well: "takeoff" for "take off"
                    keys.add(_word_key("".join(words)))
    value = chinese_numeral(word)
    if value is not None and value > 1:
        keys.add(_number_key(value))
    return frozenset(keys)


# ---- English


def english_keys(text: str) -> Iterator[str]:
    """Yield the keys of the words that carry meaning in an English text.

    >>> list(english_keys("Yes, we sold twenty five boats for $1,200."))
    ['~yes', 'yes', 'sell', '#25', 'boat', '#1200']
    """
    yield from _answer_keys(text)
    numbers: list[str] = []
    for token in _EN_TOKEN.finditer(_folded(text)):
        word = token["word"]
        if word in ENGLISH_WORDS:
            numbers.append(word)
            continue
        if numbers:
            yield from map(_number_key, english_numbers(numbers))
            numbers = []
        if word is None:
            yield _figure_key(token)
        elif word not in EMPTY_WORDS and word.partition("'")[0] not in EMPTY_WORDS:
            yield _word_key(word)
    if numbers:
        yield from map(_number_key, english_numbers(numbers))


def _answer_keys(text: str) -> Iterator[str]:
    """Yield the key for "yes" or "no" if a text begins with such an answer."""
    answer = _EN_ANSWER.match(text)
    word = answer[1].casefold() if answer else ""
    classes = load_evidence_classes()
    if word in classes.yes:
        yield _YES
    elif word in classes.no:
        yield _NO


def _figure_key(token: re.Match[str]) -> str:
    if token["scale"]:
        return _number_key(scaled(token["figure"], token["scale"]))
    return _number_key(figure(token["figure"]))


def _word_key(word: str) -> str:
    return stem(irregular_base(word))


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


def _number_key(value: float) -> str:
    return f"#{value:.12g}"
