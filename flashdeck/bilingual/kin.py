"""Find English words that are akin to a Chinese word, though no sense of the word has them.

Both kinds of kinship come from CC-CEDICT as a whole. By sense: 采购 is "to procure", and other headwords are "to procure; to buy",
so 采购 is akin to "buy". By character: many headwords that mean "write" have 写, so 编写 is akin to "write". The strength is the
binary logarithm of how much more often than by chance that happens.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.dictionaries.cedict import all_entries
from flashdeck.dictionaries.compiled import Row, table
from flashdeck.english.stems import content_words, stem

_MOST_WORDS = 2  # longer senses do not count
_SHARED_SENSE = 0.4  # weight of each word of a sense of two words
_LEAST_BY_SENSE, _LEAST_BY_CHARACTER = 2.0, 3.0
_RARE_STEM, _RARE_CHARACTER = 2.0, 20.0  # headwords added, so that a single one does not look sure

Strengths = tuple[Sequence[str], Sequence[int]]
"""Names, and the strength of each in tenths."""


@dataclass(frozen=True, slots=True)
class Kin:
    """The kin of an English stem: stems of dictionary senses, and Chinese characters, with their strengths."""

    senses: Strengths
    characters: Strengths


NO_KIN = Kin(((), ()), ((), ()))


def kin_of(english: str) -> Kin:
    """Return the kin of an English stem."""
    text = table("kin").get(english)
    return Kin(*map(_strengths, text.split("\n"))) if text else NO_KIN


def _strengths(text: str) -> Strengths:
    words = text.replace("\t", " ").split()  # name tenths name tenths
    return words[::2], list(map(int, words[1::2]))


class _Headwords:
    """The short senses of all headwords as stems with weights, and the headwords of each stem."""

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
        """Return the stems that share headwords with a stem, with their strengths."""
        found = self.of_stem[english]
        strengths: defaultdict[str, float] = defaultdict(float)
        for headword, weight in found.items():
            for known, other in self.senses[headword].items():
                strengths[known] += weight / self.shares[headword] * other / self.totals[known] * self.count / len(found)
        strengths.pop(english)
        return strengths

    def kin_by_character(self, english: str) -> Mapping[str, float]:
        """Return the characters of the headwords of a stem, with their strengths."""
        strengths: defaultdict[str, float] = defaultdict(float)
        for headword, weight in self.of_stem[english].items():
            for char in set(headword):
                strengths[char] += weight / (self.totals[english] + _RARE_STEM) * len(self.senses)
        return {char: share / (self.characters[char] + _RARE_CHARACTER) for char, share in strengths.items()}


def table_rows(_: str) -> Iterator[Row]:
    """Yield the kin of each stem of the dictionary, strengths in tenths: a line by sense, a line by character."""
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
