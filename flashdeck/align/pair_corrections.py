"""Pairs as a person groups them: lines that make one unit, pairs that slipped, places where a unit ends.

What the entries name is taken out of the pairs that alignment made; of these stays what still has both sides.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import compress

from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.entry_effects import UnitEffect
from flashdeck.model import Bitext, Language, Line, Notice, Pair, Span


def correct_pairs(bitext: Bitext, lines: Sequence[Line], edits: Edits) -> Bitext:
    """Return the pairs as the entries group them; the entries were placed on these lines before."""
    units = [_unit(lines, zh, en) for entry in edits.of(UnitEffect) for zh, en in entry.units()]
    pairs = list(_with_units(bitext.pairs, units))
    for number in (number for entry in edits.of(UnitEffect) for number in entry.ends()):
        pairs = [part for pair in pairs for part in cut_behind(pair, number)]
    return Bitext(tuple(pairs), tuple(_notices(bitext, pairs, units)))


def _unit(lines: Sequence[Line], zh: Sequence[int], en: Sequence[int]) -> Pair:
    return Pair(tuple(_side(lines, zh, "zh")), tuple(_side(lines, en, "en")), 1.0)


def _side(lines: Sequence[Line], numbers: Collection[int], side: Language) -> Iterator[Line]:
    other = "en" if side == "zh" else "zh"
    return (line for line in lines if line.number in numbers and line.lang != other and line.file in (side, None))


def _lines(pairs: Sequence[Pair]) -> list[Line]:
    return [line for pair in pairs for line in (*pair.zh_source, *pair.en_source)]


def _with_units(pairs: Sequence[Pair], units: Sequence[Pair]) -> Sequence[Pair]:
    if not units:
        return pairs
    taken = set(map(id, _lines(units)))
    left = [_part(pair, {id(line) for line in _lines([pair])} - taken) for pair in pairs]
    whole = (pair for pair in (*left, *units) if pair.zh_source and pair.en_source)
    return sorted(whole, key=lambda pair: pair.zh_source[0].number)


def _part(pair: Pair, wanted: Collection[int]) -> Pair:
    """Return those lines of a pair whose `id` is wanted."""
    zh, zh_spans = _wanted(pair.zh_source, pair.zh_spans, wanted)
    en, en_spans = _wanted(pair.en_source, pair.en_spans, wanted)
    return replace(pair, zh_source=zh, en_source=en, zh_spans=zh_spans, en_spans=en_spans)


def _wanted(lines: Sequence[Line], spans: Sequence[Span], wanted: Collection[int]) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    kept = tuple(id(line) in wanted for line in lines)
    return tuple(compress(lines, kept)), tuple(compress(spans, kept))


def cut_behind(pair: Pair, number: int) -> tuple[Pair, ...]:
    """Cut a pair behind a line, or behind its translation; whole where one part would have one side alone."""
    for last in (number, number + 1):
        before = {id(line) for line in _lines([pair]) if line.number <= last}
        parts = _part(pair, before), _part(pair, {id(line) for line in _lines([pair])} - before)
        if all(part.zh_source and part.en_source for part in parts):
            return parts
    return (pair,)


def _notices(bitext: Bitext, pairs: Sequence[Pair], units: Sequence[Pair]) -> Iterator[Notice]:
    """Yield the notices that still hold, and one for each line that a correction left without its translation."""
    joined = {(line.file, line.number) for line in _lines(units)}
    yield from (notice for notice in bitext.notices if (notice.file, notice.line) not in joined)
    paired = set(map(id, _lines(pairs)))
    alone = {id(line): line for line in _lines(bitext.pairs) if id(line) not in paired}
    yield from (Notice("unpaired", line.number, line.text, line.file) for line in alone.values())
