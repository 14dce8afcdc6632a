"""Make pairs from captions whose Chinese is written without final marks.

No mark shows where a Chinese sentence ends. The English sentences show it: every unit has one English sentence, and the cues
of Chinese that translate it. Where one cue translates parts of two English sentences, the unit has both.

Dynamic programming finds the units of a stretch. It looks at a few cues around the end of each English sentence in the file.
A unit gains by the weight of the words that its two sides share. It loses by a difference in length, by each further English
sentence, and by an end that does not fit: far from the English end in the file, at another time, or at words with which no
Chinese sentence ends or begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

from flashdeck.align.evidence import WordIndex
from flashdeck.align.evidence.scores import LENGTH_RATIO, SMOOTH_SIZE
from flashdeck.align.evidence.word_evidence import EnWord, ZhWord
from flashdeck.align.line_rows import LineRow
from flashdeck.align.lines.seams import is_open_english
from flashdeck.align.path.sides import piece_times
from flashdeck.align.pieces import TextPiece, cut_block
from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Line, Notice, Pair, ends_bare, joined_spans
from flashdeck.model.characters import count_han

SHOWN_AGAIN = "align.left-out.shown-again"
# All numbers were chosen by hand.
_REACH = 4  # number of cues before and after the end of an English sentence in the file at which its Chinese may end
_MOST_SENTENCES = 3  # maximum number of English sentences in a unit
_MOST_CUES = 16  # maximum number of Chinese cues in a unit
_LONGEST_BLOCK = 12  # maximum number of English lines without a final mark that are taken for one sentence
_MORE_SENTENCES = -12.0  # for each English sentence after the first in a unit
_MORE_SHARED = -0.2
"""Times the weight of the shared words, for each English sentence after the first: the more words a unit has, the more of them are
shared by chance."""
_SIZE = -6.0  # times the logarithm of the ratio of the lengths
_ROW = -3.0  # for each row of the file between the ends of the two languages
_SECOND, _MOST_SECONDS = -2.0, 3.0  # for each second between the ends, up to this number of seconds
_CUT_WORDS = -8.0  # for words with which a sentence does not end or begin
_GOES_ON = -4.0  # for a comma at the end
_PAUSE = 1.0  # for each second of silence after the end, up to two seconds
_MOST_PAUSE = 2.0
_REPEATED = 4  # a repeated caption has at least this number of Han characters; a shorter repeated line may be an answer
_IMPOSSIBLE = -1e9


def is_unmarked_stretch(rows: Sequence[LineRow]) -> bool:
    """Tell whether most Chinese lines of some rows are written without final marks."""
    lines = [line for row in rows for line in row.zh_lines]
    return 2 * sum(line.unmarked for line in lines) > len(lines)


def caption_pairs(rows: Sequence[LineRow], index: WordIndex) -> tuple[list[Pair], list[Notice]] | None:
    """Return the pairs of a stretch of rows, and a notice for each caption that is shown again.

    Return None if the stretch has no such pairs, because it has many more English sentences than Chinese cues.
    """
    zh, repeats = _chinese_cues(rows)
    en = list(_english_sentences(rows))
    units = list(_Search(zh, en, index).units())
    if not units:
        return None
    pairs = [_pair(zh[unit.zh : unit.zh_end], en[unit.en : unit.en_end]) for unit in units]
    return pairs, list(_repeat_notices(repeats))


def _repeat_notices(repeats: Sequence[Line]) -> Iterator[Notice]:
    """Yield one notice for all captions that are shown again. It has the number of the first of them."""
    if repeats:
        first = repeats[0]
        yield Notice("repeat", first.number, f"{len(repeats)} caption lines shown before", first.file, SHOWN_AGAIN)


class _Piece(NamedTuple):
    """A Chinese cue or an English sentence. It begins in row `first` and ends in row `last` of the stretch."""

    piece: TextPiece
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.piece.text


def _pair(zh: Sequence[_Piece], en: Sequence[_Piece]) -> Pair:
    zh_lines, zh_spans = joined_spans((each.piece.source, each.piece.spans) for each in zh)
    en_lines, en_spans = joined_spans((each.piece.source, each.piece.spans) for each in en)
    return Pair(zh_lines, en_lines, 1.0, zh_spans, en_spans)


# ---- the pieces


def _chinese_cues(rows: Sequence[LineRow]) -> tuple[list[_Piece], list[Line]]:
    """Return the cues, divided after marks that end a sentence, and the lines that only show the cue before once more.

    A caption is shown again if its English takes up two rows. The cue then ends in the last of these rows.
    """
    found, repeats = list[_Piece](), list[Line]()
    for number, row in enumerate(rows):
        for line in row.zh_lines:
            if found and _is_shown_again(found[-1], line):
                repeats.append(line)
                found[-1] = found[-1]._replace(last=number)
            else:
                found += [_Piece(piece, number, number) for piece in cut_block((line,), 0, "zh")]
    return found, repeats


def _is_shown_again(before: _Piece, line: Line) -> bool:
    is_same = line.text == before.piece.source[-1].text
    return is_same and count_han(line.text) >= _REPEATED


def _english_sentences(rows: Sequence[LineRow]) -> Iterator[_Piece]:
    """Yield the English sentences of the rows. A sentence goes on from line to line until its English ends."""
    row_of = {id(line): number for number, row in enumerate(rows) for line in row.en_lines}
    lines = [line for row in rows for line in row.en_lines]
    for block in _closed_blocks(lines):
        for piece in cut_block(tuple(block), 0, "en"):
            yield _Piece(piece, row_of[id(piece.source[0])], row_of[id(piece.source[-1])])


def _closed_blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line, after in pairwise([*lines, None]):
        if line is None:
            break
        block.append(line)
        if after is None or len(block) == _LONGEST_BLOCK or not is_open_english(line.text, after.text):
            yield block
            block = []


# ---- the search


class _Unit(NamedTuple):
    zh: int
    zh_end: int
    en: int
    en_end: int


@dataclass(frozen=True, slots=True)
class _Step:
    """The best way to a boundary: its gain, and the unit that ends there."""

    gain: float
    unit: _Unit | None = None


class _Search:
    """Finds the units of a stretch. Boundary `i` of the English is before sentence `i`, boundary `j` of the Chinese before cue `j`."""

    def __init__(self, zh: Sequence[_Piece], en: Sequence[_Piece], index: WordIndex) -> None:
        self._zh, self._en = zh, en
        evidence = index.evidence([cue.text for cue in zh], [sentence.text for sentence in en])
        self._zh_words, self._en_words = evidence.zh, evidence.en
        self._zh_sizes = list(accumulate((float(len(cue.text)) for cue in zh), initial=0.0))
        self._en_sizes = list(accumulate((float(len(sentence.text)) for sentence in en), initial=0.0))
        self._zh_times = piece_times([cue.piece for cue in zh])
        self._en_times = piece_times([sentence.piece for sentence in en])
        self._ends = _Ends(zh)

    def units(self) -> Iterator[_Unit]:
        """Yield the units from the first to the last; yield nothing if no path covers all cues and sentences."""
        steps = self._steps()
        found = list[_Unit]()
        unit = steps[-1].get(len(self._zh), _Step(_IMPOSSIBLE)).unit
        while unit:
            found.append(unit)
            unit = steps[unit.en][unit.zh].unit
        yield from reversed(found)

    def _steps(self) -> list[dict[int, _Step]]:
        """Return for each English boundary the best way to each Chinese boundary that is near it."""
        steps: list[dict[int, _Step]] = [{0: _Step(0.0)}, *({} for _ in self._en)]
        for first in range(len(self._en)):
            for count in range(1, min(_MOST_SENTENCES, len(self._en) - first) + 1):
                for start, step in steps[first].items():
                    self._extend(step.gain, _Unit(start, start, first, first + count), steps[first + count])
        return steps

    def _extend(self, gain: float, begun: _Unit, steps: dict[int, _Step]) -> None:
        """Try all Chinese ends of a unit whose English is `begun`, and keep the best step for each end."""
        near = self._near(begun.en_end)
        english = [word for words in self._en_words[begun.en : begun.en_end] for word in words]
        shared = _Shared(english)
        more = begun.en_end - begun.en - 1
        gain += _MORE_SENTENCES * more
        for end in range(begun.zh + 1, min(near[1], begun.zh + _MOST_CUES) + 1):
            shared.add(self._zh_words[end - 1])
            if end >= near[0]:
                unit = begun._replace(zh_end=end)
                total = gain + shared.weight * (1 + _MORE_SHARED * more) + self._size_gain(unit) + self._end_gain(unit)
                if total > steps.get(end, _Step(_IMPOSSIBLE)).gain:
                    steps[end] = _Step(total, unit)

    def _near(self, boundary: int) -> tuple[int, int]:
        """Return the first and the last Chinese boundary that is searched for an English boundary."""
        if boundary == len(self._en):
            return len(self._zh), len(self._zh)
        expected = self._expected(boundary)
        return max(1, expected - _REACH), min(len(self._zh), expected + _REACH)

    def _expected(self, boundary: int) -> int:
        """Return the number of cues that end up to the row in which the English sentence before a boundary ends."""
        low, high, row = 0, len(self._zh), self._en[boundary - 1].last
        while low < high:
            middle = (low + high) // 2
            if self._zh[middle].last <= row:
                low = middle + 1
            else:
                high = middle
        return low

    def _size_gain(self, unit: _Unit) -> float:
        zh = self._zh_sizes[unit.zh_end] - self._zh_sizes[unit.zh]
        en = self._en_sizes[unit.en_end] - self._en_sizes[unit.en]
        return _SIZE * abs(log((zh * LENGTH_RATIO + SMOOTH_SIZE) / (en + SMOOTH_SIZE)))

    def _end_gain(self, unit: _Unit) -> float:
        """Return what the end of a unit gains or loses by its place, its time and its words."""
        cue, sentence = self._zh[unit.zh_end - 1], self._en[unit.en_end - 1]
        rows = max(0, cue.first - sentence.last, sentence.last - cue.last)
        gain = _ROW * rows + self._ends.gains[unit.zh_end - 1]
        if self._zh_times and self._en_times:
            late = abs(self._zh_times[unit.zh_end - 1][1] - self._en_times[unit.en_end - 1][1])
            gain += _SECOND * min(_MOST_SECONDS, late)
        return gain


class _Ends:
    """For each cue, what a unit gains or loses by ending after it."""

    def __init__(self, zh: Sequence[_Piece]) -> None:
        self.gains = [_word_gain(cue, after) + _pause_gain(cue, after) for cue, after in pairwise(zh)] + [0.0]


def _word_gain(cue: _Piece, after: _Piece) -> float:
    patterns = TRAITS["zh"].patterns
    if ends_bare(cue.text):
        is_cut = patterns["unmarked-end"].search(cue.text) or patterns["unmarked-start"].search(after.text)
        return _CUT_WORDS if is_cut else 0.0
    return 0.0 if TRAITS["zh"].final.search(cue.text) else _GOES_ON


def _pause_gain(cue: _Piece, after: _Piece) -> float:
    end, start = cue.piece.source[-1].end, after.piece.source[0].start
    if end is None or start is None:
        return 0.0
    return _PAUSE * min(_MOST_PAUSE, max(0.0, start - end))


class _Shared:
    """The weight of the words that some Chinese cues share with the words of some English sentences."""

    def __init__(self, english: Sequence[EnWord]) -> None:
        self._weights: dict[str, float] = {}
        for word in english:
            self._weights[word.key] = self._weights.get(word.key, 0.0) + word.weight
        self._covered: set[str] = set()
        self.weight = 0.0

    def add(self, words: Sequence[ZhWord]) -> None:
        """Add the words of a cue."""
        for word in words:
            common = word.keys & self._weights.keys()
            if common:
                self.weight += word.weight
                self.weight += sum(self._weights[key] for key in common - self._covered)
                self._covered |= common
