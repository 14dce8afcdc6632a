"""Make rows of Chinese and English blocks. Alignment starts with the rows that the order of lines in the file suggests."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from flashdeck.align.pieces import LineBlock, block_text
from flashdeck.model import Language, Line


class LineRow(NamedTuple):
    """Chinese and English blocks that probably translate each other; the row may have blocks of one language only."""

    zh: tuple[LineBlock, ...] = ()
    en: tuple[LineBlock, ...] = ()

    @property
    def is_paired(self) -> bool:
        return bool(self.zh and self.en)

    @property
    def zh_lines(self) -> LineBlock:
        return tuple(line for block in self.zh for line in block)

    @property
    def en_lines(self) -> LineBlock:
        return tuple(line for block in self.en for line in block)

    @property
    def zh_text(self) -> str:
        return block_text(self.zh_lines, "zh")

    @property
    def en_text(self) -> str:
        return block_text(self.en_lines, "en")


def row_of(block: LineBlock, language: Language) -> LineRow:
    """Return a row that has only one block, which is in the given language."""
    return LineRow(zh=(block,)) if language == "zh" else LineRow(en=(block,))


def unit_rows(lines: Iterable[Line]) -> Iterator[LineRow]:
    """Yield a row for each unit of lines that the format marks.

    If a unit lacks one language, its lines without a language count as lines of the missing language.
    """
    for _, group in groupby(lines, key=lambda line: line.unit):
        members = list(group)
        missing: Language = "en" if any(line.lang == "zh" for line in members) else "zh"
        sides: dict[Language, list[Line]] = {"zh": [], "en": []}
        for line in members:
            sides[line.lang or missing].append(line)
        yield LineRow(_blocks(sides["zh"]), _blocks(sides["en"]))


def _blocks(lines: Sequence[Line]) -> tuple[LineBlock, ...]:
    """Return the lines that a unit has in one language, as one block; an empty tuple if it has no such lines."""
    return (tuple(lines),) if lines else ()


def side_blocks(lines: Sequence[Line], language: Language) -> list[LineBlock]:
    """Return the blocks of one of two files: its cues, its paragraphs or its single lines."""
    own = [line for line in lines if line.lang == language]
    return [tuple(group) for _, group in groupby(own, key=_block_key)]


def _block_key(line: Line) -> tuple[int | None, int]:
    return line.unit, line.number if line.unit is None else 0


def is_readable(block: LineBlock) -> bool:
    """Tell whether all lines of a block have text. Rows are not joined across a line that could not be read."""
    return all(line.text for line in block)


# ---- lines that alternate


def first_language(lines: Sequence[Line]) -> Language:
    """Return the language that comes first in most pairs of neighbouring lines in different languages."""
    changes = [(one.lang, other.lang) for one, other in pairwise(lines)]
    return "zh" if changes.count(("zh", "en")) >= changes.count(("en", "zh")) else "en"


def alternating_rows(lines: Sequence[Line]) -> Iterator[LineRow]:
    """Yield a row for two neighbouring lines in different languages, and a row for each line that has no such neighbour.

    Whether a line is the Chinese or the English of its row depends on its script. It does not depend on whether its number is
    odd or even, because one stray line would then swap the languages of all lines below it. A line without a language
    is left out, unless it can be the translation of the line above.
    """
    first = first_language(lines)
    second: Language = "en" if first == "zh" else "zh"
    at = 0
    while at < len(lines):
        line, after = lines[at], lines[at + 1 : at + 3]
        if line.lang == first and after and _translates(after, first, second):
            zh, en = (line, after[0]) if first == "zh" else (after[0], line)
            yield LineRow(((zh,),), ((en,),))
            at += 2
            continue
        if line.lang:
            yield row_of((line,), line.lang)
        at += 1


def _translates(after: Sequence[Line], first: Language, second: Language) -> bool:
    """Tell whether the first line in `after` may translate the line above it.

    A line in the second language may translate it. Figures and marks are the same in both languages. So a line without letters
    may translate it as well, if the next line is in the first language and thus begins a pair.
    """
    if after[0].lang == second:
        return True
    closes = after[0].lang is None and (len(after) == 1 or after[1].lang == first)
    return closes and not any(map(str.isalpha, after[0].text))
