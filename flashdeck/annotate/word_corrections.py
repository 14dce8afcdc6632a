"""Apply a person's corrections of word boundaries and readings. The module `meanings` corrects glosses and levels."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from flashdeck.chinese.syllables import numbered
from flashdeck.chinese.words import Word
from flashdeck.chinese.words.forced import recut, term_spans
from flashdeck.edits.entries import NO_EDITS, Edits
from flashdeck.edits.kinds.word_entries import GlossEntry, ReadingEntry, TermEntry
from flashdeck.edits.targets import chinese_spans, is_chinese, is_in_sentence
from flashdeck.lazy import Lazy
from flashdeck.model import Sentence, Span
from flashdeck.model.characters import count_han

if TYPE_CHECKING:
    from flashdeck.annotate.chinese_annotator import GivenReading


class Corrections:
    """The corrections of one transcript: terms for all lines, readings and glosses for single lines.

    Sentences are identified by their index among all sentences.
    """

    def __init__(self, edits: Edits = NO_EDITS, sentences: Sequence[Sentence] = ()) -> None:
        self._lines = [sentence.zh for sentence in sentences]
        self._terms = {term.text: term for term in edits.of(TermEntry) if is_chinese(term.text)}
        readings, glosses = edits.of(ReadingEntry), edits.of(GlossEntry)
        self._readings: dict[int, list[tuple[ReadingEntry, Span]]] = {}
        self._glosses: dict[int, list[Span]] = {}
        for number, sentence in enumerate(sentences):
            if found := _placed(readings, sentence):
                self._readings[number] = found
            if spans := [span for _, span in _placed(glosses, sentence)]:
                self._glosses[number] = spans

    def facts(self, words: Callable[[], Sequence[Sequence[Word]]]) -> str:
        """Return a text that describes the effect of the corrections on words and readings.

        The text is empty if the corrections do not change words or readings. Two sets of corrections with the same text have
        the same effect. `words`: a function that returns the words of the lines before corrections.
        """
        spans = self._new_spans(words()) if self._terms or self._glosses else {}
        terms = [(term.text, term.pinyin) for term in self._terms.values() if term.pinyin]
        readings = [(number, span, entry.pinyin) for number, found in self._readings.items() for entry, span in found]
        if not (spans or terms or readings):
            return ""
        return repr((spans, sorted(self._forced(spans)), terms, readings))

    # ---- the boundaries of words

    def cut(self, words: Sequence[tuple[Word, ...]] | None = None) -> tuple[list[tuple[Word, ...]], frozenset[str]]:
        """Return the words of the lines, and the terms that are words only because of a correction.

        `words`: the words of the lines before corrections; None to divide the lines here.
        """
        from flashdeck.chinese.words.segmenter import Segmenter

        load_segmenter = Lazy(lambda: Segmenter(self._lines))
        rows = [load_segmenter().cut(line) for line in self._lines] if words is None else list(words)
        spans = self._new_spans(rows)
        for number, wanted in spans.items():
            rows[number] = recut(self._lines[number], rows[number], wanted, load_segmenter().cut)
        return rows, self._forced(spans)

    def _new_spans(self, rows: Sequence[Sequence[Word]]) -> dict[int, list[Span]]:
        """Return the spans that become words because of a correction, by the index of their line.

        `rows`: the words of each line before the corrections.
        """
        lines = range(len(self._lines)) if self._terms else sorted(self._glosses)
        found: dict[int, list[Span]] = {}
        for number in lines:
            row = rows[number] if rows else ()
            words = {(word.start, word.end) for word in row}
            wanted = [span for span in self._spans(number, self._lines[number], row) if span not in words]
            if wanted:
                found[number] = wanted
        return found

    def _forced(self, spans: Mapping[int, Sequence[Span]]) -> frozenset[str]:
        """Return the terms that are words only because of a correction. `spans`: the result of `_new_spans`."""
        texts = {self._lines[number][start:end] for number, found in spans.items() for start, end in found}
        return frozenset(texts & self._terms.keys())

    def _spans(self, number: int, line: str, row: Sequence[Word]) -> Iterator[Span]:
        """Yield the spans of words with a gloss for this line, and the spans of terms that do not overlap these words."""
        own = self._glosses.get(number, [])
        yield from own
        for start, end in term_spans(line, row, tuple(self._terms)):
            if not any(start < own_end and own_start < end for own_start, own_end in own):
                yield start, end

    # ---- the readings of words

    def reading(self, number: int, word: Word) -> "GivenReading":
        """Return the syllables that the corrections give for a word. Return () if no correction is about this word.

        `number`: the index of the sentence.
        """
        term = self._terms.get(word.text)
        given: list[str | None] = [numbered(syllable) for syllable in term.pinyin] if term else []
        for entry, (start, end) in self._readings.get(number, ()):
            if start < word.end and word.start < end:
                given = given or [None] * count_han(word.text)
                _put(given, word, entry, start)
        return tuple(given)


_LineEntry = TypeVar("_LineEntry", ReadingEntry, GlossEntry)


def _placed(entries: Sequence[_LineEntry], sentence: Sentence) -> list[tuple[_LineEntry, Span]]:
    """Return the entries that are about a sentence, each with the span of its word."""
    own = [entry for entry in entries if is_in_sentence(entry, sentence)]
    return [(entry, span) for entry in own for span in chinese_spans(entry, sentence)]


def _put(given: list[str | None], word: Word, entry: ReadingEntry, start: int) -> None:
    """Overwrite the syllables of a word with the syllables of an entry. The word of the entry starts at `start`."""
    syllables = iter(entry.pinyin)
    by_place = {start + place: next(syllables) for place, char in enumerate(entry.text) if count_han(char)}
    han = (word.start + place for place, char in enumerate(word.text) if count_han(char))
    for at, place in enumerate(han):
        if place in by_place:
            given[at] = numbered(by_place[place])
