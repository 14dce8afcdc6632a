"""The two languages of a conversation: the traits of each language, and the two sides of a sentence."""

from typing import NamedTuple

from flashdeck.bilingual.restored_marks import with_restored_marks
from flashdeck.chinese.chinese_traits import CHINESE
from flashdeck.chinese.scripts import simplified
from flashdeck.english.english_traits import ENGLISH
from flashdeck.language.traits import LanguageTraits
from flashdeck.model import Annotated, Language, Token

TRAITS: dict[Language, LanguageTraits] = {"zh": CHINESE, "en": ENGLISH}


class LineSide(NamedTuple):
    """The line of one language in an annotated sentence."""

    traits: LanguageTraits
    text: str
    tokens: tuple[Token, ...]
    judged: str
    """The text for judging the line.

    It is in simplified characters, and has marks at pauses and at its end if the transcript is written without them.
    """


def sides(annotated: Annotated) -> tuple[LineSide, LineSide]:
    """Return the Chinese and the English line of a sentence, in this order."""
    return _chinese_side(annotated), _english_side(annotated)


def _chinese_side(annotated: Annotated) -> LineSide:
    sentence = annotated.sentence
    judged = with_restored_marks(sentence) if sentence.is_unmarked else sentence.zh
    if any(token.simplified for token in annotated.zh_tokens):
        judged = simplified(judged)
    return LineSide(CHINESE, sentence.zh, annotated.zh_tokens, judged)


def _english_side(annotated: Annotated) -> LineSide:
    return LineSide(ENGLISH, annotated.sentence.en, annotated.en_tokens, annotated.sentence.en)


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
