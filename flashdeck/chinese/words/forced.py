"""Replace words of the segmenter with words that a person defined."""

from collections.abc import Callable, Iterator, Sequence

from flashdeck.chinese.words.word import Word
from flashdeck.model import Span

CutText = Callable[[str], Sequence[Word]]
"""A function that splits a text into words, without a person's corrections."""
CUT_BY_PERSON = "zh.word.edit"
_NEVER_OF_TERM = ("x", "u", "q")  # a term gets the tag of its last word, unless that tag begins with one of these letters


def term_spans(text: str, row: Sequence[Word], terms: Sequence[str]) -> tuple[Span, ...]:
    """Return the spans of the terms that become words of a line.

    A longer term wins over a shorter term inside it. A longer word that contains a term stays whole: 大数据 stays one word if
    数据 is a term. But if the terms cover the whole longer word, the word is split. A person can therefore split a word by
    defining all of its parts.
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
    """Tell whether a span is part of a longer word."""
    return any(span != word and word[0] <= span[0] and span[1] <= word[1] for word in words)


def recut(text: str, row: Sequence[Word], spans: Sequence[Span], cut: CutText) -> tuple[Word, ...]:
    """Return the words of a line after the text of each span was made a word.

    If a span covers only part of a word, the remaining text of that word is split again.
    """
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
    """Split the parts of a word that are outside the spans, and yield the new words."""
    for start, end in _outside(word, spans):
        for part in cut(text[start:end]):
            yield Word(part.text, start + part.start, part.tag, CUT_BY_PERSON)


def _outside(word: Word, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a word that are outside all of the spans."""
    at = word.start
    for start, end in sorted(span for span in spans if _overlap((word.start, word.end), span)):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < word.end:
        yield at, word.end


def _forced_word(text: str, span: Span, cut: CutText) -> Word:
    """Return the text of a span as one word, with the tag of the last word that the segmenter finds in this text."""
    found = text[span[0] : span[1]]
    tag = cut(found)[-1].tag
    return Word(found, span[0], "n" if tag.startswith(_NEVER_OF_TERM) else tag, CUT_BY_PERSON)
