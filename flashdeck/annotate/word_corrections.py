"""How a person cuts and reads the words of a transcript; what they mean is in `meanings`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from flashdeck.chinese.characters import count_han
from flashdeck.chinese.syllables import numbered
from flashdeck.chinese.words import Word
from flashdeck.chinese.words.forced import recut, term_spans
from flashdeck.edits.entries import NO_EDITS, Edits, Gloss, Reading, Term
from flashdeck.edits.targets import chinese_spans, is_chinese, stands_in
from flashdeck.model import Sentence, Span

if TYPE_CHECKING:
    from flashdeck.chinese.chinese_annotator import Given


class Corrections:
    """The terms of one transcript, and the words that entries speak of in one line. Sentences go by their place among all."""

    def __init__(self, edits: Edits = NO_EDITS, sentences: Sequence[Sentence] = ()) -> None:
        self._lines = [sentence.zh for sentence in sentences]
        self._terms = {term.text: term for term in edits.of(Term) if is_chinese(term.text)}
        self._readings: dict[int, list[tuple[Reading, Span]]] = {}
        self._glosses: dict[int, list[Span]] = {}
        for number, sentence in enumerate(sentences):
            for entry in edits.of(Reading):
                if stands_in(entry, sentence):
                    self._readings.setdefault(number, []).extend((entry, span) for span in chinese_spans(entry, sentence))
            for gloss in edits.of(Gloss):
                if stands_in(gloss, sentence):
                    self._glosses.setdefault(number, []).extend(chinese_spans(gloss, sentence))

    def facts(self, words: Callable[[], Sequence[Sequence[Word]]]) -> str:
        """Return all that an annotation depends on, as text; nothing where there is nothing.

        `words`: how the lines are cut without a person. What leaves that and the readings alone changes no annotation.
        """
        if not (self._terms or self._readings or self._glosses):
            return ""
        spans = self._new_spans(words() if self._terms or self._glosses else ())
        terms = [(term.text, term.pinyin) for term in self._terms.values() if term.pinyin]
        readings = [(number, span, entry.pinyin) for number, found in self._readings.items() for entry, span in found]
        forced = sorted(self._forced(spans))
        return repr((spans, forced, terms, readings)) if spans or terms or readings else ""

    # ---- how words are cut

    def cut(self, words: Sequence[tuple[Word, ...]] | None = None) -> tuple[list[tuple[Word, ...]], frozenset[str]]:
        """Return the words of the lines, and the terms that are no words without the person. `words`: as cut without the person."""
        from flashdeck.chinese.words.segmenter import Segmenter

        segmenter = cache(lambda: Segmenter(self._lines))
        rows = [segmenter().cut(line) for line in self._lines] if words is None else list(words)
        spans = self._new_spans(rows)
        for number, wanted in spans.items():
            rows[number] = recut(self._lines[number], rows[number], wanted, segmenter().cut)
        return rows, self._forced(spans)

    def _new_spans(self, rows: Sequence[Sequence[Word]]) -> dict[int, list[Span]]:
        """Return for the lines that a person cuts otherwise the spans of words that are none yet."""
        if not (self._terms or self._glosses):
            return {}
        found: dict[int, list[Span]] = {}
        for number, line in enumerate(self._lines):
            if not self._terms and number not in self._glosses:
                continue
            row = rows[number] if rows else ()
            words = {(word.start, word.end) for word in row}
            if wanted := [span for span in self._spans(number, line, row) if span not in words]:
                found[number] = wanted
        return found

    def _forced(self, spans: Mapping[int, Sequence[Span]]) -> frozenset[str]:
        """Return the terms that are new words."""
        texts = {self._lines[number][start:end] for number, found in spans.items() for start, end in found}
        return frozenset(texts & self._terms.keys())

    def _spans(self, number: int, line: str, row: Sequence[Word]) -> Iterator[Span]:
        """Yield the spans of words with a gloss of their own, and of the terms beside them."""
        own = self._glosses.get(number, [])
        yield from own
        for start, end in term_spans(line, row, tuple(self._terms)):
            if not any(start < own_end and own_start < end for own_start, own_end in own):
                yield start, end

    # ---- how words are read

    def reading(self, number: int, word: Word) -> "Given":
        """Return the syllables that a person gives a word of a sentence; empty where there are none."""
        term = self._terms.get(word.text)
        given: list[str | None] = [numbered(syllable) for syllable in term.pinyin] if term else []
        for entry, (start, end) in self._readings.get(number, ()):
            if start < word.end and word.start < end:
                given = given or [None] * count_han(word.text)
                _put(given, word, entry, start)
        return tuple(given)


def _put(given: list[str | None], word: Word, entry: Reading, start: int) -> None:
    """Write the syllables of an entry, whose word stands at `start`, over those of a word."""
    syllables = iter(entry.pinyin)
    by_place = {start + place: next(syllables) for place, char in enumerate(entry.text) if count_han(char)}
    han = (word.start + place for place, char in enumerate(word.text) if count_han(char))
    for at, place in enumerate(han):
        if place in by_place:
            given[at] = numbered(by_place[place])
