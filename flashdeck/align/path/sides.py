"""Prepare the input of the search: arrays with a few numbers for each Chinese and each English sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.align.evidence import WordEvidence
from flashdeck.align.evidence.scores import is_question
from flashdeck.align.evidence.word_evidence import EnWord, ZhWord
from flashdeck.align.lines.seams import is_open_chinese, is_open_english
from flashdeck.align.path.prices import Prices, estimate_prices
from flashdeck.align.pieces import TextPiece

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

Times = Sequence[tuple[float, float]]
OPEN_ENGLISH, _OPEN_CHINESE = 3.5, 1.5  # price of ending a unit where the sentence clearly continues (fitted)
# In captions, most Chinese lines have no final mark. Then `OPEN_ENGLISH` and `_OPEN_CHINESE` are multiplied by the first factor,
# because captions split a sentence and its translation at the same points; `join_cut_sentences` joins such units afterwards.
# The price of leaving a line unpaired is multiplied by the second factor, because captions are translated cue by cue.
_OPEN_CAPTIONS, _SKIP_CAPTIONS = 0.05, 2.0


class Bead(NamedTuple):
    """Sentences that translate each other: the Chinese sentences from `zh` to `zh_end` and the English from `en` to `en_end`.

    The indices `zh_end` and `en_end` are exclusive. The Chinese or the English range may be empty.
    """

    zh: int
    zh_end: int
    en: int
    en_end: int


@dataclass(frozen=True, eq=False)
class Side:
    """The sentences of one language. `n` sentences have `n + 1` boundaries; the last boundary is after the last sentence."""

    sizes: "Floats"
    """The number of characters before each boundary."""
    weights: "Floats"
    """The total weight of the words before each boundary."""
    asks: "Flags"
    """Whether each sentence is a question."""
    open: "Floats"
    """The price of ending a unit at each boundary."""
    cut: "Flags"
    """Whether a sentence clearly continues after each boundary."""
    ends: "Flags"
    """Whether a line or paragraph ends at each boundary."""
    times: Times = ()
    """The start and the end of each sentence, in seconds; empty if the format has no times."""

    def __len__(self) -> int:
        return len(self.sizes) - 1


@dataclass(frozen=True, eq=False)
class Sides:
    """The Chinese and the English sentences of a stretch of text, with their words.

    `expected` holds for each Chinese sentence the index of the English sentence beside it in the file; -1 if there is no such
    sentence. `expected` is empty if the file does not put sentences beside each other.
    """

    zh: Side
    en: Side
    evidence: WordEvidence
    expected: Sequence[int]
    prices: Prices


def make_sides(
    zh: Sequence[TextPiece],
    en: Sequence[TextPiece],
    evidence: WordEvidence,
    expected: Sequence[int] = (),
    prices: Prices | None = None,
) -> Sides:
    """Turn lists of Chinese and English sentences into the arrays of the search.

    If no `prices` are given, they are estimated from the numbers of sentences.
    """
    zh_cut = [is_open_chinese(piece.text) for piece in zh]
    en_cut = [is_open_english(one.text, other.text) for one, other in pairwise(en)]
    open_factor, skip_factor = (_OPEN_CAPTIONS, _SKIP_CAPTIONS) if sum(zh_cut) > len(zh) / 2 else (1.0, 1.0)
    zh_side = _side(zh, list(map(_total_weight, evidence.zh)), zh_cut, open_factor * _OPEN_CHINESE)
    en_side = _side(en, list(map(_total_weight, evidence.en)), [*en_cut, False], open_factor * OPEN_ENGLISH)
    found = prices or estimate_prices(len(zh), len(en))
    return Sides(zh_side, en_side, evidence, expected, found._replace(skip=skip_factor * found.skip))


def _total_weight(words: Sequence[ZhWord] | Sequence[EnWord]) -> float:
    return fsum(word.weight for word in words)


def _side(pieces: Sequence[TextPiece], weights: Sequence[float], cuts: Sequence[bool], price: float) -> Side:
    import numpy as np

    cut = np.array([False, *cuts[:-1], False][: len(pieces) + 1], dtype=bool)
    return Side(
        sizes=np.cumsum([0.0, *(float(len(piece.text)) for piece in pieces)]),
        weights=np.cumsum([0.0, *weights]),
        asks=np.array([is_question(piece.text) for piece in pieces], dtype=bool),
        open=price * cut,
        cut=cut,
        ends=np.array([True, *(piece.ends_block for piece in pieces)]),
        times=piece_times(pieces),
    )


def piece_times(pieces: Sequence[TextPiece]) -> Times:
    """Return the start and the end of each sentence in seconds. Return an empty tuple if a line has no time.

    If a sentence begins or ends inside a line, the time is estimated from the share of the line's characters before that point.
    """
    times = []
    for piece in pieces:
        time = _time(piece)
        if time is None:
            return ()
        times.append(time)
    return times


def _time(piece: TextPiece) -> tuple[float, float] | None:
    first, last = piece.source[0], piece.source[-1]
    if first.start is None or first.end is None or last.start is None or last.end is None:
        return None
    spans = piece.spans or ((0, len(first.text)), (0, len(last.text)))
    start = first.start + (first.end - first.start) * spans[0][0] / max(1, len(first.text))
    end = last.start + (last.end - last.start) * spans[-1][1] / max(1, len(last.text))
    return start, max(start, end)
