"""Split Chinese text into words, and join the words of each term that a transcript uses."""

from flashdeck.chinese.words.compounds import NAME_DOT, TRANSCRIBING
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, NO_WORD, PLAIN_CUT, Word, fewest_words, may_be_verb

__all__ = [
    "FUNCTION_CHARACTERS",
    "NAME_DOT",
    "NO_WORD",
    "PLAIN_CUT",
    "TRANSCRIBING",
    "Word",
    "fewest_words",
    "may_be_verb",
]
