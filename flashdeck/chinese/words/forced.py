"""Words as a person cuts them, over the words that the segmenter found."""

from collections.abc import Callable, Iterator, Sequence

from flashdeck.chinese.words.word import Word
from flashdeck.model import Span

Cut = Callable[[str], Sequence[Word]]


def term_spans(text: str, row: Sequence[Word], terms: Sequence[str]) -> tuple[Span, ...]:
    """Return where terms stand as words of a line.

    A longer term wins over one in it. A longer word that holds a term stays whole (大数据, where 数据 is a term), unless terms
    make up all of it: so a person cuts a word apart.
    """
    found: list[Span] = []
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        found += [span for span in _occurrences(text, term) if not any(_overlap(span, other) for other in found)]
    covered = {place for start, end in found for place in range(start, end)}
    whole = [(word.start, word.end) for word in row if not covered.issuperset(range(word.start, word.end))]
    return tuple(sorted(span for span in found if not any(_lies_in(span, word) for word in whole)))


def _occurrences(text: str, term: str) -> Iterator[Span]:
    at = text.find(term)
    while at >= 0:
        yield at, at + len(term)
        at = text.find(term, at + len(term))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _lies_in(span: Span, word: Span) -> bool:
    return span != word and word[0] <= span[0] and span[1] <= word[1]


def recut(text: str, row: Sequence[Word], spans: Sequence[Span], cut: Cut) -> tuple[Word, ...]:
    """Return the words of a line with these spans as words; what is left of the words around them is cut anew."""
    words = {(word.start, word.end) for word in row}
    forced = [span for span in spans if span not in words]
    kept = [word for word in row if not any(_overlap((word.start, word.end), span) for span in forced)]
    split = [word for word in row if word not in kept]
    left = [piece for word in split for piece in _outside(word, forced)]
    pieces = [Word(part.text, start + part.start, part.tag) for start, end in left for part in cut(text[start:end])]
    return tuple(sorted([*kept, *pieces, *(_forced_word(text, span, cut) for span in forced)], key=lambda word: word.start))


def _outside(word: Word, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches of a word that lie in no span."""
    at = word.start
    for start, end in sorted(span for span in spans if _overlap((word.start, word.end), span)):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < word.end:
        yield at, word.end


def _forced_word(text: str, span: Span, cut: Cut) -> Word:
    """Return the word of a span; its part of speech is that of the word or, in a compound, of its last part."""
    found = text[span[0] : span[1]]
    tag = cut(found)[-1].tag
    return Word(found, span[0], "n" if tag[:1] in ("x", "u", "q") else tag)
