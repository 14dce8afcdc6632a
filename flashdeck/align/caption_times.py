"""Define the pieces of captions, and compare their times: the delay between two files, and texts that are spoken together."""

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from flashdeck.align.path.sides import Times, piece_times
from flashdeck.align.pieces import TextPiece
from flashdeck.model import Span

# All numbers were chosen by hand.
LEFT_OUT = -18.0  # added to the gain of a path for each cue or English sentence that the path leaves out
_SILENT = -1.0  # added instead of `LEFT_OUT` if the other language has no text at the time of the cue or sentence
_NEAR = 4  # a text is compared with at most this number of texts of the other language, to find texts at the same time
# The first number is added to the gain for each second between the Chinese and the English beginning of a unit, and for each
# second between its Chinese and its English end. Of each difference, at most the second number of seconds is counted.
_SECOND, _MOST_SECONDS = -2.0, 5.0


class CaptionPiece(NamedTuple):
    """A Chinese cue, an English sentence, or the part of an English sentence that one cue shows.

    The piece begins in row `first` and ends in row `last`. A row has texts that are beside each other in the file, or texts
    that a first search has matched with each other.
    """

    piece: TextPiece
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.piece.text


class CaptionTimes:
    """The times of the Chinese cues and the English sentences. If one language has no times, the times are ignored."""

    def __init__(self, zh: Sequence[CaptionPiece], en: Sequence[CaptionPiece]) -> None:
        zh_times, en_times = (piece_times([each.piece for each in pieces]) for pieces in (zh, en))
        is_timed = bool(zh_times and en_times)
        delay = _find_delay(zh, zh_times, en, en_times) if is_timed else 0.0
        self._zh = [(start + delay, end + delay) for start, end in zh_times] if is_timed else []
        self._en = en_times if is_timed else []
        self.zh_left_out = _prices_of_leaving_out(len(zh), self._zh, self._en)
        self.en_left_out = _prices_of_leaving_out(len(en), self._en, self._zh)
        """The price of leaving out each English sentence. `zh_left_out` has the price of leaving out each cue."""

    def lateness(self, zh: Span, en: Span) -> float:
        """Return the price of the time differences in a unit of the cues `zh` and the English sentences `en`.

        The price is 0 or negative. The difference between the two beginnings and the difference between the two ends are added.
        """
        if not self._zh:
            return 0.0
        begins = abs(self._zh[zh[0]][0] - self._en[en[0]][0])
        ends = abs(self._zh[zh[1] - 1][1] - self._en[en[1] - 1][1])
        return _SECOND * (min(_MOST_SECONDS, begins) + min(_MOST_SECONDS, ends))

    def cues_before_end(self, sentence: int) -> int | None:
        """Return the number of cues that begin before an English sentence ends; None without times."""
        if not self._zh:
            return None
        end = self._en[sentence][1]
        return bisect_left(self._zh, (end, end))


def _find_delay(zh: Sequence[CaptionPiece], zh_times: Times, en: Sequence[CaptionPiece], en_times: Times) -> float:
    """Return the number of seconds by which the English times are later than the Chinese times."""
    ends = {cue.last: end for cue, (_, end) in zip(zh, zh_times, strict=True)}
    pairs = zip(en, en_times, strict=True)
    late = [end - ends[sentence.last] for sentence, (_, end) in pairs if sentence.last in ends]
    return median(late) if late else 0.0


def _prices_of_leaving_out(count: int, times: Times, other: Times) -> list[float]:
    """Return the price of leaving out each text of one language. `other` has the times of the texts in the other language."""
    if not times:
        return [LEFT_OUT] * count
    spoken = sorted(other)
    return [LEFT_OUT if _is_spoken(time, spoken) else _SILENT for time in times]


def _is_spoken(time: tuple[float, float], spoken: Times) -> bool:
    """Tell whether a text of the other language is spoken during `time`. `spoken` has the times of the other language in order.

    Only the last few texts that begin before the end of `time` are compared with it.
    """
    at = bisect_left(spoken, (time[1], time[1]))
    return any(end > time[0] for _, end in spoken[max(0, at - _NEAR) : at])
