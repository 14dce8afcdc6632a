"""Describe a part of a sentence that a repair may remove, and define the features of words that the rules for repairs test."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flashdeck.english.word_classes import word_class

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Rules read at most this number of characters before a stretch, and at most this number after it, so that they are fast on a
# very long line. The text of a card is always shorter.
_NEAR = 600
_CONTRACTED = re.compile(r"['’](?:s|re|m|ve|ll|d)$")
_OPEN_CLASSES = ("joiners", "determiners", "prepositions", "auxiliaries", "pronouns", "object_verbs", "degrees")
_OPEN = frozenset().union(*map(word_class, _OPEN_CLASSES))
"""Words after which a clause continues without a comma."""
_CLAUSE_STARTS = word_class("clause_starts")
_NUMBERS = word_class("numbers")
_SMALL = word_class("small_words")
_PRONOUNS = word_class("pronouns")


@dataclass(frozen=True, slots=True)
class SpeechContext:
    """A stretch of speech, and the words of the same sentence before and after it, all in lower case with plain apostrophes.

    Offset 0 is the first word of the stretch, -1 is the word before the stretch, and 1 is the first word after the whole
    stretch. Words do not have tags. The text at an offset outside the sentence is empty.
    """

    said: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the word at an offset, and an empty tag."""
        if offset == 0:
            return self.said[0], ""
        words = self.after if offset > 0 else self.before
        at = offset - 1 if offset > 0 else len(words) + offset
        word = words[at] if 0 <= at < len(words) else ""
        return word, ""

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` to the end of the sentence."""
        return range(first, len(self.after) + 1)

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` back to the beginning of the sentence."""
        return range(first, -len(self.before) - 1, -1)


AnySpeech = TypeVar("AnySpeech", bound=SpeechContext)
WordTest = Callable[[str], bool]


def folded(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case and with plain apostrophes."""
    if text.isascii():
        return tuple(WORD.findall(text.casefold()))
    return tuple([word.casefold().replace("’", "'") for word in WORD.findall(text)])


def is_contracted(word: str) -> bool:
    """Tell whether a word ends in a shortened verb: we're, she'll."""
    return bool(_CONTRACTED.search(word))


def is_open(word: str) -> bool:
    """Tell whether a clause continues after a word without a comma: "the", "because", "we're", "need"."""
    return word in _OPEN or is_contracted(word)


def starts_clause(word: str) -> bool:
    """Tell whether a clause may begin with a word: "and", "we", "it's"."""
    return word.partition("'")[0] in _CLAUSE_STARTS


def is_number(word: str) -> bool:
    """Tell whether a word is a number, written out or in figures."""
    return word in _NUMBERS or word[:1].isdigit()


def is_small(word: str) -> bool:
    """Tell whether a word, such as "the" or "we're", is often repeated by speakers who look for the next word."""
    return word in _SMALL or (is_contracted(word) and word.partition("'")[0] in _PRONOUNS)


def words_before(text: str, at: int) -> tuple[str, ...]:
    """Return the words of the same sentence before an index. Only the 600 characters before the index are searched."""
    return folded(sentence_before(text[max(0, at - _NEAR) : at]))


def words_after(text: str, at: int) -> tuple[str, ...]:
    """Return the words of the same sentence from an index on. Only the 600 characters after the index are searched."""
    return folded(sentence_after(text[at : at + _NEAR]))


def sentence_before(text: str) -> str:
    """Return the part of a text after the end of its last complete sentence."""
    return re.split(r"[.?!]['\"”’)]*\s", text)[-1]


def sentence_after(text: str) -> str:
    """Return the part of a text up to the first end of a sentence."""
    return re.split(r"[.?!](?=\W|$)", text)[0]


def of_word(test: WordTest) -> Callable[[SpeechContext, int], bool]:
    """Return a feature that applies a test to the word at an offset."""
    return lambda context, offset: test(context.word_at(offset)[0])


WORD_FEATURES: Mapping[str, Callable[[SpeechContext, int], bool]] = {
    "figure": of_word(str.isdigit),
    "number": of_word(is_number),
    "open": of_word(is_open),
    "small": of_word(is_small),
    "starts_clause": of_word(starts_clause),
    "word": of_word(bool),
}
"""Maps the names of the features that test a single word to their functions. The rules for fillers and repeats use them."""
