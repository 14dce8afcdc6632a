"""Clauses that may stand for their sentence on a card: short, whole, and split at the same place in both languages.

A long line is often two or three clauses, each a good card. A clause is taken only where both lines have a mark at its
beginning and end, where all links of its words stay inside it, and where most of its words have a link, so that the two
sides certainly translate each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from flashdeck.language.traits import TRAITS, Traits
from flashdeck.model import Annotated, Line, Pair, Phrase, Sentence, Span, Token, part_as_read

_MOST_PIECES = 3  # stretches between marks in one clause
_LEAST_LINKED = 0.6  # share of the words of either side
_LEAST_LINKS = 2
_SHORTER = 0.75  # of its sentence: a clause that is nearly all of it says nothing new


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a sentence and where its marks cut it: places of tokens, from 0 to the end."""

    traits: Traits
    text: str
    tokens: Sequence[Token]
    cuts: tuple[int, ...]

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches of tokens that begin and end at marks, shortest first; never the whole."""
        for size in range(1, min(_MOST_PIECES, len(self.cuts) - 2) + 1):
            for at in range(len(self.cuts) - size):
                yield self.cuts[at], self.cuts[at + size]


def clauses(annotated: Annotated) -> Iterator[Annotated]:
    """Yield the clauses of a sentence, each with its own tokens and offsets; `whole` names the sentence."""
    return (clause_at(annotated, zh, en) for zh, en in clause_places(annotated))


def clause_places(annotated: Annotated) -> Iterator[tuple[Span, Span]]:
    """Yield where the clauses of a sentence stand: from which token to which, of either side."""
    sentence = annotated.sentence
    zh = _side(TRAITS["zh"], sentence.zh, annotated.zh_tokens)
    en = _side(TRAITS["en"], sentence.en, annotated.en_tokens)
    seen: set[tuple[int, int]] = set()
    for span in zh.spans():
        other = _counterpart(zh, span, en)
        if other and other not in seen and _translate_each_other(zh, span, en, other):
            seen.add(other)
            yield _words_only(zh, span), _words_only(en, other)


def _side(traits: Traits, text: str, tokens: Sequence[Token]) -> _Side:
    inner = [at + 1 for at, token in enumerate(tokens) if token.kind == "mark" and traits.clause_mark.fullmatch(token.text)]
    return _Side(traits, text, tokens, tuple(dict.fromkeys((0, *inner, len(tokens)))))


def _counterpart(zh: _Side, span: tuple[int, int], en: _Side) -> tuple[int, int] | None:
    """Return the shortest stretch of the other side that holds all links of a stretch, None where it has too few."""
    linked = [link for token in zh.tokens[slice(*span)] for link in token.links]
    if len(linked) < _LEAST_LINKS:
        return None
    first, last = min(start for start, _ in linked), max(end for _, end in linked)
    begin = max(cut for cut in en.cuts[:-1] if cut < len(en.tokens) and en.tokens[cut].start <= first)
    end = next((cut for cut in en.cuts[1:] if en.tokens[cut - 1].end >= last), None)
    return None if end is None or (begin, end) == (0, len(en.tokens)) else (begin, end)


def _translate_each_other(zh: _Side, span: tuple[int, int], en: _Side, other: tuple[int, int]) -> bool:
    zh_tokens, en_tokens = zh.tokens[slice(*span)], en.tokens[slice(*other)]
    inside = _extent(zh_tokens)
    stays = all(inside[0] <= start and end <= inside[1] for token in en_tokens for start, end in token.links)
    short = len(zh_tokens) <= _SHORTER * len(zh.tokens) and len(en_tokens) <= _SHORTER * len(en.tokens)
    has_verb = any((token.pos or "").startswith("v") for token in zh_tokens)
    return stays and short and has_verb and all(_linked_share(tokens) >= _LEAST_LINKED for tokens in (zh_tokens, en_tokens))


def _linked_share(tokens: Sequence[Token]) -> float:
    words = [token for token in tokens if token.kind == "word"]
    return sum(bool(token.links) for token in words) / len(words) if words else 0.0


def _extent(tokens: Sequence[Token]) -> Span:
    return tokens[0].start, tokens[-1].end


def _words_only(side: _Side, span: tuple[int, int]) -> tuple[int, int]:
    """Leave out the marks at the ends of a stretch, but a final one."""
    start, end = span
    while start < end and side.tokens[start].kind == "mark":
        start += 1
    while start < end and side.tokens[end - 1].kind == "mark" and not side.traits.final.search(side.tokens[end - 1].text):
        end -= 1
    return start, end


# ---- a sentence of its own


def _as_read(text: str, original: str, extent: Span, lines: Sequence[Line]) -> str | None:
    """Return what a clause said before a person mended its line; None where nobody did."""
    return part_as_read(text, original, extent) if any(line.original is not None for line in lines) else None


def clause_at(annotated: Annotated, zh: Span, en: Span) -> Annotated:
    """Return the clause that some tokens of either side make up."""
    sentence = annotated.sentence
    zh_tokens, en_tokens = annotated.zh_tokens[slice(*zh)], annotated.en_tokens[slice(*en)]
    zh_extent, en_extent = _extent(zh_tokens), _extent(en_tokens)
    zh_text, en_text = sentence.zh[slice(*zh_extent)], sentence.en[slice(*en_extent)]
    first = sentence.pairs[0]
    zh_as_read = _as_read(sentence.zh, sentence.zh_as_read, zh_extent, first.zh_source)
    en_as_read = _as_read(sentence.en, sentence.en_as_read, en_extent, first.en_source)
    zh_line = replace(first.zh_source[0], text=zh_text, original=zh_as_read)
    en_line = replace(first.en_source[0], text=_as_sentence(en_text), original=en_as_read)
    pair = Pair((zh_line,), (en_line,), min(pair.score for pair in sentence.pairs))
    shown = Sentence((pair,), en_line.text, sentence.repairs, whole=sentence)
    return Annotated(
        shown,
        tuple(_moved(token, zh_extent[0], en_extent[0]) for token in zh_tokens),
        tuple(_moved(token, en_extent[0], zh_extent[0]) for token in en_tokens),
        tuple(_phrases(annotated.en_phrases, en, en_extent[0], zh_extent[0])),
    )


def _as_sentence(text: str) -> str:
    """Return an English clause as a sentence is written: it begins with a capital and ends in a full stop."""
    closed = text if TRAITS["en"].final.search(text) else f"{text}."
    return closed[:1].upper() + closed[1:]


_AnyToken = TypeVar("_AnyToken", bound=Token)


def _moved(token: _AnyToken, base: int, other_base: int) -> _AnyToken:
    if not (base or (other_base and token.links)):
        return token
    links = tuple((start - other_base, end - other_base) for start, end in token.links)
    return replace(token, start=token.start - base, end=token.end - base, links=links)


def _phrases(phrases: Sequence[Phrase], inside: tuple[int, int], base: int, other_base: int) -> Iterator[Phrase]:
    first, last = inside
    for phrase in phrases:
        if all(first <= place < last for place in phrase.members):
            moved = _moved(phrase, base, other_base)
            yield replace(
                moved,
                members=tuple(place - first for place in phrase.members),
                pieces=tuple((start - base, end - base) for start, end in phrase.pieces),
            )
