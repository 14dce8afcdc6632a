"""Alternating lines: a line of one language, then its translation.

The script decides which line is which, never parity: one stray line in the middle would flip all that follow. A pair is
two neighbours in the file's own order; a line without such a neighbour is left out with a notice. Then pairs that a
caption cut in the middle of a sentence are joined.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.align.lines.furniture import is_furniture
from flashdeck.align.lines.seams import is_open_english
from flashdeck.lexicon.lengths import length_deviations
from flashdeck.model import Bitext, Language, Line, Notice, Pair, Transcript

_LONGEST_UNIT = 6  # pairs; unpunctuated captions can run on for minutes
_DOUBTFUL_Z = 3.0  # a length ratio this far from the file's own (robust z-score) halves the score


def align_transcript(transcript: Transcript) -> Bitext:
    """Pair the lines of a transcript and tell which were left out."""
    lines = [line for line in transcript.lines if line.text or line.lang]  # no text but a language: a gap that nothing crosses
    furniture = set(_furniture(lines))
    content = [line for line in lines if line.number not in furniture]
    pairs = score_pairs(join_cut_sentences(_neighbours(content, _first_language(content))))
    paired = {line.number for pair in pairs for line in (*pair.zh_source, *pair.en_source)}
    left_out = [line for line in lines if line.text and line.number not in paired]
    notices = [Notice(_why(line, furniture), line.number, line.text) for line in left_out]
    return Bitext(tuple(pairs), (*transcript.notices, *notices))


def _furniture(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the numbers of furniture lines: of its form, and with no translation of their own.

    A line of that form may be part of the talk. It then stands between two lines of the other language; at the head of the
    file it stands before its translation and another line of its own language, which must be the first of a pair.
    """
    of_form = {line.number for line in lines if is_furniture(line)}
    first = _first_language([line for line in lines if line.number not in of_form])
    before: Line | None = None
    for at, line in enumerate(lines):
        behind = [other.lang for other in lines[at + 1 : at + 3]]
        if line.number not in of_form or _has_partner(line, before, behind, first):
            before = line
        else:
            yield line.number


def _has_partner(line: Line, before: Line | None, behind: Sequence[Language | None], first: Language) -> bool:
    """Tell whether a translation of a line stands behind it; `before` is the last line that is no furniture."""
    if before is None:
        return line.lang == first and len(behind) > 1 and behind[0] not in (first, None) and behind[1] == first
    return bool(behind) and before.lang != line.lang != behind[0]


def _first_language(lines: Sequence[Line]) -> Language:
    """Tell which language comes first in a pair: of the two orders, the one that more neighbours have."""
    changes = [(one.lang, other.lang) for one, other in pairwise(lines)]
    return "zh" if changes.count(("zh", "en")) >= changes.count(("en", "zh")) else "en"


def _neighbours(lines: Sequence[Line], first: Language) -> Iterator[Pair]:
    second: Language = "en" if first == "zh" else "zh"
    at = 0
    while at + 1 < len(lines):
        one, other = lines[at], lines[at + 1]
        closes = other.lang is None and (at + 2 == len(lines) or lines[at + 2].lang == first)
        if one.lang == first and (other.lang == second or (closes and not _has_letters(other))):
            zh, en = (one, other) if first == "zh" else (other, one)
            if zh.text and en.text:
                yield Pair((zh,), (en,), 1.0)
            at += 2
        else:
            at += 1


def _has_letters(line: Line) -> bool:
    """Tell a line of another language from figures and marks, which are the same in both."""
    return any(char.isalpha() for char in line.text)


def join_cut_sentences(pairs: Iterator[Pair]) -> Iterator[Pair]:
    """Join neighbours where the English has no end and goes on: one sentence cut in two or more."""
    pending: list[Pair] = []
    for pair in pairs:
        if pending and (len(pending) == _LONGEST_UNIT or not is_open_english(pending[-1].en, pair.en)):
            yield _joined(pending)
            pending = []
        pending.append(pair)
    if pending:
        yield _joined(pending)


def _joined(pairs: Sequence[Pair]) -> Pair:
    zh = tuple(line for pair in pairs for line in pair.zh_source)
    en = tuple(line for pair in pairs for line in pair.en_source)
    return Pair(zh, en, 1.0)


def score_pairs(pairs: Iterator[Pair]) -> list[Pair]:
    """Score pairs by how near their length ratio is to the file's own: 1 at its median, 0.5 at three deviations."""
    units = list(pairs)
    return [
        Pair(pair.zh_source, pair.en_source, round(1 / (1 + (z / _DOUBTFUL_Z) ** 2), 2))
        for pair, z in zip(units, length_deviations([(pair.zh, pair.en) for pair in units]), strict=True)
    ]


def _why(line: Line, furniture: set[int]) -> str:
    if line.number in furniture:
        return "boilerplate"
    return "language" if line.lang is None else "unpaired"
