"""The evidence from which the Chinese gloss of an English phrase is decided."""

import re
from functools import cached_property

from flashdeck.english.phrases import FoundPhrase
from flashdeck.model import Phrase, Span
from flashdeck.model.hot_values import hot_dataclass

_ASIDE = re.compile(r"（.*?）")
# A part of a listed meaning counts as found in the Chinese line only if it has at least this number of characters.
_LEAST_SHARED = 2


@hot_dataclass(frozen=True)
class PhraseGlossEvidence:
    """The evidence about one English phrase that the gloss rules use.

    `found`: the phrase with its listed Chinese meanings. `zh`: the Chinese line.
    """

    found: FoundPhrase
    zh: str

    @property
    def phrase(self) -> Phrase:
        return self.found.phrase

    @property
    def is_phrasal_verb(self) -> bool:
        return not self.phrase.is_fixed and not self.phrase.is_compound

    @property
    def counterpart(self) -> str:
        """The Chinese words that the phrase is linked to, joined in the order of the Chinese line."""
        return "".join(self.zh[start:end] for start, end in sorted(self.phrase.links))

    @cached_property
    def in_line(self) -> tuple[str, Span] | None:
        """The first listed meaning that occurs completely or partly in the Chinese line, and its span in the line.

        None if the Chinese line does not have a part of any listed meaning.
        """
        for meaning in self.found.meanings:
            span = _shared(meaning, self.zh)
            if span:
                return meaning, span
        return None

    @cached_property
    def nearest(self) -> str | None:
        """The listed meaning that has the most characters in common with one of the linked Chinese words.

        None if no listed meaning has a character in common with these words.
        """
        found = max(self.found.meanings, key=self._nearness, default=None)
        return found if found and self._nearness(found)[0] else None

    def _nearness(self, meaning: str) -> tuple[int, bool]:
        """Return how similar a meaning is to the most similar linked Chinese word; (0, False) if no word is linked."""
        return max((_nearness(meaning, self.zh[start:end]) for start, end in self.phrase.links), default=(0, False))


def _nearness(meaning: str, word: str) -> tuple[int, bool]:
    """Return the number of characters that two words have in common, and whether their last characters are equal.

    Example: 扭转 and 转身 both have the character 转 in common with 逆转. But 扭转 is nearer to 逆转, because both end with 转.
    """
    return len(set(meaning) & set(word)), meaning[-1] == word[-1]


def _shared(meaning: str, zh: str) -> Span | None:
    """Return the span of a meaning in the Chinese line, or else the span of its longest part that is in the line.

    Return None if the line does not have a part of at least two characters.
    """
    core = _ASIDE.sub("", meaning)
    for size in range(len(core), _LEAST_SHARED - 1, -1):
        for start in range(len(core) - size + 1):
            piece = core[start : start + size]
            if "…" not in piece and (at := zh.find(piece)) >= 0:
                return at, at + size
    return None
