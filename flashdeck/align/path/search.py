"""Find the path through a Chinese and an English text that has the highest gain.

The method is dynamic programming over sentences (Gale & Church 1993), with shared words as evidence. Rows are the boundaries
between Chinese sentences, and columns the boundaries between English sentences. Only a band of
columns is searched in each row, and only one byte for each cell of earlier rows is kept, so that memory and time grow with the
length of the text and not with its square.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.align.path.band import Band, SearchWindow
from flashdeck.align.path.gains import IMPOSSIBLE, MOST, MOVES, Gains, GainTable
from flashdeck.align.path.sides import Bead, Sides

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Bytes = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

_STEPS = (*MOVES, (0, 1))


def find_beads(sides: Sides) -> list[Bead]:
    """Return the beads of the best path, in order. Each sentence is in exactly one bead."""
    band = Band(sides)
    choices = list(_forward(sides, band))
    return list(_backward(choices, band, len(sides.en)))[::-1]


def _forward(sides: Sides, band: Band) -> Iterator["Bytes"]:
    """Yield an array for each row, with a number for each column of the band in that row.

    The number is the index, in the list of possible steps, of the last step of the best path to the column.
    """
    gain_table = GainTable(sides, band.delay)
    behind: deque[_SearchedRow] = deque(maxlen=MOST)
    gains = Gains(SearchWindow(0, -1, 0, 0))
    best = 0
    for row in range(len(sides.zh) + 1):
        if row > gains.window.bottom:
            gains = gain_table(band.lay(best))
        left, right = band[row]
        scores, choice = _best(_reached(row, (left, right), behind), gain_table.skip_prices(row, left, right))
        yield choice
        behind.append(_SearchedRow(left, scores, gains.row(row)[:, left - gains.window.left :][:, : len(scores)]))
        best = left + int(scores.argmax())


class _SearchedRow(NamedTuple):
    """A row that has been searched: its first column, its scores, and the gains of the beads that begin in the row."""

    left: int
    scores: "Floats"
    gains: "Floats"


def _reached(row: int, columns: tuple[int, int], behind: Sequence[_SearchedRow]) -> "Floats":
    """Return a table of scores with a line for each kind of bead, and a cell for each of the given columns.

    A score is that of the best path to the cell in `row` whose last bead is of that kind.
    """
    import numpy as np

    left, right = columns
    cells = np.full((len(_STEPS), right - left + 1), IMPOSSIBLE)
    if row == 0:
        cells[0, 0] = 0.0
    for step, (a, b) in enumerate(MOVES):
        if a > len(behind):
            continue
        before = behind[-a]
        start, end = max(left, before.left + b), min(right + 1, before.left + b + len(before.scores))
        if start < end:
            source = slice(start - b - before.left, end - b - before.left)
            cells[step, start - left : end - left] = before.scores[source] + before.gains[step][source]
    return cells


def _best(cells: "Floats", prices: "Floats") -> tuple["Floats", "Bytes"]:
    """Return for each column the best score and the last step that gives it.

    A step is a bead, or an English sentence without a counterpart.

    `prices` holds for each column the price of leaving the English sentence before the column unpaired.
    """
    import numpy as np

    choice = cells.argmax(axis=0).astype(np.uint8)
    reached = cells[choice, np.arange(cells.shape[1])]
    passed = np.cumsum(prices) - prices[0]
    scores: Floats = np.maximum.accumulate(reached - passed) + passed
    choice[1:][scores[1:] > reached[1:] + 1e-9] = len(_STEPS) - 1  # a difference within the rounding error is not a better path
    return scores, choice


def _backward(choices: Sequence["Bytes"], band: Band, column: int) -> Iterator[Bead]:
    row = len(choices) - 1
    while row or column:
        a, b = _STEPS[choices[row][column - band[row][0]]]
        yield Bead(row - a, row, column - b, column)
        row, column = row - a, column - b
