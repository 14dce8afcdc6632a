"""English words akin to what a Chinese word means, though the dictionary does not give them for it.

Two kinds of kinship, both read off CC-CEDICT as a whole. By sense: 采购 is "to procure", and other headwords are "to procure;
to buy", so 采购 is akin to "buy". By character: headwords that mean "write" are full of 写, so 编写 is akin to "write". How much
more often than chance is the strength, as a logarithm: a step of 1 doubles it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flashdeck.dictionaries.cedict import all_entries
from flashdeck.dictionaries.compiled import Row, table
from flashdeck.english.stems import content_words, stem

_MOST_WORDS = 2  # of a sense that counts
_SHARED_SENSE = 0.4  # weight of each word of a sense of two
_LEAST_BY_SENSE, _LEAST_BY_CHARACTER = 2.0, 3.0
_RARE_STEM, _RARE_CHARACTER = 2.0, 20.0  # headwords added, so that a single one does not look sure

Strengths = tuple[Sequence[str], Sequence[int]]
"""Names, and for each its strength in tenths."""


@dataclass(frozen=True, slots=True)
class Kin:
    """What an English stem is akin to: stems of dictionary senses, and Chinese characters, with their strengths."""

    senses: Strengths
    characters: Strengths


NO_KIN = Kin(((), ()), ((), ()))


@cache
def kin_of(english: str) -> Kin:
    """Return the kin of an English stem."""
    text = table("kin").get(english)
    return Kin(*map(_strengths, text.split("\n"))) if text else NO_KIN


def _strengths(text: str) -> Strengths:
    words = text.replace("\t", " ").split()  # name tenths name tenths
    return words[::2], list(map(int, words[1::2]))


def table_rows(_: str) -> Iterator[Row]:
    """Yield the kin of each stem that the dictionary's senses have, strengths in tenths."""
    senses = _stems_of_headwords()
    headwords: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for headword, stems in senses.items():
        for known, weight in stems.items():
            headwords[known][headword] = weight
    shares = {headword: sum(stems.values()) for headword, stems in senses.items()}
    totals = {known: sum(found.values()) for known, found in headwords.items()}
    everything = sum(map(len, senses.values()))
    characters = Counter(char for headword in senses for char in set(headword))
    for english, found in headwords.items():
        by_sense: defaultdict[str, float] = defaultdict(float)
        by_character: defaultdict[str, float] = defaultdict(float)
        for headword, weight in found.items():
            for known, other in senses[headword].items():
                by_sense[known] += weight / shares[headword] * other / totals[known] * everything / len(found)
            for char in set(headword):
                by_character[char] += weight / (totals[english] + _RARE_STEM) * len(senses)
        shared = {char: share / (characters[char] + _RARE_CHARACTER) for char, share in by_character.items()}
        by_sense.pop(english)
        yield english, "\n".join((_line(by_sense, _LEAST_BY_SENSE), _line(shared, _LEAST_BY_CHARACTER)))


def _line(strengths: Mapping[str, float], least: float) -> str:
    logarithms = ((name, math.log2(1 + strength)) for name, strength in sorted(strengths.items()))
    return "\t".join(f"{name} {round(10 * logarithm)}" for name, logarithm in logarithms if logarithm >= least)


def _stems_of_headwords() -> dict[str, dict[str, float]]:
    """Return the stems of the short senses of every headword, with their weights."""
    found: dict[str, dict[str, float]] = {}
    for entry in all_entries():
        stems = found.setdefault(entry.simplified, {})
        for sense in entry.senses:
            words = content_words(sense)
            weight = 1.0 if len(words) == 1 else _SHARED_SENSE
            for word in words if len(words) <= _MOST_WORDS else ():
                stems[stem(word)] = max(stems.get(stem(word), 0.0), weight)
    return {headword: stems for headword, stems in found.items() if stems}
