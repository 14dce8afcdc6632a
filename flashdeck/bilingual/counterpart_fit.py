"""Tell whether the English counterpart of a Chinese word is whole, and whether its part of speech fits the Chinese word.

A counterpart that no dictionary sense confirms is only trusted as a gloss if it passes both tests. "stand" in "stand up" is a
part of a verb, and "job" in "job loss" is a part of a compound. An English adjective does not explain a Chinese verb: 确保 is
not "sure".
"""

from collections.abc import Iterable, Sequence

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.counterparts import Counterpart
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.dictionaries.cefr import is_listed
from flashdeck.english.stems import content_words
from flashdeck.model import EnToken

_NOUNS = ("NOUN", "PROPN")
# The first letters of jieba's tags, by the English parts of speech that fit them. Idioms (i), fixed phrases (l) and
# descriptive words (z) are used as predicates, attributes and adverbials: Chao 1968, 8.1.
_FITTING_TAGS = {
    "NOUN": "nslijtfgmqe",
    "PROPN": "nslijtfgmqe",
    "VERB": "v",
    "ADJ": "abzilm",
    "ADV": "dazilctf",
    "NUM": "m",
    "INTJ": "eyo",
}
_NOMINAL_VERB = "vn"
_PARTICIPLES = ("ed", "ing")
# If an English word is longer than a word of a sense by this number of letters, it is a compound with this word: "overhype" has
# "over". Derived words such as "therapist" are at most this long with their ending; chosen by hand.
_LEAST_REST, _LEAST_START = 4, 4


def part_of_speech(counterpart: Counterpart) -> str:
    """Return the universal part of speech of a counterpart: that of its last word if this is a noun, else of its first word."""
    last = counterpart.tokens[-1].pos or ""
    return last if last in _NOUNS else counterpart.tokens[0].pos or ""


def fits_class(counterpart: Counterpart, role: str, senses: Sequence[str]) -> bool:
    """Tell whether the part of speech of a counterpart fits a Chinese word.

    `role`: jieba's tag of the word in this line. jieba often tags a verb or an adjective as a noun, so a dictionary sense of
    the same part of speech, or one that ends with the counterpart, is sufficient as well.
    """
    pos = part_of_speech(counterpart)
    if role and role[0] in _FITTING_TAGS.get(pos, ""):
        return True
    if _ends_sense(counterpart.phrase, senses, is_verb=pos == "VERB"):
        return True
    if pos in _NOUNS:
        return _is_nominal(counterpart, role)
    if pos == "VERB":
        return _has_verb(senses) or _is_participle_of_adjective(counterpart, role)
    return pos == "ADJ" and role[:1] != "d" and _has_adjective(senses)


def _is_nominal(counterpart: Counterpart, role: str) -> bool:
    return role == _NOMINAL_VERB or (role.startswith("v") and _names_action(counterpart.tokens[-1]))


def _has_verb(senses: Iterable[str]) -> bool:
    return any(sense.startswith("to ") for sense in senses)


def _has_adjective(senses: Iterable[str]) -> bool:
    return any(" " not in sense and is_listed(sense, "ADJ") for sense in senses)


def _ends_sense(phrase: str, senses: Iterable[str], *, is_verb: bool) -> bool:
    """Tell whether a sense ends with a counterpart: "client pull" with "pull". A noun does not end the sense of a verb."""
    return any(sense.split()[-1:] == [phrase] and (is_verb or not sense.startswith("to ")) for sense in senses)


def _names_action(token: EnToken) -> bool:
    """Tell whether a noun is made from a verb, and so explains a Chinese verb: "degradation", "scaling"."""
    return token.headword.endswith(tuple(load_bilingual_classes()["deverbal_endings"]))


def _is_participle_of_adjective(counterpart: Counterpart, role: str) -> bool:
    is_form = counterpart.tokens[0].text.casefold().endswith(_PARTICIPLES)
    return is_form and role[:1] in _FITTING_TAGS["ADJ"]


def fits_chinese(token: EnToken, tag: str, senses: Sequence[str]) -> bool:
    """Tell whether a Chinese word can be the gloss of an English word with its part of speech.

    `tag`: jieba's tag. A Chinese verb is also used as a noun, so it fits an English noun that has the form of a verb or is made
    from a verb: "pledge", "verification".
    """
    start = tag[:1]
    if token.pos in _NOUNS and start == "v":
        return tag == _NOMINAL_VERB or _names_action(token) or is_listed(token.headword, "VERB")
    if token.pos in _NOUNS:
        return start not in ("d", "f", "c", "p")
    if token.pos in ("ADV", "ADJ"):
        return start in _FITTING_TAGS[token.pos] or (token.pos == "ADJ" and start == "n")
    return token.pos != "VERB" or start == "v" or _has_verb(senses)


def is_partial(counterpart: Counterpart, senses: Sequence[str]) -> bool:
    """Tell whether a counterpart is a part of a longer English expression that has the meaning of the Chinese word."""
    pos = part_of_speech(counterpart)
    if pos == "VERB":
        return _has_particle(counterpart)
    if pos in _NOUNS:
        return _is_part_of_compound(counterpart, senses) or _is_compound_with(counterpart.tokens[-1], senses)
    return _is_compound_with(counterpart.tokens[0], senses)


def _has_particle(counterpart: Counterpart) -> bool:
    after = counterpart.after
    return after is not None and after.text.casefold() in load_bilingual_classes()["verb_particles"]


def _is_part_of_compound(counterpart: Counterpart, senses: Sequence[str]) -> bool:
    """Tell whether an unlinked noun or participle beside a noun makes a compound with it: "cutting edge", "job loss".

    For a word that no dictionary has, "of" after the noun means that the counterpart is longer: "level of complexity".
    """
    before, after = counterpart.before, counterpart.after
    if after and (after.pos == "NOUN" or (not senses and after.text == "of")):
        return True
    return before is not None and (before.pos == "NOUN" or _is_attributive_participle(before))


def _is_attributive_participle(token: EnToken) -> bool:
    return token.pos in ("ADJ", "VERB") and token.text.casefold().endswith("ing")


def _is_compound_with(token: EnToken, senses: Iterable[str]) -> bool:
    """Tell whether an English word is a compound that begins with a word of a sense: "leaderboard" begins with "lead"."""
    text = token.headword.casefold().replace("-", "")
    starts = (word.replace("-", "") for sense in senses for word in content_words(sense))
    return any(_is_longer(text, start) for start in starts)


def _is_longer(text: str, start: str) -> bool:
    rest = len(text) - len(start)
    return len(start) >= _LEAST_START and rest >= _LEAST_REST and text.startswith(start)


def whole_noun(counterpart: Counterpart, text: str) -> str | None:
    """Return a counterpart together with the unlinked noun after it, if this noun is the meaning of the end of the word.

    象草 is "elephant grass", because 草 is "grass". None if there is no such noun.
    """
    after = counterpart.after
    if after is None or after.pos != "NOUN" or part_of_speech(counterpart) not in (*_NOUNS, "ADJ"):
        return None
    dictionary = load_dictionary()
    ends = (text[at:] for at in range(1, len(text)))
    senses = (sense for end in ends for entry in dictionary.entries(end) for sense in entry.senses)
    is_meant = any(after.headword in content_words(sense) for sense in senses)
    return f"{counterpart.phrase} {after.headword}" if is_meant else None
