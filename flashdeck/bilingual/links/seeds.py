"""Look up in the dictionary which English words may translate a Chinese word. The translation model starts from these seeds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from flashdeck.bilingual.links.kinship import KinIndex
from flashdeck.chinese.readings import plain_syllables, usual_reading
from flashdeck.chinese.words import fewest_words
from flashdeck.dictionaries.cedict import Dictionary, load_dictionary
from flashdeck.english.stems import content_words, stem

# All weights and limits were chosen by hand.
_LONGEST_SENSE = 4  # words; longer ones explain instead of translating
_SHORT_SENSE = 2
_LONG_SENSE_WEIGHT = 0.7
_PART_WEIGHT, _CHARACTER_WEIGHT = 0.6, 0.3  # of words, and of single characters, in a compound that the dictionary lacks
_PREFIX_WEIGHT = 0.5
_RARE_READING_WEIGHT = 0.5
_EDGE = 3  # letters at the beginning or end by which words are looked up
_LEAST_PREFIX = 5
_LEAST_CLIPPED = 4
_NEGATIVE_PREFIXES = frozenset({"dis", "non", "mis", "anti", "counter"})
_LEAST_PREFIX_SHARE = 0.6

if TYPE_CHECKING:
    from flashdeck.bilingual.links.kinship import Akin


class Seeds:
    """Seed weights from CC-CEDICT, from 0 (no sense has the word) to 1 (a short sense is exactly this word)."""

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
        """Yield the pairs of a Chinese word and an English stem that are counterparts by the dictionary, with their weights."""
        self._learn(tuple(en))
        for zh_word in zh:
            if zh_word not in self._found:
                self._found[zh_word] = self._weights_of({**self._stems_of(zh_word), stem(zh_word.casefold()): 1.0})
            for word, weight in self._found[zh_word]:
                yield zh_word, word, weight

    def kinships(self, zh: Iterable[str], en: Iterable[str]) -> "Iterator[Akin]":
        """Return for each Chinese word the indices of the related English stems, and their kinship, 0 to 1."""
        self._learn(tuple(en))
        index = self._kin = self._kin or KinIndex(self._en)
        words = tuple(zh)
        self._akin.update(index.akin({word: self._stems_of(word) for word in words if word not in self._akin}))
        return (self._akin[word] for word in words)

    def _learn(self, en: tuple[str, ...]) -> None:
        """Index English stems by their first and last letters, and forget earlier answers if the stems have changed."""
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
        """Return the English stems that may be a form of a dictionary stem, with their likeness."""
        if known not in self._like:
            near = (*self._alike.get(known[:_EDGE], ()), *self._alike.get("-" + known[-_EDGE:], ()))
            self._like[known] = tuple((word, likeness) for word in near if (likeness := _likeness(word, known)))
        return self._like[known]

    def _stems_of(self, zh: str) -> dict[str, float]:
        if zh not in self._known:
            self._known[zh] = self._find_stems(zh)
        return self._known[zh]

    def _find_stems(self, zh: str) -> dict[str, float]:
        """Return the stems of the senses of a word, with weights.

        For a compound that the dictionary lacks, return the stems of the senses of its parts.
        """
        found: dict[str, float] = {}
        entries = self._dictionary.entries(zh)
        for entry in entries:
            is_rare = len(zh) == 1 and plain_syllables(entry.pinyin) != usual_reading(zh)  # 将 jiàng, "general"
            _add(found, _weights(entry.senses), _RARE_READING_WEIGHT if is_rare else 1.0)
        if entries:
            return found
        for part in fewest_words(zh, lambda part: int(part != zh and part in self._dictionary)):
            _add(found, self._stems_of(part), _PART_WEIGHT if len(part) > 1 else _CHARACTER_WEIGHT)
        return found


def _add(found: dict[str, float], weights: Mapping[str, float], factor: float) -> None:
    """Merge weights into `found`. If a stem has two weights, the greater weight is kept."""
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
    """Return the stems of the words in senses, with weights. "take off" also gives "takeoff"."""
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
    """Tell whether an English word is a compound that ends in another word: buzzword, dataset, but not disagree."""
    before = word.removesuffix(part)
    return len(part) >= _LEAST_CLIPPED - 1 and _EDGE <= len(before) < len(word) and before not in _NEGATIVE_PREFIXES


def _share_beginning(one: str, other: str) -> bool:
    """Tell whether the beginnings of two stems show that they belong to the same word family: biolog-, biologic-."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) >= _LEAST_CLIPPED and longer.startswith(shorter):
        return True  # clipped words: math, demo
    enough = len(shorter) >= max(_LEAST_PREFIX, _LEAST_PREFIX_SHARE * len(longer))
    return enough and one[:_LEAST_PREFIX] == other[:_LEAST_PREFIX]
