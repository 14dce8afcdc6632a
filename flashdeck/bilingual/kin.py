"""Find English words that are related to a Chinese word, although its dictionary senses do not contain these words.

Two kinds of kinship are computed from all entries of CC-CEDICT. Kinship by sense: 采购 is "to procure", and some headwords mean
both "to procure" and "to buy", so 采购 is related to "buy". Kinship by character: many headwords that mean "write" contain 写,
so 编写 is related to "write". The strength of a kinship is log2(1 + r). Here r is the number of headwords that show the
kinship, divided by the number that is expected by chance.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.dictionaries.cedict import all_entries
from flashdeck.dictionaries.compiled import Row, table
from flashdeck.english.stems import content_words, stem

_MOST_WORDS = 2  # maximum number of content words of a sense; longer senses are ignored
_SHARED_SENSE = 0.4  # weight of each word of a sense with two content words; the word of a shorter sense has the weight 1
# Only kinships whose strength is at least this number are stored.
_LEAST_BY_SENSE, _LEAST_BY_CHARACTER = 2.0, 3.0
# This number is added to the number of headwords that have a stem or a character. It weakens the kinship of a rare stem or a
# rare character, because this kinship may be due to chance.
_RARE_STEM, _RARE_CHARACTER = 2.0, 20.0

Strengths = tuple[Sequence[str], Sequence[int]]
"""English stems or Chinese characters, and the strength of the kinship of each, in tenths."""


class Kin(NamedTuple):
    """The English stems and the Chinese characters that are related to one English stem, with the strengths of the kinship."""

    senses: Strengths
    characters: Strengths


NO_KIN = Kin(((), ()), ((), ()))


def kin_of(english: str) -> Kin:
    """Return the stems and characters that are related to an English stem."""
    text = table("kin").get(english)
    return Kin(*map(_strengths, text.split("\n"))) if text else NO_KIN


def _strengths(text: str) -> Strengths:
    words = text.replace("\t", " ").split()  # a stem or character, then its strength in tenths, and so on
    return words[::2], list(map(int, words[1::2]))


class _Headwords:
    """The stems in the short senses of each headword of CC-CEDICT, and the headwords of each stem.

    A stem has a weight for each of its headwords.
    """

    def __init__(self) -> None:
        self.senses = _stems_of_headwords()
        self.of_stem: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for headword, stems in self.senses.items():
            for known, weight in stems.items():
                self.of_stem[known][headword] = weight
        self.shares = {headword: sum(stems.values()) for headword, stems in self.senses.items()}
        self.totals = {known: sum(found.values()) for known, found in self.of_stem.items()}
        self.count = sum(map(len, self.senses.values()))
        self.characters = Counter(char for headword in self.senses for char in set(headword))

    def kin_by_sense(self, english: str) -> Mapping[str, float]:
        """Return the English stems that share headwords with a given stem, with the strengths of the kinship."""
        found = self.of_stem[english]
        strengths: defaultdict[str, float] = defaultdict(float)
        for headword, weight in found.items():
            for known, other in self.senses[headword].items():
                strengths[known] += weight / self.shares[headword] * other / self.totals[known] * self.count / len(found)
        strengths.pop(english)
        return strengths

    def kin_by_character(self, english: str) -> Mapping[str, float]:
        """Return the characters of the headwords whose senses have a given stem, with the strengths of the kinship."""
        strengths: defaultdict[str, float] = defaultdict(float)
        for headword, weight in self.of_stem[english].items():
            for char in set(headword):
                strengths[char] += weight / (self.totals[english] + _RARE_STEM) * len(self.senses)
        return {char: share / (self.characters[char] + _RARE_CHARACTER) for char, share in strengths.items()}


def table_rows(_: str) -> Iterator[Row]:
    """Yield the kin of each stem of the dictionary as two lines of text.

    The first line has the kin by sense and the second line the kin by character, each with its strength in tenths.
    """
    headwords = _Headwords()
    for english in headwords.of_stem:
        by_sense = _line(headwords.kin_by_sense(english), _LEAST_BY_SENSE)
        by_character = _line(headwords.kin_by_character(english), _LEAST_BY_CHARACTER)
        yield english, f"{by_sense}\n{by_character}"


def _line(strengths: Mapping[str, float], least: float) -> str:
    logarithms = ((name, math.log2(1 + strength)) for name, strength in sorted(strengths.items()))
    return "\t".join(f"{name} {round(10 * logarithm)}" for name, logarithm in logarithms if logarithm >= least)


def _stems_of_headwords() -> dict[str, dict[str, float]]:
    """Return the stems of the short senses of each headword, with their weights."""
    found: dict[str, dict[str, float]] = {}
    for entry in all_entries():
        stems = found.setdefault(entry.simplified, {})
        short = filter(_is_short, map(content_words, entry.senses))
        for words in short:
            weight = 1.0 if len(words) == 1 else _SHARED_SENSE
            for word in words:
                stems[stem(word)] = max(stems.get(stem(word), 0.0), weight)
    return {headword: stems for headword, stems in found.items() if stems}


def _is_short(words: Sequence[str]) -> bool:
    return len(words) <= _MOST_WORDS
