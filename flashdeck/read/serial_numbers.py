"""Remove the numbers that count the lines of a file, such as "12. " before the twelfth line.

A number is part of the text unless the numbers of most lines count up through the file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from flashdeck.model import Notice
from flashdeck.read.formats.base import ParsedDocument

SERIAL_NUMBER = "read.left-out.serial-number"
_MARK_BEHIND = r"(?:[.．、):：）\]】](?!\d)|[\t ](?=[-|\t ])|\t)[\s.|]*"
_CIRCLED = r"(?P<circled>[①-⑳㉑-㉟㊱-㊿])\s*"
_MARKED = re.compile(
    rf"(?:(?P<prefix>[(（\[【#]|No\. ?)?(?P<number>\d{{1,6}})(?:{_MARK_BEHIND}|(?(prefix)\s+|(?!)))|{_CIRCLED})(?=\S)"
)
_BARE = re.compile(r"(?P<number>\d{1,6}) (?=[A-Z“\"「])")
# All four numbers were chosen by hand.
# Minimum share of the lines that begin with a number. Only every second line does if only one language is numbered, and only
# every third line if the file also has lines of pinyin.
_LEAST_SHARE = 0.3
_LEAST_RISING = 0.9  # minimum share of the steps from one number to the next that are 0 or 1
_LEAST_NUMBERS = 3  # minimum number of different numbers in the file
_LEAST_BARE = 6  # the minimum if numbers have no mark after them; three lines like "3 Boats left." may be normal sentences


def serial_lengths(texts: Sequence[str]) -> list[int]:
    """Return for each text the length of the number that counts it; 0 for a text without such a number.

    >>> serial_lengths(["1. Was it old?", "1. 它旧吗？", "2. It was.", "2. 旧。", "3. Why?", "3. 为什么？"])
    [3, 3, 3, 3, 3, 3]
    >>> serial_lengths(["1. He left.", "他走了。", "It was late.", "很晚了。", "3. We left.", "我们走了。"])
    [0, 0, 0, 0, 0, 0]
    """
    filled = sum(bool(text) for text in texts)
    for pattern, fewest in ((_MARKED, _LEAST_NUMBERS), (_BARE, _LEAST_BARE)):
        matches = [pattern.match(text) for text in texts]
        numbers = [_number(match) for match in matches if match]
        if len(numbers) >= _LEAST_SHARE * filled and _count_up(numbers, fewest):
            return [match.end() if match else 0 for match in matches]
    return [0] * len(texts)


def _number(match: re.Match[str]) -> int:
    circled = match.groupdict().get("circled")
    if circled is None:
        return int(match["number"])
    bases = (("①", 1), ("㉑", 21), ("㊱", 36))
    first, value = max(entry for entry in bases if entry[0] <= circled)
    return ord(circled) - ord(first) + value


def _count_up(numbers: Sequence[int], fewest: int) -> bool:
    """Tell whether nearly every number is equal to the number before it or higher by one. Years may rise, but not by one."""
    steps = [other - one for one, other in pairwise(numbers)]
    rising = sum(step in (0, 1) for step in steps)
    return len(set(numbers)) >= fewest and rising >= _LEAST_RISING * len(steps)


def strip_serials(lines: Sequence[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[Notice]]:
    """Return numbered lines of a file without the numbers that count them, and a notice if there were such numbers."""
    lengths = serial_lengths([text for _, text in lines])
    stripped = [(number, text[length:]) for (number, text), length in zip(lines, lengths, strict=True)]
    return stripped, list(_notices([(number, text[:length]) for (number, text), length in zip(lines, lengths, strict=True)]))


def without_serials(parsed: ParsedDocument) -> ParsedDocument:
    """Return a document without the numbers that count its lines."""
    lengths = serial_lengths([line.text for line in parsed.lines])
    if not any(lengths):
        return parsed
    pairs = list(zip(parsed.lines, lengths, strict=True))
    lines = tuple(replace(line, text=line.text[length:]) for line, length in pairs)
    notices = _notices([(line.number, line.text[:length]) for line, length in pairs])
    return ParsedDocument(lines, (*parsed.notices, *notices), parsed.layout)


def _notices(marks: Sequence[tuple[int, str]]) -> Iterator[Notice]:
    """Yield one notice for all numbers of a file, with the line number of the first of these numbers."""
    found = [(number, mark.strip()) for number, mark in marks if mark]
    if found:
        text = f"{len(found)} numbers of lines, from {found[0][1]} to {found[-1][1]}"
        yield Notice("numbering", found[0][0], text, rule=SERIAL_NUMBER)
