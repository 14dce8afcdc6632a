"""Alternating lines: a line of one language, then its translation.

The script decides which line is which, never parity: one stray line in the middle would flip all that follow. A row is two
neighbours in the file's own order, or a line without such a neighbour.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.align.line_rows import Row, row_of
from flashdeck.model import Language, Line


def first_language(lines: Sequence[Line]) -> Language:
    """Tell which language comes first in a pair: of the two orders, the one that more neighbours have."""
    changes = [(one.lang, other.lang) for one, other in pairwise(lines)]
    return "zh" if changes.count(("zh", "en")) >= changes.count(("en", "zh")) else "en"


def alternating_rows(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield neighbours as rows, and lines without a neighbour as rows of one side; a line of no language is in none."""
    first = first_language(lines)
    second: Language = "en" if first == "zh" else "zh"
    at = 0
    while at < len(lines):
        one, behind = lines[at], lines[at + 1 : at + 3]
        if one.lang == first and behind and _translates(behind, first, second):
            zh, en = (one, behind[0]) if first == "zh" else (behind[0], one)
            yield Row(((zh,),), ((en,),))
            at += 2
        else:
            if one.lang:
                yield row_of((one,), one.lang)
            at += 1


def _translates(behind: Sequence[Line], first: Language, second: Language) -> bool:
    """Tell whether the first of the lines behind may translate the line above: figures and marks are the same in both."""
    closes = behind[0].lang is None and (len(behind) == 1 or behind[1].lang == first)
    return behind[0].lang == second or (closes and not any(map(str.isalpha, behind[0].text)))
