"""Find names that speech recognition replaced by ordinary words: "clink kit" in a talk where "Klank kit" is frequent.

A misheard name is an ordinary English word, such as "clink", so the search for misspelt names does not find it. A misheard name
is found because it sounds like a name of the talk and is followed by the same word as this name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.bilingual.misspelt_names import distance
from flashdeck.language.rules import Rule, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import Annotated, EnToken

# A name of the talk is compared with other words only if it is followed by the same word at least this number of times.
_TIMES = 3
# A word with at least this Zipf frequency is probably right as it is written: "clean" in "clean kit".
_COMMONEST = 4.0
# The maximum number of consonant sounds in which a misheard name differs from the right name.
_FARTHEST = 1


def _load_sounds() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.condition)) for rule in read_rules("flashdeck.english", "rough_sounds.tsv"))


load_sounds = Lazy(_load_sounds)


def misheard_names(annotated: Sequence[Annotated]) -> list[dict[str, str]]:
    """Return for each sentence its misheard names, each with the right name: {"clink kit": "Klank kit"}.

    The next word is included in both names.
    """
    names = _frequent_names(annotated)
    return [dict(_misheard(item, names)) for item in annotated]


def _frequent_names(annotated: Sequence[Annotated]) -> list[tuple[str, str]]:
    """Return pairs of a name of the talk and a word that often follows the name. The most frequent pairs come first."""
    named = Counter[tuple[str, str]]()
    for item in annotated:
        named.update((one.text, other.text.casefold()) for one, other in _neighbours(item) if one.kind == "name")
    return [pair for pair, count in named.most_common() if count >= _TIMES]


def _misheard(item: Annotated, names: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for one, other in _neighbours(item):
        for name, word in names:
            if word == other.text.casefold() and _is_misheard(one, name):
                yield f"{one.text} {other.text}", f"{name} {other.text}"


def _neighbours(item: Annotated) -> Iterator[tuple[EnToken, EnToken]]:
    """Yield the pairs of neighbouring English words that are separated by one space."""
    tokens = [token for token in item.en_tokens if token.kind in ("word", "name", "latin")]
    return ((one, other) for one, other in pairwise(tokens) if other.start == one.end + 1)


def _is_misheard(token: EnToken, name: str) -> bool:
    """Tell whether a rare word sounds like a name: the first sound is the same and at most one later sound differs."""
    if token.kind != "word" or (token.zipf or 0.0) >= _COMMONEST:
        return False
    heard, meant = sound(token.text), sound(name)
    return len(meant) > 1 and heard[:1] == meant[0] and distance(heard, meant) <= _FARTHEST


def sound(word: str) -> str:
    """Return the approximate consonant sounds of an English word, by the rows of `english/data/rough_sounds.tsv`.

    >>> sound("quick"), sound("Klank"), sound("phase")
    ('k', 'klnk', 'fs')
    """
    heard = word.casefold()
    for rule, spelling in load_sounds():
        heard = spelling.sub(rule.result, heard)
    return heard
