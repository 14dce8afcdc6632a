"""Split lines and paragraphs into sentences, and record which part of which line each sentence is.

The rows of `align/data/sentence_ends.tsv` decide where sentences end.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from flashdeck.align.word_classes import load_align_classes
from flashdeck.language.rules import Rule, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import Language, Line, Span, join_chinese

LineBlock = tuple[Line, ...]
"""One line, or the lines of one paragraph that the file breaks into several lines."""
_CLOSERS = r"[”’\"'）)》』」\]]*"
_LONGEST_ABBREVIATION = 12  # an abbreviation is searched for in this number of characters before a mark


class TextPiece(NamedTuple):
    """A sentence.

    `source` holds the lines over which the sentence extends. `spans` holds the start and end of the sentence in each of these
    lines, and is empty if the sentence is all the text of the lines. `block` is the index of the block that has the sentence,
    among the blocks of the same language.
    """

    text: str
    source: LineBlock
    spans: tuple[Span, ...]
    block: int
    ends_block: bool


class SentenceEnd(NamedTuple):
    """A mark that may end a sentence.

    `at` is the index after the mark. `is_end` is true if the sentence ends at the mark, and `rule` is the id of the rule that
    decided this.
    """

    at: int
    rule: str
    is_end: bool


class _RulePattern:
    """One pattern that combines several rules. The name of the group that matches identifies the rule."""

    def __init__(self, rules: Sequence[Rule], behind: str) -> None:
        abbreviations = "|".join(sorted(load_align_classes()["abbreviations-with-point"]))
        self._ids = [rule.id for rule in rules]
        conditions = (rule.condition.replace("{abbreviations}", abbreviations) for rule in rules)
        groups = "|".join(f"({condition})" for condition in conditions)
        self.pattern = re.compile(f"(?:{groups}){behind}")

    def rule(self, match: re.Match[str]) -> str:
        assert match.lastindex is not None
        return self._ids[match.lastindex - 1]


class _EndPatterns(NamedTuple):
    chinese: _RulePattern
    english: _RulePattern
    not_english: _RulePattern


def _load_end_patterns() -> _EndPatterns:
    rules = read_rules("flashdeck.align", "sentence_ends.tsv")
    return _EndPatterns(
        chinese=_RulePattern([rule for rule in rules if rule.key == "zh"], rf"{_CLOSERS}\s*"),
        english=_RulePattern([rule for rule in rules if rule.key == "en"], ""),
        not_english=_RulePattern([rule for rule in rules if rule.key == "en-no-end"], r"\s*$"),
    )


_load_patterns = Lazy(_load_end_patterns)


def decide_ends(text: str, language: Language) -> Iterator[SentenceEnd]:
    """Yield the marks of a text that may end a sentence, each with the rule that decides whether it does."""
    patterns = _load_patterns()
    if language == "zh":
        for match in patterns.chinese.pattern.finditer(text):
            yield SentenceEnd(match.end(), patterns.chinese.rule(match), is_end=True)
        return
    for match in patterns.english.pattern.finditer(text):
        end = match.end()
        exception = patterns.not_english.pattern.search(text, max(0, end - _LONGEST_ABBREVIATION), end)
        if exception:
            yield SentenceEnd(end, patterns.not_english.rule(exception), is_end=False)
        else:
            yield SentenceEnd(end, patterns.english.rule(match), is_end=True)


def cut_sentences(text: str, language: Language) -> list[Span]:
    """Return the spans of the sentences in a text. Spaces around a sentence are not part of its span.

    >>> cut_sentences("It's 3.5 km. Mr. Li walks!", "en"), cut_sentences("“走吧。”他说。好!", "zh")
    ([(0, 12), (13, 26)], [(0, 5), (5, 8), (8, 10)])
    """
    ends = [end.at for end in decide_ends(text, language) if end.is_end and end.at < len(text)]
    spans = (_trimmed(text, start, end) for start, end in pairwise([0, *ends, len(text)]))
    return [span for span in spans if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def block_text(block: LineBlock, language: Language) -> str:
    """Return the lines of a block, joined to one text."""
    if language == "zh":
        return join_chinese((line.text, line.unmarked) for line in block)
    return " ".join(line.text for line in block)


def make_pieces(blocks: Sequence[LineBlock], language: Language) -> list[TextPiece]:
    """Split the blocks of one language into sentences, in order."""
    return [piece for number, block in enumerate(blocks) for piece in cut_block(block, number, language)]


def cut_block(block: LineBlock, number: int, language: Language) -> Iterator[TextPiece]:
    """Yield the sentences of one block. A block that is not more than one sentence is yielded whole."""
    text = block_text(block, language)
    spans = cut_sentences(text, language)
    if len(spans) < 2:
        yield TextPiece(text, block, (), number, ends_block=True)
        return
    places = list(_places(block, text))
    for start, end in spans:
        parts = [(line, _within(place, start, end)) for line, place in places if place[0] < end and start < place[1]]
        source, inside = zip(*parts, strict=True)
        yield TextPiece(text[start:end], source, inside, number, ends_block=end == spans[-1][1])


def _places(block: LineBlock, text: str) -> Iterator[tuple[Line, Span]]:
    """Yield each line of a block with its span in the joined text of the block."""
    at = 0
    for line in block:
        start = text.index(line.text, at)
        at = start + len(line.text)
        yield line, (start, at)


def _within(place: Span, start: int, end: int) -> Span:
    """Convert the span from `start` to `end` in the text of a block to a span in one of its lines.

    `place` is the span of the line in the text of the block.
    """
    return max(start, place[0]) - place[0], min(end, place[1]) - place[0]
