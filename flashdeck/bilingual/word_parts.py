"""Find the part of a Chinese word that means an English word according to the dictionary: 中心 in 数据中心 for "center"."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.chinese.words import fewest_words
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.english.stems import content_words, stem

# These words at the beginning of a sense do not add to its meaning.
_LEADS = ("to be ", "to ", "a ", "an ", "the ", "one ", "it ")
# Light verbs that a sense may have before a noun or an adjective: "to make progress", "to go bankrupt".
_MAKING = {
    "NOUN": ("to make ", "to have ", "to take ", "to give ", "to do "),
    "ADJ": ("to go ", "to become ", "to get ", "to feel "),
}
# A sense with a light verb has exactly this number of words: "to", the verb, and the noun or adjective.
_MAKING_WORDS = 3


class WantedWord(NamedTuple):
    """An English word that is searched for: its forms in lower case, and its part of speech (UPOS; "" means any)."""

    forms: frozenset[str]
    pos: str


_Key = TypeVar("_Key")
_Found = TypeVar("_Found")


def _remembered(memo: dict[_Key, _Found], key: _Key, find: Callable[[], _Found]) -> _Found:
    if key not in memo:
        memo[key] = find()
    return memo[key]


class PartFinder:
    """Finds the parts of Chinese words that mean English words. Results are cached, because a transcript repeats many words."""

    def __init__(self) -> None:
        self._dictionary = load_dictionary()
        self._senses: dict[str, tuple[str, ...]] = {}
        self._says_part: dict[tuple[str, WantedWord], bool] = {}
        self._parts: dict[tuple[str, WantedWord, tuple[str, ...], bool], str | None] = {}

    def senses_of(self, text: str) -> tuple[str, ...]:
        """Return the senses of all dictionary entries of a Chinese word, in lower case."""
        return _remembered(self._senses, text, lambda: self._find_senses(text))

    def _find_senses(self, text: str) -> tuple[str, ...]:
        return tuple(sense.casefold() for entry in self._dictionary.entries(text) for sense in entry.senses)

    def says(self, text: str, forms: frozenset[str], pos: str = "") -> bool:
        """Tell whether a Chinese word has a sense that means the same as an English word.

        Such a sense consists of the English word alone, or of a light verb and the English word: "to make progress".
        """
        senses = self.senses_of(text)
        if any(_without_lead(sense) in forms for sense in senses):
            return True
        makes = _MAKING.get(pos)
        return makes is not None and any(_is_made(sense, makes, forms) for sense in senses)

    def longer_senses(self, text: str, forms: frozenset[str]) -> tuple[str, ...]:
        """Return the senses of a Chinese word in which an English word occurs."""
        return tuple(sense for sense in self.senses_of(text) if not forms.isdisjoint(sense.split()))

    def part_of(self, text: str, wanted: WantedWord, near: tuple[str, ...] = (), *, every: bool = False) -> str | None:
        """Return the longest part of a Chinese word that means an English word. Of equally long parts, return the last part.

        `near`: the surrounding English words, in lower case. `every`: whether each single character counts as a word. Without
        `every`, a single character counts as a word only in these cases:

        - The character or its neighbour counts, points or measures.
        - The character is a verb that is doubled (想想).
        - The rest of the Chinese word means a word of `near`.
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
        """Tell whether a part of a Chinese word means an English word, as the same part of speech.

        A verb also counts for a noun that is derived from it: 预测 "to predict" counts for "prediction".
        """
        key = (part, wanted)
        is_long = len(part) > 1
        return _remembered(
            self._says_part, key, lambda: any(_fits(sense, wanted, is_long=is_long) for sense in self.senses_of(part))
        )

    def _is_single_word(self, text: str, at: int, wanted: WantedWord, near: Sequence[str]) -> bool:
        """Tell whether a single character is a separate word inside a Chinese word."""
        char, rest = text[at], text[:at] + text[at + 1 :]
        if wanted.pos == "VERB":
            return char == rest or char in ("来", "去")
        if not self.senses_of(text):
            return char in fewest_words(text, lambda part: int(part != text and bool(self.senses_of(part))))
        if len(text) == 2 and any(self.says(rest, frozenset((word,))) for word in near if word not in wanted.forms):
            return True
        return not load_bilingual_classes()["free_characters"].isdisjoint(text[max(0, at - 1) : at + 2])

    def rest_of(self, text: str, other: WantedWord, wanted: WantedWord) -> str | None:
        """Return a Chinese word without the part that means the English word `other`, if the rest may mean the word `wanted`.

        Return None if no part means `other`, or if the rest cannot mean `wanted`.
        """
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
        """Tell whether the rest of a Chinese word may mean an English word.

        If all senses of the rest are verbs, it does not mean a noun for a person who does something, such as "driver".
        """
        senses = self.senses_of(rest)
        if not senses or not (len(rest) > 1 or wanted.pos == "ADJ"):
            return False
        return any(not sense.startswith("to ") for sense in senses) or not _names_doer(wanted)


def _is_made(sense: str, makes: tuple[str, ...], forms: frozenset[str]) -> bool:
    words = sense.split()
    return sense.startswith(makes) and len(words) == _MAKING_WORDS and words[-1] in forms


def _fits(sense: str, wanted: WantedWord, *, is_long: bool) -> bool:
    """Tell whether a sense of a part of a Chinese word means an English word.

    `is_long`: whether the part has more than one character.
    """
    is_verb, bare = sense.startswith("to "), _without_lead(sense)
    if wanted.pos == "VERB":
        return is_verb and _is_verb_of(bare, wanted.forms)
    if bare in wanted.forms:
        return wanted.pos != "NOUN" or not is_verb
    return is_long and is_verb and " " not in bare and _comes_from_verb(bare, wanted)


def _comes_from_verb(verb: str, wanted: WantedWord) -> bool:
    """Tell whether an English word is derived from a verb: "prediction" from "predict"."""
    if wanted.pos != "ADJ" and not _ends_in(wanted.forms, "deverbal_endings"):
        return False
    return stem(verb) in set(map(stem, wanted.forms))


def _is_verb_of(bare: str, forms: Collection[str]) -> bool:
    """Tell whether a verb sense without its "to" is a form of a verb, or a form and a preposition: "look", "look at"."""
    if bare in forms:
        return True
    verb, _, after = bare.rpartition(" ")
    return verb in forms and after in load_bilingual_classes()["own_prepositions"]


def _names_doer(wanted: WantedWord) -> bool:
    return _ends_in(wanted.forms, "doer_endings")


def _ends_in(forms: Collection[str], endings: str) -> bool:
    """Tell whether a form of a word ends with one of the endings of a word class. `endings`: the name of the class."""
    return any(form.endswith(tuple(load_bilingual_classes()[endings])) for form in forms)


def says_more(sense: str, wanted: WantedWord, near: Sequence[str]) -> bool:
    """Tell whether a sense means clearly more than an English word: "to start from scratch" means more than "scratch".

    A sense with additional words does not mean clearly more in these two cases:

    - The sense has "and": "inspect and verify".
    - The English word is the head of the sense ("chip" in "integrated circuit chip", "rural" in "rural area"), and the line
      does not have the additional words.

    `near`: the words around the English word in its line.
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
    """Tell whether an English word is the head of a sense: the last word for a noun, the first word for a verb.

    An adjective counts as the head of any sense that is not a verb.
    """
    if wanted.pos == "NOUN":
        return not is_verb and words[-1] in wanted.forms
    if wanted.pos == "VERB":
        return is_verb and words[0] in wanted.forms
    return wanted.pos == "ADJ" and not is_verb


def is_phrase_of_line(sense: str, forms: frozenset[str], near: Sequence[str]) -> bool:
    """Tell whether a sense is a phrase of two or more words that occurs in the English line: "so far" for the word "far".

    A verb with its preposition, such as "depend on", does not count as a phrase.
    """
    words = _without_lead(sense).split()
    particles = load_bilingual_classes()["particles_of_senses"]
    if len(words) == 1 or (words[0] in forms and particles.issuperset(words[1:])):
        return False
    return f" {' '.join(words)} " in f" {' '.join(near)} "


def _without_lead(sense: str) -> str:
    """Return a sense without "to", an article or a similar word at its beginning, and without a final hyphen."""
    for lead in _LEADS:
        if sense.startswith(lead):
            return sense[len(lead) :].removesuffix("-")
    return sense.removesuffix("-")
