"""Names that a talk misspells: a name said once or twice that is nearly one which the talk says often.

Speech recognition writes a name in many ways; the line that has it so teaches a wrong name, and is often wrong elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from flashdeck.model import Annotated, Token

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’&.-]*[A-Za-z0-9]")
_POSSESSIVE = re.compile(r"['’]s?$")
_FIGURE = re.compile(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b")
_SHORTEST = 5  # letters; shorter names that differ in one letter are often two names (Mary, Gary)
_LONG = 8  # letters, from here on two may differ
_RARE, _TIMES_COMMONER = 2, 3
_ACRONYM = re.compile(r"[A-Z]{3,5}(?![a-z])")
_ALIKE_IN_LINE = 0.6  # share of letters in common, where the other line of the pair writes the name right


def misspelt_names(annotated: Sequence[Annotated]) -> list[tuple[str, ...]]:
    """Return for each sentence the names in it that the talk spells otherwise."""
    names = [set(_names(item)) for item in annotated]
    counts = Counter(_key(name) for found in names for name in found)
    common = [name for name in counts if counts[name] > _RARE]
    wrong = {name for name in counts if any(_is_misspelling(name, other, counts) for other in common)}
    return [
        tuple(sorted(name for name in found if _key(name) in wrong or _is_right_in_the_other_line(name, item, counts)))
        for item, found in zip(annotated, names, strict=True)
    ]


def right_names(annotated: Sequence[Annotated]) -> list[dict[str, str | None]]:
    """Return for each sentence its misspelt names with the spelling that the talk has elsewhere, None where that is not sure."""
    written = Counter(name for item in annotated for name in _names(item))
    counts = Counter[str]()
    for name, often in written.items():
        counts[_key(name)] += often
    return [
        {name: _acronym_of_the_other_line(name, item) or _right_name(name, written, counts) for name in found}
        for item, found in zip(annotated, misspelt_names(annotated), strict=True)
    ]


def _right_name(name: str, written: Counter[str], counts: Counter[str]) -> str | None:
    """Return the commonest spelling of the name that is nearest to a misspelt one; figures stay to the person."""
    own = _key(name)
    near = [other for other in written if counts[_key(other)] > counts[own] and distance(own, _key(other)) <= 2]
    best = min(near, key=lambda other: (distance(own, _key(other)), -written[other], other), default=None)
    return None if best is None or "#" in own else _POSSESSIVE.sub("", best)


def _names(item: Annotated) -> Iterator[str]:
    """Yield the names of both lines in Latin letters; of two side by side also both together (Cloud Code)."""
    for tokens in (item.en_tokens, item.zh_tokens):
        named: list[Token] = [token for token in tokens if token.kind in ("name", "latin") and _LATIN.fullmatch(token.text)]
        yield from (token.text for token in named)
        yield from (f"{one.text} {other.text}" for one, other in pairwise(named) if other.start == one.end + 1)


def _key(name: str) -> str:
    """Return a name without case, possessive and figures: GPT-2 and GPT-3 are one."""
    return _FIGURE.sub("#", _POSSESSIVE.sub("", name.casefold()))


def _is_misspelling(name: str, other: str, counts: Counter[str]) -> bool:
    rare = counts[name] <= _RARE and counts[other] >= _TIMES_COMMONER * counts[name]
    if not rare or min(len(name), len(other)) < _SHORTEST or name == other or _is_form(name, other):
        return False
    return distance(name, other) <= (2 if len(name) >= _LONG else 1)


def _is_form(name: str, other: str) -> bool:
    """Tell whether one is the other with an ending: Meta and Metas, China and Chinas."""
    return name.rstrip("s") == other.rstrip("s") or name.replace("-", " ") == other.replace("-", " ")


def _is_right_in_the_other_line(name: str, item: Annotated, counts: Counter[str]) -> bool:
    """Tell whether the Chinese line writes, in Latin letters, a commoner name that is much like this one."""
    zh = [_key(token.text) for token in item.zh_tokens if token.kind == "latin"]
    en = {_key(token.text) for token in item.en_tokens}
    own = _key(name)
    if _acronym_of_the_other_line(name, item):
        return True
    if own in zh or own not in en or len(own) < _SHORTEST:
        return False
    others = (other for other in zh if other not in en and counts[other] > counts[own] and not _is_form(own, other))
    return any(_likeness(own, other) >= _ALIKE_IN_LINE for other in others)


def _acronym_of_the_other_line(name: str, item: Annotated) -> str | None:
    """Return TPU for TBU, where the English line has that and the Chinese this: as long, with one first letter."""
    en, zh = (
        {match[0] for token in tokens if (match := _ACRONYM.match(token.text))} for tokens in (item.en_tokens, item.zh_tokens)
    )
    if name not in en - zh:
        return None
    others = sorted(other for other in zh - en if len(other) == len(name) and other[0] == name[0])
    return others[0] if len(others) == 1 else None


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio()


def distance(one: str, other: str) -> int:
    """Return Levenshtein's distance."""
    row: Iterable[int] = range(len(other) + 1)
    for at, char in enumerate(one, start=1):
        before, row_new = list(row), [at]
        for place, wanted in enumerate(other, start=1):
            row_new.append(min(before[place] + 1, row_new[-1] + 1, before[place - 1] + (char != wanted)))
        row = row_new
    return list(row)[-1]
