"""What a learner knows before the first card."""

import math
from dataclasses import dataclass

from flashdeck.levels import Knowledge
from flashdeck.model import Language, Phrase, Token

_BAND = 7.0
"""From here on a level knows every listed word: 7, 8 and 9 are one band."""
_IDIOMS = 5.0
"""C1: who is there has its words, but its expressions are what is still learned (Companion Volume to the CEFR, 2020, vocabulary range)."""
_NOTHING_BESIDES = Knowledge()
_ESTIMATE_MARGIN = 0.49  # compounds and estimates are less sure than a list (design: difficulty of a word)


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner of `study` at a level, with what is known besides; `ceiling`: no target above it."""

    study: Language
    level: float
    ceiling: float | None = None
    knowledge: Knowledge = _NOTHING_BESIDES

    def knows(self, token: Token) -> bool:
        """Tell whether a token is known: names, numbers and function words are free, then the learner's own words count."""
        if token.kind != "word":
            return True
        if token.has_own_level:  # a person's word goes before every list
            return self._level_knows(token)
        own = self.knowledge
        if own == _NOTHING_BESIDES:
            return self._level_knows(token)
        names = _names(token)
        if not own.unknown.isdisjoint(names):
            return False
        return not all(map(names.isdisjoint, (own.known, own.learning, own.taught))) or self._level_knows(token)

    def is_learning(self, token: Token) -> bool:
        """Tell whether the learner has met a token lately and is not yet sure of it."""
        return token.kind == "word" and bool(self.knowledge.learning) and not self.knowledge.learning.isdisjoint(_names(token))

    def _level_knows(self, token: Token) -> bool:
        if isinstance(token, Phrase) and not token.is_compound and self.level >= _IDIOMS:
            return token.level < _IDIOMS
        level = token.level if token.easiest is None or token.has_own_level else token.easiest
        if token.listed:  # at the level that the list prints, which an average of lists rounds to
            return math.floor(level + 0.5) <= self.level or self.level >= _BAND
        return level <= self.level + _ESTIMATE_MARGIN

    def may_learn(self, token: Token) -> bool:
        return self.ceiling is None or token.level <= self.ceiling


def _names(token: Token) -> frozenset[str]:
    """Return what a list of known words may call a token: its headword, its form; a homograph by its own name as well."""
    headword = token.headword.casefold()
    return frozenset((headword, token.text.casefold(), f"{headword}.{token.homograph}"))
