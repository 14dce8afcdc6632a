"""Repeats: what a speaker says again while looking for words, told from what English doubles on purpose."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

from flashdeck.english.speech.fillers import tidy
from flashdeck.english.speech.speech_words import (
    AUXILIARIES,
    CONTRACTED,
    DETERMINERS,
    JOINERS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    WORD,
    folded,
    is_number,
    is_open,
    sentence_after,
    sentence_before,
    starts_clause,
)

_GAP = re.compile(r",?\s+")
_LONGEST = 5  # words
_SUBJECT_OPENERS = frozenset("what whatever who whoever whichever".split())
_STRESSED = frozenset(
    "very really so had no many much bye ha far way long big again never not yes more too please blah knock hear".split()
)
_SMALL = JOINERS | DETERMINERS | PREPOSITIONS | PRONOUNS | frozenset("be been after before since just then well".split())
_BE = frozenset("is are was were".split())
_CLEFT = OPENERS | {"all", "why"}
_OBJECT_OR_SUBJECT = frozenset("it you this these those there her".split())
_TELL = frozenset("tell told tells promise promised show showed remind reminded assure warn warned bet ask asked".split())
_SET_PHRASES = frozenset(  # of course, in fact, at least: the preposition is theirs
    "course fact example instance least last once first general particular average theory practice turn time which whom".split()
)
_TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday spring summer fall autumn winter morning afternoon evening night day week weekend month year "
    "quarter decade century time turn".split()
)


@dataclass(frozen=True, slots=True)
class _Repeat:
    """Words (in lower case) said `copies` times, and the rest of the sentence on both sides."""

    said: tuple[str, ...]
    copies: int
    has_comma: bool
    """Between two copies."""
    is_capital: bool
    """Each word of each copy has a capital."""
    follows_comma: bool
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def last(self) -> str:
        """The word before; nothing at the beginning of a sentence."""
        return self.before[-1] if self.before else ""


def drop_repeats(text: str) -> str:
    """Remove words said twice or more at once, up to five in a row, with or without a comma between.

    >>> drop_repeats("I I I think, I think it is, it is very very late.")
    'I think it is very very late.'
    """
    said = _said(text)
    if len(set(said)) == len(said) or not any(_comes_again(said, size) for size in range(1, _LONGEST + 1)):
        return text
    before, found = "", text
    while found != before:
        before = found
        for size in range(_LONGEST, 0, -1):
            if _comes_again(said, size):
                found = _drop(found, size)
                said = _said(found)
    return text if found == text else tidy(found)


def _drop(text: str, size: int) -> str:
    """Remove the repeats of so many words, from the left."""
    at, words, said = 0, list(WORD.finditer(text)), _said(text)
    while at + 2 * size <= len(words):
        copies = _copies(words, said, at, size)
        if copies > 1 and not _is_meant(_repeat(words, at, size, copies)):
            text = _without(text, words[at].start(), words[at + (copies - 1) * size].start())
            words, said = list(WORD.finditer(text)), _said(text)
        else:
            at += 1
    return text


def _said(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _comes_again(said: Sequence[str], size: int) -> bool:
    """Tell whether as many words as the distance may come again at this distance."""
    return bool(sum(map(eq, said, said[size:])) >= size)


def _copies(words: list[re.Match[str]], said: list[str], at: int, size: int) -> int:
    """Count how often the words are said in a row with nothing but spaces and commas between."""
    end = at + size
    while said[end : end + size] == said[at : at + size] and _is_unbroken(words[end - size : end + size]):
        end += size
    return (end - at) // size


def _is_unbroken(words: list[re.Match[str]]) -> bool:
    return all(_GAP.fullmatch(one.string[one.end() : other.start()]) for one, other in pairwise(words))


def _repeat(words: list[re.Match[str]], at: int, size: int, copies: int) -> _Repeat:
    span = words[at : at + copies * size]
    text = span[0].string
    seams = [text[span[place - 1].end() : span[place].start()] for place in range(size, len(span), size)]
    return _Repeat(
        said=tuple(folded(text[span[0].start() : span[size - 1].end()])),
        copies=copies,
        has_comma=any("," in seam for seam in seams),
        is_capital=all(word[0][0].isupper() for word in span),
        follows_comma=text[: span[0].start()].rstrip().endswith(","),
        before=tuple(folded(sentence_before(text[: span[0].start()]))),
        after=tuple(folded(sentence_after(text[span[-1].end() :]))),
    )


def _without(text: str, start: int, end: int) -> str:
    """Leave out a stretch of text; what follows takes over its capital."""
    kept = text[end:]
    return text[:start] + (kept[:1].upper() + kept[1:] if text[start].isupper() else kept)


def _is_small(word: str) -> bool:
    return word in _SMALL or (bool(CONTRACTED.search(word)) and word.partition("'")[0] in PRONOUNS)


# ---- what is meant


def _counts(repeat: _Repeat) -> bool:
    """Leave numbers, which are said figure by figure: twenty twenty-eight, seven seven four."""
    return any(map(is_number, repeat.said))


def _stresses(repeat: _Repeat) -> bool:
    """Leave very very and no no; so so good, but not "so so we left"; that that bridge, but not three times."""
    if repeat.said == ("so",):
        return bool(repeat.after) and not (is_open(repeat.after[0]) or starts_clause(repeat.after[0]))
    if repeat.said == ("that",):
        return repeat.copies == 2
    return len(repeat.said) == 1 and repeat.said[0] in _STRESSED


def _lists(repeat: _Repeat) -> bool:
    """Leave an appeal (invest, invest, invest) and a tag question (it is, is it?)."""
    if len(repeat.said) > 1:
        return len(set(repeat.said)) == 1  # the single word decides
    return repeat.has_comma and not _is_small(repeat.said[0])


def _names(repeat: _Repeat) -> bool:
    """Leave New York, New York."""
    return repeat.is_capital and not any(map(_is_small, repeat.said))


def _answers(repeat: _Repeat) -> bool:
    """Leave "if it rains, it rains" and "whatever happens happens": a stumble goes on, a clause that answers may end."""
    if len(repeat.said) > 1 and repeat.last in OPENERS:
        return repeat.has_comma or not repeat.after
    if _is_small(repeat.said[-1]) or repeat.said[-1] in AUXILIARIES:
        return False
    return repeat.last in _SUBJECT_OPENERS or (not repeat.after and bool(OPENERS & set(repeat.before)))


def _ends_phrase(repeat: _Repeat) -> bool:
    """Leave "inside the tower, the tower was cold" and "what it rests on, on average": the comma ends a phrase."""
    if not repeat.has_comma or repeat.follows_comma or JOINERS.issuperset(repeat.before):
        return False
    if len(repeat.said) == 1:
        return repeat.said[0] in PREPOSITIONS and bool(_SET_PHRASES & set(repeat.after[:1]))
    return repeat.said[0] in DETERMINERS and not is_open(repeat.said[-1])


def _ends_clause(repeat: _Repeat) -> bool:
    """Leave "what it is is a toll": of two verbs the first ends a clause."""
    return repeat.copies == 2 and repeat.said[0] in _BE and repeat.last not in _CLEFT and bool(_CLEFT & set(repeat.before))


def _object_and_subject(repeat: _Repeat) -> bool:
    """Leave "if you see it, it is gone", "I told you you were late", "gave her her keys"; not at the beginning of a clause."""
    starts = not repeat.before or repeat.follows_comma or repeat.last in JOINERS | OPENERS
    if starts or repeat.said[0] not in _OBJECT_OR_SUBJECT:
        return False
    parted = repeat.has_comma or bool(OPENERS & set(repeat.before))
    return parted or repeat.said[0] == "her" or (repeat.said[0] == "you" and repeat.last in _TELL)


def _before_time_or_place(repeat: _Repeat) -> bool:
    """Leave "moved in in May", "log on on Monday", "I read this this week": the first belongs to the verb."""
    if repeat.copies > 2 or repeat.said[0] not in ("in", "on", "this"):
        return False
    behind = [word for word in repeat.after[:2] if word not in DETERMINERS]
    return bool(behind) and (behind[0] in _TIMES or behind[0].isdigit())


_EACH: tuple[Callable[[_Repeat], bool], ...] = (_counts, _stresses, _lists, _names, _answers, _ends_phrase)
_SINGLE: tuple[Callable[[_Repeat], bool], ...] = (_ends_clause, _object_and_subject, _before_time_or_place)


def _is_meant(repeat: _Repeat) -> bool:
    rules = (*_EACH, *_SINGLE) if len(repeat.said) == 1 else _EACH
    return any(rule(repeat) for rule in rules)
