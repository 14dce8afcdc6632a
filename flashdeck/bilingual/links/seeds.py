"""Look up in the dictionary which English words may translate a Chinese word.

A seed is a pair of words that are counterparts in the dictionary. The translation model starts from the seeds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from flashdeck.bilingual.links.kinship import KinIndex
from flashdeck.chinese.readings import plain_syllables, usual_reading
from flashdeck.chinese.words import fewest_words
from flashdeck.dictionaries.cedict import Dictionary, load_dictionary
from flashdeck.english.stems import content_words, stem

# All weights and limits were chosen by hand.
# Senses with more content words than this are ignored, because a long sense explains a word instead of translating it.
_LONGEST_SENSE = 4
_SHORT_SENSE = 2
_LONG_SENSE_WEIGHT = 0.7
# If the dictionary lacks a compound, the senses of its parts are used. The first weight is for a part of two or more
# characters, the second weight for a part of one character.
_PART_WEIGHT, _CHARACTER_WEIGHT = 0.6, 0.3
_PREFIX_WEIGHT = 0.5
_RARE_READING_WEIGHT = 0.5
# Stems are compared only if their first or their last letters are equal. This is the number of these letters.
_EDGE = 3
_LEAST_PREFIX = 5
_LEAST_CLIPPED = 4
_NEGATIVE_PREFIXES = frozenset({"dis", "non", "mis", "anti", "counter"})
_LEAST_PREFIX_SHARE = 0.6

if TYPE_CHECKING:
    from flashdeck.bilingual.links.kinship import Akin


class Seeds:
    """Gives the seed weights of Chinese and English words by the senses of CC-CEDICT.

    A weight is 0 if no sense of the Chinese word has the English word, and 1 if a short sense has the English word.
    """

    def __init__(self) -> None:
        self._dictionary: Dictionary = load_dictionary()
        self._known: dict[str, dict[str, float]] = {}
        self._en: tuple[str, ...] = ()
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        self._like: dict[str, tuple[tuple[str, float], ...]] = {}
        self._found: dict[str, tuple[tuple[str, float], ...]] = {}
        self._kin: KinIndex | None = None
        self._akin: dict[str, Akin] = {}

    def weights(self, zh: Iterable[str], en: Iterable[str]) -> Iterator[tuple[str, str, float]]:
        """Yield the pairs of a Chinese word and an English stem that are counterparts in the dictionary, with seed weights."""
        self._learn(tuple(en))
        for zh_word in zh:
            if zh_word not in self._found:
                self._found[zh_word] = self._weights_of({**self._stems_of(zh_word), stem(zh_word.casefold()): 1.0})
            for word, weight in self._found[zh_word]:
                yield zh_word, word, weight

    def kinships(self, zh: Iterable[str], en: Iterable[str]) -> "Iterator[Akin]":
        """Yield for each Chinese word the indices of the related English stems in `en`, and the kinship of each, 0 to 1."""
        self._learn(tuple(en))
        index = self._kin = self._kin or KinIndex(self._en)
        words = tuple(zh)
        self._akin.update(index.akin({word: self._stems_of(word) for word in words if word not in self._akin}))
        return (self._akin[word] for word in words)

    def _learn(self, en: tuple[str, ...]) -> None:
        """Index the English stems by their first and by their last letters. If the stems have changed, clear the caches."""
        if en == self._en:
            return
        self._en, self._like, self._found, self._akin, self._kin = en, {}, {}, {}, None
        self._alike = defaultdict(list)
        for word in en:
            self._alike[word[:_EDGE]].append(word)
            self._alike["-" + word[-_EDGE:]].append(word)

    def _weights_of(self, stems: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
        best: dict[str, float] = {}
        for known, weight in stems.items():
            for word, likeness in self._words_like(known):
                here = weight * likeness
                if here > best.get(word, 0.0):
                    best[word] = here
        return tuple(sorted(best.items()))

    def _words_like(self, known: str) -> tuple[tuple[str, float], ...]:
        """Return the English stems that may be a form of a dictionary stem, each with its likeness to the dictionary stem."""
        if known not in self._like:
            near = (*self._alike.get(known[:_EDGE], ()), *self._alike.get("-" + known[-_EDGE:], ()))
            self._like[known] = tuple((word, likeness) for word in near if (likeness := _likeness(word, known)))
        return self._like[known]

    def _stems_of(self, zh: str) -> dict[str, float]:
        if zh not in self._known:
            self._known[zh] = self._find_stems(zh)
        return self._known[zh]

    def _find_stems(self, zh: str) -> dict[str, float]:
        """Return the stems of the English words in the senses of a Chinese word, each with a weight.

        For a compound that the dictionary lacks, the senses of its parts are used.
        """
        found: dict[str, float] = {}
        entries = self._dictionary.entries(zh)
        for entry in entries:
            is_rare = len(zh) == 1 and plain_syllables(entry.pinyin) != usual_reading(zh)  # such as jiàng for 将
            _add(found, _weights(entry.senses), _RARE_READING_WEIGHT if is_rare else 1.0)
        if entries:
            return found
        for part in fewest_words(zh, lambda part: int(part != zh and part in self._dictionary)):
            _add(found, self._stems_of(part), _PART_WEIGHT if len(part) > 1 else _CHARACTER_WEIGHT)
        return found


def _add(found: dict[str, float], weights: Mapping[str, float], factor: float) -> None:
    """Add stems with their weights times `factor` to `found`. If a stem has two weights, the greater weight is kept."""
    for known, weight in weights.items():
        found[known] = max(found.get(known, 0.0), factor * weight)


def _likeness(word: str, known: str) -> float:
    """Return how likely an English stem is a form of a dictionary stem, 0 to 1."""
    if word == known:
        return 1.0
    if _share_beginning(word, known):
        return _PREFIX_WEIGHT
    return _PART_WEIGHT if _ends_compound(word, known) else 0.0


def _weights(senses: Iterable[str]) -> dict[str, float]:
    """Return the stems of the words in English senses, each with a weight. The sense "take off" also gives "takeoff"."""
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
    """Tell whether an English word is a compound that ends in `part`.

    "buzzword" is a compound that ends in "word". "disagree" is not a compound that ends in "agree".
    """
    before = word.removesuffix(part)
    return len(part) >= _LEAST_CLIPPED - 1 and _EDGE <= len(before) < len(word) and before not in _NEGATIVE_PREFIXES


def _share_beginning(one: str, other: str) -> bool:
    """Tell whether two stems belong to the same word family, because they begin with the same letters.

    Example: "biolog" and "biologic".
    """
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) >= _LEAST_CLIPPED and longer.startswith(shorter):
        return True  # a clipped word, such as "math" or "demo"
    enough = len(shorter) >= max(_LEAST_PREFIX, _LEAST_PREFIX_SHARE * len(longer))
    return enough and one[:_LEAST_PREFIX] == other[:_LEAST_PREFIX]
