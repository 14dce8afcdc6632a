"""Names that were heard as other words: "clink kit" in a talk that says "Klank kit" all the time.

Spelling does not show it, because each word is right. What betrays it is the company that the name keeps, and its sound.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.model import Annotated, EnToken
from flashdeck.select.grading.misspelt_names import distance

_TIMES = 3  # a name with the same word after it, at least so often, is a name of the talk
_COMMONEST = 4.0  # Zipf; "clean kit" is said and meant
_SOUNDS = (  # English spelling, roughly: one sign for a consonant, none for what may be heard either way
    (re.compile("ph"), "f"),
    (re.compile("ch|sh"), "j"),
    (re.compile("qu|ck|q"), "k"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("c"), "k"),
    (re.compile("x"), "ks"),
    (re.compile(r"[aeiouyhw'’]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def misheard_names(annotated: Sequence[Annotated]) -> list[dict[str, str]]:
    """Return for each sentence the words that sound like a name which the talk has before the same word, and that name."""
    named = Counter(
        (one.text, other.text.casefold()) for item in annotated for one, other in _pairs(item) if one.kind == "name"
    )
    names = [(name, word) for (name, word), often in named.most_common() if often >= _TIMES]
    return [
        {
            f"{one.text} {other.text}": f"{name} {other.text}"
            for one, other in _pairs(item)
            for name, word in names
            if word == other.text.casefold() and _is_misheard(one, name)
        }
        for item in annotated
    ]


def _pairs(item: Annotated) -> Iterator[tuple[EnToken, EnToken]]:
    tokens = [token for token in item.en_tokens if token.kind in ("word", "name", "latin")]
    return ((one, other) for one, other in pairwise(tokens) if other.start == one.end + 1)


def _is_misheard(token: EnToken, name: str) -> bool:
    if token.kind != "word" or (token.zipf or 0.0) >= _COMMONEST:
        return False
    heard, meant = sound(token.text), sound(name)
    return len(meant) > 1 and heard[:1] == meant[0] and distance(heard, meant) <= 1


def sound(word: str) -> str:
    """Return the consonants of an English word as they sound, roughly.

    >>> sound("quick"), sound("Klank"), sound("phase")
    ('k', 'klnk', 'fs')
    """
    heard = word.casefold()
    for spelled, said in _SOUNDS:
        heard = spelled.sub(said, heard)
    return heard
