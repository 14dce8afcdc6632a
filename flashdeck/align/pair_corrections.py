"""Regroup pairs by the entries of an edits file, which join lines into one unit, shift one language or split a unit.

The lines that the entries name are taken out of the pairs that alignment made. A pair is kept if it still has Chinese and
English lines.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import compress

from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.entry_effects import UnitEffect
from flashdeck.model import Bitext, Language, Line, Notice, Pair, Span

LEFT_BY_EDIT = "align.left-out.edited"


def correct_pairs(bitext: Bitext, lines: Sequence[Line], edits: Edits) -> Bitext:
    """Return the pairs as the entries group them. The entries refer to the lines of the transcript, `lines`, by number."""
    effects = edits.of(UnitEffect)
    units = [_unit(lines, zh, en) for entry in effects for zh, en in entry.units()]
    pairs = list(_with_units(bitext.pairs, units))
    for entry in effects:
        for number in entry.ends():
            pairs = _cut_all(pairs, number)
    return Bitext(tuple(pairs), tuple(_notices(bitext, pairs, units)))


def _unit(lines: Sequence[Line], zh: Sequence[int], en: Sequence[int]) -> Pair:
    return Pair(tuple(_side(lines, zh, "zh")), tuple(_side(lines, en, "en")), 1.0)


def _side(lines: Sequence[Line], numbers: Collection[int], side: Language) -> Iterator[Line]:
    """Yield the lines with the given numbers that are, or may be, in the language `side`."""
    other = "en" if side == "zh" else "zh"
    return (line for line in lines if line.number in numbers and line.lang != other and line.file in (side, None))


def _lines(pairs: Sequence[Pair]) -> list[Line]:
    return [line for pair in pairs for line in (*pair.zh_source, *pair.en_source)]


def _line_ids(pairs: Sequence[Pair]) -> set[int]:
    return set(map(id, _lines(pairs)))


def _with_units(pairs: Sequence[Pair], units: Sequence[Pair]) -> Sequence[Pair]:
    """Remove the lines of `units`, which are the pairs made by the corrections, from the aligned pairs.

    Returns the remaining pairs and the units together, in the order of their first Chinese lines.
    """
    if not units:
        return pairs
    taken = _line_ids(units)
    left = [_part(pair, _line_ids([pair]) - taken) for pair in pairs]
    whole = (pair for pair in (*left, *units) if pair.zh_source and pair.en_source)
    return sorted(whole, key=lambda pair: pair.zh_source[0].number)


def _part(pair: Pair, wanted: Collection[int]) -> Pair:
    """Return a pair reduced to the lines whose `id` is in `wanted`."""
    zh, zh_spans = _wanted(pair.zh_source, pair.zh_spans, wanted)
    en, en_spans = _wanted(pair.en_source, pair.en_spans, wanted)
    return replace(pair, zh_source=zh, en_source=en, zh_spans=zh_spans, en_spans=en_spans)


def _wanted(lines: Sequence[Line], spans: Sequence[Span], wanted: Collection[int]) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    kept = tuple(id(line) in wanted for line in lines)
    return tuple(compress(lines, kept)), tuple(compress(spans, kept))


def _cut_all(pairs: Sequence[Pair], number: int) -> list[Pair]:
    return [part for pair in pairs for part in cut_after(pair, number)]


def cut_after(pair: Pair, number: int) -> tuple[Pair, ...]:
    """Split a pair after a line or its translation; return the whole pair if a part would lack Chinese or English."""
    for last in (number, number + 1):
        before = {id(line) for line in _lines([pair]) if line.number <= last}
        parts = _part(pair, before), _part(pair, _line_ids([pair]) - before)
        if all(part.zh_source and part.en_source for part in parts):
            return parts
    return (pair,)


def _notices(bitext: Bitext, pairs: Sequence[Pair], units: Sequence[Pair]) -> Iterator[Notice]:
    """Yield the notices that are still valid, and a notice for each line that a correction left without its translation."""
    joined = {(line.file, line.number) for line in _lines(units)}
    yield from (notice for notice in bitext.notices if (notice.file, notice.line) not in joined)
    paired = _line_ids(pairs)
    alone = {id(line): line for line in _lines(bitext.pairs) if id(line) not in paired}
    yield from (Notice("unpaired", line.number, line.text, line.file, LEFT_BY_EDIT) for line in alone.values())
