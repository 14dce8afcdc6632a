"""The two languages of a conversation: the traits of each language, and the two sides of a sentence."""

from typing import NamedTuple

from flashdeck.chinese.chinese_traits import CHINESE
from flashdeck.english.english_traits import ENGLISH
from flashdeck.language.traits import LanguageTraits
from flashdeck.model import Annotated, Language, Token

TRAITS: dict[Language, LanguageTraits] = {"zh": CHINESE, "en": ENGLISH}


class LineSide(NamedTuple):
    """The line of one language in an annotated sentence."""

    traits: LanguageTraits
    text: str
    tokens: tuple[Token, ...]


def sides(annotated: Annotated) -> tuple[LineSide, LineSide]:
    """Return the Chinese and the English line of a sentence, in this order."""
    return _chinese_side(annotated), _english_side(annotated)


def _chinese_side(annotated: Annotated) -> LineSide:
    return LineSide(CHINESE, annotated.sentence.zh, annotated.zh_tokens)


def _english_side(annotated: Annotated) -> LineSide:
    return LineSide(ENGLISH, annotated.sentence.en, annotated.en_tokens)


def target_side(annotated: Annotated, study: Language) -> LineSide:
    """Return the line in the study language."""
    return _chinese_side(annotated) if study == "zh" else _english_side(annotated)


def other_language(study: Language) -> Language:
    """Return the language of the context side, given the study language."""
    return "en" if study == "zh" else "zh"


def level_on(language: Language, study: Language, level: float) -> float:
    """Convert a level of the study language to the scale of the given language.

    Published tables equate HSK 4 with B1, which is level 3 on the English scale.
    """
    if language == study:
        return level
    return level - 1 if study == "zh" else level + 1
