"""Remove words that a speaker breaks off and begins again: "competit competition", "you kind of you align".

The words are removed only if they add nothing to the meaning. They are a part of a word, an adverb or hedge, an auxiliary, or
end with a word after which the phrase is not complete. The rows of `english/data/restarts.tsv` decide. Words that are repeated
directly ("we we") are removed by the module `repeats`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.speech.fillers import tidy
from flashdeck.english.speech.repeats import is_unbroken
from flashdeck.english.speech.speech_words import (
    WORD,
    WORD_FEATURES,
    SpeechContext,
    folded,
    is_contracted,
    of_word,
    words_after,
    words_before,
)
from flashdeck.english.word_classes import english_rules, load_word_classes, word_class
from flashdeck.language.repairs import Repaired
from flashdeck.language.rules import ContextTable
from flashdeck.lazy import Lazy

_LONGEST = 7  # maximum number of words that are removed as one restart (chosen by hand)
# The beginning of a longer word counts as a part of this word, and not as a word itself, if its Zipf frequency is at most this
# number. This rule is for beginnings of three or more letters. Chosen by hand.
_RARE = 3.0
_SHORT_WORDS = word_class("short_words")
_ADVERBS = word_class("restart_adverbs")
_AUXILIARIES = word_class("auxiliaries")
_ENDS = word_class("restart_ends")
_FILLERS = (("you", "know"), ("i", "mean"), ("like",))
_THOUGHTS = (("i", "think"), ("i", "guess"))
_STANCES = word_class("stance_adverbs")
# The words that may be the last word of a restart, directly before the new beginning. Parts of words are not listed. "of" is
# listed because it is the end of "kind of".
_LAST_BETWEEN = frozenset().union(_ADVERBS, _AUXILIARIES, _ENDS, _STANCES, ("know", "mean", "like", "think", "guess", "of"))


@dataclass(frozen=True, slots=True)
class Restart(SpeechContext):
    """A possible restart: words that may be broken off, and the words of the sentence before and after them.

    The words after the broken-off words are the new beginning.
    """

    again: int
    """The number of words at the beginning of `said` that the speaker repeats directly after `said`."""
    is_name: bool
    """Whether the first broken-off word has a capital although it is not the first word of the sentence."""
    has_comma: bool
    """Whether a comma is between the broken-off words and the new beginning."""
    follows_comma: bool
    """Whether a comma is before the broken-off words."""


# ---- properties of restarts


def _is_part_of_word(restart: Restart, _: int) -> bool:
    """Tell whether the last broken-off word is only the beginning of the word that the speaker says instead.

    Example: "competit" before "competition".
    """
    if len(restart.after) <= restart.again:
        return False
    part, word = restart.said[-1], restart.after[restart.again]
    return is_broken_off(part, word) and not (restart.is_name and restart.again == 0)


def is_broken_off(part: str, word: str) -> bool:
    """Tell whether `part` is only a beginning of `word`, and not a word itself.

    >>> is_broken_off("competit", "competition"), is_broken_off("car", "carpet"), is_broken_off("cl", "cloud")
    (True, False, True)
    """
    if len(word) < len(part) + (1 if len(part) < 3 else 2) or not word.startswith(part) or not part.isalpha():
        return False
    if len(part) < 3:
        return part not in _SHORT_WORDS and word.isalpha()
    return (zipf(part, "en") or 0.0) <= _RARE < (zipf(word, "en") or 0.0)


def _adds_adverbs(restart: Restart, _: int) -> bool:
    """Tell whether the words between the two beginnings are adverbs and hedges: "kind of", "just"."""
    between = restart.said[restart.again :]
    return bool(between) and all(word in _ADVERBS for word in " ".join(between).replace("kind of", "kinda").split())


def _has_open_end(restart: Restart, _: int) -> bool:
    return restart.said[-1] in _ENDS


def _has_auxiliary_between(restart: Restart, _: int) -> bool:
    """Tell whether the last broken-off word is an auxiliary. An auxiliary with a negation is never removed."""
    return restart.said[-1] in _AUXILIARIES and not restart.said[-1].endswith("n't")


def _continues_with_auxiliary(restart: Restart, _: int) -> bool:
    return _has_contraction(restart, 0) or not _AUXILIARIES.isdisjoint(restart.after[1:2])


def _has_contraction(restart: Restart, _: int) -> bool:
    return bool(restart.after) and "'" in restart.after[0]


FEATURES: Mapping[str, Callable[[Restart, int], bool]] = {
    **WORD_FEATURES,
    "after_comma": lambda restart, _: restart.follows_comma,
    "adverbs_between": _adds_adverbs,
    "auxiliary_between": _has_auxiliary_between,
    "auxiliary_follows": _continues_with_auxiliary,
    "comma_between": lambda restart, _: restart.has_comma,
    "contracted": of_word(is_contracted),
    "contraction_follows": _has_contraction,
    "filler_between": lambda restart, _: restart.said[restart.again :] in _FILLERS,
    "nothing_between": lambda restart, _: len(restart.said) == restart.again,
    "one_more": lambda restart, _: len(restart.said) - restart.again == 1,
    "one_or_two_more": lambda restart, _: 1 <= len(restart.said) - restart.again <= 2,
    "open_at_end": _has_open_end,
    "part_of_word": _is_part_of_word,
    "said_once_again": lambda restart, _: restart.again == 1,
    "stance_between": lambda restart, _: len(restart.said) == restart.again + 1 and restart.said[-1] in _STANCES,
    "thought_between": lambda restart, _: restart.said[restart.again :] in _THOUGHTS,
    "several_again": lambda restart, _: restart.again > 1,
}
"""Maps the name of each feature in the conditions of `restarts.tsv` to its function."""


def _load_restart_rules() -> ContextTable[Restart]:
    return ContextTable(english_rules("restarts.tsv"), FEATURES, load_word_classes())


load_restart_rules = Lazy(_load_restart_rules)


# ---- removal


def drop_restarts(text: str) -> Repaired:
    """Remove broken-off beginnings.

    >>> drop_restarts("You kind of you align it with the cl the cloud.").text
    'You align it with the cloud.'
    """
    said = folded(text)
    plausible = _plausible_places(said)
    if not plausible:
        return Repaired(text)
    words = list(WORD.finditer(text))
    rules, parts, done = list[str](), list[str](), 0
    for at, size in plausible:
        start, end = words[at].start(), words[at + size].start()
        if start < done or not is_unbroken(words[at : at + size + 1]):
            continue
        rule = load_restart_rules().first("", _restart(words, said, at, size))
        if rule and rule.result != "keep":
            rules.append(rule.id)
            if rule.result == "cut-first":
                end = words[at + _said_again(said, at, size)].start()
            parts.append(text[done:start])
            text = _with_capital(text, start, end)
            done = end
    if not rules:
        return Repaired(text)
    return Repaired(tidy("".join(parts) + text[done:]), tuple(dict.fromkeys(rules)))


def _candidates(said: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield for each possible restart the index of its first word, and its number of words.

    A word begins a possible restart if it occurs again two to seven words later, or if the next word begins with its letters.
    """
    bases = [word.partition("'")[0] for word in said]
    last_seen: dict[str, list[int]] = {}
    for at, base in enumerate(bases):
        if at and said[at].startswith(said[at - 1]) and said[at] != said[at - 1]:
            yield at - 1, 1
        if base not in last_seen:
            last_seen[base] = [at]
            continue
        for before in last_seen[base][-2:]:
            if 1 < at - before <= _LONGEST and said[before] in (base, said[at]):
                yield before, at - before
        last_seen[base].append(at)


def _plausible_places(said: Sequence[str]) -> list[tuple[int, int]]:
    return [(at, size) for at, size in _candidates(said) if _is_plausible(said, at, size)]


def _is_plausible(said: Sequence[str], at: int, size: int) -> bool:
    """Tell whether a rule may remove a restart. Only the words of the restart are tested.

    This is a quick test before the rules are tried. It excludes most positions in a sentence.
    """
    again, end = _said_again(said, at, size), at + size
    between = said[at + again : end]
    if not between:
        return "'" in said[end]
    if end + again < len(said) and said[end + again].startswith(between[-1]):
        return True
    return between[-1] in _LAST_BETWEEN


def _restart(words: Sequence[re.Match[str]], said: Sequence[str], at: int, size: int) -> Restart:
    text, start, end = words[at].string, words[at].start(), words[at + size].start()
    before = words_before(text, start)
    return Restart(
        said=tuple(said[at : at + size]),
        before=before,
        after=words_after(text, end),
        again=_said_again(said, at, size),
        is_name=bool(before) and text[start].isupper(),
        has_comma="," in text[start:end],
        follows_comma=text[max(0, start - 9) : start].rstrip().endswith(","),
    )


def _said_again(said: Sequence[str], at: int, size: int) -> int:
    """Return how many words at the beginning of a sequence of `size` words are repeated directly after the sequence.

    The sequence begins at index `at`. A word may be repeated in a contraction: "I" is repeated in "I've".
    """
    again, end = 0, at + size
    if said[end].partition("'")[0] == said[at] != said[end]:
        return 1
    while again < size and end + again < len(said) and said[at + again] == said[end + again]:
        again += 1
    return again


def _with_capital(text: str, start: int, end: int) -> str:
    """Give the word at index `end` a capital if the text to be removed begins with a capital.

    The text from `start` to `end` is the text to be removed. Return the whole text, from which nothing has been removed yet.
    """
    return text[:end] + text[end].upper() + text[end + 1 :] if text[start].isupper() else text
