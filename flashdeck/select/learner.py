"""The words that a learner knows before the first card."""

import math
from dataclasses import dataclass

from flashdeck.levels import Knowledge
from flashdeck.model import Language, Phrase, Token

_BAND = 7.0
"""A learner at this level or above knows every listed word, because HSK 7, 8 and 9 are one band."""
_IDIOMS = 5.0
"""The value of C1. A learner at C1 knows the words of C1, but is still learning the expressions of C1.

Source: Companion Volume to the CEFR, 2020, vocabulary range.
"""
_NOTHING_BESIDES = Knowledge()
_ESTIMATE_MARGIN = 0.49  # levels; an estimated level is less sure than a listed one


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner of a language at a level.

    `ceiling`: the highest level of a target, None for no limit. `knowledge`: the known and unknown words from the word lists of
    the learner.
    """

    study: Language
    level: float
    ceiling: float | None = None
    knowledge: Knowledge = _NOTHING_BESIDES

    def knows(self, token: Token) -> bool:
        """Tell whether a token is known.

        Names, numbers and function words are always known. For other words a level in the edits file decides first, then the
        word lists of the learner, then the level of the word.
        """
        if token.kind != "word":
            return True
        if token.has_own_level:  # a level from the edits file
            return self._level_knows(token)
        own = self.knowledge
        if own == _NOTHING_BESIDES:
            return self._level_knows(token)
        names = _names(token)
        if not own.unknown.isdisjoint(names):
            return False
        is_listed = not all(map(names.isdisjoint, (own.known, own.learning, own.taught)))
        return is_listed or self._level_knows(token)

    def is_learning(self, token: Token) -> bool:
        """Tell whether the learner has begun to learn a token."""
        return token.kind == "word" and bool(self.knowledge.learning) and not self.knowledge.learning.isdisjoint(_names(token))

    def _level_knows(self, token: Token) -> bool:
        if isinstance(token, Phrase) and not token.is_compound and self.level >= _IDIOMS:
            return token.level < _IDIOMS
        level = token.level if token.easiest is None or token.has_own_level else token.easiest
        if token.listed:  # the level may be an average of several lists, so it is rounded
            return math.floor(level + 0.5) <= self.level or self.level >= _BAND
        return level <= self.level + _ESTIMATE_MARGIN

    def may_learn(self, token: Token) -> bool:
        """Tell whether the level of a token is at or below the ceiling."""
        return self.ceiling is None or token.level <= self.ceiling


def _names(token: Token) -> frozenset[str]:
    """Return the names that a word list may have for a token: its headword, its form, and its headword with its homograph."""
    headword = token.headword.casefold()
    return frozenset((headword, token.text.casefold(), f"{headword}.{token.homograph}"))
