"""Rules for characters that stand alone and have several readings in everyday speech, by the words beside them."""

from collections.abc import Mapping, Sequence

from flashdeck.chinese.readings.context import Place, Rule
from flashdeck.chinese.readings.particles import PARTICLE_RULES
from flashdeck.chinese.readings.polyphones import POLYPHONE_RULES, WORD_RULES
from flashdeck.chinese.words import Word

_RULES: Mapping[str, Rule] = {**PARTICLE_RULES, **POLYPHONE_RULES}
_USUAL: Mapping[str, str] = {  # where the evidence is thin
    "得": "de5",
    "地": "de5",
    "着": "zhe5",
    "长": "chang2",
    "为": "wei4",
    "种": "zhong3",
    "调": "tiao2",
    "背": "bei4",
    "倒": "dao4",
}


def rule_reading(words: Sequence[Word], at: int) -> tuple[str | None, bool]:
    """Return the numbered reading of a one-character word, and whether the evidence is thin; (None, False) without a rule."""
    text = words[at].text
    if text not in _RULES:
        return None, False
    reading = _RULES[text](Place(words, at))
    return (reading, False) if reading else (_USUAL[text], True)


def word_reading(words: Sequence[Word], at: int) -> tuple[str, ...] | None:
    """Return the numbered syllables of a longer word whose reading hangs on the words beside it; None without a rule."""
    rule = WORD_RULES.get(words[at].text)
    reading = rule(Place(words, at)) if rule else None
    return tuple(reading.split()) if reading else None
