"""Align a transcript of any layout: every line ends up in a pair or in a notice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from flashdeck.align.caption_units import are_captions, caption_pairs, caption_pairs_of_files
from flashdeck.align.evidence import WordIndex, score_texts
from flashdeck.align.line_rows import LineRow, alternating_rows, is_readable, side_blocks, unit_rows
from flashdeck.align.lines.furniture import furniture_lines
from flashdeck.align.lines.repeated import OnceShown, OneSide, merge_repeated, repeat_notice
from flashdeck.align.lines.strays import StrayFinder
from flashdeck.align.pieces import LineBlock
from flashdeck.align.repair import repair_rows
from flashdeck.align.sentence_units import NO_COUNTERPART, cut_row, join_cut_sentences
from flashdeck.align.two_sides import pair_blocks
from flashdeck.model import Bitext, Layout, Line, Notice, Pair, Transcript

OTHER_LANGUAGE = "align.left-out.other-language"
DOUBTFUL = "align.doubt.low-score"
_DOUBTFUL = 0.05
"""A pair with a lower score is reported as doubtful.

In five texts with 1,100 correct pairs, 1 to 2 % of the correct pairs and 80 % of the wrong pairs have a lower score.
"""


def align_transcript(transcript: Transcript) -> Bitext:
    """Pair the lines of a transcript.

    Returns the pairs in order, and the notices. The notices are those of the transcript, one for each line that is left out,
    and one for each doubtful pair.
    """
    lines = [line for line in transcript.lines if line.text or line.lang]  # an unreadable line has a language but no text
    furniture = furniture_lines(lines)
    content = [line for line in lines if id(line) not in furniture]
    index = _word_index(content)
    strays = StrayFinder(content, index)
    pairs, notices, used = list[Pair](), list[Notice](), set[int]()
    for found, left_out, lines_used in _all_pairs(transcript.layout, content, index, strays):
        pairs += (_scored(pair, index) for pair in found)
        notices += left_out
        used |= lines_used
    notices += (_left_out(line, furniture) for line in lines if line.text and id(line) not in used)
    notices += _doubts(pairs)
    return Bitext(tuple(pairs), (*transcript.notices, *sorted(notices, key=_place)))


def _word_index(lines: Sequence[Line]) -> WordIndex:
    zh = [line.text for line in lines if line.lang == "zh"]
    en = [line.text for line in lines if line.lang == "en"]
    return WordIndex(zh, en)


_FoundPairs = tuple[list[Pair], list[Notice], set[int]]
"""Pairs, a notice for each sentence left out, and the ids of the lines that the pairs and the notices are about."""


def _all_pairs(layout: Layout, lines: Sequence[Line], index: WordIndex, strays: StrayFinder) -> Iterator[_FoundPairs]:
    """Yield the pairs of each run of readable lines. Lines above and below an unreadable line are never paired."""
    captions = are_captions(lines)
    if layout == "two-sided":
        zh, en = (list(filter(is_readable, side_blocks(lines, language))) for language in ("zh", "en"))
        yield _caption_files(zh, en, index) if captions else _two_sides(zh, en, index, strays)
        return
    rows = unit_rows(lines) if layout == "units" else alternating_rows(lines)
    for readable, stretch in groupby(rows, key=_is_readable_row):
        if readable and captions:
            yield _caption_rows(repair_rows(list(stretch), index), index)
        elif readable:
            once = merge_repeated(stretch)
            rows_once = list(repair_rows(once.rows, index))
            yield _once_shown(OnceShown(rows_once, once.repeats), index, strays)


def _two_sides(zh: Sequence[LineBlock], en: Sequence[LineBlock], index: WordIndex, strays: StrayFinder) -> _FoundPairs:
    one, other = OneSide.of(zh, "zh"), OneSide.of(en, "en")
    rows = list(pair_blocks(one.blocks, other.blocks, index))
    return _once_shown(OnceShown(rows, (*one.repeats, *other.repeats)), index, strays)


def _once_shown(stretch: OnceShown, index: WordIndex, strays: StrayFinder) -> _FoundPairs:
    """Return the pairs that are found in `stretch`, whose rows no longer repeat captions. Repeated lines get a notice."""
    rows = strays.without_strays(row for row in stretch.rows if row.is_paired)
    pairs, notices, used = _pairs_of(rows, index)
    return pairs, [*notices, *map(repeat_notice, stretch.repeats)], used | set(map(id, stretch.repeats))


def _caption_files(zh: Sequence[LineBlock], en: Sequence[LineBlock], index: WordIndex) -> _FoundPairs:
    pairs, notices = caption_pairs_of_files(zh, en, index)
    return pairs, notices, {id(line) for block in (*zh, *en) for line in block}


def _caption_rows(rows: Iterable[LineRow], index: WordIndex) -> _FoundPairs:
    paired = [row for row in rows if row.is_paired]
    return *caption_pairs(paired, index), _line_ids(paired)


def _is_readable_row(row: LineRow) -> bool:
    return all(map(is_readable, (*row.zh, *row.en)))


def _pairs_of(rows: Iterable[LineRow], index: WordIndex) -> _FoundPairs:
    """Return the pairs that are found in rows. A row that lacks Chinese or English is left out."""
    pairs, notices, used = list[Pair](), list[Notice](), set[int]()
    for row in rows:
        if row.is_paired:
            found, left_out = cut_row(row, index)
            pairs += found
            notices += left_out
            used |= _line_ids([row])
    return list(join_cut_sentences(pairs)), notices, used


def _scored(pair: Pair, index: WordIndex) -> Pair:
    return replace(pair, score=score_texts(pair.zh, pair.en, index))


def _line_ids(rows: Iterable[LineRow]) -> set[int]:
    return {id(line) for row in rows for line in (*row.zh_lines, *row.en_lines)}


def _left_out(line: Line, furniture: Mapping[int, str]) -> Notice:
    """Return the notice of a line without a pair. `furniture` maps the id of each furniture line to the id of its rule."""
    if id(line) in furniture:
        code, rule = "boilerplate", furniture[id(line)]
    elif line.lang is None:
        code, rule = "language", OTHER_LANGUAGE
    else:
        code, rule = "unpaired", NO_COUNTERPART
    return Notice(code, line.number, line.text, line.file, rule)


def _doubts(pairs: Iterable[Pair]) -> Iterator[Notice]:
    """Yield a notice for each pair whose score is below the threshold for doubtful pairs."""
    for pair in pairs:
        if pair.score < _DOUBTFUL:
            line = pair.zh_source[0]
            yield Notice("doubtful", line.number, f"{pair.zh} | {pair.en}", line.file, DOUBTFUL)


def _place(notice: Notice) -> tuple[bool, int, str]:
    return notice.file == "en", notice.line, notice.code
