"""What a learner knows before the first card."""

from dataclasses import dataclass

from flashdeck.model import Language, Token

_BAND = 7.0
"""From here on a level knows every listed word: 7, 8 and 9 are one band."""
_ESTIMATE_MARGIN = 0.49  # compounds and estimates are less sure than a list (design: difficulty of a word)


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner of `study` at a level; `ceiling`: no target above it."""

    study: Language
    level: float
    ceiling: float | None = None

    def knows(self, token: Token) -> bool:
        """Tell whether the level knows a token. Names, numbers and function words are free."""
        if token.kind != "word":
            return True
        if token.listed:
            return token.level <= self.level or self.level >= _BAND
        return token.level <= self.level + _ESTIMATE_MARGIN

    def may_learn(self, token: Token) -> bool:
        return self.ceiling is None or token.level <= self.ceiling
