"""Find misspelt names, which occur in one or two sentences and are almost equal to a frequent name of the talk.

Speech recognition often spells the same name in different ways. A line with a misspelt name would teach a wrong spelling, and
such a line often has further errors.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.model import Annotated, Token

NEAR_NAME = "line.misspelt-name.near-name"
"""The id of the rule for a name that differs in one or two letters from a frequent name of the talk."""
OTHER_LINE = "line.misspelt-name.other-line"
"""The id of the rule for an English name if the Chinese line has a similar, more frequent name in Latin letters."""
ACRONYM = "line.misspelt-name.acronym"
"""The id of the rule for an English acronym if the Chinese line has a different acronym of equal length and first letter."""

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’&.-]*[A-Za-z0-9]")
_POSSESSIVE = re.compile(r"['’]s?$")
_FIGURE = re.compile(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b")
_ACRONYM = re.compile(r"[A-Z]{3,5}(?![a-z])")
# All numbers were chosen by hand.
# Names with fewer letters are not compared, because two short names that differ in one letter may both be right: Mary, Gary.
_SHORTEST = 5
# A misspelt name may differ from the right name in one letter, or in two letters if it has at least this number of letters.
_LONG = 8
# A name that occurs in more sentences than this is not misspelt.
_RARE = 2
# The right name must be at least this number of times as frequent as the misspelt name, counted in sentences.
_TIMES_COMMONER = 3
# An English name counts as misspelt only if its `likeness` to a name in the Chinese line is at least this number.
_ALIKE_IN_LINE = 0.6


def misspelt_names(annotated: Sequence[Annotated]) -> list[dict[str, str]]:
    """Return for each sentence its misspelt names in alphabetical order, each with the id of the rule that found the name."""
    names = [set(_names(item)) for item in annotated]
    counts = Counter(_key(name) for found in names for name in found)
    common = [name for name in counts if counts[name] > _RARE]
    rare = [name for name in counts if counts[name] <= _RARE]
    wrong = {name for name in rare if any(_is_misspelling(name, other, counts) for other in common)}
    return [_misspelt(item, sorted(found), wrong, counts) for item, found in zip(annotated, names, strict=True)]


def _misspelt(item: Annotated, names: Sequence[str], wrong: set[str], counts: Counter[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        if _key(name) in wrong:
            found[name] = NEAR_NAME
        elif _acronym_of_the_other_line(name, item):
            found[name] = ACRONYM
        elif _is_right_in_the_other_line(name, item, counts):
            found[name] = OTHER_LINE
    return found


def right_names(annotated: Sequence[Annotated]) -> list[dict[str, str | None]]:
    """Return for each sentence a mapping from its misspelt names to their right spellings.

    The value of a name is None if its right spelling is not sure.
    """
    written = Counter(name for item in annotated for name in _names(item))
    counts = Counter[str]()
    for name, count in written.items():
        counts[_key(name)] += count
    found = zip(annotated, misspelt_names(annotated), strict=True)
    return [_with_right_names(item, names, written, counts) for item, names in found]


def _with_right_names(
    item: Annotated, names: dict[str, str], written: Counter[str], counts: Counter[str]
) -> dict[str, str | None]:
    return {name: _acronym_of_the_other_line(name, item) or _right_name(name, written, counts) for name in names}


def _right_name(name: str, written: Counter[str], counts: Counter[str]) -> str | None:
    """Return the name of the talk from which a misspelt name differs least, in its most frequent spelling.

    Return None if all names differ in more than two letters. Also return None if the misspelt name has a figure, because only
    a person knows the right figure.
    """
    own = _key(name)
    near = [other for other in written if counts[_key(other)] > counts[own] and distance(own, _key(other)) <= 2]
    best = min(near, key=lambda other: (distance(own, _key(other)), -written[other], other), default=None)
    if best is None or "#" in own:
        return None
    return _POSSESSIVE.sub("", best)


def _names(item: Annotated) -> Iterator[str]:
    """Yield the names in the English line, and the names in Latin letters in the Chinese line.

    Two neighbouring names are also yielded as one name.

    "Cloud Code" gives "Cloud", "Code" and "Cloud Code".
    """
    for tokens in (item.en_tokens, item.zh_tokens):
        named: list[Token] = [token for token in tokens if token.kind in ("name", "latin") and _LATIN.fullmatch(token.text)]
        yield from (token.text for token in named)
        yield from (f"{one.text} {other.text}" for one, other in pairwise(named) if other.start == one.end + 1)


def _key(name: str) -> str:
    """Return a name in lower case, without a possessive ending, and with "#" for each figure.

    GPT-2 and GPT-3 have the same key.
    """
    return _FIGURE.sub("#", _POSSESSIVE.sub("", name.casefold()))


def _is_misspelling(name: str, other: str, counts: Counter[str]) -> bool:
    """Tell whether a rare name differs in one or two letters from a far more frequent name."""
    most = 2 if len(name) >= _LONG else 1
    if abs(len(name) - len(other)) > most or counts[other] < _TIMES_COMMONER * counts[name]:
        return False
    if min(len(name), len(other)) < _SHORTEST or name == other or _is_form(name, other):
        return False
    if len(set(name).difference(other)) > most:  # a quick test: each other letter needs a change
        return False
    return distance(name, other) <= most


def _is_form(name: str, other: str) -> bool:
    """Tell whether two names differ only in a final s or in a hyphen: Meta and Metas."""
    return name.rstrip("s") == other.rstrip("s") or name.replace("-", " ") == other.replace("-", " ")


def _is_right_in_the_other_line(name: str, item: Annotated, counts: Counter[str]) -> bool:
    """Tell whether an English name is misspelt because the Chinese line has a similar, more frequent name in Latin letters."""
    zh = [_key(token.text) for token in item.zh_tokens if token.kind == "latin"]
    if not zh:
        return False
    en = {_key(token.text) for token in item.en_tokens}
    own = _key(name)
    if own in zh or own not in en or len(own) < _SHORTEST:
        return False
    commoner = (other for other in zh if other not in en and counts[other] > counts[own])
    return any(likeness(own, other) >= _ALIKE_IN_LINE for other in commoner if not _is_form(own, other))


def _acronym_of_the_other_line(name: str, item: Annotated) -> str | None:
    """Return the acronym of the Chinese line that an English acronym is a misspelling of. Return None if this is not sure.

    If the English line has TBU and the Chinese line has TPU, the result for TBU is TPU.
    """
    if not _ACRONYM.fullmatch(name):
        return None
    en, zh = _acronyms(item.en_tokens), _acronyms(item.zh_tokens)
    if name not in en - zh:
        return None
    others = sorted(other for other in zh - en if len(other) == len(name) and other[0] == name[0])
    return others[0] if len(others) == 1 else None


def _acronyms(tokens: Sequence[Token]) -> set[str]:
    matches = map(_ACRONYM.match, (token.text for token in tokens))
    return {match[0] for match in matches if match}


def likeness(one: str, other: str) -> float:
    """Return difflib's ratio for two words: twice the number of letters in common, divided by the number of all letters."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio()


def distance(one: str, other: str) -> int:
    """Return the Levenshtein distance: how many letters must be added, removed or replaced to get one word from the other."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, start=1):
        row_new = [at]
        for place, wanted in enumerate(other, start=1):
            replaced = row[place - 1] + (char != wanted)
            row_new.append(min(row[place] + 1, row_new[-1] + 1, replaced))
        row = row_new
    return row[-1]
