"""The evidence by which the Chinese gloss of an English phrase is decided."""

import re
from dataclasses import dataclass
from functools import cached_property

from flashdeck.english.phrases import FoundPhrase
from flashdeck.model import Phrase, Span

_ASIDE = re.compile(r"（.*?）")
_LEAST_SHARED = 2  # Han characters in a row that a meaning and the line share


@dataclass(frozen=True)
class PhraseGlossEvidence:
    """All that the rules may ask about one English phrase. `zh`: the Chinese line."""

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
        """The linked words of the Chinese line, in the order of the line."""
        return "".join(self.zh[start:end] for start, end in sorted(self.phrase.links))

    @cached_property
    def in_line(self) -> tuple[str, Span] | None:
        """The first meaning that the line has, whole or in part, and where; None if it has none."""
        for meaning in self.found.meanings:
            span = _shared(meaning, self.zh)
            if span:
                return meaning, span
        return None

    @cached_property
    def nearest(self) -> str | None:
        """The meaning that shares most characters with one of the linked words; None if no meaning shares any."""
        found = max(self.found.meanings, key=self._nearness, default=None)
        return found if found and self._nearness(found)[0] else None

    def _nearness(self, meaning: str) -> tuple[int, bool]:
        """Return how near a meaning is to the nearest of the linked words; (0, False) where nothing is linked."""
        return max((_nearness(meaning, self.zh[start:end]) for start, end in self.phrase.links), default=(0, False))


def _nearness(meaning: str, word: str) -> tuple[int, bool]:
    """Return the number of characters that two words share, and whether they end alike: 逆转 is nearer to 扭转 than to 转身."""
    return len(set(meaning) & set(word)), meaning[-1] == word[-1]


def _shared(meaning: str, zh: str) -> Span | None:
    """Return the span of the line that has the meaning, or the longest part of it, of two characters or more."""
    core = _ASIDE.sub("", meaning)
    for size in range(len(core), _LEAST_SHARED - 1, -1):
        for start in range(len(core) - size + 1):
            piece = core[start : start + size]
            if "…" not in piece and (at := zh.find(piece)) >= 0:
                return at, at + size
    return None
