"""Find rows whose Chinese and English do not fit each other, and pair their lines again.

Such rows are found after a line without translation, a doubled line, or a shift by one line. Only damaged stretches are paired
again, and the rows of the file are additional evidence. All other rows are kept without a search.
"""

from collections.abc import Iterator, Sequence

from flashdeck.align.evidence import WordIndex, score_texts
from flashdeck.align.line_rows import LineRow
from flashdeck.align.path.prices import Prices
from flashdeck.align.two_sides import pair_blocks

# this number of rows before and after a damaged row is paired again too (chosen by hand, as are the next three numbers)
_MARGIN = 2
_DOUBTFUL = 0.6  # only a row whose score is below this number is compared with the neighbouring rows
# a row is damaged if one of its texts and a text of a neighbouring row have a score that is higher by more than this number
_CLEARLY = 0.4
_MOST_MERGED = 3  # at most this number of rows is merged into one row; if more rows are involved, their lines are paired again
# minimum weight of the words that a text shares with a text of a neighbouring row for their score to count; about two words of
# medium weight
_LEAST_SHARED = 6.0
_PRICES = Prices(skip=-0.3, merge=-0.25)
"""The prices for the search in a damaged stretch (chosen by hand).

Leaving a line out is cheap and a merge is expensive. In a file that puts each line beside its translation, a line with nothing
beside it usually has no translation.
"""


def repair_rows(rows: Sequence[LineRow], index: WordIndex) -> Iterator[LineRow]:
    """Pair the damaged stretches of a file again, and yield all rows. All blocks are kept in the same order."""
    done = 0
    for start, end in _stretches(sorted(_damaged(rows, index)), len(rows)):
        yield from rows[done:start]
        yield from _paired_again(rows[start:end], index)
        done = end
    yield from rows[done:]


def _damaged(rows: Sequence[LineRow], index: WordIndex) -> Iterator[int]:
    """Yield the indices of damaged rows.

    A row is damaged if it has only one language, or if its Chinese or English fits a neighbouring row much better.
    """
    for place, row in enumerate(rows):
        if not row.is_paired:
            yield place
            continue
        score = score_texts(row.zh_text, row.en_text, index)
        if score < _DOUBTFUL and max(_crossed_scores(rows, place, index), default=0.0) > score + _CLEARLY:
            yield place


def _crossed_scores(rows: Sequence[LineRow], place: int, index: WordIndex) -> Iterator[float]:
    """Yield the scores of a row's Chinese with its neighbours' English, and of its English with their Chinese.

    Texts that do not share enough words are left out.
    """
    row = rows[place]
    for other in (*rows[place - 1 : place], *rows[place + 1 : place + 2]):
        for zh, en in ((row.zh_text, other.en_text), (other.zh_text, row.en_text)):
            if zh and en and index.shared(zh, en)[0] >= _LEAST_SHARED:
                yield score_texts(zh, en, index)


def _stretches(places: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Yield the start and the end (exclusive) of each stretch of rows around damaged rows. Stretches that touch are joined."""
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
    """Yield new rows that hold the blocks of the given rows.

    The blocks are paired by a search. If a given row lacks one of the languages, the rows of the search are yielded. If every
    given row has both languages, the result of the search is compared with the file. Rows on which both agree are kept. Two
    or three neighbouring rows whose blocks the search pairs in another way than the file are merged into one row. If more than
    three rows differ, the rows of the search replace them.
    """
    together = _merged(rows)
    if not together.is_paired:
        yield from rows
        return
    found = list(pair_blocks(together.zh, together.en, index, list(_expected(rows)), _PRICES))
    if not all(row.is_paired for row in rows):
        yield from found
        return
    for group, again in _groups(rows, found):
        yield from _settled(group, again)


def _settled(group: Sequence[LineRow], again: Sequence[LineRow]) -> Sequence[LineRow]:
    """Return the rows to use for a stretch: `group` unchanged, `group` merged into one row, or `again`.

    `group` holds the rows of the file, and `again` the rows that the search found.
    """
    if len(group) == 1:
        return group
    return (_merged(group),) if len(group) <= _MOST_MERGED else again


def _groups(rows: Sequence[LineRow], found: Sequence[LineRow]) -> Iterator[tuple[list[LineRow], list[LineRow]]]:
    """Yield the shortest groups of rows of the file (`rows`), each with the rows of the search (`found`) that hold its blocks."""
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
    """Yield for each Chinese block the index of the English block in the same row of the file; -1 if there is no such block."""
    before = 0
    for row in rows:
        yield from (before if place == 0 and row.en else -1 for place in range(len(row.zh)))
        before += len(row.en)
