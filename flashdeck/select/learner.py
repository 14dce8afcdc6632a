"""The words that a learner knows before the first card."""

import math
from dataclasses import dataclass

from flashdeck.levels import ExamWords, Knowledge
from flashdeck.model import Language, Phrase, Token

_BAND = 7.0
"""A learner at this level or above knows every word of the level lists, because HSK 7, 8 and 9 share one list."""
_IDIOMS = 5.0
"""Level C1 as a number. A learner at C1 knows the words of C1, but is still learning the expressions of C1.

Source: Companion Volume to the CEFR, 2020, vocabulary range.
"""
_NOTHING_BESIDES = Knowledge()
# If the level of a word is estimated, the learner knows the word if its level is at most this number above the learner's level.
# This number is not used for words in a level list, because their levels are rounded.
_ESTIMATE_MARGIN = 0.49


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner of a language at a level.

    `ceiling`: the highest level of the words that are taught; None for no limit. `knowledge`: the words that the learner knows
    or does not know according to word lists. `exam`: the words of exams, if the level of the learner is that of an exam.
    """

    study: Language
    level: float
    ceiling: float | None = None
    knowledge: Knowledge = _NOTHING_BESIDES
    exam: ExamWords | None = None

    def knows(self, token: Token) -> bool:
        """Tell whether a token is known.

        Names, numbers and function words are always known. For other words a level in the edits file decides first, then the
        word lists of the learner, then the level of the word.
        """
        if token.kind != "word":
            return True
        if token.has_own_level:  # the level comes from the edits file
            return self._level_knows(token)
        return self._list_knows(token)

    def _list_knows(self, token: Token) -> bool:
        own = self.knowledge
        if own.is_empty and self.exam is None:
            return self._level_knows(token)
        names = _names(token)
        if not own.unknown.isdisjoint(names):
            return False
        is_listed = not all(map(names.isdisjoint, (own.known, own.learning, own.taught)))
        return is_listed or self._exam_knows(token, names)

    def is_learning(self, token: Token) -> bool:
        """Tell whether the learner has begun to learn the word of a token, according to the learner's word lists."""
        return token.kind == "word" and bool(self.knowledge.learning) and not self.knowledge.learning.isdisjoint(_names(token))

    def _exam_knows(self, token: Token, names: frozenset[str]) -> bool:
        """Tell whether an exam that the learner has passed has the word. The level decides about words that no exam has."""
        if self.exam is None or (self.exam.known.isdisjoint(names) and self.exam.harder.isdisjoint(names)):
            return self._level_knows(token)
        return not self.exam.known.isdisjoint(names)

    def _level_knows(self, token: Token) -> bool:
        if isinstance(token, Phrase) and not token.is_compound and self.level >= _IDIOMS:
            return token.level < _IDIOMS
        level = token.level if token.easiest is None or token.has_own_level else token.easiest
        if token.listed:  # the level may be an average of several lists, so it is rounded
            return math.floor(level + 0.5) <= self.level or self.level >= _BAND
        return level <= self.level + _ESTIMATE_MARGIN

    def may_learn(self, token: Token) -> bool:
        """Tell whether the level of a token is not above the learner's `ceiling`."""
        return self.ceiling is None or token.level <= self.ceiling


def _names(token: Token) -> frozenset[str]:
    """Return the forms in which a word list may have a token.

    These are its headword, its form in the line, and its headword with the reading of a homograph: 长.chang2.
    """
    headword = token.headword.casefold()
    return frozenset((headword, token.text.casefold(), f"{headword}.{token.homograph}"))
