"""Repairs of spoken English, each a pure function from text to text.

Restarts ("we we don't, we never") are not repaired by guessing. Number words, negations and words that people double for
emphasis are never removed.
"""

import re
from collections.abc import Callable
from itertools import pairwise

_FILLER = r"(?:you know|i mean|um+|uh+|er|ah|hmm+|sort of|kind of like)"
_FILLER_FIRST = re.compile(rf"(?:^|(?<=[.?!]\s))(?:{_FILLER}|like),\s*(\S)", re.IGNORECASE)
_FILLER_WITHIN = re.compile(rf",\s*(?:{_FILLER}|like)(?=\s*[,.?!])", re.IGNORECASE)
_HESITATION = re.compile(r"\b(?:um+|uh+|erm?|uhm)\b,?\s*", re.IGNORECASE)
# After these words a comma that a filler leaves behind separates nothing ("because, you know, we" -> "because we").
_LOOSE_COMMA = re.compile(
    r"\b(and|but|so|because|that|the|a|an|to|of|if|is|are|was|were|with|for|in|on|at|or|when|where|which|who|what|how|than)"
    r",\s+(?=[A-Za-z])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_GAP = re.compile(r",?\s+")
_LONGEST_REPEAT = 5  # words
_DOUBLED_ON_PURPOSE = frozenset(
    "very really had that no many much bye ha far way long big again never not yes more too please".split()
)
_NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion oh".split()
)
_SMALL_WORDS = frozenset(
    "i we you he she they it a an the this that these those and but or so if because to of in on at for with by from as is are "
    "was were be been it's that's there's they're we're you're i'm my your his her our their what which who how when where just".split()
)
_STARTS_CLAUSE = frozenset("i we you he she they it the this that there if what when".split())


def drop_fillers(text: str) -> str:
    """Remove fillers that stand at the edge of a clause.

    >>> drop_fillers("Like, you know, the rule is, I mean, too weak.")
    'The rule is too weak.'
    """
    before, found = "", text
    while found != before:
        before = found
        found = _FILLER_FIRST.sub(lambda match: match[1].upper(), found)
        found = _FILLER_WITHIN.sub("", found)
        found = _HESITATION.sub("", found)
    return text if found == text else tidy(_LOOSE_COMMA.sub(r"\1 ", found))


def drop_repeats(text: str) -> str:
    """Remove words said twice at once, up to five in a row, with or without a comma between.

    >>> drop_repeats("I I I think, I think it is, it is very very late.")
    'I think it is very very late.'
    """
    found = text
    for size in range(_LONGEST_REPEAT, 0, -1):
        before = ""
        while found != before:
            before = found
            found = _drop_one_repeat(found, size)
    return text if found == text else tidy(found)


def _drop_one_repeat(text: str, size: int) -> str:
    words = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    for at in range(len(words) - 2 * size + 1):
        said = folded[at : at + size]
        if said != folded[at + size : at + 2 * size] or _on_purpose(said, folded[at + 2 * size : at + 2 * size + 1]):
            continue
        span = words[at : at + 2 * size]
        gaps = [text[one.end() : other.start()] for one, other in pairwise(span)]
        listed = size == 1 and "," in gaps[0] and said[0] not in _SMALL_WORDS  # "invest, invest, invest" is meant
        if all(map(_GAP.fullmatch, gaps)) and not listed:
            return _without(text, words[at].start(), words[at + size].start())
    return text


def _without(text: str, start: int, end: int) -> str:
    """Leave out a stretch of text; what follows takes over its capital."""
    kept = text[end:]
    return text[:start] + (kept[:1].upper() + kept[1:] if text[start].isupper() else kept)


def _on_purpose(said: list[str], following: list[str]) -> bool:
    if any(word in _NUMBER_WORDS or word[:1].isdigit() for word in said):
        return True
    if said == ["so"]:
        return not set(following) <= _STARTS_CLAUSE
    return len(said) == 1 and said[0] in _DOUBLED_ON_PURPOSE


def tidy(text: str) -> str:
    """Mend what removals leave behind: spaces, stray commas, a small first letter."""
    found = re.sub(r"\s+", " ", text).strip(" ,")
    found = re.sub(r"\s+([,.?!])", r"\1", found)
    found = re.sub(r",(?=[,.?!])", "", found)
    return found[:1].upper() + found[1:]


REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (("fillers", drop_fillers), ("repeats", drop_repeats))


def clean_english(text: str) -> tuple[str, tuple[str, ...]]:
    """Run the repairs in order; return the text and the names of those that changed it.

    A line of nothing but fillers stays as it is.
    """
    found, ran = text, []
    for name, repair in REPAIRS:
        repaired = repair(found)
        if repaired != found and _WORD.search(repaired):
            found = repaired
            ran.append(name)
    return found, tuple(ran)
