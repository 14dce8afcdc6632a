"""The stem of an English word, by rules on its letters: Porter's second stemmer (M. F. Porter, snowballstem.org, "English").

Its short lists of exceptions are left out; they concern a dozen words.
"""

import re
from collections.abc import Mapping

_VOWEL = re.compile(r"[aeiouy]")
_REGION = re.compile(r"[aeiouy][^aeiouy]")
_LONG_BEGINNING = re.compile(r"gener|commun|arsen")  # general and generate are no kin
_ENDS_SHORT = re.compile(r"(?:^[aeiouy]|[^aeiouy][aeiouy])[^aeiouywxY]$|^[aeiouy][^aeiouy]$")
_DOUBLED = re.compile(r"(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
_BEFORE_LI = "cdeghkmnrt"
# Ending: what stands for it in the first region (after the first consonant that follows a vowel).
_FIRST: Mapping[str, str] = dict(
    pair.split(":")
    for pair in "ational:ate tional:tion ization:ize fulness:ful ousness:ous iveness:ive biliti:ble entli:ent ation:ate ousli:ous "
    "lessli:less alism:al aliti:al fulli:ful iviti:ive enci:ence anci:ance abli:able izer:ize ator:ate alli:al bli:ble".split()
)
_SECOND: Mapping[str, str] = dict(
    pair.split(":") for pair in "ational:ate tional:tion alize:al icate:ic iciti:ic ical:ic ful: ness:".split()
)
_DROPPED = "ement ance ence able ible ment ant ent ism ate iti ous ive ize al er ic".split()  # in the second region


def porter_stem(word: str) -> str:
    """Return the stem of a word in lower case.

    >>> [porter_stem(word) for word in ("scaling", "generalization", "generations", "profitability", "biology")]
    ['scale', 'general', 'generat', 'profit', 'biolog']
    """
    if len(word) <= 2 or not word.isalpha():
        return word
    word = re.sub(r"^y|(?<=[aeiouy])y", "Y", word)  # y as a consonant
    word = _without_plural(word)
    word = _without_inflection(word)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouy":
        word = word[:-1] + "i"
    for step in (_shorten_compound, _shorten_again, _drop, _without_e):
        word = step(word)
    return word.lower()


def _regions(word: str) -> tuple[int, int]:
    """Return where the first and the second region begin."""
    match = _LONG_BEGINNING.match(word) or _REGION.search(word)
    first = match.end() if match else len(word)
    again = _REGION.search(word, first)
    return first, again.end() if again else len(word)


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    plural = word[-1] == "s" and word[-2:-1] not in ("u", "s")
    return word[:-1] if plural and _VOWEL.search(word[:-2]) else word


def _without_inflection(word: str) -> str:
    if word.endswith(("eed", "eedly")):
        base = word.removesuffix("ly")
        return base[:-1] if len(base) - 3 >= _regions(word)[0] else word
    ending = next((ending for ending in ("ingly", "edly", "ing", "ed") if word.endswith(ending)), "")
    base = word.removesuffix(ending)
    if not ending or not _VOWEL.search(base):
        return word
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if _DOUBLED.search(base):
        return base[:-1]
    return base + "e" if _ENDS_SHORT.search(base) and _regions(base)[0] >= len(base) else base


def _shorten_compound(word: str) -> str:
    first, _ = _regions(word)
    for ending, shorter in _FIRST.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + shorter if len(word) - len(ending) >= first else word
    if word.endswith("logi") and len(word) - 3 >= first:
        return word[:-1]
    return word[:-2] if word.endswith("li") and word[-3] in _BEFORE_LI and len(word) - 2 >= first else word


def _shorten_again(word: str) -> str:
    first, second = _regions(word)
    for ending, shorter in _SECOND.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + shorter if len(word) - len(ending) >= first else word
    return word[:-5] if word.endswith("ative") and len(word) - 5 >= second else word


def _drop(word: str) -> str:
    _, second = _regions(word)
    for ending in _DROPPED:
        if word.endswith(ending):
            return word.removesuffix(ending) if len(word) - len(ending) >= second else word
    return word[:-3] if word.endswith(("sion", "tion")) and len(word) - 3 >= second else word


def _without_e(word: str) -> str:
    first, second = _regions(word)
    if word[-1] == "e":
        rest = word[:-1]
        drops = len(rest) >= second or (len(rest) >= first and not _ENDS_SHORT.search(rest))
        return rest if drops else word
    return word[:-1] if word.endswith("ll") and len(word) - 1 >= second else word
