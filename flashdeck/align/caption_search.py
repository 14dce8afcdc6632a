"""Find which cues of Chinese captions translate which English sentences.

Dynamic programming finds the units. A unit has a few cues and the English sentences that translate them. Its last cue must be
at most a few cues from the end of its last English sentence in the file. The score of a unit is called its gain:

- The gain rises with the weight of the words that the Chinese and the English share.
- It falls with the difference in length, and with each English sentence after the first.
- It falls with the distance between the Chinese and the English end, both in rows of the file and in seconds.
- It falls if the words around the Chinese end show that the sentence continues there.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

from flashdeck.align.caption_times import CaptionPiece, CaptionTimes
from flashdeck.align.evidence import WordIndex
from flashdeck.align.evidence.scores import LENGTH_RATIO, SMOOTH_SIZE
from flashdeck.align.evidence.word_evidence import EnWord, ZhWord
from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Span, ends_bare

# All numbers were chosen by hand.
# A sentence ends at about the same point of the file in both languages. Its last Chinese cue is at most this number of cues
# before or after the end of the English.
_REACH = 4
# The end is estimated from the rows and from the times. If the estimates differ by more cues than this, the times are ignored.
_MOST_DRIFT = 24
_MOST_SENTENCES = 3  # maximum number of English sentences in a unit
_MOST_CUES = 16  # maximum number of Chinese cues in a unit
# A path is given up if the gain of the best path to the same English boundary is higher by more than this number.
_HOPELESS = 60.0
# Each of the following numbers is added to the gain of a unit.
_MORE_SENTENCES = -12.0  # added for each English sentence after the first in a unit
_MORE_SHARED = -0.2
"""Multiplied by the weight of the shared words, and added for each English sentence after the first in a unit.

It makes up for the words that a longer unit shares by chance.
"""
_SIZE = -6.0  # multiplied by the absolute logarithm of the ratio of the Chinese to the English length
_ROW = -3.0  # added for each row of the file between the Chinese and the English end of a unit
_CUT_WORDS = -8.0  # added if the words around the Chinese end of a unit show that the sentence does not end there
_GOES_ON = -4.0  # added if the Chinese ends in a comma, or without a mark in a text that is written with marks
_PAUSE = 1.0  # added for each second of silence after the Chinese end of a unit, up to two seconds
_MOST_PAUSE = 2.0
_IMPOSSIBLE = -1e9


class CaptionUnit(NamedTuple):
    """The cues from `zh` to `zh_end` and the English sentences from `en` to `en_end`, both ends exclusive.

    A unit may lack cues or lack sentences.
    """

    zh: int
    zh_end: int
    en: int
    en_end: int


def find_units(zh: Sequence[CaptionPiece], en: Sequence[CaptionPiece], index: WordIndex) -> Iterator[CaptionUnit]:
    """Yield the units of some cues and English sentences, in order. A cue or sentence without a translation is a unit, too."""
    return _Search(zh, en, index).units()


@dataclass(frozen=True, slots=True)
class _Step:
    """The best path to a boundary: the gain of the path, and the unit that ends at the boundary."""

    gain: float
    unit: CaptionUnit | None = None


def _keep(steps: dict[int, _Step], step: _Step) -> None:
    """Store a step in `steps`, unless `steps` has a step to the same Chinese boundary whose gain is at least as high."""
    assert step.unit is not None
    end = step.unit.zh_end
    if end not in steps or step.gain > steps[end].gain:
        steps[end] = step


class _Search:
    """Finds the units of a stretch.

    Boundary `i` of the English is before sentence `i`, boundary `j` of the Chinese is before cue `j`.
    """

    def __init__(self, zh: Sequence[CaptionPiece], en: Sequence[CaptionPiece], index: WordIndex) -> None:
        self._zh, self._en = zh, en
        evidence = index.evidence([cue.text for cue in zh], [sentence.text for sentence in en])
        self._zh_words, self._en_words = evidence.zh, evidence.en
        self._zh_sizes, self._en_sizes = _sizes(zh), _sizes(en)
        self._zh_rows = [cue.last for cue in zh]
        self._times = CaptionTimes(zh, en)
        self._ends = _Ends(zh)

    def units(self) -> Iterator[CaptionUnit]:
        """Yield the units from the first to the last; yield nothing if no path covers all cues and sentences."""
        steps = self._steps()
        found = list[CaptionUnit]()
        unit = steps[-1].get(len(self._zh), _Step(_IMPOSSIBLE)).unit
        while unit:
            found.append(unit)
            unit = steps[unit.en][unit.zh].unit
        yield from reversed(found)

    def _steps(self) -> list[dict[int, _Step]]:
        """Return for each English boundary the best path to each Chinese boundary that is near it."""
        steps: list[dict[int, _Step]] = [{0: _Step(0.0)}, *({} for _ in self._en)]
        for first, here in enumerate(steps):
            self._leave_out_cues(first, here)
            earliest = self._near(first)[0]
            least = max((step.gain for step in here.values()), default=0.0) - _HOPELESS
            near = {start: step for start, step in here.items() if start >= earliest and step.gain >= least}
            for end in range(first + 1, min(first + _MOST_SENTENCES, len(self._en)) + 1):
                self._extend(near, (first, end), steps[end])
            for start, step in near.items() if first < len(self._en) else ():
                gain = step.gain + self._times.en_left_out[first]
                _keep(steps[first + 1], _Step(gain, CaptionUnit(start, start, first, first + 1)))
        return steps

    def _leave_out_cues(self, boundary: int, steps: dict[int, _Step]) -> None:
        """Add the steps in which the next cue is left out."""
        for start in range(*self._near(boundary)) if steps else ():
            if start in steps:
                gain = steps[start].gain + self._times.zh_left_out[start]
                _keep(steps, _Step(gain, CaptionUnit(start, start + 1, boundary, boundary)))

    def _extend(self, starts: Mapping[int, _Step], en: Span, steps: dict[int, _Step]) -> None:
        """Add to `steps` the best step to each Chinese boundary with a unit of the English sentences `en`.

        `starts` has the Chinese boundaries at which such a unit may begin.
        """
        first, last = self._near(en[1])
        more = en[1] - en[0] - 1
        shared = _SharedWords(self._zh_words, [word for words in self._en_words[slice(*en)] for word in words])
        for start, step in starts.items():
            gain = step.gain + _MORE_SENTENCES * more
            longest = min(last, start + _MOST_CUES)
            for end, weight in enumerate(shared.weights(start, longest), start=start + 1):
                if end >= first:
                    unit = CaptionUnit(start, end, *en)
                    total = gain + weight * (1 + _MORE_SHARED * more) + self._size_gain(unit) + self._end_gain(unit)
                    _keep(steps, _Step(total, unit))

    def _near(self, boundary: int) -> tuple[int, int]:
        """Return the first and the last Chinese boundary that is searched for an English boundary."""
        by_rows = self._cues_up_to(self._en[boundary - 1].last) if boundary else 0
        by_times = self._times.cues_before_end(boundary - 1) if boundary else None
        if by_times is None or abs(by_times - by_rows) > _MOST_DRIFT:
            by_times = by_rows
        first = 0 if boundary == 0 else max(0, min(by_rows, by_times) - _REACH)
        if boundary == len(self._en):
            return first, len(self._zh)
        before_next = self._cues_up_to(self._en[boundary].first - 1)
        return first, min(len(self._zh), max(by_rows, by_times, before_next) + _REACH)

    def _cues_up_to(self, row: int) -> int:
        """Return the number of cues that end in the row `row` or in a row above it."""
        return bisect_right(self._zh_rows, row)

    def _size_gain(self, unit: CaptionUnit) -> float:
        zh = self._zh_sizes[unit.zh_end] - self._zh_sizes[unit.zh]
        en = self._en_sizes[unit.en_end] - self._en_sizes[unit.en]
        return _SIZE * abs(log((zh * LENGTH_RATIO + SMOOTH_SIZE) / (en + SMOOTH_SIZE)))

    def _end_gain(self, unit: CaptionUnit) -> float:
        """Return the part of a unit's gain that depends on its end: on the rows, the times and the words there."""
        cue, sentence = self._zh[unit.zh_end - 1], self._en[unit.en_end - 1]
        rows = max(0, cue.first - sentence.last, sentence.last - cue.last)
        late = self._times.lateness((unit.zh, unit.zh_end), (unit.en, unit.en_end))
        return _ROW * rows + late + self._ends.gains[unit.zh_end - 1]


def _sizes(pieces: Sequence[CaptionPiece]) -> list[float]:
    """Return the number of characters before each boundary."""
    return list(accumulate((float(len(piece.text)) for piece in pieces), initial=0.0))


class _Ends:
    """Computes for each cue a part of the gain of every unit that ends with this cue."""

    def __init__(self, zh: Sequence[CaptionPiece]) -> None:
        self.gains = [_word_gain(cue, after) + _pause_gain(cue, after) for cue, after in pairwise(zh)] + [0.0]


def _word_gain(cue: CaptionPiece, after: CaptionPiece) -> float:
    patterns = TRAITS["zh"].patterns
    if ends_bare(cue.text) and cue.piece.source[-1].unmarked:
        is_cut = patterns["unmarked-end"].search(cue.text) or patterns["unmarked-start"].search(after.text)
        return _CUT_WORDS if is_cut else 0.0
    return 0.0 if TRAITS["zh"].final.search(cue.text) else _GOES_ON


def _pause_gain(cue: CaptionPiece, after: CaptionPiece) -> float:
    end, start = cue.piece.source[-1].end, after.piece.source[0].start
    if end is None or start is None:
        return 0.0
    return _PAUSE * min(_MOST_PAUSE, max(0.0, start - end))


class _SharedWords:
    """Computes the weight of the words that some English sentences share with Chinese cues."""

    def __init__(self, chinese: Sequence[Sequence[ZhWord]], english: Sequence[EnWord]) -> None:
        self._chinese = chinese
        self._weights: dict[str, float] = {}
        for word in english:
            self._weights[word.key] = self._weights.get(word.key, 0.0) + word.weight
        self._found: dict[int, tuple[float, frozenset[str]]] = {}

    def weights(self, start: int, end: int) -> Iterator[float]:
        """Yield the weight of the words shared with the cue `start`, then with the first two cues, and so on up to `end`."""
        total = 0.0
        covered: set[str] = set()
        for at in range(start, end):
            own, keys = self._shared(at)
            new = keys - covered
            total += own + sum([self._weights[key] for key in new])
            covered |= new
            yield total

    def _shared(self, at: int) -> tuple[float, frozenset[str]]:
        """Return the weight of the words of a cue that have a translation, and the keys of these translations."""
        if at not in self._found:
            common = [(word.weight, word.keys & self._weights.keys()) for word in self._chinese[at]]
            own = sum([weight for weight, keys in common if keys])
            self._found[at] = own, frozenset[str]().union(*(keys for _, keys in common))
        return self._found[at]
