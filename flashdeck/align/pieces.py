"""Sentences of a line or paragraph, each with the place it has in the lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashdeck.chinese.characters import HAN_RANGES
from flashdeck.model import Language, Line, Span, join_chinese

Block = tuple[Line, ...]
"""One line, or the lines of a paragraph that the file cuts."""

_CLOSERS = r"[”’\"'）)》』」\]]*"
_END = {
    # Not a point between Latin letters or figures, nor "……", which is a pause.
    "zh": re.compile(rf"(?:[。？！?!]+|(?<![\w.])\.(?![\w.])|(?<=[{HAN_RANGES}])\.(?![\w.])){_CLOSERS}\s*"),
    # A capital, a figure or a quotation follows, or it is no end: "U.S. law", "v. 2".
    "en": re.compile(r"[.?!]+[”’\"')\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9$])"),
}
_NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rep|Jr|Sr|vs|etc|No|Inc|Ltd|Co|[A-Z])\.|\.\.\.)\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence. `spans`: its place in each of its lines; empty where it has them whole. `block`: the place of its block."""

    text: str
    source: Block
    spans: tuple[Span, ...]
    block: int
    ends_block: bool


def cut_sentences(text: str, language: Language) -> list[Span]:
    """Return where the sentences of a text stand, without the spaces around them.

    >>> cut_sentences("It's 3.5 km. Mr. Li walks!", "en"), cut_sentences("“走吧。”他说。好!", "zh")
    ([(0, 12), (13, 26)], [(0, 5), (5, 8), (8, 10)])
    """
    ends = [match.end() for match in _END[language].finditer(text)]
    if language == "en":
        ends = [end for end in ends if not _NO_END.search(text, max(0, end - 12), end)]
    borders = [0, *(end for end in ends if end < len(text)), len(text)]
    spans = (_trimmed(text, start, end) for start, end in pairwise(borders))
    return [span for span in spans if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def block_text(block: Block, language: Language) -> str:
    """Return the lines of a block in one piece."""
    texts = (line.text for line in block)
    return join_chinese(texts) if language == "zh" else " ".join(texts)


def make_pieces(blocks: Sequence[Block], language: Language) -> list[Piece]:
    """Cut the blocks of one side into sentences, in order."""
    return [piece for number, block in enumerate(blocks) for piece in cut_block(block, number, language)]


def cut_block(block: Block, number: int, language: Language) -> Iterator[Piece]:
    """Yield the sentences of one block; of a block with no letter in it, the whole."""
    text = block_text(block, language)
    spans = cut_sentences(text, language)
    if len(spans) < 2:
        yield Piece(text, block, (), number, ends_block=True)
        return
    places = list(_places(block, text))
    for start, end in spans:
        parts = [(line, _within(place, start, end)) for line, place in places if place[0] < end and start < place[1]]
        source, inside = zip(*parts, strict=True)
        yield Piece(text[start:end], source, inside, number, ends_block=end == spans[-1][1])


def _places(block: Block, text: str) -> Iterator[tuple[Line, Span]]:
    """Yield the lines of a block with their places in its text."""
    at = 0
    for line in block:
        start = text.index(line.text, at)
        at = start + len(line.text)
        yield line, (start, at)


def _within(place: Span, start: int, end: int) -> Span:
    return max(start, place[0]) - place[0], min(end, place[1]) - place[0]
