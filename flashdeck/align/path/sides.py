"""Two sides as the search sees them: a few numbers a sentence, in arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.align.evidence import Evidence
from flashdeck.align.evidence.scores import is_question
from flashdeck.align.lines.seams import is_open_chinese, is_open_english
from flashdeck.align.path.times import Times, piece_times
from flashdeck.align.pieces import Piece

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

SKIP = -0.3
_OPEN_ENGLISH, _OPEN_CHINESE = 3.0, 1.5  # price of an end between two units where a sentence plainly goes on


class Bead(NamedTuple):
    """Sentences that translate each other: from one place to before another, on both sides; one may be empty."""

    zh: int
    zh_end: int
    en: int
    en_end: int


@dataclass(frozen=True, eq=False)
class Side:
    """One side; `n` sentences have `n + 1` borders, the last behind the last sentence."""

    sizes: "Floats"
    """Characters before each border."""
    weights: "Floats"
    """Weight of the words before each border."""
    asks: "Flags"
    """Whether a sentence is a question."""
    open: "Floats"
    """What it costs to end a unit at each border."""
    ends: "Flags"
    """Whether a line or paragraph ends at each border."""
    times: Times = ()
    """Start and end of each sentence, in seconds; none where the format has no times."""

    def __len__(self) -> int:
        return len(self.sizes) - 1


@dataclass(frozen=True, eq=False)
class Sides:
    """Both sides of a stretch of text and the words they have. `expected`: for each Chinese sentence the English one beside it."""

    zh: Side
    en: Side
    evidence: Evidence
    expected: Sequence[int] = ()
    skip: float = SKIP
    """What it costs to leave a sentence without counterpart."""


def make_sides(
    zh: Sequence[Piece], en: Sequence[Piece], evidence: Evidence, expected: Sequence[int] = (), skip: float = SKIP
) -> Sides:
    """Turn two lists of sentences into arrays."""
    zh_weights = [fsum(word.weight for word in row) for row in evidence.zh]
    en_weights = [fsum(word.weight for word in row) for row in evidence.en]
    zh_open = [_OPEN_CHINESE * is_open_chinese(piece.text) for piece in zh]
    en_open = [_OPEN_ENGLISH * is_open_english(one.text, other.text) for one, other in pairwise(en)]
    return Sides(_side(zh, zh_weights, zh_open), _side(en, en_weights, [*en_open, 0.0]), evidence, expected, skip)


def _side(pieces: Sequence[Piece], weights: Sequence[float], seams: Sequence[float]) -> Side:
    import numpy as np

    return Side(
        sizes=np.cumsum([0.0, *(float(len(piece.text)) for piece in pieces)]),
        weights=np.cumsum([0.0, *weights]),
        asks=np.array([is_question(piece.text) for piece in pieces], dtype=bool),
        open=np.array([0.0, *seams[:-1], 0.0][: len(pieces) + 1]),
        ends=np.array([True, *(piece.ends_block for piece in pieces)]),
        times=piece_times(pieces),
    )
