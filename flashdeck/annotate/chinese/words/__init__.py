"""Chinese text is cut into words; the talk's own terms are joined."""

from flashdeck.annotate.chinese.words.segmenter import Segmenter
from flashdeck.annotate.chinese.words.word import FUNCTION_CHARACTERS, NO_WORD, Word, fewest_words, may_be_verb

__all__ = ["FUNCTION_CHARACTERS", "NO_WORD", "Segmenter", "Word", "fewest_words", "may_be_verb"]
