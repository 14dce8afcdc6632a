"""When sentences are said, where both sides have times: what is said at once translates each other."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from flashdeck.align.pieces import Piece

Times = Sequence[tuple[float, float]]
Anchor = tuple[int, int]
_LEAST_ANCHORS = 5  # that tell how much later one side begins
_EACH = 10  # sentences from one anchor in time to the next


def piece_times(pieces: Sequence[Piece]) -> Times:
    """Return start and end of each sentence, in seconds, by its share of its lines; none where a line has no time."""
    times = [time for piece in pieces if (time := _time(piece))]
    return times if len(times) == len(pieces) else ()


def _time(piece: Piece) -> tuple[float, float] | None:
    first, last = piece.source[0], piece.source[-1]
    if first.start is None or first.end is None or last.start is None or last.end is None:
        return None
    spans = piece.spans or ((0, len(first.text)), (0, len(last.text)))
    start = first.start + (first.end - first.start) * spans[0][0] / max(1, len(first.text))
    end = last.start + (last.end - last.start) * spans[-1][1] / max(1, len(last.text))
    return start, max(start, end)


def find_delay(zh: Times, en: Times, anchors: Sequence[Anchor]) -> float:
    """Return by how much the English side is later, as the sentences tell that share rare words; 0 where few do."""
    differences = [en[column][0] - zh[row][0] for row, column in anchors] if zh and en else []
    return median(differences) if len(differences) >= _LEAST_ANCHORS else 0.0


def time_anchors(zh: Times, en: Times, delay: float) -> Iterator[Anchor]:
    """Yield Chinese sentences, some way apart, each with the first English one that begins no earlier."""
    starts = [start for start, _ in en]
    if zh and all(one <= other for one, other in pairwise(starts)):
        for row in range(0, len(zh), _EACH):
            column = bisect_left(starts, zh[row][0] + delay)
            if column < len(starts):
                yield row, column
