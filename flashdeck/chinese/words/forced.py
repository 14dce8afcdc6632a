"""Words as a person cuts them, over the words that the segmenter found."""

from collections.abc import Callable, Iterator, Sequence

from flashdeck.chinese.words.word import Word
from flashdeck.model import Span

CutText = Callable[[str], Sequence[Word]]
"""A function that cuts a text into words, without the person."""
CUT_BY_PERSON = "zh.word.edit"
_NEVER_OF_TERM = ("x", "u", "q")  # tags that a term does not take over from its last part


def term_spans(text: str, row: Sequence[Word], terms: Sequence[str]) -> tuple[Span, ...]:
    """Return where terms are words of a line.

    A longer term wins over one inside it. A longer word that contains a term stays whole (大数据, where 数据 is a term), unless
    terms make up all of it: in this way a person cuts a word apart.
    """
    found: list[Span] = []
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        found += [span for span in _occurrences(text, term) if not _overlaps_any(span, found)]
    covered: set[int] = set()
    for start, end in found:
        covered.update(range(start, end))
    whole = [(word.start, word.end) for word in row if not covered.issuperset(range(word.start, word.end))]
    return tuple(sorted(span for span in found if not _is_inside_any(span, whole)))


def _occurrences(text: str, term: str) -> Iterator[Span]:
    """Yield the spans of a term in a text, from left to right, without overlap."""
    at = text.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = text.find(term, at + len(term))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _overlaps_any(span: Span, others: Sequence[Span]) -> bool:
    return any(_overlap(span, other) for other in others)


def _is_inside_any(span: Span, words: Sequence[Span]) -> bool:
    """Tell whether a span is only a part of some word."""
    return any(span != word and word[0] <= span[0] and span[1] <= word[1] for word in words)


def recut(text: str, row: Sequence[Word], spans: Sequence[Span], cut: CutText) -> tuple[Word, ...]:
    """Return the words of a line with these spans as words; what is left of the words around them is cut anew."""
    words = {(word.start, word.end) for word in row}
    forced = [span for span in spans if span not in words]
    result = [_forced_word(text, span, cut) for span in forced]
    for word in row:
        if _overlaps_any((word.start, word.end), forced):
            result += _remainder(text, word, forced, cut)
        else:
            result.append(word)
    return tuple(sorted(result, key=lambda word: word.start))


def _remainder(text: str, word: Word, spans: Sequence[Span], cut: CutText) -> Iterator[Word]:
    """Yield the words of what is left of a word outside some spans."""
    for start, end in _outside(word, spans):
        for part in cut(text[start:end]):
            yield Word(part.text, start + part.start, part.tag, CUT_BY_PERSON)


def _outside(word: Word, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches of a word that are in none of some spans."""
    at = word.start
    for start, end in sorted(span for span in spans if _overlap((word.start, word.end), span)):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < word.end:
        yield at, word.end


def _forced_word(text: str, span: Span, cut: CutText) -> Word:
    """Return the word of a span, with the tag of the word that the segmenter finds there, or of its last part."""
    found = text[span[0] : span[1]]
    tag = cut(found)[-1].tag
    return Word(found, span[0], "n" if tag.startswith(_NEVER_OF_TERM) else tag, CUT_BY_PERSON)
