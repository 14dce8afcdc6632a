"""Which part of a Chinese word says an English word, by the dictionary: 中心 of 数据中心, center."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashdeck.chinese.words import fewest_words
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.english.stems import content_words, stem

_LEADS = ("to be ", "to ", "a ", "an ", "the ", "one ", "it ")  # before the word in a sense that says it and no more
# Before a noun or adjective that the sense is about: "to make progress", "to go bankrupt".
_MAKING = {
    "NOUN": ("to make ", "to have ", "to take ", "to give ", "to do "),
    "ADJ": ("to go ", "to become ", "to get ", "to feel "),
}
# A sense with one of these after the word says the word all the same: "to depend on".
_AFTER = frozenset("about at for from in into of on to with".split())
# Characters that count, point or size, so that what stands beside them is a word of its own: 几年, 今年, 新药, 多大.
_FREE = frozenset("几多数一今去明这那每全半两二三四五六七八九十大小新老好高低长短贵")
_DEVERBAL = ("ing", "ion", "ment", "ance", "ence", "al", "ure")  # nouns that mean what their verb does
_AGENTS = ("er", "or", "ers", "ors")  # and nouns that mean who or what does it
_DENIALS = frozenset("not no never without nothing".split())
_OWN_PREPOSITIONS = (
    " about",
    " at",
    " of",
    " to",
    " with",
    " from",
)  # behind a verb in a sense that says the verb: "to look at"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An English word: the forms that say it, and its part of speech (UPOS)."""

    forms: frozenset[str]
    pos: str


_A_TALK = 2048  # what hangs on the words around is asked again in the same talk, seldom in the next


@lru_cache(maxsize=65536)
def senses_of(text: str) -> tuple[str, ...]:
    """Return the senses of all entries of a Chinese word."""
    return tuple(sense.casefold() for entry in load_dictionary().entries(text) for sense in entry.senses)


@lru_cache(maxsize=_A_TALK)
def says(text: str, forms: frozenset[str], pos: str = "") -> bool:
    """Tell whether a sense of a Chinese word is an English word and no more; also with a light verb before it ("make progress")."""
    senses = senses_of(text)
    if any(_bare(sense) in forms for sense in senses):
        return True
    makes = _MAKING.get(pos, ())
    return any(sense.startswith(makes) and len(sense.split()) == 3 and sense.split()[2] in forms for sense in senses if makes)


@lru_cache(maxsize=_A_TALK)
def _says_part(text: str, wanted: Wanted) -> bool:
    """Tell whether a part says a word of its part of speech; of a noun also the verb that it comes from (预测, prediction)."""
    return any(_fits(sense, wanted, is_long=len(text) > 1) for sense in senses_of(text))


def _fits(sense: str, wanted: Wanted, *, is_long: bool) -> bool:
    is_verb, bare = sense.startswith("to "), _bare(sense)
    if wanted.pos == "VERB":
        return is_verb and (
            bare in wanted.forms or any(bare == form + after for form in wanted.forms for after in _OWN_PREPOSITIONS)
        )
    if bare in wanted.forms:
        return wanted.pos != "NOUN" or not is_verb
    comes_from = (wanted.pos == "ADJ" or any(form.endswith(_DEVERBAL) for form in wanted.forms)) and " " not in bare
    return is_long and is_verb and comes_from and stem(bare) in set(map(stem, wanted.forms))


@lru_cache(maxsize=_A_TALK)
def part_of(text: str, wanted: Wanted, near: Sequence[str], *, every: bool = False) -> str | None:
    """Return the longest part of a Chinese word that says an English word, the last of equally long ones.

    A single character is a word there only where it counts, points or sizes, or stands beside what does, where it says a verb
    twice (想想), or where the rest says a word `near` in the English line. `every`: it always is.
    """
    for size in range(len(text) - 1, 0, -1):
        for start in range(len(text) - size, -1, -1):
            part = text[start : start + size]
            if _says_part(part, wanted) and (size > 1 or every or _is_word(text, start, wanted, near)):
                return part
    return None


def _is_word(text: str, at: int, wanted: Wanted, near: Sequence[str]) -> bool:
    char, rest, beside = text[at], text[:at] + text[at + 1 :], text[max(0, at - 1) : at + 2]
    if wanted.pos == "VERB":
        return char == rest or char in ("来", "去")
    if not senses_of(text):
        return char in fewest_words(text, lambda part: int(part != text and bool(senses_of(part))))
    is_beside = len(text) == 2 and any(says(rest, frozenset((word,))) for word in near if word not in wanted.forms)
    return is_beside or not _FREE.isdisjoint(beside)


def leaves(text: str, other: Wanted, wanted: Wanted) -> str | None:
    """Return what is left of a Chinese word when another English word has its part, where that is a word of the right kind."""
    part = part_of(text, other, (), every=True)
    if not part or not (text.startswith(part) or text.endswith(part)):
        return None
    rest = text.removesuffix(part) if text.endswith(part) else text.removeprefix(part)
    is_thing = any(not sense.startswith("to ") for sense in senses_of(rest)) or not any(
        form.endswith(_AGENTS) for form in wanted.forms
    )
    return rest if senses_of(rest) and is_thing and (len(rest) > 1 or wanted.pos == "ADJ") else None


@lru_cache(maxsize=_A_TALK)
def longer_senses(text: str, forms: frozenset[str]) -> tuple[str, ...]:
    """Return the senses that say an English word among others."""
    return tuple(sense for sense in senses_of(text) if not forms.isdisjoint(sense.split()))


def is_more(sense: str, wanted: Wanted, near: Sequence[str]) -> bool:
    """Tell whether a sense has another word of meaning that matters: "to start from scratch" is more than scratch.

    Not the words before a noun that is its head ("integrated circuit chip"), nor those after an adjective ("rural area") or
    a verb, where the line does not say them; nor the other half of "inspect and verify".
    """
    words = _bare(sense).split()
    others = [word for word in content_words(" ".join(words)) if stem(word) not in set(map(stem, wanted.forms))]
    if not _DENIALS.isdisjoint(words):
        return True
    if not others or "and" in words:
        return False
    is_verb = sense.startswith("to ")
    heads = {
        "NOUN": not is_verb and words[-1] in wanted.forms,
        "ADJ": not is_verb,
        "VERB": is_verb and words[0] in wanted.forms,
    }
    said = not set(map(stem, others)).isdisjoint(map(stem, near))
    return said or not heads.get(wanted.pos, False)


def stands_in(sense: str, forms: frozenset[str], near: Sequence[str]) -> bool:
    """Tell whether the line says a sense as a phrase around its word: "so far"; not "depend on", which is the word's own."""
    words = _bare(sense).split()
    if len(words) == 1 or (words[0] in forms and all(word in _AFTER for word in words[1:])):
        return False
    return f" {' '.join(words)} " in f" {' '.join(near)} "


def _bare(sense: str) -> str:
    lead = next((lead for lead in _LEADS if sense.startswith(lead)), "")
    return sense[len(lead) :].removesuffix("-")
