"""Rows that came apart are found and set right: after a line without translation, a doubled one, a shift by one.

Only stretches with a sign of damage are searched anew, with what the file suggests as one more witness. Where the rows are
sound, nothing is paid for.
"""

from collections.abc import Iterator, Sequence

from flashdeck.align.evidence import Witness, score_texts
from flashdeck.align.line_rows import Row
from flashdeck.align.two_sides import pair_blocks

_MARGIN = 2  # rows on both sides of a damaged one that are searched with it
_DOUBTFUL = 0.6  # score below which the neighbours of a row are looked at
_CLEARLY = 0.4  # by which a neighbour must score better
_MOST_MERGED = 3  # rows made one, where all lines have a neighbour; more are paired anew
_LEAST_SHARED = 6.0  # weight of common words: two, of the middling ones; without any, lengths alone are no evidence


def repair_rows(rows: Sequence[Row], witness: Witness) -> Iterator[Row]:
    """Yield the rows, those that came apart paired anew; together they hold the same blocks in the same order."""
    done = 0
    for start, end in _stretches(sorted(_damaged(rows, witness)), len(rows)):
        yield from rows[done:start]
        yield from _paired_anew(rows[start:end], witness)
        done = end
    yield from rows[done:]


def _damaged(rows: Sequence[Row], witness: Witness) -> Iterator[int]:
    """Yield the places of rows with one side, and of those of which a side fits a neighbour much better."""
    for place, row in enumerate(rows):
        if not row.is_paired:
            yield place
            continue
        score = score_texts(row.zh_text, row.en_text, witness)
        if score < _DOUBTFUL and max(_crossed(rows, place, witness), default=0.0) > score + _CLEARLY:
            yield place


def _crossed(rows: Sequence[Row], place: int, witness: Witness) -> Iterator[float]:
    """Yield how well each side of a row fits the other side of its neighbours, where they have words in common."""
    row = rows[place]
    for other in (*rows[place - 1 : place], *rows[place + 1 : place + 2]):
        for zh, en in ((row.zh_text, other.en_text), (other.zh_text, row.en_text)):
            if zh and en and witness.shared(zh, en)[0] >= _LEAST_SHARED:
                yield score_texts(zh, en, witness)


def _stretches(places: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of rows about some places; those that touch are one."""
    start = end = 0
    for place in places:
        if place - _MARGIN > end:
            if end:
                yield start, end
            start = max(0, place - _MARGIN)
        end = min(count, place + _MARGIN + 1)
    if end:
        yield start, end


def _paired_anew(rows: Sequence[Row], witness: Witness) -> Iterator[Row]:
    zh = [block for row in rows for block in row.zh]
    en = [block for row in rows for block in row.en]
    if not (zh and en):
        yield from rows
        return
    found = list(pair_blocks(zh, en, witness, list(_expected(rows))))
    if not all(row.is_paired for row in rows):
        yield from found
        return
    for group, anew in _groups(rows, found):
        yield from group if len(group) == 1 else (_merged(group),) if len(group) <= _MOST_MERGED else anew


def _groups(rows: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Yield the shortest stretches of which the rows of the file and those found hold the same blocks."""
    group: list[Row] = []
    anew: list[Row] = []
    left = iter(found)
    for row in rows:
        group.append(row)
        while any(_count(group, side) > _count(anew, side) for side in (0, 1)):
            anew.append(next(left))
        if all(_count(group, side) == _count(anew, side) for side in (0, 1)):
            yield group, anew
            group, anew = [], []


def _count(rows: Sequence[Row], side: int) -> int:
    return sum(len(row[side]) for row in rows)


def _merged(rows: Sequence[Row]) -> Row:
    return Row(tuple(block for row in rows for block in row.zh), tuple(block for row in rows for block in row.en))


def _expected(rows: Sequence[Row]) -> Iterator[int]:
    """Yield for each Chinese block the place of the English block beside it, -1 for none."""
    behind = 0
    for row in rows:
        yield from (behind if place == 0 and row.en else -1 for place in range(len(row.zh)))
        behind += len(row.en)
