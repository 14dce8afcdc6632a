"""Where English words begin and end: spaCy's tokenizer, its cuts inside contractions and compounds closed again.

A part of speech belongs to a piece (do|n't), a card shows the word (don't): each word knows its pieces and which of them is
its base.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from flashdeck.model import Span

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer

_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m|em)|not|na|ta)", re.IGNORECASE)
_BEFORE_NOT = frozenset({"can"})  # cannot; "was|not" is never written as one word
_BEFORE_TO = frozenset({"gon", "got"})  # gonna, gotta
_PROCLITIC = re.compile(r"(?:y|d)['’]", re.IGNORECASE)  # y'all, d'you
_PART = re.compile(r"[^\W_](?:.*[^\W_])?\.?")
_POSSESSED = re.compile(r"\s+[^\W\d_]")
_QUOTE = re.compile(r"(?:^|[\s(\[])['‘](?=\S)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a card shows it: its span in the text, its pieces, and which piece carries its meaning."""

    text: str
    start: int
    pieces: tuple[str, ...]
    base: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_contraction(self) -> bool:
        return len(self.pieces) > 1


@cache
def _tokenizer() -> "Tokenizer":
    import spacy

    return spacy.blank("en").tokenizer


def cut_english(en: str) -> list[Word]:
    """Return the words, numbers and marks of a text, in order; white space is in none of them.

    >>> [word.text for word in cut_english("We're gonna follow up: it's a follow-up.")]
    ["We're", 'gonna', 'follow', 'up', ':', "it's", 'a', 'follow-up', '.']
    """
    spans = [(token.idx, token.idx + len(token.text)) for token in _tokenizer()(en) if not token.is_space]
    return [_word(en, group) for group in _groups(en, list(_without_hyphen_cuts(en, spans)))]
