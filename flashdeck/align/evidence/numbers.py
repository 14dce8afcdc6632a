"""Values of figures and number words in both languages: 3亿, "300 million" and "three hundred million" have the same value."""

import re
from collections.abc import Iterable, Iterator
from math import inf

_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_SMALL_WORDS.split())}
_TENS = {word: 10 * value for value, word in enumerate(_TENS_WORDS.split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
ENGLISH_WORDS = frozenset((*_SMALL, *_TENS, *_SCALES))
"""All English number words."""
_NUMERAL = re.compile(r"[零〇一二三四五六七八九两十百千万亿]+")
_LARGEST_DIGIT = 9
_LONGEST = 24  # maximum number of characters that a number may have (chosen by hand)


def figure(text: str) -> float:
    """Return the value of a figure, which may have commas: "1,200.5"."""
    return float(text.replace(",", "").rstrip(".") or 0)


def scaled(text: str, scale: str) -> float:
    """Return the value of a figure multiplied by the scale word that follows it: ("3", "亿"), ("2.5", "million").

    `scale` is one English word or any number of Chinese characters.
    """
    value = figure(text)
    for part in [scale] if scale in _SCALES else scale:
        value *= _SCALES.get(part) or _UNITS.get(part) or _MYRIADS.get(part, 1)
    return value


def chinese_numeral(text: str) -> float | None:
    """Return the value of a Chinese numeral; None if the characters are not a numeral.

    >>> chinese_numeral("三十五"), chinese_numeral("二〇二六"), chinese_numeral("一万两千"), chinese_numeral("万一")
    (35.0, 2026.0, 12000.0, None)
    """
    if not _NUMERAL.fullmatch(text) or len(text) > _LONGEST or text[0] in "万亿":
        return None
    if all(char in _DIGITS for char in text):
        return float("".join(str(_DIGITS[char]) for char in text))
    return _numeral_with_units(text)


def _numeral_with_units(text: str) -> float:
    """Return the value of a numeral with units: 十, 百 and 千 multiply `digit`, and 万 and 亿 multiply the sum so far."""
    total, part, digit = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            part, digit = part + (digit or 1) * _UNITS[char], 0
        else:
            total, part, digit = (total + part + digit or 1) * _MYRIADS[char], 0, 0
    return float(total + part + digit)


def english_numbers(words: Iterable[str]) -> Iterator[float]:
    """Yield the values of the numbers in consecutive number words. Two numbers may be a year: "twenty twenty six" is 2026.

    >>> list(english_numbers("three hundred million".split())), list(english_numbers("twenty twenty six".split()))
    ([300000000.0], [2026.0])
    """
    parts = list(_parts(words))
    if len(parts) == 2 and 10 <= parts[0] <= 20 and 10 <= parts[1] < 100:
        yield float(100 * parts[0] + parts[1])
    else:
        yield from map(float, parts)


def _parts(words: Iterable[str]) -> Iterator[int]:
    """Yield the numbers in consecutive number words: "twenty", "twenty six" and "six million" are one number each."""
    total, part = 0, 0
    largest = inf  # in "five twenty", the second word is a new number, because its value is larger than that of the word before
    for word in words:
        scale = _SCALES.get(word)
        if scale:
            part, largest = (part or 1) * scale, scale - 1
            if scale > _SCALES["hundred"]:
                total, part = total + part, 0
            continue
        value = _TENS.get(word) or _SMALL[word]
        if value > largest or not largest:
            yield total + part
            total, part = 0, 0
        part += value
        largest = _LARGEST_DIGIT if word in _TENS else 0
    yield total + part
