"""Find the part of a Chinese word that says an English word, by the dictionary: 中心 of 数据中心, for "center"."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.chinese.words import fewest_words
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.english.stems import content_words, stem

_LEADS = ("to be ", "to ", "a ", "an ", "the ", "one ", "it ")  # before the word, in a sense that says the word and no more
# Before a noun or an adjective that a sense says with a light verb: "to make progress", "to go bankrupt".
_MAKING = {
    "NOUN": ("to make ", "to have ", "to take ", "to give ", "to do "),
    "ADJ": ("to go ", "to become ", "to get ", "to feel "),
}
_MAKING_WORDS = 3  # of such a sense


@dataclass(frozen=True, slots=True)
class WantedWord:
    """An English word that is searched for: its forms in lower case, and its part of speech (UPOS; "": any)."""

    forms: frozenset[str]
    pos: str


_Key = TypeVar("_Key")
_Found = TypeVar("_Found")


def _remembered(memo: dict[_Key, _Found], key: _Key, find: Callable[[], _Found]) -> _Found:
    if key not in memo:
        memo[key] = find()
    return memo[key]


class PartFinder:
    """Finds parts of Chinese words. Answers are kept for one transcript, which asks again and again for the same words."""

    def __init__(self) -> None:
        self._dictionary = load_dictionary()
        self._senses: dict[str, tuple[str, ...]] = {}
        self._says_part: dict[tuple[str, WantedWord], bool] = {}
        self._parts: dict[tuple[str, WantedWord, tuple[str, ...], bool], str | None] = {}

    def senses_of(self, text: str) -> tuple[str, ...]:
        """Return the senses of all entries of a Chinese word, in lower case."""
        return _remembered(self._senses, text, lambda: self._find_senses(text))

    def _find_senses(self, text: str) -> tuple[str, ...]:
        return tuple(sense.casefold() for entry in self._dictionary.entries(text) for sense in entry.senses)

    def says(self, text: str, forms: frozenset[str], pos: str = "") -> bool:
        """Tell whether a sense of a Chinese word is an English word and no more, or the word with a light verb before it."""
        senses = self.senses_of(text)
        if any(_without_lead(sense) in forms for sense in senses):
            return True
        makes = _MAKING.get(pos)
        return makes is not None and any(_is_made(sense, makes, forms) for sense in senses)

    def longer_senses(self, text: str, forms: frozenset[str]) -> tuple[str, ...]:
        """Return the senses of a Chinese word that say an English word, alone or among others."""
        return tuple(sense for sense in self.senses_of(text) if not forms.isdisjoint(sense.split()))

    def part_of(self, text: str, wanted: WantedWord, near: tuple[str, ...] = (), *, every: bool = False) -> str | None:
        """Return the longest part of a Chinese word that says an English word, the last of equally long ones.

        `near`: the English words around, in lower case. `every`: a single character always counts as a word; else only where it
        counts, points or measures, or is beside a character that does, or says a verb twice (想想), or where the rest of the
        Chinese word says a word of `near`.
        """
        key = (text, wanted, near, every)
        return _remembered(self._parts, key, lambda: self._find_part(text, wanted, near, every=every))

    def _find_part(self, text: str, wanted: WantedWord, near: tuple[str, ...], *, every: bool) -> str | None:
        for size in range(len(text) - 1, 0, -1):
            for start in range(len(text) - size, -1, -1):
                part = text[start : start + size]
                if not self._says_as_part(part, wanted):
                    continue
                if size > 1 or every or self._is_single_word(text, start, wanted, near):
                    return part
        return None

    def _says_as_part(self, part: str, wanted: WantedWord) -> bool:
        """Tell whether a part says a word in its part of speech; for a noun also the verb it comes from (预测, prediction)."""
        key = (part, wanted)
        is_long = len(part) > 1
        return _remembered(
            self._says_part, key, lambda: any(_fits(sense, wanted, is_long=is_long) for sense in self.senses_of(part))
        )

    def _is_single_word(self, text: str, at: int, wanted: WantedWord, near: Sequence[str]) -> bool:
        """Tell whether a single character is a word of its own inside a Chinese word."""
        char, rest = text[at], text[:at] + text[at + 1 :]
        if wanted.pos == "VERB":
            return char == rest or char in ("来", "去")
        if not self.senses_of(text):
            return char in fewest_words(text, lambda part: int(part != text and bool(self.senses_of(part))))
        if len(text) == 2 and any(self.says(rest, frozenset((word,))) for word in near if word not in wanted.forms):
            return True
        return not load_bilingual_classes()["free_characters"].isdisjoint(text[max(0, at - 1) : at + 2])

    def rest_of(self, text: str, other: WantedWord, wanted: WantedWord) -> str | None:
        """Return the rest of a Chinese word beside the part of another English word, if the rest is a word of the right kind."""
        part = self.part_of(text, other, every=True)
        if not part:
            return None
        if text.endswith(part):
            rest = text.removesuffix(part)
        elif text.startswith(part):
            rest = text.removeprefix(part)
        else:
            return None
        return rest if self._is_word_for(rest, wanted) else None

    def _is_word_for(self, rest: str, wanted: WantedWord) -> bool:
        """Tell whether the rest of a Chinese word is a word that may say an English word; a doer is not a verb alone."""
        senses = self.senses_of(rest)
        if not senses or not (len(rest) > 1 or wanted.pos == "ADJ"):
            return False
        return any(not sense.startswith("to ") for sense in senses) or not _names_doer(wanted)


def _is_made(sense: str, makes: tuple[str, ...], forms: frozenset[str]) -> bool:
    words = sense.split()
    return sense.startswith(makes) and len(words) == _MAKING_WORDS and words[-1] in forms


def _fits(sense: str, wanted: WantedWord, *, is_long: bool) -> bool:
    """Tell whether a sense of a part says a word. `is_long`: the part has several characters."""
    is_verb, bare = sense.startswith("to "), _without_lead(sense)
    if wanted.pos == "VERB":
        return is_verb and _is_verb_of(bare, wanted.forms)
    if bare in wanted.forms:
        return wanted.pos != "NOUN" or not is_verb
    return is_long and is_verb and " " not in bare and _comes_from_verb(bare, wanted)


def _comes_from_verb(verb: str, wanted: WantedWord) -> bool:
    """Tell whether an English word comes from a verb: prediction, of "predict"."""
    if wanted.pos != "ADJ" and not _ends_in(wanted.forms, "deverbal_endings"):
        return False
    return stem(verb) in set(map(stem, wanted.forms))


def _is_verb_of(bare: str, forms: Collection[str]) -> bool:
    """Tell whether a sense without "to" is a verb in one of its forms, alone or with its own preposition: "look at"."""
    if bare in forms:
        return True
    verb, _, after = bare.rpartition(" ")
    return verb in forms and after in load_bilingual_classes()["own_prepositions"]


def _names_doer(wanted: WantedWord) -> bool:
    return _ends_in(wanted.forms, "doer_endings")


def _ends_in(forms: Collection[str], endings: str) -> bool:
    """Tell whether one of the forms ends in a class of endings."""
    return any(form.endswith(tuple(load_bilingual_classes()[endings])) for form in forms)


def says_more(sense: str, wanted: WantedWord, near: Sequence[str]) -> bool:
    """Tell whether a sense has another word of meaning that matters: "to start from scratch" says more than "scratch".

    These do not matter: the words before a noun that is the head ("integrated circuit chip"); the words after an adjective
    ("rural area") or a verb, unless the line says them (`near`); the other half of "inspect and verify".
    """
    words = _without_lead(sense).split()
    stems = set(map(stem, wanted.forms))
    others = [word for word in content_words(" ".join(words)) if stem(word) not in stems]
    if not load_bilingual_classes()["denials"].isdisjoint(words):
        return True
    if not others or "and" in words:
        return False
    is_said = not set(map(stem, others)).isdisjoint(map(stem, near))
    return is_said or not _is_head(wanted, words, is_verb=sense.startswith("to "))


def _is_head(wanted: WantedWord, words: Sequence[str], *, is_verb: bool) -> bool:
    """Tell whether an English word is the head of a sense, or an adjective in one that is no verb."""
    if wanted.pos == "NOUN":
        return not is_verb and words[-1] in wanted.forms
    if wanted.pos == "VERB":
        return is_verb and words[0] in wanted.forms
    return wanted.pos == "ADJ" and not is_verb


def is_phrase_of_line(sense: str, forms: frozenset[str], near: Sequence[str]) -> bool:
    """Tell whether the line says a sense as a phrase around its word: "so far"; "depend on" is the word's own instead."""
    words = _without_lead(sense).split()
    particles = load_bilingual_classes()["particles_of_senses"]
    if len(words) == 1 or (words[0] in forms and particles.issuperset(words[1:])):
        return False
    return f" {' '.join(words)} " in f" {' '.join(near)} "


def _without_lead(sense: str) -> str:
    """Return a sense without "to", an article and the like before it."""
    for lead in _LEADS:
        if sense.startswith(lead):
            return sense[len(lead) :].removesuffix("-")
    return sense.removesuffix("-")
