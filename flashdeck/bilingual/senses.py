"""Find the dictionary sense of a Chinese word that the English line confirms.

A line confirms a sense if the words of the sense occur in the line. Rare words count more than common words, and a different
form of a word counts a little less than the word itself. A sense is not confirmed if most of its words, or its rarest word, are
missing: "get" does not confirm "to get together". The weights are described in docs/design/selection.md.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Literal, NamedTuple

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.abbreviations import expansion_of
from flashdeck.english.stems import content_words, stem

# A word of a sense has the weight 1 if it occurs in the line. If the line has only a different form of the word, the weight is
# `_STEM`. If the line has only a word with the same beginning, the weight is `_PREFIX`.
_STEM, _PREFIX = 0.8, 0.6
# Two words have the same beginning if enough of their first letters are equal: at least the first number of letters, and at
# least the second number as a share of the letters of the longer word.
_LEAST_PREFIX, _LEAST_PREFIX_SHARE = 5, 0.6
# A line confirms a sense only if at least this share of the words of the sense occur in the line.
_LEAST_SHARE = 0.5
# This number times the index of a sense is subtracted from its score, so that the first of two equal senses is preferred.
_INDEX_COST = 0.002
# A sense with more words than this is too long for a gloss.
_LONGEST_GLOSS = 4
# The first two senses of a word are its main senses. One English word is enough to confirm a main sense. Later senses often
# belong to special fields, such as "pointer" for 指标.
_MAIN_SENSES = 2
# A word before a noun narrows the meaning of the noun only if the Zipf frequency of this word is below this number. The words
# "last", "first" and "new" are more frequent.
_COMMON_MODIFIER = 5.6
# If no sense is confirmed, only this number of short senses is considered, from the first sense on. The first sense that fits
# the part of speech becomes the gloss.
_FIRST_SENSES = 3
# A word has its full weight up to this Zipf frequency. The weight of a more frequent word is lower.
_FREQUENT = 3.0
# A sense of two or more words that begins with one of these prepositions is an adverbial: "in the end", "for the time being".
_OPENS_PHRASE = ("after ", "at ", "by ", "for ", "in ", "of ", "on ")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,}\b")
# An abbreviation with fewer letters is not compared with the initials of a sense, because any two letters are the initials of
# many phrases.
_SURE_INITIALS = 3
_MODALS = ("must", "should", "ought to", "can", "may")

MatchKind = Literal["name", "letters", "phrase", "words", "forms", "derived"]
"""The ways in which an English counterpart can confirm a sense. `match_sense` explains each of them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A dictionary sense of a word, its index among the senses of the word, and how strongly the English line confirms it.

    `score`: 0 if the line does not confirm the sense, greater for a stronger confirmation.
    """

    sense: str
    index: int
    score: float


class SenseMatch(NamedTuple):
    """A dictionary sense that an English counterpart confirms, and how the counterpart confirms the sense."""

    kind: MatchKind
    sense: str


class OtherLine:
    """The words of an English line, or of a part of it, prepared for look-ups."""

    def __init__(self, english: str) -> None:
        self._words = frozenset(content_words(english))
        self._abbreviations = frozenset(_ABBREVIATION.findall(english))
        self._stems = frozenset(map(stem, self._words))
        self._alike: dict[str, list[str]] = {}
        for word in self._words:
            if len(word) >= _LEAST_PREFIX:
                self._alike.setdefault(word[:_LEAST_PREFIX], []).append(word)

    def best(self, senses: Sequence[str], most_common: float = inf) -> Choice | None:
        """Return the sense that the line confirms best. Return None if the line does not confirm any sense.

        `most_common`: a sense is ignored if even its rarest word is very common. This is so if the Zipf frequency of the word
        is greater than this number plus 3.
        """
        best: Choice | None = None
        for index, sense in enumerate(senses):
            score = self.score(sense, index, most_common) if sense else 0.0
            if score > (best.score if best else 0.0):
                best = Choice(sense, index, score)
        return best

    def participle(self, verb: str) -> str | None:
        """Return the form of a verb that ends in -ed: "surprised" for "surprise". Return None if it is not in the line."""
        for word in sorted(self._words):
            if word.endswith("ed") and word != verb and stem(word) == stem(verb):
                return word
        return None

    def has(self, words: Iterable[str], others: Iterable[str]) -> bool:
        """Tell whether all `words` occur in the line or among `others`. A different form of a word is sufficient."""
        stems = self._stems | set(map(stem, others))
        return all(stem(word) in stems for word in words)

    def score(self, sense: str, index: int = 0, most_common: float = inf) -> float:
        """Return how strongly the line confirms one sense: 0 (not at all) or a positive number."""
        if any(_abbreviates(abbreviation, sense) for abbreviation in self._abbreviations):
            return 1.0
        wanted, common, rarest = _weighed_words(sense)
        if not wanted or common[rarest] > most_common or not self._match(wanted[rarest]):
            return 0.0  # the usual case: the rarest word of the sense is not in the line
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
        return _PREFIX if any(_have_common_beginning(word, other) for other in alike) else 0.0


@lru_cache(maxsize=65536)
def _weighed_words(sense: str) -> tuple[Sequence[str], Sequence[float], int]:
    """Return the content words of a sense, their frequencies above Zipf 3, and the index of the rarest word.

    A frequency above Zipf 3 is given as the difference: 1.5 for the Zipf frequency 4.5, and 0.0 for a frequency up to 3.
    """
    words = content_words(sense)
    common = [max(0.0, (zipf(word, "en") or 0) - _FREQUENT) for word in words]
    return words, common, common.index(min(common)) if common else 0


def _abbreviates(letters: str, sense: str) -> bool:
    """Tell whether an abbreviation stands for a sense.

    This is so if the table of abbreviations lists the sense (AI), or if the letters are the initials of the sense (GDP).
    """
    initials = "".join(word[0] for word in sense.split()).upper()
    return expansion_of(letters) == sense or (len(letters) >= _SURE_INITIALS and letters == initials)


# ---- senses that are confirmed by the counterpart

_WordsOfSense = tuple[str, Sequence[str]]
"""A sense that is short enough for a gloss, and its content words."""


def match_sense(senses: Sequence[str], counterpart: str, rest: OtherLine) -> SenseMatch | None:
    """Return the short sense that a counterpart confirms. Return None if the counterpart does not confirm any sense.

    `rest`: the unlinked words of the line. The kinds of match, in the order in which they are tried:

    letters
        The counterpart is an abbreviation of the sense, and is not itself a sense.
    phrase
        The counterpart has one word of the sense, and `rest` has the other words of the sense. Example: "to lose face", if the
        Chinese word is linked only to "face".
    words
        The counterpart has all words of the sense.
    forms
        The counterpart has all words of the sense in some form: "teach" for "taught".
    derived
        The counterpart has one word of a main sense, or a word that is derived from such a word: "verifiable" for "to verify".
        In the second main sense, a noun is not enough if the words before it narrow its meaning: "camera" does not confirm
        "surveillance camera".
    """
    if counterpart.isupper() and counterpart not in senses:
        for sense in senses:
            if _abbreviates(counterpart, sense):
                return SenseMatch("letters", sense)
    said = set(content_words(counterpart)) | {counterpart.casefold()}
    wanted = _words_of_senses(senses)
    found = _match_whole(wanted, said, rest)
    return found or _match_derived(wanted[:_MAIN_SENSES], said)


def _words_of_senses(senses: Sequence[str]) -> list[_WordsOfSense]:
    wanted: list[_WordsOfSense] = []
    for sense in senses:
        words = content_words(sense) if fits_gloss(sense) else ()
        if words and not _lacks_particle(sense, words):
            wanted.append((sense, words))
    return wanted


def _lacks_particle(sense: str, words: Sequence[str]) -> bool:
    """Tell whether a vague verb is the only content word of a longer sense: "get" does not confirm "to get on with"."""
    is_longer = len(sense.removeprefix("to ").split()) > 1
    return is_longer and len(words) == 1 and words[0] in load_bilingual_classes()["vague_verbs"]


def _match_whole(wanted: Sequence[_WordsOfSense], said: set[str], rest: OtherLine) -> SenseMatch | None:
    """Return a sense whose words all occur in the English line, with the kind of match. Return None if no sense matches.

    The kinds "phrase", "words" and "forms" are tried in this order (see `match_sense`).
    """
    stems = set(map(stem, said))
    for sense, words in wanted:
        if len(words) > 1 and not stems.isdisjoint(map(stem, words)) and rest.has(words, said):
            return SenseMatch("phrase", sense)
    for sense, words in wanted:
        if said.issuperset(words):
            return SenseMatch("words", sense)
    for sense, words in wanted:
        if stems.issuperset(map(stem, words)):
            return SenseMatch("forms", sense)
    return None


def _match_derived(main: Sequence[_WordsOfSense], said: set[str]) -> SenseMatch | None:
    for place, (sense, words) in enumerate(main):
        counted = words[:-1] if place and _is_narrowed(sense, words) else words
        if any(_has_derived(word, said) for word in counted):
            return SenseMatch("derived", sense)
    return None


def _is_narrowed(sense: str, words: Sequence[str]) -> bool:
    """Tell whether a sense is a noun whose meaning is narrowed by a word before it.

    This is so for "surveillance camera", but not for "last night", because "last" is too frequent.
    """
    return not sense.startswith("to ") and any((zipf(word, "en") or 0) < _COMMON_MODIFIER for word in words[:-1])


def _has_derived(word: str, said: Iterable[str]) -> bool:
    return any(_have_common_beginning(_before_ending(word), _before_ending(own)) for own in said)


def _before_ending(word: str) -> str:
    """Return a word in the form that it has before an ending: "verifi" for "verify", as in "verifiable"."""
    return word[:-1] + "i" if word.endswith("y") else word


def _have_common_beginning(one: str, other: str) -> bool:
    needed = max(_LEAST_PREFIX, round(_LEAST_PREFIX_SHARE * max(len(one), len(other))))
    return one[:needed] == other[:needed] and len(one) >= needed


# ---- unconfirmed senses


@lru_cache(maxsize=65536)
def fits_gloss(sense: str) -> bool:
    """Tell whether a sense is short enough for a gloss: one to four words."""
    return 0 < len(sense.split()) <= _LONGEST_GLOSS


def first_gloss(senses: Iterable[str], tag: str) -> str | None:
    """Return the first sense that is short enough for a gloss and that fits a part of speech, or else the first short sense.

    Among the first three short senses, a sense with "to" fits a verb, and a sense without "to" fits any other word. For an
    adverb the first sense that is an adverb is preferred: 相当 before an adjective is "considerably", not "equivalent to".
    """
    short = [sense for sense in senses if fits_gloss(sense)]
    if not short:
        return None
    if tag == "d" and short[0] not in _MODALS:
        adverbs = filter(is_adverbial, short)
        if adverb := next(adverbs, None):
            return adverb
    is_verb = tag.startswith("v")
    fitting = [sense for sense in short[:_FIRST_SENSES] if sense.startswith("to ") == is_verb]
    return fitting[0] if fitting else short[0]


def is_adverbial(sense: str) -> bool:
    """Tell whether a sense looks like an adverb.

    >>> [is_adverbial(sense) for sense in ("considerably", "quite", "equivalent to")]
    [True, True, False]
    """
    if " " in sense:
        return sense.startswith(_OPENS_PHRASE)
    return sense in load_bilingual_classes()["adverbs"] or (sense.endswith("ly") and len(sense) > _LEAST_PREFIX)
