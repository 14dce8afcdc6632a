"""Make pairs from captions in two files, and from captions whose Chinese is written without final marks.

Such Chinese has no mark where a sentence ends. The English sentences show it: every unit has one English sentence, and the
cues of Chinese that translate it. Where one cue translates parts of two English sentences, the unit has both.

Dynamic programming finds the units of a stretch. It looks at a few cues around the end of each English sentence in the file.
A unit gains by the weight of the words that its two sides share. It loses by a difference in length, by each further English
sentence, and by an end that does not fit: far from the English end in the file, at another time, or at words with which no
Chinese sentence ends or begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log
from statistics import median
from typing import NamedTuple

from flashdeck.align.evidence import WordIndex
from flashdeck.align.evidence.scores import LENGTH_RATIO, SMOOTH_SIZE
from flashdeck.align.evidence.word_evidence import EnWord, ZhWord
from flashdeck.align.line_rows import LineRow
from flashdeck.align.lines.seams import is_open_english, starts_capital
from flashdeck.align.path import find_beads
from flashdeck.align.path.sides import make_sides, piece_times
from flashdeck.align.pieces import LineBlock, TextPiece, make_pieces
from flashdeck.align.sentence_units import unpaired
from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Line, Notice, Pair, ends_bare, joined_spans
from flashdeck.model.characters import count_han

SHOWN_AGAIN = "align.left-out.shown-again"
# All numbers were chosen by hand.
_REACH = 4  # number of cues before and after the end of an English sentence in the file at which its Chinese may end
_MOST_SENTENCES = 3  # maximum number of English sentences in a unit
_MOST_CUES = 16  # maximum number of Chinese cues in a unit
_MOST_PARTS = 12  # maximum number of English cues without a final mark that are taken for one sentence
_MARKED = 0.85  # minimum share of English sentences with a final mark in captions whose English is written with marks
_LEFT_OUT = -18.0  # for a cue or an English sentence that is left out
_MORE_SENTENCES = -12.0  # for each English sentence after the first in a unit
_MORE_SHARED = -0.2
"""Times the weight of the shared words, for each English sentence after the first: the more words a unit has, the more of them are
shared by chance."""
_SIZE = -6.0  # times the logarithm of the ratio of the lengths
_ROW = -3.0  # for each row of the file between the ends of the two languages
_SECOND, _MOST_SECONDS = -2.0, 3.0  # for each second between the ends, up to this number of seconds
_CUT_WORDS = -8.0  # for words with which a sentence does not end or begin
_GOES_ON = -4.0  # for a comma at the end, or for no mark in a text that is written with marks
_PAUSE = 1.0  # for each second of silence after the end, up to two seconds
_MOST_PAUSE = 2.0
_REPEATED = 4  # a repeated caption has at least this number of Han characters; a shorter repeated line may be an answer
_IMPOSSIBLE = -1e9


class _Piece(NamedTuple):
    """A Chinese cue, or an English sentence or its part in a cue.

    It begins in row `first` and ends in row `last`. A row has the texts that are beside each other in the file, or that a first
    search has found for each other.
    """

    piece: TextPiece
    first: int
    last: int

    @property
    def text(self) -> str:
        return self.piece.text


def are_captions(lines: Sequence[Line]) -> bool:
    """Tell whether lines are captions of two files, or most Chinese lines are written without final marks."""
    zh = [line for line in lines if line.lang == "zh"]
    if 2 * sum(line.unmarked for line in zh) > len(zh):
        return True
    return bool(zh) and all(line.file is not None and line.end is not None for line in lines)


def caption_pairs(rows: Sequence[LineRow], index: WordIndex) -> tuple[list[Pair], list[Notice]]:
    """Return the pairs of captions whose rows are known, and notices about the lines that are left out."""
    zh = [_Piece(piece, at, at) for at, row in enumerate(rows) for piece in make_pieces(row.zh, "zh")]
    en = [_Piece(piece, at, at) for at, row in enumerate(rows) for piece in make_pieces(row.en, "en")]
    return _pairs(zh, en, index)


def caption_pairs_of_files(
    zh_blocks: Sequence[LineBlock], en_blocks: Sequence[LineBlock], index: WordIndex
) -> tuple[list[Pair], list[Notice]]:
    """Return the pairs of captions in two files, and notices about the lines that are left out."""
    zh, en = make_pieces(zh_blocks, "zh"), make_pieces(en_blocks, "en")
    evidence = index.evidence([piece.text for piece in zh], [piece.text for piece in en])
    found_zh, found_en = list[_Piece](), list[_Piece]()
    for row, bead in enumerate(find_beads(make_sides(zh, en, evidence))):
        found_zh += [_Piece(piece, row, row) for piece in zh[bead.zh : bead.zh_end]]
        found_en += [_Piece(piece, row, row) for piece in en[bead.en : bead.en_end]]
    return _pairs(found_zh, found_en, index)


def _pairs(zh: Sequence[_Piece], en: Sequence[_Piece], index: WordIndex) -> tuple[list[Pair], list[Notice]]:
    cues, repeats = _shown_once(zh)
    sentences = [_joined(parts) for parts in _sentence_parts(en, marked=_is_marked(en))]
    pairs, notices = list[Pair](), list(_repeat_notices(repeats))
    for unit in _Search(cues, sentences, index).units():
        own_zh, own_en = cues[unit.zh : unit.zh_end], sentences[unit.en : unit.en_end]
        if own_zh and own_en:
            pairs.append(_pair(own_zh, own_en))
        else:
            notices += [unpaired(each.piece) for each in (*own_zh, *own_en)]
    return pairs, notices


def _repeat_notices(repeats: Sequence[Line]) -> Iterator[Notice]:
    """Yield one notice for all captions that are shown again. It has the number of the first of them."""
    if repeats:
        first = repeats[0]
        yield Notice("repeat", first.number, f"{len(repeats)} caption lines shown before", first.file, SHOWN_AGAIN)


def _pair(zh: Sequence[_Piece], en: Sequence[_Piece]) -> Pair:
    zh_lines, zh_spans = joined_spans((each.piece.source, each.piece.spans) for each in zh)
    en_lines, en_spans = joined_spans((each.piece.source, each.piece.spans) for each in en)
    return Pair(zh_lines, en_lines, 1.0, zh_spans, en_spans)


# ---- the pieces


def _shown_once(cues: Sequence[_Piece]) -> tuple[list[_Piece], list[Line]]:
    """Return the cues without those that only show the cue before once more, and the lines of the latter.

    A caption is shown again if its English takes up two rows. The cue then ends in the last of these rows.
    """
    found, repeats = list[_Piece](), list[Line]()
    for cue in cues:
        if found and cue.text == found[-1].text and count_han(cue.text) >= _REPEATED:
            repeats += cue.piece.source
            found[-1] = found[-1]._replace(last=cue.last)
        else:
            found.append(cue)
    return found, repeats


def _is_marked(pieces: Sequence[_Piece]) -> bool:
    """Tell whether English sentences always end with a mark, so that a cue without a mark at its end always goes on."""
    ends = [one.text for one, other in pairwise(pieces) if starts_capital(other.text)]
    marked = sum(TRAITS["en"].final.search(text) is not None for text in ends)
    return marked >= _MARKED * len(ends)


def _sentence_parts(pieces: Sequence[_Piece], *, marked: bool) -> Iterator[list[_Piece]]:
    """Yield the parts of each English sentence. A sentence goes on from cue to cue until its English ends."""
    parts: list[_Piece] = []
    for piece in pieces:
        if parts and (len(parts) == _MOST_PARTS or not _goes_on(parts[-1].text, piece.text, marked=marked)):
            yield parts
            parts = []
        parts.append(piece)
    if parts:
        yield parts


def _goes_on(text: str, following: str, *, marked: bool) -> bool:
    return is_open_english(text, following) or (marked and ends_bare(text))


def _joined(parts: Sequence[_Piece]) -> _Piece:
    lines, spans = joined_spans((part.piece.source, part.piece.spans) for part in parts)
    text = " ".join(part.text for part in parts)
    return _Piece(TextPiece(text, lines, spans, 0, ends_block=True), parts[0].first, parts[-1].last)


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


def _keep(steps: dict[int, _Step], step: _Step) -> None:
    """Keep a step if it is the best to the Chinese boundary where its unit ends."""
    assert step.unit is not None
    end = step.unit.zh_end
    if end not in steps or step.gain > steps[end].gain:
        steps[end] = step


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
        self._delay = self._find_delay()
        self._ends = _Ends(zh)

    def _find_delay(self) -> float:
        """Return the number of seconds by which the English times are later than the Chinese times."""
        if not (self._zh_times and self._en_times):
            return 0.0
        ends = {cue.last: end for cue, (_, end) in zip(self._zh, self._zh_times, strict=True)}
        late = [
            end - ends[sentence.last]
            for sentence, (_, end) in zip(self._en, self._en_times, strict=True)
            if sentence.last in ends
        ]
        return median(late) if late else 0.0

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
        for first, here in enumerate(steps):
            self._leave_out_cues(first, here)
            for start, step in here.items() if first < len(self._en) else ():
                _keep(steps[first + 1], _Step(step.gain + _LEFT_OUT, _Unit(start, start, first, first + 1)))
                for count in range(1, min(_MOST_SENTENCES, len(self._en) - first) + 1):
                    self._extend(step.gain, _Unit(start, start, first, first + count), steps[first + count])
        return steps

    def _leave_out_cues(self, boundary: int, steps: dict[int, _Step]) -> None:
        """Add the steps that leave out the next cue."""
        for start in range(*self._near(boundary)) if steps else ():
            if start in steps:
                _keep(steps, _Step(steps[start].gain + _LEFT_OUT, _Unit(start, start + 1, boundary, boundary)))

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
                _keep(steps, _Step(total, unit))

    def _near(self, boundary: int) -> tuple[int, int]:
        """Return the first and the last Chinese boundary that is searched for an English boundary."""
        expected = self._expected(boundary)
        first = 0 if boundary == 0 else max(0, expected - _REACH)
        last = len(self._zh) if boundary == len(self._en) else min(len(self._zh), expected + _REACH)
        return first, last

    def _expected(self, boundary: int) -> int:
        """Return the number of cues that end up to the row in which the English sentence before a boundary ends."""
        low, high, row = 0, len(self._zh), self._en[boundary - 1].last if boundary else -1
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
            late = abs(self._zh_times[unit.zh_end - 1][1] + self._delay - self._en_times[unit.en_end - 1][1])
            gain += _SECOND * min(_MOST_SECONDS, late)
        return gain


class _Ends:
    """For each cue, what a unit gains or loses by ending after it."""

    def __init__(self, zh: Sequence[_Piece]) -> None:
        self.gains = [_word_gain(cue, after) + _pause_gain(cue, after) for cue, after in pairwise(zh)] + [0.0]


def _word_gain(cue: _Piece, after: _Piece) -> float:
    patterns = TRAITS["zh"].patterns
    if ends_bare(cue.text) and cue.piece.source[-1].unmarked:
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
