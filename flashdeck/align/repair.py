"""Find rows whose sides do not fit each other, and pair their lines again.

Such rows are found after a line without translation, a doubled line, or a shift by one line. Only damaged stretches are paired
again, and the rows of the file are additional evidence. All other rows are kept without a search.
"""

from collections.abc import Iterator, Sequence

from flashdeck.align.evidence import WordIndex, score_texts
from flashdeck.align.line_rows import LineRow
from flashdeck.align.two_sides import pair_blocks

_MARGIN = 2  # number of rows before and after a damaged row that are paired again; this and the next three are chosen by hand
_DOUBTFUL = 0.6  # score below which the sides of a row are compared with the neighbouring rows
_CLEARLY = 0.4  # minimum difference between the score with a neighbour and the score of the row
_MOST_MERGED = 3  # maximum number of rows that are merged into one row; the lines of more rows are paired again
_LEAST_SHARED = 6.0  # minimum weight of shared words, about two words of medium weight, because lengths alone are not evidence


def repair_rows(rows: Sequence[LineRow], index: WordIndex) -> Iterator[LineRow]:
    """Yield the rows, with damaged stretches paired again. The result holds the same blocks in the same order."""
    done = 0
    for start, end in _stretches(sorted(_damaged(rows, index)), len(rows)):
        yield from rows[done:start]
        yield from _paired_again(rows[start:end], index)
        done = end
    yield from rows[done:]


def _damaged(rows: Sequence[LineRow], index: WordIndex) -> Iterator[int]:
    """Yield the indices of rows with only one side, and of rows with a side that fits a neighbouring row much better."""
    for place, row in enumerate(rows):
        if not row.is_paired:
            yield place
            continue
        score = score_texts(row.zh_text, row.en_text, index)
        if score < _DOUBTFUL and max(_crossed_scores(rows, place, index), default=0.0) > score + _CLEARLY:
            yield place


def _crossed_scores(rows: Sequence[LineRow], place: int, index: WordIndex) -> Iterator[float]:
    """Yield the scores of each side of a row with the other side of its neighbours, if they share enough words."""
    row = rows[place]
    for other in (*rows[place - 1 : place], *rows[place + 1 : place + 2]):
        for zh, en in ((row.zh_text, other.en_text), (other.zh_text, row.en_text)):
            if zh and en and index.shared(zh, en)[0] >= _LEAST_SHARED:
                yield score_texts(zh, en, index)


def _stretches(places: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Yield the start and the end (exclusive) of the stretches around damaged rows; stretches that touch are joined."""
    start = end = 0
    for place in places:
        if place - _MARGIN > end:
            if end:
                yield start, end
            start = max(0, place - _MARGIN)
        end = min(count, place + _MARGIN + 1)
    if end:
        yield start, end


def _paired_again(rows: Sequence[LineRow], index: WordIndex) -> Iterator[LineRow]:
    """Yield new rows with the blocks of some rows.

    If every row had both sides, rows are kept where the search agrees with the file, and merged where the search differs only
    a little from the file.
    """
    together = _merged(rows)
    if not together.is_paired:
        yield from rows
        return
    found = list(pair_blocks(together.zh, together.en, index, list(_expected(rows))))
    if not all(row.is_paired for row in rows):
        yield from found
        return
    for group, again in _groups(rows, found):
        yield from _settled(group, again)


def _settled(group: Sequence[LineRow], again: Sequence[LineRow]) -> Sequence[LineRow]:
    """Return the rows for some blocks: the rows of the file, the same rows merged into one, or the rows that were found."""
    if len(group) == 1:
        return group
    return (_merged(group),) if len(group) <= _MOST_MERGED else again


def _groups(rows: Sequence[LineRow], found: Sequence[LineRow]) -> Iterator[tuple[list[LineRow], list[LineRow]]]:
    """Yield the shortest stretches in which the rows of the file and the rows found hold the same blocks."""
    group: list[LineRow] = []
    again: list[LineRow] = []
    left = iter(found)
    for row in rows:
        group.append(row)
        while any(_count(group, side) > _count(again, side) for side in (0, 1)):
            again.append(next(left))
        if all(_count(group, side) == _count(again, side) for side in (0, 1)):
            yield group, again
            group, again = [], []


def _count(rows: Sequence[LineRow], side: int) -> int:
    return sum(len(row[side]) for row in rows)


def _merged(rows: Sequence[LineRow]) -> LineRow:
    zh = tuple(block for row in rows for block in row.zh)
    en = tuple(block for row in rows for block in row.en)
    return LineRow(zh, en)


def _expected(rows: Sequence[LineRow]) -> Iterator[int]:
    """Yield for each Chinese block the index of the English block beside it in the file; -1 without such a block."""
    before = 0
    for row in rows:
        yield from (before if place == 0 and row.en else -1 for place in range(len(row.zh)))
        before += len(row.en)
