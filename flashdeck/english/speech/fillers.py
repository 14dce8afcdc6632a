"""Fillers: what a speaker says while looking for words.

A sound ("um") and "you know" never carry meaning between two commas. "Like", "I mean", "sort of" may: they go only where
the clause plainly runs on over them. The comma in front of a filler belongs to the filler, unless it parts two clauses or
the items of a list; where that is not plain it stays.
"""

import re
from itertools import pairwise

from flashdeck.english.speech.speech_words import (
    ALWAYS_OPEN,
    AUXILIARIES,
    CONTRACTED,
    DEGREES,
    DETERMINERS,
    JOINERS,
    OPENERS,
    PREPOSITIONS,
    folded,
    is_number,
    is_open,
    sentence_after,
    sentence_before,
    starts_clause,
)

# Not in capitals alone: the ER, UH Manoa. Not before a hyphen or an apostrophe: uh-huh, um-hm.
_SOUND = r"(?:[Uu]h*m+|[Uu]h+|[Ee]rm?)(?![\w'’-])"
_SIGH = rf"(?:{_SOUND}|[Aa]h(?![\w'’-])|[Hh]m+(?![\w'’-]))"
_EMPTY = rf"(?:[Yy]ou know\b|{_SIGH})"
_TELLING = r"(?:[Ll]ike|[Ii] mean|[Ss]ort of|[Kk]ind of like)\b"
_FILLER = rf"(?:{_EMPTY}|{_TELLING})"
_NOTHING_ELSE = re.compile(rf"[\W_]*(?:{_FILLER}[\W_]*)*")
# "Sort of, but…" answers a question; it is not a filler at the beginning, nor at the end.
_FIRST = re.compile(rf"(?:^|(?<=[.?!]\s))(?:(?:{_EMPTY}|[Ll]ike|[Ii] mean),\s*|{_SOUND}\s+)(?=[\w$\"“'‘])(\S+)")
_WITHIN = re.compile(rf",\s*({_FILLER}(?:,?\s+{_FILLER})*),\s+(?=[\w$\"“'‘])")
_LAST = re.compile(rf",\s*(?:{_EMPTY}|[Ll]ike|I mean)(?=\s*(?:[.!?]|,\s*$))")
_SOUND_WITHIN = re.compile(rf"(?<=[\w,])(,?)\s+{_SOUND}(?:(,?)\s+(?=[\w$\"“'‘])|(?=\s*[.!?]))")
_COMMA = re.compile(r",(?=\s)")
_COMMA_OF_FILLER = re.compile(rf",?\s*{_FILLER}\s*,")
_OPENING_WORD = re.compile(r"^\w+,")  # "So, …"
_ANSWERS = frozenset("oh no yes yeah okay ok wow hey wait why well man god right sure now look listen sorry thanks".split())
_POINTING = frozenset("this that these those so".split())
_NEGATIONS = frozenset("no not never".split())
_THINK = frozenset("think thought believe believed guess hope hoped suppose".split())
_QUESTION_WORDS = frozenset("what how where when who which why whether".split())
_BE = frozenset("am is are was were be".split())


def drop_fillers(text: str) -> str:
    """Remove fillers, and the commas that stood for them alone.

    >>> drop_fillers("Like, you know, the rule is, I mean, too weak.")
    'The rule is too weak.'
    """
    if _NOTHING_ELSE.fullmatch(text):
        return text
    before, found = "", text
    while found != before:
        before = found
        found = _FIRST.sub(_with_capital, found)
        found = _LAST.sub(_at_the_end, found)
        found = _WITHIN.sub(_inside, found)
        found = _SOUND_WITHIN.sub(_sound_inside, found)
    return text if found == text else tidy(found)


def tidy(text: str) -> str:
    """Mend what removals leave behind: spaces and stray commas.

    >>> tidy("We left , , at about .5 .")
    'We left, at about .5.'
    """
    found = re.sub(r"\s+", " ", text).lstrip(" ,").rstrip()
    found = re.sub(r"\s+([,.?!])(?!\w)", r"\1", found)
    return re.sub(r",(?=[,.?!](?!\w))", "", found)


def _with_capital(match: re.Match[str]) -> str:
    """Give the first word the capital of the filler, unless the word has one of its own further on (iPhone)."""
    word = match[1]
    return word[:1].upper() + word[1:] if match[0][0].isupper() and word[1:] == word[1:].lower() else word


def _at_the_end(match: re.Match[str]) -> str:
    """Leave "…, you know?" a question, and "if you know, you know" a sentence."""
    said, after = match[0].casefold(), match.string[match.end() :].lstrip()
    asks = "know" in said and after.startswith("?")
    return match[0] if asks or ("know" in said and _ends_in_know(match)) else ""


def _ends_in_know(match: re.Match[str]) -> bool:
    return folded(match.string[: match.start()])[-2:] == ["you", "know"]


def _inside(match: re.Match[str]) -> str:
    before, after = _around(match)
    telling = re.search(_TELLING, match[1])
    if _ends_in_know(match) or not after:
        return match[0]
    if telling and not _is_idle(telling[0].casefold(), before, after):
        return f", {telling[0]}, " if telling[0] != match[1] else match[0]
    return " " if _runs_on(match) else ", "


def _sound_inside(match: re.Match[str]) -> str:
    commas = match[1] or match[2]
    if match[2] is None:  # at the end of the sentence
        return ""
    return ", " if commas and not _runs_on(match) else " "


def _around(match: re.Match[str]) -> tuple[list[str], list[str]]:
    """Return the words of the same sentence before and behind."""
    text = match.string
    return folded(sentence_before(text[: match.start()])), folded(sentence_after(text[match.end() :]))


def _is_idle(filler: str, before: list[str], after: list[str]) -> bool:
    """Tell whether a filler that may carry meaning carries none here: the clause runs on over it.

    Elsewhere "like" gives examples ("tools, like, hammers") or reports ("I was, like, no way"), and "I mean" corrects
    ("in May, I mean, June").
    """
    last, following = before[-1] if before else "", after[0]
    if len(before) > 1 and before[-2:] in map(list, pairwise(after)):
        return False  # the speaker begins anew: "boats for sale, like, many boats for sale"
    if last == following:
        return True  # "we're, like, we're": the second is the repair
    if filler == "like":
        reports = _is_be(last) and (following in _ANSWERS or (starts_clause(following) and following not in _POINTING))
        return not reports and (is_open(last) or starts_clause(following) or is_number(following))
    if filler == "i mean":
        return is_open(last) and (following in DEGREES or not is_open(following))
    return is_open(last)


def _is_be(word: str) -> bool:
    return word in _BE or bool(CONTRACTED.search(word))


def _runs_on(match: re.Match[str]) -> bool:
    """Tell whether the clause goes on over a filler, so that no comma is left."""
    before, after = _around(match)
    last, following = (before or [""])[-1], (after or [""])[0]
    if last in ALWAYS_OPEN or last == following:
        return True
    if last in PREPOSITIONS and following in {"it", "you"} | _POINTING | _QUESTION_WORDS:
        return True
    if following in _NEGATIONS and _is_negation(last):
        return False  # "there wasn't, not one"
    if is_number(following) and last not in _ANSWERS:
        return not is_number(last)  # "4%, 5%" is a list
    if starts_clause(following):
        return last in JOINERS | _THINK or ((last in AUXILIARIES or _is_be(last)) and following in _POINTING)
    return is_open(last) or not (last in _ANSWERS or _may_stand_beside(match, following) or OPENERS & set(before[:1]))


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _may_stand_beside(match: re.Match[str], following: str) -> bool:
    """Tell whether what follows may explain what was said, or be the next item of a list: then a comma parts them."""
    explains = following in DETERMINERS | PREPOSITIONS or following.endswith("ing")
    return _has_other_comma(match) or (explains and not re.search(_SOUND, match[0]))


def _has_other_comma(match: re.Match[str]) -> bool:
    """Tell whether the sentence has commas of its own; then this one may part the items of a list."""
    text = match.string
    before, after = sentence_before(text[: match.start()]), sentence_after(text[match.end() :])
    return any(_COMMA.search(_COMMA_OF_FILLER.sub(" ", part)) for part in (_OPENING_WORD.sub("", before), after))
