"""Which sense of a dictionary entry the other line speaks of.

A sense is confirmed when its words occur in the English line: rare words count more than common ones, forms of one word
count a little less, and a sense of which most words or its rarest word are missing is not confirmed ("get" does not
confirm "to get together"). Weights: design notes on selection, section 10.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.abbreviations import expansion_of
from flashdeck.english.stems import content_words, stem

_STEM, _PREFIX = 0.8, 0.6  # weight of another form, and of a common beginning, beside the same word
_LEAST_PREFIX, _LEAST_PREFIX_SHARE = 5, 0.6
_LEAST_SHARE = 0.5  # of a sense's words
_INDEX_COST = 0.002
_LONGEST_GLOSS = 4  # words
_MAIN_SENSES = 2  # borne out by one of their words; further ones are of special fields (指标 "pointer", 多 "multi-")
_COMMON_MODIFIER = 5.6  # Zipf: last, first, new
_OPENS_PHRASE = ("after ", "at ", "by ", "for ", "in ", "of ", "on ")  # in the end, for the time being
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
_SURE_INITIALS = 3  # two letters stand for too much
_MODALS = ("must", "should", "ought to", "can", "may")
_ADVERBS = frozenset(  # that do not end in -ly (Quirk and others, A Comprehensive Grammar of the English Language, 1985, 8.2-8.8)
    "again almost already also altogether always even ever forever indeed instead just maybe never now often perhaps quite rather "
    "sometimes somewhat soon still then together too very well yet".split()
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A sense, its place among the senses given, and how strongly the other line confirms it (0: not at all)."""

    sense: str
    index: int
    score: float


class OtherLine:
    """The words of an English line, ready to be asked for."""

    def __init__(self, english: str) -> None:
        self._words = frozenset(content_words(english))
        self._abbreviations = frozenset(_ABBREVIATION.findall(english))
        self._stems = frozenset(map(stem, self._words))
        self._alike: dict[str, list[str]] = {}
        for word in self._words:
            if len(word) >= _LEAST_PREFIX:
                self._alike.setdefault(word[:_LEAST_PREFIX], []).append(word)

    def best(self, senses: Sequence[str], most_common: float = inf) -> Choice | None:
        """Return the sense that the line confirms best; None where it confirms none.

        most_common: how far above Zipf 3 the rarest word of a sense may stand.
        """
        best: Choice | None = None
        for index, sense in enumerate(senses):
            score = self.score(sense, index, most_common)
            if score > (best.score if best else 0.0):
                best = Choice(sense, index, score)
        return best

    def participle(self, verb: str) -> str | None:
        """Return the form in -ed that the line has of a verb: surprised, of "to surprise"."""
        return next(
            (word for word in sorted(self._words) if word.endswith("ed") and stem(word) == stem(verb) and word != verb), None
        )

    def has(self, words: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether all words stand in the line or among others, in any form."""
        stems = self._stems | set(map(stem, others))
        return all(stem(word) in stems for word in words)

    def score(self, sense: str, index: int = 0, most_common: float = inf) -> float:
        """Return how strongly the line confirms one sense."""
        if any(_stands_for(abbreviation, sense) for abbreviation in self._abbreviations):
            return 1.0
        wanted, common, rarest = _said(sense)
        if not wanted or common[rarest] > most_common or not self._match(wanted[rarest]):
            return 0.0  # most senses end here: their rarest word is not in the line
        found = [self._match(word) for word in wanted]
        share = sum(weight > 0 for weight in found) / len(wanted)
        if share < _LEAST_SHARE:
            return 0.0
        rarity = sum(weight / (1 + above) for weight, above in zip(found, common, strict=True))
        return max(0.0, rarity * (0.5 + 0.5 * share) - _INDEX_COST * index)

    def _match(self, word: str) -> float:
        if word in self._words:
            return 1.0
        if stem(word) in self._stems:
            return _STEM
        alike = self._alike.get(word[:_LEAST_PREFIX], ())
        return _PREFIX if any(_common_beginning(word, other) for other in alike) else 0.0


@lru_cache(maxsize=65536)
def _said(sense: str) -> tuple[Sequence[str], Sequence[float], int]:
    """Return the words of a sense that carry meaning, how far above Zipf 3 each stands, and the place of the rarest."""
    words = content_words(sense)
    common = [max(0.0, (zipf(word, "en") or 0) - 3) for word in words]
    return words, common, common.index(min(common)) if common else 0


def _stands_for(abbreviation: str, sense: str) -> bool:
    """Tell whether letters are what a sense is called for short: AI by the table, GDP by the initials."""
    initials = "".join(word[0] for word in sense.split()).upper()
    return expansion_of(abbreviation) == sense or (len(abbreviation) >= _SURE_INITIALS and abbreviation == initials)


def borne_out(senses: Sequence[str], counterpart: str, left: OtherLine) -> str | None:
    """Return the short sense of which all words stand in the counterpart: word for word, else in any form; else None.

    Before them goes a sense of several words, of which the counterpart has one and the rest of the line the others: "to lose
    face" where the word is linked to "face" alone. Last goes a main sense of which the counterpart has one
    word, or a word derived from it: "turning point", beside "point"; "to verify", beside "verifiable"; but a further sense is
    narrower than its last word: no "surveillance camera" for "camera". Letters bear out what they stand for.
    """
    said = set(content_words(counterpart)) | {counterpart.casefold()}
    stems = set(map(stem, said))
    wanted = [(sense, words) for sense in senses if fits_gloss(sense) and (words := content_words(sense))]
    phrases = (
        sense for sense, words in wanted if len(words) > 1 and not stems.isdisjoint(map(stem, words)) and left.has(words, said)
    )
    exact = (sense for sense, words in wanted if said.issuperset(words))
    close = (sense for sense, words in wanted if stems.issuperset(map(stem, words)))
    main = [
        (sense, words[:-1] if place and _narrows(sense, words) else words)
        for place, (sense, words) in enumerate(wanted[:_MAIN_SENSES])
    ]
    derived = (sense for sense, words in main if any(_has_derived(word, said) for word in words))
    short = (sense for sense in senses if counterpart.isupper() and _stands_for(counterpart, sense))
    return next(short, None) or next(phrases, None) or next(exact, None) or next(close, None) or next(derived, None)


def _narrows(sense: str, words: Sequence[str]) -> bool:
    """Tell whether the words before a noun narrow it: "surveillance camera", but not "last night"."""
    return not sense.startswith("to ") and any((zipf(word, "en") or 0) < _COMMON_MODIFIER for word in words[:-1])


def _has_derived(word: str, said: Iterable[str]) -> bool:
    return any(_common_beginning(_open(word), _open(own)) for own in said)


def _open(word: str) -> str:
    """Return a word as an ending is put to it: verif(y), of verifiable."""
    return word[:-1] + "i" if word.endswith("y") else word


def _common_beginning(one: str, other: str) -> bool:
    needed = max(_LEAST_PREFIX, round(_LEAST_PREFIX_SHARE * max(len(one), len(other))))
    return one[:needed] == other[:needed] and len(one) >= needed


@lru_cache(maxsize=65536)
def fits_gloss(sense: str) -> bool:
    """Tell whether a sense is short enough to stand as the gloss: one to four words."""
    return 0 < len(sense.split()) <= _LONGEST_GLOSS


def first_gloss(senses: Iterable[str], tag: str) -> str | None:
    """Return the first short sense, of the first three one that fits the part of speech ("to ..." for verbs alone).

    Of an adverb it is the first that is an adverb itself: 相当 before an adjective is "considerably", not "equivalent to".
    """
    short = [sense for sense in senses if fits_gloss(sense)]
    if tag == "d" and short and short[0] not in _MODALS and (adverb := next(filter(is_adverbial, short), None)):
        return adverb
    is_verb = tag.startswith("v")
    fitting = [sense for sense in short[:3] if sense.startswith("to ") == is_verb]
    return next(iter(fitting or short), None)


def is_adverbial(sense: str) -> bool:
    """Tell whether a sense is an adverb by its look.

    >>> [is_adverbial(sense) for sense in ("considerably", "quite", "equivalent to")]
    [True, True, False]
    """
    if " " in sense:
        return sense.startswith(_OPENS_PHRASE)
    return sense in _ADVERBS or (sense.endswith("ly") and len(sense) > _LEAST_PREFIX)
