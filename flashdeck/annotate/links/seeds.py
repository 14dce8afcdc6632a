"""What the dictionary says beforehand: which English words may stand for a Chinese word."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from flashdeck.annotate.chinese.reading import lower, usual_reading
from flashdeck.annotate.chinese.words import fewest_words
from flashdeck.lexicon.cedict import Dictionary, load_dictionary
from flashdeck.lexicon.kin import kin_of
from flashdeck.lexicon.stems import content_words, stem

_LONGEST_SENSE = 4  # words; longer ones explain instead of translating
_SHORT_SENSE = 2
_LONG_SENSE_WEIGHT = 0.7
_PART_WEIGHT, _CHARACTER_WEIGHT = 0.6, 0.3  # of the words, and of single characters, in a compound that is no headword
_PREFIX_WEIGHT = 0.5
_RARE_READING_WEIGHT = 0.5
_EDGE = 3  # letters by which words are looked up
_LEAST_PREFIX = 5
_LEAST_CLIPPED = 4
_NEGATIVE_PREFIXES = frozenset({"dis", "non", "mis", "anti", "counter"})
_LEAST_PREFIX_SHARE = 0.6
_LEAST_KINSHIP = 0.15
_ALMOST = 0.999  # so that no rounding counts
_BY_SENSE, _BY_CHARACTER = (
    (2.0, 7.0),
    (3.0, 6.0),
)  # logarithms of strength at which kinship begins, and how many make it certain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Akin = tuple[NDArray[np.int64], NDArray[np.float64]]
    """The places of English words, and how much each is akin."""


class Seeds:
    """Seed weights from CC-CEDICT, 0 (nothing known) to 1 (a short sense is this very word)."""

    def __init__(self) -> None:
        self._dictionary: Dictionary = load_dictionary()
        self._known: dict[str, dict[str, float]] = {}
        self._en: tuple[str, ...] = ()
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        self._found: dict[str, tuple[tuple[str, float], ...]] = {}
        self._kin: _KinIndex | None = None
        self._akin: dict[str, Akin] = {}

    def weights(self, zh: Iterable[str], en: Iterable[str]) -> Iterator[tuple[str, str, float]]:
        """Yield the Chinese words and English stems that the dictionary takes for counterparts, and how surely."""
        self._learn(tuple(en))
        for zh_word in zh:
            if zh_word not in self._found:
                self._found[zh_word] = self._weights_of({**self._stems_of(zh_word), stem(zh_word.casefold()): 1.0})
            for word, weight in self._found[zh_word]:
                yield zh_word, word, weight

    def kinships(self, zh: Iterable[str], en: Iterable[str]) -> "Iterator[Akin]":
        """Yield for each Chinese word which English stems, by their places, are akin to it by senses or characters; 0 to 1."""
        self._learn(tuple(en))
        index = self._kin = self._kin or _KinIndex(self._en)
        for zh_word in zh:
            if zh_word not in self._akin:
                self._akin[zh_word] = index.akin(zh_word, self._stems_of(zh_word))
            yield self._akin[zh_word]

    def _learn(self, en: tuple[str, ...]) -> None:
        """Index English stems by their edges; what was found stays while the stems stay."""
        if en == self._en:
            return
        self._en, self._found, self._akin, self._kin = en, {}, {}, None
        self._alike = defaultdict(list)
        for word in en:
            self._alike[word[:_EDGE]].append(word)
            self._alike["-" + word[-_EDGE:]].append(word)

    def _weights_of(self, stems: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        best: dict[str, float] = {}
        for known, weight in stems.items():
            for word in (*self._alike.get(known[:_EDGE], ()), *self._alike.get("-" + known[-_EDGE:], ())):
                here = weight * _likeness(word, known)
                if here > best.get(word, 0.0):
                    best[word] = here
        return tuple(sorted(best.items()))

    def _stems_of(self, zh: str) -> dict[str, float]:
        if zh not in self._known:
            self._known[zh] = self._find_stems(zh)
        return self._known[zh]

    def _find_stems(self, zh: str) -> dict[str, float]:
        found: dict[str, float] = {}
        entries = self._dictionary.entries(zh)
        if entries:
            for entry in entries:
                rare = len(zh) == 1 and lower(entry.pinyin) != usual_reading(zh)  # 将 jiàng, "general"
                for known, weight in _weights(entry.senses).items():
                    found[known] = max(found.get(known, 0.0), _RARE_READING_WEIGHT * weight if rare else weight)
            return found
        for part in fewest_words(zh, lambda part: int(part != zh and part in self._dictionary)):
            factor = _PART_WEIGHT if len(part) > 1 else _CHARACTER_WEIGHT
            for other, weight in self._stems_of(part).items():
                found[other] = max(found.get(other, 0.0), factor * weight)
        return found


class _KinIndex:
    """By sense and by character the places of the English stems that are akin to it, and how much."""

    def __init__(self, en: Sequence[str]) -> None:
        self._count = len(en)
        self._by_sense: defaultdict[str, list[int | float]] = defaultdict(list)
        self._by_character: defaultdict[str, list[int | float]] = defaultdict(list)
        for place, word in enumerate(en):
            kin = kin_of(word)
            for known, strength in kin.senses.items():
                self._by_sense[known] += (place, 2.0**strength)
            for char, strength in kin.characters.items():
                self._by_character[char] += (place, strength)

    def akin(self, zh: str, stems: Mapping[str, float]) -> "Akin":
        """Return the English stems that are akin enough to a Chinese word with these stems of dictionary senses."""
        import numpy as np

        found = self._akin_by_sense(stems)
        characters = [_columns(self._by_character[char]) for char in sorted(set(zh)) if char in self._by_character]
        if characters:
            best, mean = np.zeros(self._count), np.zeros(self._count)
            for places, strengths in characters:
                best[places] = np.maximum(best[places], strengths)
                mean[places] += strengths / len(zh)
            floor, span = _BY_CHARACTER
            found += np.maximum(0.0, ((2 * best + mean) / 3 - floor) / span)
        akin = np.flatnonzero(found >= _LEAST_KINSHIP)
        return akin, np.minimum(1.0, found[akin])

    def _akin_by_sense(self, stems: Mapping[str, float]) -> "NDArray[np.float64]":
        import numpy as np

        total = sum(stems.values())
        found = np.zeros(self._count)
        indexed = [(self._by_sense[known], weight / total) for known, weight in stems.items() if known in self._by_sense]
        if indexed:
            rows = list(chain.from_iterable(row for row, _ in indexed))
            shares = np.repeat([share for _, share in indexed], [len(row) // 2 for row, _ in indexed])
            sums = np.bincount(np.array(rows[::2], np.int64), shares * np.array(rows[1::2]), self._count)
            floor, span = _BY_SENSE
            for place in np.flatnonzero(sums > _ALMOST * (2.0**floor - 1)).tolist():  # of all others the logarithm is too small
                found[place] = max(0.0, (math.log2(1 + sums[place]) - floor) / span)
        return found


def _columns(row: Sequence[float]) -> "Akin":
    import numpy as np

    return np.array(row[::2], np.int64), np.array(row[1::2])


def _likeness(word: str, known: str) -> float:
    """Return how surely an English stem stands for a stem of the dictionary, 0 to 1."""
    if word == known:
        return 1.0
    if _share_beginning(word, known):
        return _PREFIX_WEIGHT
    return _PART_WEIGHT if _ends_compound(word, known) else 0.0


def _weights(senses: Iterable[str]) -> dict[str, float]:
    """Return the stems of the senses' words; "take off" also seeds "takeoff"."""
    found: dict[str, float] = {}
    for sense in senses:
        words = content_words(sense) or sense.casefold().split()
        weight = 1.0 if len(words) <= _SHORT_SENSE else _LONG_SENSE_WEIGHT
        if len(words) > _LONGEST_SENSE:
            continue
        for word in (*words, sense.casefold().removeprefix("to ").replace(" ", "")):
            found[stem(word)] = max(found.get(stem(word), 0.0), weight)
    return found


def _ends_compound(word: str, part: str) -> bool:
    """Tell whether an English compound ends in a word: buzzword, dataset; not disagree."""
    before = word.removesuffix(part)
    return len(part) >= _LEAST_CLIPPED - 1 and _EDGE <= len(before) < len(word) and before not in _NEGATIVE_PREFIXES


def _share_beginning(one: str, other: str) -> bool:
    """Tell whether two stems are of one family by their beginning: biolog-, biologic-."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _LEAST_CLIPPED and longer.startswith(shorter):
        return True  # clipped words: math, demo
    enough = len(shorter) >= max(_LEAST_PREFIX, _LEAST_PREFIX_SHARE * len(longer))
    return enough and one[:_LEAST_PREFIX] == other[:_LEAST_PREFIX]
