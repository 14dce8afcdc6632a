"""Figures and number words of both languages by their value: 3亿, "300 million" and "three hundred million" are one."""

import re
from collections.abc import Iterator
from math import inf

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
ENGLISH_WORDS = frozenset((*_SMALL, *_TENS, *_SCALES))
_NUMERAL = re.compile(r"[零〇一二三四五六七八九两十百千万亿]+")
_LARGEST_DIGIT = 9
_LONGEST = 24  # characters; a longer run is no number that is said


def figure(text: str) -> float:
    """Return the value of a figure with its commas: "1,200.5"."""
    return float(text.replace(",", "").rstrip(".") or 0)


def scaled(text: str, scale: str) -> float:
    """Return a figure times what is written behind it: ("3", "亿"), ("2.5", "million")."""
    value = figure(text)
    for part in [scale] if scale in _SCALES else scale:
        value *= _SCALES.get(part) or _UNITS.get(part) or _MYRIADS.get(part, 1)
    return value


def chinese_numeral(text: str) -> float | None:
    """Return the value of a Chinese numeral, None where the characters are none.

    >>> chinese_numeral("三十五"), chinese_numeral("二〇二六"), chinese_numeral("一万两千"), chinese_numeral("万一")
    (35.0, 2026.0, 12000.0, None)
    """
    if not _NUMERAL.fullmatch(text) or len(text) > _LONGEST or text[0] in "万亿":
        return None
    if all(char in _DIGITS for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    total, part, digit = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            part, digit = part + (digit or 1) * _UNITS[char], 0
        else:
            total, part, digit = (total + part + digit or 1) * _MYRIADS[char], 0, 0
    return float(total + part + digit)


def english_numbers(words: list[str]) -> Iterator[float]:
    """Yield the values of number words that stand in a row; a year is said in two parts.

    >>> list(english_numbers("three hundred million".split())), list(english_numbers("twenty twenty six".split()))
    ([300000000.0], [2026.0])
    """
    parts = list(_parts(words))
    if len(parts) == 2 and 10 <= parts[0] <= 20 and 10 <= parts[1] < 100:
        yield float(100 * parts[0] + parts[1])
    else:
        yield from map(float, parts)


def _parts(words: list[str]) -> Iterator[int]:
    """Yield the numbers of a row of number words: "twenty", "twenty six" and "six million" are one each."""
    total, part = 0, 0
    room = inf  # the largest number that may still be added
    for word in words:
        scale = _SCALES.get(word)
        if scale == _SCALES["hundred"]:
            part, room = (part or 1) * scale, scale - 1
        elif scale:
            total, part, room = total + (part or 1) * scale, 0, scale - 1
        else:
            value = _TENS.get(word) or _SMALL[word]
            if value > room or not room:
                yield total + part
                total, part = 0, 0
            part += value
            room = _LARGEST_DIGIT if word in _TENS else 0
    yield total + part
