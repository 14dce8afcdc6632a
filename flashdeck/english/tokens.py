"""Where English words begin and end: spaCy's tokenizer, its cuts inside contractions and compounds closed again.

A part of speech belongs to a piece (do|n't), a card shows the word (don't): each word knows its pieces, and which of them
carries its meaning.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flashdeck.english.tokenizer import english_cutter
from flashdeck.model import Span

_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))", re.IGNORECASE)
_JOINED = frozenset({("can", "not"), ("gon", "na"), ("got", "ta")})
_PROCLITIC = re.compile(r"[yd]['’]", re.IGNORECASE)  # y'all, d'you
_HYPHEN = re.compile(r"[-‐‑]")
_OWNED = re.compile(r"\s+[^\W\d_]")  # a plural's apostrophe stands before what is owned: the models' weights
_OPEN_QUOTE = re.compile(r"(?:^|[\s(\[])['‘](?=\S)")


class Word(NamedTuple):
    """A word as a card shows it: where it stands, its pieces, and which of them is its base."""

    text: str
    start: int
    pieces: tuple[str, ...]
    base: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def cut_english(en: str) -> list[Word]:
    """Return the words, numbers and marks of a text, in order; white space is in none of them.

    >>> [word.text for word in cut_english("We're gonna follow up: it's a follow-up.")]
    ["We're", 'gonna', 'follow', 'up', ':', "it's", 'a', 'follow-up', '.']
    """
    pieces = [
        (group[0][0], group[-1][1]) for group in _groups(list(_cuts(en)), lambda one, other: _in_compound(en, one, other))
    ]
    return [_word(en, group) for group in _groups(pieces, lambda one, other: _in_contraction(en, one, other))]


def _cuts(en: str) -> Iterator[Span]:
    """Yield spaCy's tokens; a hyphen at which speech breaks off (so-) is a mark of its own."""
    for start, end in english_cutter().cut(en):
        if end - start > 1 and _HYPHEN.fullmatch(en[end - 1]) and en[end - 2].isalpha():
            yield start, end - 1
            yield end - 1, end
        else:
            yield start, end


def _groups(spans: Sequence[Span], belong: Callable[[Span, Span], bool]) -> list[list[Span]]:
    """Group neighbours that belong together."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and groups[-1][-1][1] == span[0] and belong(groups[-1][-1], span):
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _in_compound(en: str, one: Span, other: Span) -> bool:
    return _is_inner_hyphen(en, one) or _is_inner_hyphen(en, other)


def _is_inner_hyphen(en: str, span: Span) -> bool:
    start, end = span
    return bool(_HYPHEN.fullmatch(en[start:end])) and en[start - 1 : start].isalnum() and en[end : end + 1].isalnum()


def _in_contraction(en: str, one: Span, other: Span) -> bool:
    before, piece = en[slice(*one)], en[slice(*other)]
    if not before[-1].isalnum():
        return bool(_PROCLITIC.fullmatch(before)) and piece[0].isalpha()
    if piece in ("'", "’"):
        return before[-1] in "sS" and bool(_OWNED.match(en, other[1])) and not _OPEN_QUOTE.search(en, 0, other[0])
    return bool(_CLITIC.fullmatch(piece)) or (before.casefold(), piece.casefold()) in _JOINED


def _word(en: str, spans: Sequence[Span]) -> Word:
    start, end = spans[0][0], spans[-1][1]
    pieces = tuple(en[slice(*span)] for span in spans)
    return Word(en[start:end], start, pieces, int(len(pieces) > 1 and bool(_PROCLITIC.fullmatch(pieces[0]))))
