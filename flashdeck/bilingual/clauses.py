"""Find clauses that may replace their sentence on a card: short, complete, and cut at the same point in both languages.

A long line often consists of two or three clauses, and each clause makes a good card. The two sides of a clause must certainly
translate each other. A clause is therefore taken only if both lines have a mark at its beginning and at its end, if all links
of its words stay inside the clause, and if most of its words have a link. In captions that are written without final marks, a
pause between Chinese words counts as a mark.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, TypeVar

from flashdeck.bilingual.languages import TRAITS, LineSide, sides
from flashdeck.bilingual.restored_marks import clause_starts
from flashdeck.language.traits import LanguageTraits
from flashdeck.model import Annotated, Line, Pair, Phrase, Sentence, Span, Token, Unmatched, part_as_read

# All numbers were chosen by hand.
# A line is divided at its punctuation marks. A clause consists of at most this number of consecutive parts.
_MOST_PIECES = 3
# The minimum share of the words that must be linked. The Chinese part and the English part of a clause must each reach it.
_LEAST_LINKED = 0.6
# The minimum number of links that a clause must have.
_LEAST_LINKS = 2
# A clause has at most this share of the tokens of its line. A longer clause is almost the whole line.
_SHORTER = 0.75
# If the Chinese and the English line are each divided once, the first part takes up a certain share of each line. These two
# shares may differ by at most this number.
_MOST_APART = 0.12


class _CutSide(NamedTuple):
    """One line of a sentence, and the indices at which the line is divided.

    `cuts`: 0, the index of each token that follows a clause mark, and the number of tokens.
    """

    traits: LanguageTraits
    tokens: Sequence[Token]
    cuts: tuple[int, ...]

    def spans(self) -> Iterator[Span]:
        """Yield the spans of tokens from one cut to a later cut, except the whole line. Spans with fewer parts come first."""
        for size in range(1, min(_MOST_PIECES, len(self.cuts) - 2) + 1):
            for at in range(len(self.cuts) - size):
                yield self.cuts[at], self.cuts[at + size]


def clauses(annotated: Annotated) -> Iterator[Annotated]:
    """Yield the clauses of a sentence. Each clause has its own tokens and offsets, and its `whole` is the sentence."""
    return (clause_at(annotated, zh, en) for zh, en in clause_places(annotated))


def clause_places(annotated: Annotated) -> Iterator[tuple[Span, Span]]:
    """Yield for each clause of a sentence the span of its Chinese tokens and the span of its English tokens."""
    zh_side, en_side = sides(annotated)
    is_unmarked = annotated.sentence.is_unmarked
    zh, en = _cut(zh_side, clause_starts(zh_side.text) if is_unmarked else ()), _cut(en_side)
    seen: set[Span] = set()
    for span, other in chain(_parallel_parts(zh, en) if is_unmarked else (), _linked_clauses(zh, en)):
        if other not in seen:
            seen.add(other)
            yield _without_marks(zh, span), _without_marks(en, other)


def _linked_clauses(zh: _CutSide, en: _CutSide) -> Iterator[tuple[Span, Span]]:
    """Yield the spans of clauses whose words certainly translate each other."""
    for span in zh.spans():
        other = _counterpart(zh, span, en)
        is_clause = other is not None and _is_short(zh, span) and _is_short(en, other)
        if is_clause and other and _translate_each_other(zh.tokens[slice(*span)], en.tokens[slice(*other)]):
            yield span, other


def _parallel_parts(zh: _CutSide, en: _CutSide) -> Iterator[tuple[Span, Span]]:
    """Yield both parts of a line of captions for each point at which the Chinese and the English line are divided alike.

    All links must stay inside their part. Fewer links are required here than in `_translate_each_other`, because each part
    confirms the other part. But both parts must have links, and must take up similar shares of both lines.
    """
    for cut in zh.cuts[1:-1]:
        before, after = _links(zh.tokens[:cut]), _links(zh.tokens[cut:])
        if min(len(before), len(after)) < _LEAST_LINKS:
            continue
        low, high = max(end for _, end in before), min(start for start, _ in after)
        found = [other for other in en.cuts[1:-1] if low <= en.tokens[other].start <= high]
        if len(found) == 1 and _are_divided_alike(zh, cut, en, found[0]):
            yield (0, cut), (0, found[0])
            yield (cut, len(zh.tokens)), (found[0], len(en.tokens))


def _links(tokens: Sequence[Token]) -> list[Span]:
    return [link for token in tokens for link in token.links]


def _are_divided_alike(zh: _CutSide, cut: int, en: _CutSide, other: int) -> bool:
    """Tell whether the first part takes up about the same share of both lines, and each Chinese part has a verb."""
    shares = [side.tokens[at].start / side.tokens[-1].end for side, at in ((zh, cut), (en, other))]
    parts = zh.tokens[:cut], zh.tokens[cut:]
    return abs(shares[0] - shares[1]) <= _MOST_APART and all(map(_has_verb, parts))


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any((token.pos or "").startswith("v") for token in tokens)


def _cut(side: LineSide, starts: Collection[int] = ()) -> _CutSide:
    """Divide a line after each punctuation mark that may end a clause, and before the tokens that begin at `starts`."""
    clause_mark = side.traits.clause_mark
    inner = {at + 1 for at, token in enumerate(side.tokens) if token.kind == "mark" and clause_mark.fullmatch(token.text)}
    inner |= {at for at, token in enumerate(side.tokens) if token.start in starts}
    return _CutSide(side.traits, side.tokens, tuple(sorted({0, *inner, len(side.tokens)})))


def _counterpart(zh: _CutSide, span: Span, en: _CutSide) -> Span | None:
    """Return the shortest span of the English line that includes all links of a Chinese span.

    Return None if the Chinese span has too few links, or if only the whole English line includes all its links.
    """
    linked = [link for token in zh.tokens[slice(*span)] for link in token.links]
    if len(linked) < _LEAST_LINKS:
        return None
    begin = _last_cut_before(en, min(start for start, _ in linked))
    end = _first_cut_after(en, max(end for _, end in linked))
    if end is None or (begin, end) == (0, len(en.tokens)):
        return None
    return begin, end


def _last_cut_before(side: _CutSide, offset: int) -> int:
    """Return the last cut at or before an offset of the text. A cut is at the offset at which its next token begins."""
    cuts = [cut for cut in side.cuts[:-1] if cut < len(side.tokens)]
    return max(cut for cut in cuts if side.tokens[cut].start <= offset)


def _first_cut_after(side: _CutSide, offset: int) -> int | None:
    """Return the first cut at or after an offset of the text. A cut is at the offset at which its previous token ends.

    Return None if no cut is at or after the offset.
    """
    return next((cut for cut in side.cuts[1:] if side.tokens[cut - 1].end >= offset), None)


def _is_short(side: _CutSide, span: Span) -> bool:
    """Tell whether a span is clearly shorter than its line."""
    start, end = span
    return end - start <= _SHORTER * len(side.tokens)


def _translate_each_other(zh_tokens: Sequence[Token], en_tokens: Sequence[Token]) -> bool:
    """Tell whether two spans certainly translate each other.

    The Chinese span must have a verb, both spans must have enough links, and no link of the English span may lead to a word
    outside the Chinese span.
    """
    start, end = _extent(zh_tokens)
    links = [link for token in en_tokens for link in token.links]
    if not all(start <= first and last <= end for first, last in links):
        return False
    return _has_verb(zh_tokens) and min(_linked_share(zh_tokens), _linked_share(en_tokens)) >= _LEAST_LINKED


def _linked_share(tokens: Sequence[Token]) -> float:
    """Return the share of the words that have a link, 0 to 1."""
    words = [token for token in tokens if token.kind == "word"]
    linked = [token for token in words if token.links]
    return len(linked) / max(1, len(words))


def _extent(tokens: Sequence[Token]) -> Span:
    return tokens[0].start, tokens[-1].end


def _without_marks(side: _CutSide, span: Span) -> Span:
    """Return a span without the punctuation marks at its beginning and end.

    A mark that ends a sentence is kept. A quotation mark is kept if the other mark of the quotation is inside the span, too.
    """
    start, end = span
    while start < end and side.tokens[start].kind == "mark" and not _is_closed(side, start, end):
        start += 1
    while start < end and side.tokens[end - 1].kind == "mark" and not _is_kept_at_end(side, start, end):
        end -= 1
    return start, end


_QUOTATION = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")"}
_QUOTED_BY = {closing: opening for opening, closing in _QUOTATION.items()}


def _is_closed(side: _CutSide, start: int, end: int) -> bool:
    """Tell whether the token at `start` opens a quotation or a bracket that is closed before `end`."""
    closing = _QUOTATION.get(side.tokens[start].text)
    return closing is not None and any(token.text == closing for token in side.tokens[start + 1 : end])


def _is_kept_at_end(side: _CutSide, start: int, end: int) -> bool:
    last = side.tokens[end - 1].text
    if side.traits.final.search(last):
        return True
    opening = _QUOTED_BY.get(last)
    return opening is not None and any(token.text == opening for token in side.tokens[start : end - 1])


# ---- a clause as a sentence


def clause_at(annotated: Annotated, zh: Span, en: Span) -> Annotated:
    """Return the clause that consists of a span of the Chinese tokens and a span of the English tokens of a sentence."""
    sentence = annotated.sentence
    zh_tokens, en_tokens = annotated.zh_tokens[slice(*zh)], annotated.en_tokens[slice(*en)]
    zh_extent, en_extent = _extent(zh_tokens), _extent(en_tokens)
    pair = _clause_pair(sentence, zh_extent, en_extent)
    return Annotated(
        Sentence((pair,), pair.en_source[0].text, sentence.repairs, whole=sentence, zh_repairs=sentence.zh_repairs),
        tuple(_moved(token, zh_extent[0], en_extent[0]) for token in zh_tokens),
        tuple(_moved(token, en_extent[0], zh_extent[0]) for token in en_tokens),
        tuple(_phrases(annotated.en_phrases, en, en_extent[0], zh_extent[0])),
        Unmatched(_inside(annotated.unmatched.zh, zh_extent), _inside(annotated.unmatched.en, en_extent)),
    )


def _inside(offsets: Sequence[int], extent: Span) -> tuple[int, ...]:
    """Return the offsets inside an extent, counted from its beginning."""
    start, end = extent
    return tuple([offset - start for offset in offsets if start <= offset < end])


def _clause_pair(sentence: Sentence, zh_extent: Span, en_extent: Span) -> Pair:
    """Return the two lines of a clause.

    Each line has the number and the speaker of the first line of the sentence in its language.
    """
    first = sentence.pairs[0]
    zh_text, en_text = sentence.zh[slice(*zh_extent)], sentence.en[slice(*en_extent)]
    zh_as_read = _as_read(sentence.zh, sentence.zh_as_read, zh_extent, first.zh_source)
    en_as_read = _as_read(sentence.en, sentence.en_as_read, en_extent, first.en_source)
    zh_line = replace(first.zh_source[0], text=zh_text, original=zh_as_read)
    en_line = replace(first.en_source[0], text=_as_sentence(en_text), original=en_as_read)
    return Pair((zh_line,), (en_line,), min(pair.score for pair in sentence.pairs))


def _as_read(text: str, original: str, extent: Span, lines: Sequence[Line]) -> str | None:
    """Return the text of a clause as it was before a correction of its line. Return None if the line was not corrected."""
    if all(line.original is None for line in lines):
        return None
    return part_as_read(text, original, extent)


def _as_sentence(text: str) -> str:
    """Return an English clause written as a sentence, with a capital letter at its beginning and a full stop at its end."""
    closed = text if TRAITS["en"].final.search(text) else f"{text}."
    return closed[:1].upper() + closed[1:]


_AnyToken = TypeVar("_AnyToken", bound=Token)


def _moved(token: _AnyToken, base: int, other_base: int) -> _AnyToken:
    """Return a token with offsets that are counted from the beginning of its clause instead of the beginning of its line.

    `base`: the offset at which the clause begins in the line of the token. `other_base`: the offset at which the clause begins in
    the other line, to which the links point.
    """
    if not (base or (other_base and token.links)):
        return token
    links = tuple((start - other_base, end - other_base) for start, end in token.links)
    return replace(token, start=token.start - base, end=token.end - base, links=links)


def _phrases(phrases: Sequence[Phrase], inside: Span, base: int, other_base: int) -> Iterator[Phrase]:
    """Yield the phrases that lie completely inside a clause."""
    first, last = inside
    for phrase in phrases:
        if all(first <= place < last for place in phrase.members):
            members = tuple(place - first for place in phrase.members)
            pieces = tuple((start - base, end - base) for start, end in phrase.pieces)
            yield replace(_moved(phrase, base, other_base), members=members, pieces=pieces)
