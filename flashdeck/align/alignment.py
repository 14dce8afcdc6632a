"""The lines of a transcript become pairs, whatever its layout; every line is in a pair or in a notice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from flashdeck.align.evidence import Witness, score_texts
from flashdeck.align.line_rows import Row, is_readable, side_blocks, unit_rows
from flashdeck.align.lines.alternation import alternating_rows
from flashdeck.align.lines.furniture import furniture_lines
from flashdeck.align.lines.line_joining import join_cut_sentences
from flashdeck.align.paragraphs import cut_row
from flashdeck.align.repair import repair_rows
from flashdeck.align.two_sides import pair_blocks
from flashdeck.model import Bitext, Language, Layout, Line, Notice, Pair, Transcript

_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_DOUBTFUL = 0.05
"""Score below which a pair is reported: of 1,100 true pairs of five bodies of text 1 to 2 % are below, of wrong ones 80 %."""


def align_transcript(transcript: Transcript) -> Bitext:
    """Pair the lines of a transcript and tell which were left out."""
    lines = [line for line in transcript.lines if line.text or line.lang]  # no text but a language: it could not be read
    furniture = furniture_lines(lines)
    content = [line for line in lines if id(line) not in furniture]
    witness = _witness(content)
    pairs, notices, paired = list[Pair](), list[Notice](), set[int]()
    for rows in _stretches(transcript.layout, content, witness):
        found, left_out = _cut(rows, witness)
        pairs += (_scored(pair, witness) for pair in join_cut_sentences(found))
        notices += left_out
        paired |= {id(line) for row in rows for line in (*row.zh_lines, *row.en_lines)}
    notices += (_left_out(line, furniture) for line in lines if line.text and id(line) not in paired)
    notices += (_doubt(pair) for pair in pairs if pair.score < _DOUBTFUL)
    return Bitext(tuple(pairs), (*transcript.notices, *sorted(notices, key=_place)))


def _witness(lines: Sequence[Line]) -> Witness:
    return Witness([line.text for line in lines if line.lang == "zh"], [line.text for line in lines if line.lang == "en"])


def _stretches(layout: Layout, lines: Sequence[Line], witness: Witness) -> Iterator[list[Row]]:
    """Yield rows with both sides, in stretches over whose borders nothing may be joined."""
    if layout == "two-sided":
        zh, en = (list(filter(is_readable, side_blocks(lines, language))) for language in _LANGUAGES)
        yield [row for row in pair_blocks(zh, en, witness) if row.is_paired]
        return
    rows = unit_rows(lines) if layout == "units" else alternating_rows(lines)
    for is_readable_row, stretch in groupby(rows, key=lambda row: all(map(is_readable, (*row.zh, *row.en)))):
        if is_readable_row:
            yield [row for row in repair_rows(list(stretch), witness) if row.is_paired]


def _cut(rows: Iterable[Row], witness: Witness) -> tuple[list[Pair], list[Notice]]:
    cut = [cut_row(row, witness) for row in rows]
    return [pair for pairs, _ in cut for pair in pairs], [notice for _, notices in cut for notice in notices]


def _scored(pair: Pair, witness: Witness) -> Pair:
    return replace(pair, score=score_texts(pair.zh, pair.en, witness))


def _left_out(line: Line, furniture: frozenset[int]) -> Notice:
    code = "boilerplate" if id(line) in furniture else "language" if line.lang is None else "unpaired"
    return Notice(code, line.number, line.text, line.file)


def _doubt(pair: Pair) -> Notice:
    line = pair.zh_source[0]
    return Notice("doubtful", line.number, f"{pair.zh} | {pair.en}", line.file)


def _place(notice: Notice) -> tuple[bool, int, str]:
    return notice.file == "en", notice.line, notice.code
