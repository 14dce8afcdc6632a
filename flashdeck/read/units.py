"""Blocks of one language become units: what the format puts side by side belongs together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from flashdeck.model import Language, Line


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that the format says are one: a paragraph, a cue. `section`: blocks of two sections never belong together."""

    lines: tuple[Line, ...]
    section: int = 0

    def sizes(self) -> dict[Language, int]:
        """Return how much is said in each language, in letters: a Chinese character says about as much as three."""
        sizes: dict[Language, int] = {"zh": 0, "en": 0}
        for line in self.lines:
            if line.lang:
                sizes[line.lang] += len(line.text) * (3 if line.lang == "zh" else 1)
        return sizes

    @property
    def lang(self) -> Language | None:
        """The language of most of its text; None where no line has one."""
        sizes = self.sizes()
        if not any(sizes.values()):
            return None
        return "zh" if sizes["zh"] >= sizes["en"] else "en"

    @property
    def is_bilingual(self) -> bool:
        return {"zh", "en"} <= {line.lang for line in self.lines}


Unit = tuple[Block, ...]
_FEW = 0.2  # of the text of a paragraph, in the other language: names and borrowed words alone on a line


def in_one_language(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Give lines wrapped out of one text its language, also where a line holds but a word of the other."""
    block = Block(lines)
    sizes = block.sizes()
    if block.lang is None or min(sizes.values()) > _FEW * sum(sizes.values()):
        return lines
    return tuple(replace(line, lang=block.lang) for line in lines)


def pair_neighbours(blocks: Sequence[Block]) -> Iterator[Unit]:
    """Yield units: a run of blocks of one language with the run of the other behind it, in the order that the file keeps.

    Blocks of both languages, and those of none, are units of their own.
    """
    first = _first_language(blocks)
    pending: list[Block] = []
    for lang, run in _runs(blocks):
        follows = pending and lang not in (first, None) and pending[-1].section == run[0].section
        if follows:
            yield (*pending, *run)
            pending = []
            continue
        if pending:
            yield tuple(pending)
        pending = run
        if lang != first:
            yield from ((block,) for block in run) if lang is None else (tuple(run),)
            pending = []
    if pending:
        yield tuple(pending)


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[Language | None, list[Block]]]:
    for (lang, _), run in groupby(blocks, key=lambda block: (None if block.is_bilingual else block.lang, block.section)):
        yield lang, list(run)


def _first_language(blocks: Sequence[Block]) -> Language:
    changes = [
        (one.lang, other.lang)
        for one, other in pairwise(blocks)
        if one.section == other.section and not (one.is_bilingual or other.is_bilingual)
    ]
    return "zh" if changes.count(("zh", "en")) >= changes.count(("en", "zh")) else "en"


def number_units(units: Iterable[Unit]) -> tuple[Line, ...]:
    """Return the lines of units, in the order of the file, each with the number of its unit."""
    in_order = sorted((sorted((line for block in unit for line in block.lines), key=_place) for unit in units), key=_first)
    return tuple(replace(line, unit=number) for number, lines in enumerate(in_order, start=1) for line in lines)


def _place(line: Line) -> int:
    return line.number


def _first(lines: Sequence[Line]) -> int:
    return lines[0].number if lines else 0
