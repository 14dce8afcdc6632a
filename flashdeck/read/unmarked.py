"""Find Chinese lines that are written without final marks, as subtitles are.

The Chinese subtitles of films, lectures and courses have no full stops and no commas at the ends of lines; only question marks
and exclamation marks are kept (Netflix, Timed Text Style Guide: Chinese). A line end in such a text may be a pause or the end of
a sentence. In any other text, a line that ends without a mark was cut off.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from flashdeck.model import Line, ends_bare

# Lines are unmarked if at most this share of the lines around them ends in a stop. In 60 transcripts the share is at most .13
# in subtitles without marks, and at least .39 in other texts. Questions and exclamations are not counted.
_MOST_STOPS = 0.25
# the limit in place of `_MOST_STOPS` if the share of stops in the whole file is at most `_MOST_STOPS` (chosen by hand)
_MOST_STOPS_HERE = 0.5
_AROUND = 30  # number of lines before and after a line in which the lines without a final mark are counted (chosen by hand)
_STOP = re.compile(r"[。.，,、；;：:][”’\"'）)》』」\]]*\s*$")


def mark_unmarked(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Set `unmarked` on each Chinese line that is written without a final mark, as in subtitles. Return all lines.

    In a wrapped paragraph, only the last line is judged, because the other lines may end inside a sentence. A line with a time is
    a caption, and every caption is judged.
    """
    found = {id(line) for own in _by_file(lines) for line in _unmarked(own)}
    if not found:
        return tuple(lines)
    return tuple(replace(line, unmarked=True) if id(line) in found else line for line in lines)


def _by_file(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the last lines of the Chinese paragraphs for each file of the transcript."""
    zh = [line for line in lines if line.lang == "zh" and line.text]
    for _, own in groupby(zh, key=lambda line: line.file):
        of_file = list(own)
        yield [line for line, after in pairwise([*of_file, None]) if line and _ends_paragraph(line, after)]


def _ends_paragraph(line: Line, after: Line | None) -> bool:
    return after is None or line.start is not None or line.unit is None or line.unit != after.unit


def _unmarked(lines: Sequence[Line]) -> Iterator[Line]:
    bare = [ends_bare(line.text) for line in lines]
    stops = _counts(bool(_STOP.search(line.text)) for line in lines)
    bares = _counts(bare)
    most = _MOST_STOPS_HERE if _share(stops[-1], bares[-1]) <= _MOST_STOPS else _MOST_STOPS
    for at, line in enumerate(lines):
        first, last = max(0, at - _AROUND), min(len(lines), at + _AROUND + 1)
        if bare[at] and _share(stops[last] - stops[first], bares[last] - bares[first]) <= most:
            yield line


def _share(stops: int, bare: int) -> float:
    return stops / max(1, stops + bare)


def _counts(values: Iterable[bool]) -> list[int]:
    """Return for each index the number of true values before it, and at the end the number of all true values."""
    return list(accumulate(values, initial=0))
