"""Rows: blocks of one side beside blocks of the other. Alignment begins with those that the file suggests."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from flashdeck.align.pieces import Block, block_text
from flashdeck.model import Language, Line


class Row(NamedTuple):
    """What stands side by side; one side may be empty."""

    zh: tuple[Block, ...] = ()
    en: tuple[Block, ...] = ()

    @property
    def is_paired(self) -> bool:
        return bool(self.zh and self.en)

    @property
    def zh_lines(self) -> Block:
        return tuple(line for block in self.zh for line in block)

    @property
    def en_lines(self) -> Block:
        return tuple(line for block in self.en for line in block)

    @property
    def zh_text(self) -> str:
        return block_text(self.zh_lines, "zh")

    @property
    def en_text(self) -> str:
        return block_text(self.en_lines, "en")


def row_of(block: Block, language: Language) -> Row:
    """Return a row with one side."""
    return Row(zh=(block,)) if language == "zh" else Row(en=(block,))


def unit_rows(lines: Iterable[Line]) -> Iterator[Row]:
    """Yield a row for each unit that the format names; figures and marks stand for the language that is missing."""
    for _, group in groupby(lines, key=lambda line: line.unit):
        members = list(group)
        missing: Language = "en" if any(line.lang == "zh" for line in members) else "zh"
        sides: dict[Language, list[Line]] = {"zh": [], "en": []}
        for line in members:
            sides[line.lang or missing].append(line)
        yield Row(*((tuple(side),) if side else () for side in (sides["zh"], sides["en"])))


def side_blocks(lines: Sequence[Line], language: Language) -> list[Block]:
    """Return the cues, paragraphs or lines of one of two files."""
    own = [line for line in lines if line.lang == language]
    return [tuple(group) for _, group in groupby(own, key=lambda line: (line.unit, line.number if line.unit is None else 0))]


def is_readable(block: Block) -> bool:
    """Tell whether all lines of a block hold text; one that could not be read is a gap, which nothing crosses."""
    return all(line.text for line in block)
