"""Group blocks into units. The texts of a unit are neighbours in the file and translate each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from flashdeck.model import Language, Line

_LETTERS_PER_HAN = 3  # one Chinese character counts as this number of English letters (chosen by hand)
# A paragraph is in one language if at most this share of it is in the other language, for example a few names (chosen by hand).
_FEW = 0.2
_MOST_CHANGES = 0.02
"""If at most this share of the texts differs in language from the text before, one language comes after the other.
Names and quoted words cause a few such changes. In a text of alternating lines, every line is a change. Chosen by hand."""
# one language comes after the other only if each language has more than this share of the texts (chosen by hand)
_LEAST_SHARE = 0.1


def count_letters(text: str, language: Language) -> int:
    """Return the length of a text in English letters; a Chinese character counts as three letters."""
    return len(text) * (_LETTERS_PER_HAN if language == "zh" else 1)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that the format groups: a paragraph or a cue. Blocks with different `section` numbers never form a unit."""

    lines: tuple[Line, ...]
    section: int = 0

    def sizes(self) -> dict[Language, int]:
        """Return the length of the text in each language, as a number of English letters.

        A Han character counts as the number of English letters that usually translate it.
        """
        sizes: dict[Language, int] = {"zh": 0, "en": 0}
        for line in self.lines:
            if line.lang:
                sizes[line.lang] += count_letters(line.text, line.lang)
        return sizes

    @property
    def lang(self) -> Language | None:
        """The language of most of the text in the block; None if no line has a language."""
        sizes = self.sizes()
        if not any(sizes.values()):
            return None
        return "zh" if sizes["zh"] >= sizes["en"] else "en"

    @property
    def is_bilingual(self) -> bool:
        return {"zh", "en"} <= {line.lang for line in self.lines}


Unit = tuple[Block, ...]


def are_apart(languages: Sequence[Language | None]) -> bool:
    """Tell whether all texts of one language come before all texts of the other language.

    `languages` are the languages of the texts in the order of the file.
    """
    found = [language for language in languages if language]
    changes = sum(one != other for one, other in pairwise(found))
    fewer = min(found.count("zh"), found.count("en"))
    return changes <= max(1, _MOST_CHANGES * len(found)) and fewer > max(2, _LEAST_SHARE * len(found))


def in_one_language(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Give all lines of a wrapped text the language of the whole text, even a line with only a word of the other language."""
    block = Block(lines)
    sizes = block.sizes()
    if block.lang is None or min(sizes.values()) > _FEW * sum(sizes.values()):
        return lines
    return tuple(replace(line, lang=block.lang) for line in lines)


def pair_neighbours(blocks: Sequence[Block]) -> Iterator[Unit]:
    """Yield units. A unit is a run of blocks of one language and the following run of blocks of the other language.

    The language that comes first in most of the file comes first in every unit. A block with both languages, and a block
    without a language, is a unit of its own.
    """
    first = _first_language(blocks)
    pending: list[Block] = []
    for lang, run in _runs(blocks):
        if pending and lang not in (first, None) and pending[-1].section == run[0].section:
            yield (*pending, *run)
            pending = []
            continue
        if pending:
            yield tuple(pending)
        pending = run if lang == first else []
        if not pending:
            yield from _unpaired_units(lang, run)
    if pending:
        yield tuple(pending)


def _unpaired_units(lang: Language | None, run: Sequence[Block]) -> Iterator[Unit]:
    """Yield the units of a run of blocks without a counterpart.

    A run in one language is one unit. In a run without a language, each block is a unit.
    """
    if lang is None:
        yield from ((block,) for block in run)
    else:
        yield tuple(run)


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[Language | None, list[Block]]]:
    """Yield runs of blocks in the same language and section, each with its language.

    The language is None for blocks that have both languages or neither language.
    """
    for (lang, _), run in groupby(blocks, key=_run_key):
        yield lang, list(run)


def _run_key(block: Block) -> tuple[Language | None, int]:
    return None if block.is_bilingual else block.lang, block.section


def _first_language(blocks: Sequence[Block]) -> Language:
    """Return the language that comes directly before the other language more often than directly after it."""
    changes = []
    for one, other in pairwise(blocks):
        if one.section == other.section and not (one.is_bilingual or other.is_bilingual):
            changes.append((one.lang, other.lang))
    return "zh" if changes.count(("zh", "en")) >= changes.count(("en", "zh")) else "en"


def number_units(units: Iterable[Unit]) -> tuple[Line, ...]:
    """Return the lines of units, each with the number of its unit. Units are numbered from 1 in the order of the file."""
    in_order = sorted((_lines_in_order(unit) for unit in units), key=_first_number)
    return tuple(replace(line, unit=number) for number, lines in enumerate(in_order, start=1) for line in lines)


def number_blocks(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """Return the lines of blocks, in the given order. Each block is one unit, and the units are numbered from 1."""
    return tuple(replace(line, unit=number) for number, block in enumerate(blocks, start=1) for line in block.lines)


def own_units(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """Return the lines of blocks with new numbers of units. Each block with both languages becomes a unit.

    Neighbouring blocks in one language stay one unit if they had the same number before.
    """
    found, number = list[Line](), 0
    before: tuple[int | None, bool] | None = None
    for block in blocks:
        here = block.lines[0].unit, block.is_bilingual
        number += here != before or block.is_bilingual
        before = here
        found += [replace(line, unit=number) for line in block.lines]
    return tuple(found)


def _lines_in_order(unit: Unit) -> list[Line]:
    lines = [line for block in unit for line in block.lines]
    return sorted(lines, key=lambda line: line.number)


def _first_number(lines: Sequence[Line]) -> int:
    return lines[0].number if lines else 0
