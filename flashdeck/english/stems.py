"""Find the stems of English words, and the words of a text that carry meaning.

Forms of the same word have the same stem. The stems are found by rules about letters: Porter's second stemmer (M. F. Porter,
snowballstem.org, "English"), without its short lists of exceptions, which concern a dozen words.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from flashdeck.english.word_classes import word_class

EMPTY_WORDS = word_class("empty_words")
"""Words that do not carry meaning by themselves, such as articles and prepositions."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?(?:-[a-z]+)*")
_IRREGULAR_FORMS = """go: went gone goes going; see: saw seen; think: thought; take: took taken; make: made making; get: got gotten
getting; say: said; tell: told; know: knew known; build: built; buy: bought; bring: brought; teach: taught; write: wrote written;
speak: spoke spoken; grow: grew grown; spend: spent; lose: lost; find: found; give: gave given; come: came; become: became; begin:
began begun; run: ran; hold: held; keep: kept; leave: left; mean: meant; meet: met; pay: paid; rise: rose risen; sell: sold; send:
sent; show: shown; win: won; understand: understood; fall: fell fallen; feel: felt; drive: drove driven; choose: chose chosen;
break: broke broken; good: better best; bad: worse worst; person: people; child: children"""


def _irregular_bases() -> dict[str, str]:
    """Return a table that maps each irregular form to its base."""
    bases = {}
    for entry in _IRREGULAR_FORMS.split(";"):
        base, _, forms = entry.partition(":")
        bases.update(dict.fromkeys(forms.split(), base.strip()))
    return bases


_IRREGULAR = _irregular_bases()
_VOWEL = re.compile(r"[aeiouy]")
_REGION = re.compile(r"[aeiouy][^aeiouy]")
_LONG_BEGINNING = re.compile(r"gener|commun|arsen")  # "general" and "generate" must not get the same stem
_ENDS_SHORT = re.compile(r"(?:^[aeiouy]|[^aeiouy][aeiouy])[^aeiouywxY]$|^[aeiouy][^aeiouy]$")
_DOUBLED = re.compile(r"(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
_BEFORE_LI = "cdeghkmnrt"


def _replacements(pairs: str) -> Mapping[str, str]:
    """Convert a text such as "izer:ize ator:ate" to a table that maps each ending to its replacement."""
    return dict(pair.split(":") for pair in pairs.split())


_IN_FIRST_REGION = _replacements(
    "ational:ate tional:tion ization:ize fulness:ful ousness:ous iveness:ive biliti:ble entli:ent ation:ate ousli:ous "
    "lessli:less alism:al aliti:al fulli:ful iviti:ive enci:ence anci:ance abli:able izer:ize ator:ate alli:al bli:ble"
)
"""Endings that are replaced if they are in the first region, which begins after the first consonant that follows a vowel."""
_SHORTENED_AGAIN = _replacements("ational:ate tional:tion alize:al icate:ic iciti:ic ical:ic ful: ness:")
_DROPPED = "ement ance ence able ible ment ant ent ism ate iti ous ive ize al er ic".split()
"""Endings that are dropped if they are in the second region.

The second region begins after the first consonant that follows a vowel within the first region.
"""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of an English word in lower case. All forms of a word have the same stem.

    >>> {stem(word) for word in ("teach", "teaches", "taught", "teaching")}
    {'teach'}
    """
    plain = word.removesuffix("'s")
    return porter_stem(_IRREGULAR.get(plain, plain))


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, in lower case."""
    return [word for word in _WORD.findall(text.casefold().replace("’", "'")) if word not in EMPTY_WORDS]


# ---- the stemmer


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
    """Return the indices where the first and the second region of a word begin."""
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
    base = _without_suffix(word, ("ingly", "edly", "ing", "ed"))
    if base == word or not _VOWEL.search(base):
        return word
    return _mended(base)


def _without_suffix(word: str, endings: Iterable[str]) -> str:
    """Remove the first ending in `endings` with which the word ends."""
    for ending in endings:
        if word.endswith(ending):
            return word.removesuffix(ending)
    return word


def _mended(base: str) -> str:
    """Restore a final e (hop, from "hoping", becomes hope), or shorten a doubled consonant (hopp, from "hopping", becomes hop)."""
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if _DOUBLED.search(base):
        return base[:-1]
    return base + "e" if _ENDS_SHORT.search(base) and _regions(base)[0] >= len(base) else base


def _shorten_compound(word: str) -> str:
    first, _ = _regions(word)
    for ending, shorter in _IN_FIRST_REGION.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + shorter if len(word) - len(ending) >= first else word
    if word.endswith("logi") and len(word) - 3 >= first:
        return word[:-1]
    return word[:-2] if word.endswith("li") and word[-3] in _BEFORE_LI and len(word) - 2 >= first else word


def _shorten_again(word: str) -> str:
    first, second = _regions(word)
    for ending, shorter in _SHORTENED_AGAIN.items():
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
