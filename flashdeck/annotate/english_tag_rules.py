"""Repairs of the built-in tagger's C5 tags, by the words beside: what its model, made from British texts of 1990, gets wrong.

Each rule looks at one place and names a better tag, or nothing; the first that speaks counts, from left to right. Grammar:
Quirk and others, A Comprehensive Grammar of the English Language (1985), by section.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flashdeck.annotate.english_hanta import HanTagger
from flashdeck.lexicon.cefr import is_listed
from flashdeck.lexicon.lemmas import lemma_of

_BASE_VERBS = frozenset({"VVI", "VVB"})
_NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0"})
_HEADS = _NOUNS | {"AJ0", "AJC", "AJS", "CRD", "ORD", "VVG", "VVN", "ZZ0"}
_DETERMINERS = frozenset({"AT0", "DPS"})
_OBJECT_STARTS = frozenset({"AT0", "DPS", "PNP", "DT0"})
_OPENS_CLAUSE = frozenset({"PUN", "PUL", "PUR", "PUQ"})
_NAMES_OR_NOUNS = frozenset({"NP0", "NN0", "NN1", "NN2", "AJ0"})
_SPOKEN_STARTS = frozenset({"AV0", "ITJ", "CJC", "CJS", "AVQ", "VVB", "VVI", "PNP", "DTQ", "DT0", "EX0"})
_LINKING = frozenset("be get become feel look seem sound stay remain grow appear".split())  # 16.21-16.23
_BETWEEN_TWINS = frozenset("to by after upon over for in".split())  # day by day, end to end: 4.41
_NOT_BEFORE_NOUNS = frozenset("to like plus minus except than".split())
_LIKED = frozenset({"PNP", "NN1", "NN2", "TO0", "VM0", "XX0", "VDB", "VDD", "VDZ", "PNI", "NP0"})
_LIKED_THING = frozenset({"TO0", "VVG", "PNP", "DT0", "AT0", "DPS", "NN1", "NN2", "PNI", "NP0", "AVQ"})
_INTENSIFIERS = frozenset("much far even any a lot".split())


@dataclass(frozen=True, slots=True)
class Place:
    """One word of a sentence, and its neighbours."""

    words: Sequence[str]
    tags: Sequence[str]
    at: int
    tagger: HanTagger

    @property
    def word(self) -> str:
        return self.words[self.at].casefold()

    @property
    def tag(self) -> str:
        return self.tags[self.at]

    def near(self, step: int) -> tuple[str, str]:
        """Return word (lower case) and tag of a neighbour; a full stop beyond the ends."""
        at = self.at + step
        return (self.words[at].casefold(), self.tags[at]) if 0 <= at < len(self.words) else (".", "PUN")

    @property
    def is_known(self) -> bool:
        return self.tagger.has(self.word)

    def moved(self, step: int) -> "Place":
        """Return a neighbour's place, which must be there."""
        return replace(self, at=self.at + step) if self.at + step < len(self.words) else self

    def can_be(self, *tags: str) -> bool:
        return self.tagger.knows(self.word, frozenset(tags))


Rule = Callable[[Place], str | None]


def repair_tags(words: Sequence[str], tags: Sequence[str], tagger: HanTagger) -> list[str]:
    """Return the tags, those repaired that a rule knows better."""
    found = list(tags)
    for at in range(len(found)):
        place = Place(words, found, at, tagger)
        found[at] = next((tag for rule in RULES if (tag := rule(place))), found[at])
    return found


def _like(place: Place) -> str | None:
    """`like` is a verb between who likes and what is liked, elsewhere a preposition or a mere filler."""
    if place.word != "like":
        return None
    liked = place.near(-1)[1] in _LIKED and place.near(1)[1] in _LIKED_THING
    return "VVB" if liked and place.tag in _BASE_VERBS else "PRP"


def _noun_after_determiner(place: Place) -> str | None:
    """After an article, a possessive or a preposition no finite verb can stand (5.1, 9.1)."""
    before, tag_before = place.near(-1)
    starts_phrase = tag_before in _DETERMINERS or tag_before == "PRF"
    if place.tag in _BASE_VERBS and (starts_phrase or (tag_before == "PRP" and before not in _NOT_BEFORE_NOUNS)):
        return "NN1"
    return "NN2" if place.tag == "VVZ" and tag_before in _DETERMINERS else None


def _noun_after_adjective(place: Place) -> str | None:
    """An article and an adjective want a noun: a hot take. Not where an object follows: the rich take the rest (7.23)."""
    if place.tag not in _BASE_VERBS or place.near(-1)[1] not in ("AJ0", "AJC", "AJS", "ORD"):
        return None
    article, tag = place.near(-2)
    has_object = place.near(1)[1] in _OBJECT_STARTS or not place.can_be("NN1")
    return "NN1" if article in ("a", "an") or (tag in _DETERMINERS | {"DT0"} and not has_object) else None


def _verb_before_object(place: Place) -> str | None:
    """Before an article or a pronoun, and after "to" or at the head of a clause, a word that can be a verb is one (11.24)."""
    if place.tag != "NN1" or place.near(1)[1] not in _OBJECT_STARTS:
        return None
    before, tag = place.near(-1)
    if before == "to":
        return "VVI" if is_listed(place.word, "VERB") else None
    heads_clause = tag in ("PUN", "XX0") or (tag == "AV0" and place.near(-2)[1] == "PUN")
    return "VVB" if heads_clause and place.can_be("VVI") else None


def _to(place: Place) -> str | None:
    """`to` before such a verb is no preposition."""
    is_preposition = place.word == "to" and place.tag == "PRP"
    return "TO0" if is_preposition and _verb_before_object(place.moved(1)) else None


def _listed_adjective(place: Place) -> str | None:
    """Of a word that the model does not know the word list tells whether it can be a noun: bespoke, fiddly cannot."""
    if place.tag != "NN1" or place.is_known or is_listed(place.word, "NOUN"):
        return None
    takes_adjective = place.near(1)[1] in _NOUNS or place.near(-1)[1].startswith("VB")
    return "AJ0" if takes_adjective and is_listed(place.word, "ADJ") else None


def _noun_between_twins(place: Place) -> str | None:
    if place.tag not in _BASE_VERBS or not place.can_be("NN1"):
        return None
    before = place.near(-1)[0] in _BETWEEN_TWINS and place.near(-2)[0] == place.word
    after = place.near(1)[0] in _BETWEEN_TWINS and place.near(2)[0] == place.word
    return "NN1" if before or after else None


def _adjective_after_be(place: Place) -> str | None:
    """After a form of be no base form of a verb can stand: it is clear."""
    step = -1
    while place.near(step)[1] in ("XX0", "AV0"):
        step -= 1
    after_be = place.near(step)[1].startswith("VB")
    return "AJ0" if place.tag in _BASE_VERBS and after_be and place.can_be("AJ0") else None


def _adjective_alone(place: Place) -> str | None:
    """An adjective that the model only guesses, and that has no noun behind it, is a noun: the exponential of (7.23-7.26)."""
    guessed = place.tag in ("AJ0", "AJC") and not place.can_be("AJ0", "AJC", "VVN", "VVG")
    after_determiner = place.near(-1)[1] in _DETERMINERS | {"PRF", "PRP", "AJ0", "AJC", "AJS", "DT0", "CRD"}
    return "NN1" if guessed and after_determiner and place.near(1)[1] not in _HEADS else None


def _adjective_before_noun(place: Place) -> str | None:
    """Between determiner and noun stands an adjective, not an adverb: the only thing, a longer text."""
    if place.tag != "AV0" or place.near(1)[1] not in _NOUNS:
        return None
    comparative = "AJC" if place.can_be("AJC") else None
    if place.near(-1)[1] in _DETERMINERS | {"DT0", "CRD", "ORD"} and place.can_be("AJ0", "ORD"):
        return "AJ0"
    return comparative


def _better(place: Place) -> str | None:
    """Comparatives are adjectives after linking verbs (get better), adverbs after others (move faster): 7.77-7.83."""
    if place.tag not in ("AV0", "AJC") or not place.can_be("AJC") or place.near(1)[1] in _HEADS:
        return None
    step = -1
    while place.near(step)[0] in _INTENSIFIERS or place.near(step)[1] in ("AV0", "XX0"):
        step -= 1
    verb, tag = place.near(step)
    if tag.startswith("VB") or (tag.startswith("VV") and lemma_of(verb, "VERB") in _LINKING):
        return "AJC"
    return "AV0" if tag.startswith("VV") and place.can_be("AV0") else None


def _capital(place: Place) -> str | None:
    """A capital inside the sentence: a name, unless it opens quoted speech (and I said, Look)."""
    text = place.words[place.at]
    if not place.at or not text[0].isupper() or text == "I" or place.near(-1)[1] in _OPENS_CLAUSE - {"PUN"}:
        return None
    if place.tag == "AJ0" and not place.can_be("AJ0"):
        return "NP0"
    return "AV0" if place.tag == "NP0" and place.can_be("AV0") and not place.can_be("NP0", "NN1", "AJ0") else None


def _kind_of(place: Place) -> str | None:
    return "NN1" if place.word in ("kind", "sort") and place.near(1)[0] == "of" and place.tag != "NN1" else None


def _number_word(place: Place) -> str | None:
    """A number with the ending of a plural is a noun: trillions (5.51)."""
    singular = place.word.removesuffix("s")
    is_plural = place.tag == "CRD" and singular != place.word and place.tagger.knows(singular, frozenset({"CRD"}))
    return "NN2" if is_plural else None


RULES: tuple[Rule, ...] = (
    _like,
    _capital,
    _kind_of,
    _number_word,
    _noun_after_determiner,
    _noun_after_adjective,
    _to,
    _verb_before_object,
    _listed_adjective,
    _noun_between_twins,
    _adjective_after_be,
    _adjective_alone,
    _adjective_before_noun,
    _better,
)
