"""Chinese text is cut into words; the talk's own terms are joined."""

from flashdeck.chinese.words.compounds import NAME_DOT, TRANSCRIBING
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, NO_WORD, Word, fewest_words, may_be_verb

__all__ = [
    "FUNCTION_CHARACTERS",
    "NAME_DOT",
    "NO_WORD",
    "TRANSCRIBING",
    "Word",
    "fewest_words",
    "may_be_verb",
]
