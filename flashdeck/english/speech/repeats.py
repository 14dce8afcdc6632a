"""Remove words that a speaker repeats while looking for the next word, but not words that are doubled on purpose.

The rows of `english/data/repeats.tsv` decide which repeats stay.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

from flashdeck.english.speech.fillers import tidy
from flashdeck.english.speech.speech_words import (
    WORD,
    WORD_FEATURES,
    SpeechContext,
    folded,
    is_number,
    is_open,
    is_small,
    of_word,
    words_after,
    words_before,
)
from flashdeck.english.word_classes import english_rules, load_word_classes, word_class
from flashdeck.language.repairs import Repaired
from flashdeck.language.rules import ContextTable, Rule
from flashdeck.lazy import Lazy

_GAP = re.compile(r",?\s+")
_LONGEST = 5
"""The maximum number of words in a repeated sequence; chosen by hand."""
_JOINERS = word_class("joiners")
_AUXILIARIES = word_class("auxiliaries")


@dataclass(frozen=True, slots=True)
class Repeat(SpeechContext):
    """A sequence of words that is said two or more times in a row, and the other words of the sentence."""

    copies: int
    has_comma: bool
    """Whether a comma is between two occurrences of the sequence."""
    has_comma_inside: bool
    """Whether a comma is between two words of the sequence."""
    is_capital: bool
    """Whether every word of the repeat begins with a capital."""
    follows_comma: bool
    """Whether a comma is before the repeat."""


# ---- properties of repeats


def _ends_in_content(repeat: Repeat, _: int) -> bool:
    last = repeat.said[-1]
    return not is_small(last) and last not in _AUXILIARIES


def _is_joined_word(repeat: Repeat, _: int) -> bool:
    """Tell whether the sequence is "and" or "or" and one word that carries meaning, such as "and rained"."""
    joined = [word for word in repeat.said if word not in ("and", "or")]
    return len(repeat.said) == 2 and len(joined) == 1 and not is_small(joined[0]) and joined[0] not in _AUXILIARIES


def _is_no_joiner(word: str) -> bool:
    return word not in _JOINERS


FEATURES: Mapping[str, Callable[[Repeat, int], bool]] = {
    **WORD_FEATURES,
    "after_comma": lambda repeat, _: repeat.follows_comma,
    "comma_inside": lambda repeat, _: repeat.has_comma_inside,
    "joined_word": _is_joined_word,
    "capital_each": lambda repeat, _: repeat.is_capital,
    "comma_between": lambda repeat, _: repeat.has_comma,
    "ends_in_content": _ends_in_content,
    "has_number": lambda repeat, _: any(map(is_number, repeat.said)),
    "has_small_word": lambda repeat, _: any(map(is_small, repeat.said)),
    "last_word_open": lambda repeat, _: is_open(repeat.said[-1]),
    "not_joiner": of_word(_is_no_joiner),
    "same_words": lambda repeat, _: len(set(repeat.said)) == 1,
    "twice": lambda repeat, _: repeat.copies == 2,
}
"""Maps the name of each feature in the conditions of `repeats.tsv` to its function."""


def _load_repeat_rules() -> ContextTable[Repeat]:
    return ContextTable(english_rules("repeats.tsv"), FEATURES, load_word_classes())


load_repeat_rules = Lazy(_load_repeat_rules)


def repeat_rule(repeat: Repeat) -> Rule | None:
    """Return the first rule that applies to a repeat.

    If its result is "keep", the repeat stays. If its result is "cut", all occurrences except the last are removed.
    """
    key = "word" if len(repeat.said) == 1 else "words"
    return load_repeat_rules().first(key, repeat)


# ---- removal


def drop_repeats(text: str) -> Repaired:
    """Remove repeats of sequences of up to five words. A sequence and its repetition may be separated by a comma.

    >>> drop_repeats("I I I think, I think it is, it is very very late.").text
    'I think it is very very late.'
    """
    said = _said(text)
    if len(set(said)) == len(said) or not any(_find_again(said, size) >= 0 for size in range(1, _LONGEST + 1)):
        return Repaired(text)
    rules: list[str] = []
    before, found = "", text
    while found != before:
        before = found
        for size in range(_LONGEST, 0, -1):
            if _find_again(said, size) >= 0:
                found = _drop(found, size, rules)
                said = _said(found)
    if found == text:
        return Repaired(text)
    return Repaired(tidy(found), tuple(dict.fromkeys(rules)))


def _drop(text: str, size: int, rules: list[str]) -> str:
    """Remove repeats of `size` words from left to right, and append the ids of the rules to `rules`."""
    words, said = list(WORD.finditer(text)), _said(text)
    at = _find_again(said, size)
    while at >= 0:
        copies = _copies(words, said, at, size)
        rule = repeat_rule(_repeat(words, at, size, copies)) if copies > 1 else None
        if rule is None or rule.result == "keep":
            at = _find_again(said, size, at + 1)
            continue
        rules.append(rule.id)
        text = _without(text, words[at].start(), words[at + (copies - 1) * size].start())
        words, said = list(WORD.finditer(text)), _said(text)
        at = _find_again(said, size, at)
    return text


def _said(text: str) -> list[str]:
    return WORD.findall(text.casefold()) if text.isascii() else [word.casefold() for word in WORD.findall(text)]


def _find_again(said: Sequence[str], size: int, first: int = 0) -> int:
    """Return the first index, from `first` on, at which `size` words are said twice in a row. Return -1 if there is none.

    Most lines have no repeat, so the words are compared without a loop: each byte says whether a word comes again.
    """
    return bytes(map(eq, said, said[size:])).find(b"\1" * size, first)


def _copies(words: list[re.Match[str]], said: list[str], at: int, size: int) -> int:
    """Count how often the sequence of `size` words at index `at` occurs in a row. Only spaces and commas may be in between."""
    end = at + size
    while said[end : end + size] == said[at : at + size] and is_unbroken(words[end - size : end + size]):
        end += size
    return (end - at) // size


def is_unbroken(words: list[re.Match[str]]) -> bool:
    return all(_GAP.fullmatch(one.string[one.end() : other.start()]) for one, other in pairwise(words))


def _repeat(words: list[re.Match[str]], at: int, size: int, copies: int) -> Repeat:
    span = words[at : at + copies * size]
    text = span[0].string
    start, end = span[0].start(), span[-1].end()
    inner = [text[one.end() : other.start()] for one, other in pairwise(span[:size])]
    seams = [text[span[place - 1].end() : span[place].start()] for place in range(size, len(span), size)]
    return Repeat(
        said=folded(text[start : span[size - 1].end()]),
        before=words_before(text, start),
        after=words_after(text, end),
        copies=copies,
        has_comma=any("," in seam for seam in seams),
        has_comma_inside=any("," in gap for gap in inner),
        is_capital=all(word[0][0].isupper() for word in span),
        follows_comma=text[max(0, start - 9) : start].rstrip().endswith(","),
    )


def _without(text: str, start: int, end: int) -> str:
    """Remove the text from `start` to `end`. If the removed text began with a capital, the next word gets a capital."""
    kept = text[end:]
    if text[start].isupper():
        kept = kept[:1].upper() + kept[1:]
    return text[:start] + kept
