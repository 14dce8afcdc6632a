"""Repairs of the built-in tagger's C5 tags, by the words beside: what its model, made from British texts of 1990, gets wrong.

Each rule looks at one place and names a better tag, or nothing; the first that speaks counts, from left to right. The word or
its tag says which rules are asked. Grammar: Quirk and others, A Comprehensive Grammar of the English Language (1985), by section.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flashdeck.dictionaries.cefr import is_listed
from flashdeck.english.hanta import HanTagger
from flashdeck.english.lemmas import lemma_of

_BASE_VERBS = frozenset({"VVI", "VVB"})
_NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0"})
_HEADS = _NOUNS | {"AJ0", "AJC", "AJS", "CRD", "ORD", "VVG", "VVN", "ZZ0"}
_DETERMINERS = frozenset({"AT0", "DPS"})
_OBJECT_STARTS = frozenset({"AT0", "DPS", "PNP", "DT0"})
_MASS_QUANTITIES = frozenset({"more", "less", "much", "enough"})
_OPENS_SPEECH = frozenset({"PUL", "PUR", "PUQ"})
_LINKING = frozenset("be get become feel look seem sound stay remain grow appear".split())  # 16.21-16.23
_BETWEEN_TWINS = frozenset("to by after upon over for in".split())  # day by day: 5.50
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
    for at, tag in enumerate(tags):
        of_word = _BY_WORD.get(words[at].casefold())
        rules = (of_word,) if of_word else _BY_TAG.get(tag, ())
        if not rules:
            continue
        place = Place(words, found, at, tagger)
        found[at] = next(filter(None, (rule(place) for rule in rules)), tag)
    return found


def _like(place: Place) -> str | None:
    """Take `like` for a verb between who likes and what is liked, elsewhere for a preposition, or a filler."""
    if place.word != "like":
        return None
    liked = place.near(-1)[1] in _LIKED and place.near(1)[1] in _LIKED_THING
    return "VVB" if liked and place.tag in _BASE_VERBS else "PRP"


def _noun_after_determiner(place: Place) -> str | None:
    """Find the noun after an article, a possessive or a preposition, where no finite verb can stand (5.1, 9.1)."""
    before, tag_before = place.near(-1)
    starts_phrase = tag_before in _DETERMINERS or tag_before == "PRF"
    if place.tag in _BASE_VERBS and (starts_phrase or (tag_before == "PRP" and before not in _NOT_BEFORE_NOUNS)):
        return "NN1"
    return "NN2" if place.tag == "VVZ" and tag_before in _DETERMINERS else None


def _noun_after_adjective(place: Place) -> str | None:
    """Find the noun that article and adjective want (a quick fix), unless an object follows (the rich take the rest): 7.23."""
    if place.tag not in _BASE_VERBS or place.near(-1)[1] not in ("AJ0", "AJC", "AJS", "ORD"):
        return None
    article, tag = place.near(-2)
    has_object = place.near(1)[1] in _OBJECT_STARTS or not place.can_be("NN1")
    return "NN1" if article in ("a", "an") or (tag in _DETERMINERS | {"DT0"} and not has_object) else None


def _participle_alone(place: Place) -> str | None:
    """Take a form in -ing that the model only guesses to be an adjective, and that has no noun behind it, for a verb."""
    guessed = place.word.endswith("ing") and not place.can_be("AJ0")
    return "VVG" if guessed and place.near(1)[1] not in _NOUNS else None


def _adverb_before_verb(place: Place) -> str | None:
    """Take `first`, `next`, `last` between subject and verb for adverbs: when I first met her."""
    return "AV0" if place.near(1)[1].startswith("VV") and place.near(-1)[1] not in _DETERMINERS | {"DT0", "AJS"} else None


def _verb_after_subject(place: Place) -> str | None:
    """Find the verb behind a pronoun that can be nothing but a subject, or that opens a clause."""
    pronoun, tag = place.near(-1)
    opens = place.near(-2)[1] in ("PUN", "CJC", "CJS", "AVQ", "CJT")
    is_subject = pronoun in ("i", "we", "they") or (pronoun == "you" and opens)
    return "VVB" if tag == "PNP" and is_subject and place.can_be("VVB") and place.near(1)[1] not in _NOUNS else None


def _noun_after_quantity(place: Place) -> str | None:
    """Find the noun after a quantity that follows no subject: less demand, buy more space, but they much prefer it (5.23)."""
    quantity, _ = place.near(-1)
    word, tag = place.near(-2)
    follows_subject = word != "%" and not tag.startswith(("V", "PR")) and tag not in ("AVQ", "AV0", "CJS", "PUN", "CJC")
    return "NN1" if quantity in _MASS_QUANTITIES and not follows_subject and tag not in ("VM0", "VDB", "VDD", "VDZ") else None


def _verb_of_relative(place: Place) -> str | None:
    """Find the verb of a short relative clause: the things that count (17.13)."""
    pronoun, tag = place.near(-1)
    is_relative = pronoun in ("that", "which", "who") and tag in ("CJT", "DTQ", "PNQ", "DT0")
    ends = place.near(1)[1] in ("PUN", "CJC", "AVP")
    return "VVB" if is_relative and ends and place.near(-2)[1] == "NN2" and place.can_be("VVB") else None


def _verb_before_object(place: Place) -> str | None:
    """Find the verb before an object, after "to" or at the head of a clause (11.24)."""
    if place.tag != "NN1" or place.near(1)[1] not in _OBJECT_STARTS:
        return None
    before, tag = place.near(-1)
    if before == "to":
        return "VVI" if is_listed(place.word, "VERB") else None
    heads_clause = tag in ("PUN", "XX0") or (tag == "AV0" and place.near(-2)[1] == "PUN")
    return "VVB" if heads_clause and place.can_be("VVI") else None


def _to(place: Place) -> str | None:
    """Tell the `to` of such a verb from the preposition."""
    is_preposition = place.word == "to" and place.tag == "PRP"
    return "TO0" if is_preposition and _verb_before_object(place.moved(1)) else None


def _listed_adjective(place: Place) -> str | None:
    """Ask the word list whether a word that the model does not know can be a noun: knobbly cannot."""
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


def _complement_of_be(place: Place) -> str | None:
    """Find the adjective or noun after a form of be, where no base form of a verb can stand: it is clear (16.20)."""
    step = -1
    while place.near(step)[1] in ("XX0", "AV0"):
        step -= 1
    if not place.near(step)[1].startswith("VB") or any(tag.startswith("VD") for tag in place.tags[: place.at]):
        return None  # all that he can do is wait: 18.29
    if place.can_be("AJ0"):
        return "AJ0"
    return None if place.near(1)[1] in _OBJECT_STARTS else "NN1"


def _adjective_alone(place: Place) -> str | None:
    """Take an adjective that the model only guesses, and that has no noun behind it, for a noun: the residual of (7.23)."""
    guessed = place.tag in ("AJ0", "AJC") and not place.can_be("AJ0", "AJC", "VVN", "VVG")
    after_determiner = place.near(-1)[1] in _DETERMINERS | {"PRF", "PRP", "AJ0", "AJC", "AJS", "DT0", "CRD"}
    return "NN1" if guessed and after_determiner and place.near(1)[1] not in _HEADS else None


def _adjective_before_noun(place: Place) -> str | None:
    """Find the adjective between determiner and noun: the only thing, a longer text (7.2)."""
    if place.tag != "AV0" or place.near(1)[1] not in _NOUNS:
        return None
    comparative = "AJC" if place.can_be("AJC") else None
    if place.near(-1)[1] in _DETERMINERS | {"DT0", "CRD", "ORD"} and place.can_be("AJ0", "ORD"):
        return "AJ0"
    return comparative


def _better(place: Place) -> str | None:
    """Tell comparatives apart: adjectives after linking verbs (get better), adverbs after others (move faster): 7.77-7.83."""
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
    """Take a capital inside the sentence for a name, unless the word is an adverb alone (and I said, Never)."""
    text = place.words[place.at]
    if not place.at or not text[0].isupper() or text == "I" or place.near(-1)[1] in _OPENS_SPEECH:
        return None
    if place.tag == "AJ0" and not place.can_be("AJ0"):
        return "NP0"
    return "AV0" if place.tag == "NP0" and place.can_be("AV0") and not place.can_be("NP0", "NN1", "AJ0") else None


def _kind_of(place: Place) -> str | None:
    return "NN1" if place.word in ("kind", "sort") and place.near(1)[0] == "of" and place.tag != "NN1" else None


def _number_word(place: Place) -> str | None:
    """Take a number with the ending of a plural for a noun: zillions, dozens (6.63)."""
    singular = place.word.removesuffix("s")
    is_plural = place.tag == "CRD" and singular != place.word and place.tagger.knows(singular, frozenset({"CRD"}))
    return "NN2" if is_plural else None


def _prefix_alone(place: Place) -> str | None:
    """Take a prefix that is written apart for an adjective: pre training, mid twenties, self contained."""
    return "AJ0" if place.near(1)[1] in _HEADS | {"VVD"} else None


_BY_WORD: Mapping[str, Rule] = {
    **dict.fromkeys(("pre", "mid", "non", "anti", "semi", "multi", "meta", "self", "co"), _prefix_alone),
    "like": _like,
    "kind": _kind_of,
    "sort": _kind_of,
    "to": _to,
}
_BASE_VERB_RULES = (
    _noun_after_determiner,
    _noun_after_adjective,
    _noun_after_quantity,
    _noun_between_twins,
    _complement_of_be,
)
_BY_TAG: Mapping[str, tuple[Rule, ...]] = {
    "AJ0": (_capital, _participle_alone, _adjective_alone),
    "AJC": (_adjective_alone, _better),
    "AV0": (_adjective_before_noun, _better),
    "CRD": (_number_word,),
    "NN1": (_verb_after_subject, _verb_before_object, _verb_of_relative, _listed_adjective),
    "NP0": (_capital,),
    "ORD": (_adverb_before_verb,),
    "VVB": _BASE_VERB_RULES,
    "VVI": _BASE_VERB_RULES,
    "VVZ": (_noun_after_determiner,),
}
