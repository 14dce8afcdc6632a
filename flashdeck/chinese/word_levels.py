"""The levels of Chinese words on the HSK scale, and the kinds of tokens. Unlisted words get an estimated level."""

import re
from collections.abc import Sequence

from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.dictionaries.frequency import zipf
from flashdeck.dictionaries.hsk import HIGHEST_BAND, LONGEST_PART, HskLists
from flashdeck.english.stems import content_words, stem
from flashdeck.model import TokenKind
from flashdeck.model.characters import HAN_RUN

# HSK lists the levels 7, 8 and 9 as one band. Each pair has the minimum Zipf frequency of a word of this
# band, and the level that the word then gets. A rarer word gets level 9. The frequencies were chosen by hand.
_BAND_LEVELS = ((4.0, 7.0), (3.4, 8.0))
_RAREST_LEVEL = 9.0
# A compound of single characters, such as 闭环, counts as hard to understand from its parts only if its Zipf frequency is below
# this number. Chosen by hand.
_OPAQUE_ZIPF = 4.6
_UNLISTED_CHARACTER = 8.0  # level that is used for a character that the HSK edition does not list; chosen by hand
_NAME_TAGS = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_FUNCTION_TAGS = frozenset("updcryqmfz")
_NUMBER = re.compile(r"[数上成近]?[零〇一二三四五六七八九十百千万亿两半几数多第个年月日岁天倍次届代]+")
_NUMERAL = re.compile(r"[数上成近]?[零〇一二三四五六七八九十百千万亿两半几第]")
_ERHUA = "儿"
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
# The weights for estimating the level of an unlisted word. `fits/chinese.py` prints them next to the weights of a new fit.
_ZIPF_WEIGHT, _HARDEST_WEIGHT, _MEAN_WEIGHT, _LENGTH_WEIGHT, _WORD_BASE = -1.016, 0.392, 0.068, 0.142, 8.23


class WordLevels:
    """Assigns levels to the words of one transcript. The levels are those of one edition of the HSK lists."""

    def __init__(self, hsk: HskLists) -> None:
        self._hsk = hsk
        self._levels: dict[str, float] = {}

    def label(self, word: str) -> str | None:
        """Return the level of a word as the HSK edition writes it, or None if the edition does not list the word.

        A word with the suffix 儿 has the level of the word without the suffix: 唱歌儿 has that of 唱歌.
        """
        return self._hsk.label(self._listed_form(word))

    def _listed_form(self, word: str) -> str:
        """Return an unlisted word without its suffix 儿. 孤儿 and other words for children stay whole."""
        plain = word.removesuffix(_ERHUA)
        is_suffixed = len(plain) > 1 or plain in self._hsk
        return plain if word not in self._hsk and is_suffixed else word

    def kind(self, word: str, tag: str) -> TokenKind:
        """Return the kind of a token with this part-of-speech tag. Only tokens of the kind "word" are taught."""
        if not HAN_RUN.search(word):
            return _kind_without_han(word)
        if self._is_number(word, tag):
            return "number"
        if word == _ERHUA or (len(word) == 1 and tag[:1] in _FUNCTION_TAGS):
            return "function"
        is_name = tag in _NAME_TAGS and word not in self._hsk and not self._hsk.parts(word)
        return "name" if is_name else "word"

    def _is_number(self, word: str, tag: str) -> bool:
        if not _NUMERAL.match(word):
            return False
        if _NUMBER.fullmatch(word) and (len(word) > 1 or tag == "m"):
            return True
        # jieba keeps some numerals and their measure words together: 一口, 三条.
        return tag == "m" and word not in self._hsk

    def level(self, word: str) -> float:
        """Return the level of a word, from 1.0 to 9.0.

        A listed word has the level of the list. An unlisted word gets a level from its listed parts, else an estimated level.
        """
        level = self._levels.get(word)
        if level is None:
            level = self._levels[word] = self._find_level(self._listed_form(word))
        return level

    def _find_level(self, word: str) -> float:
        frequency = zipf(word, "zh") or 0.0
        listed = self._hsk.words.get(word)
        if listed is not None:
            return _level_in_band(frequency) if listed >= HIGHEST_BAND else float(listed)
        parts = self._hsk.parts(word)
        if not parts:
            return self._estimate(word, frequency)
        level = max(self.level(part) for part in parts)
        if _is_opaque(word, parts, frequency):
            return max(level, self._estimate(word, frequency))
        return level

    def _estimate(self, word: str, frequency: float) -> float:
        """Estimate a level from Zipf frequency, characters and length.

        Fitted on the words of the 2025 list (`fits/chinese.py`): rank correlation .65, mean error 1.13 levels.
        """
        levels = [float(self._hsk.characters.get(char, _UNLISTED_CHARACTER)) for char in word]
        mean = sum(levels) / len(levels)
        level = _ZIPF_WEIGHT * frequency + _HARDEST_WEIGHT * max(levels) + _MEAN_WEIGHT * mean
        level += _LENGTH_WEIGHT * len(word) + _WORD_BASE
        return min(_RAREST_LEVEL, max(2.0, level))


def _kind_without_han(word: str) -> TokenKind:
    if _LATIN.search(word):
        return "latin"
    return "number" if any(map(str.isdigit, word)) else "mark"


def _level_in_band(frequency: float) -> float:
    for least, level in _BAND_LEVELS:
        if frequency >= least:
            return level
    return _RAREST_LEVEL


def _is_opaque(word: str, parts: Sequence[str], frequency: float) -> bool:
    """Return whether a learner who knows the parts of a compound may still not understand it: 闭环."""
    if len(set(parts)) == 1:
        return False  # a reduplicated word means the same as its single part: 谈谈, 稍稍
    is_short = len(word) <= LONGEST_PART and all(len(part) == 1 for part in parts)
    is_rare = is_short and word in load_dictionary() and frequency < _OPAQUE_ZIPF
    return is_rare and not _means_its_parts(word, parts)


def _means_its_parts(word: str, parts: Sequence[str]) -> bool:
    """Return whether the first sense of a compound is a verb and uses only words that occur in the senses of its parts.

    花钱, "to spend money", is an example. Nouns are excluded, because a noun can also be a technical term: 后门 is "back
    door", and also the backdoor of a program.
    """
    sense = next(iter(_senses(word)), "")
    if not sense.startswith("to "):
        return False
    known = {stem(found) for part in parts for said in _senses(part) for found in content_words(said)}
    return known.issuperset(map(stem, content_words(sense)))


def _senses(word: str) -> list[str]:
    return [sense for entry in load_dictionary().entries(word) for sense in entry.senses]
