"""Read the figures of a line, in digits or in words, so that the figures of a line and its translation can be compared."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.lazy import Lazy
from flashdeck.model import Language

# Figures below 3 are ignored, because "one" and "two" often do not mean a figure: "one of them", 一样, "a day or two".
_LEAST = 3.0
# Two figures count as the same if they differ by at most this share of the greater figure.
_SAME = 0.01
# A figure below 100 also counts as the same as a year of one of these centuries: '26 and 2026.
_CENTURIES = (1900, 2000)
_YEARS_OF_CENTURY = 100
_DIGITS = r"\d[\d,]*(?:\.\d+)?"


def figures(text: str, language: Language) -> tuple[float, ...]:
    """Return the figures of a line that are 3 or greater. Vague figures (几十, dozens, hundreds of) are left out.

    >>> figures("我们花了五万亿美元,占GDP的15%。", "zh"), figures("Fifty trillion dollars, by twenty twenty eight.", "en")
    ((5000000000000.0, 15.0), (50000000000000.0, 2028.0))
    """
    quick = _ZH_MAY_HAVE_FIGURE.search(text) if language == "zh" else _EN_MAY_HAVE_FIGURE.search(text.casefold())
    if quick is None:
        return ()
    found = _chinese(text) if language == "zh" else _english(text)
    return tuple(figure for figure in found if figure >= _LEAST)


def figures_differ(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether the figures of two lines contradict each other: each line has a figure that the other line lacks."""
    return _has_unmatched(one, other) and _has_unmatched(other, one)


def _has_unmatched(some: Sequence[float], others: Sequence[float]) -> bool:
    return not all(any(_are_same(figure, other) for other in others) for figure in some)


def _are_same(one: float, other: float) -> bool:
    if abs(one - other) <= _SAME * max(one, other):
        return True
    return min(one, other) < _YEARS_OF_CENTURY and abs(one - other) in _CENTURIES


# ---- Chinese

_ZH_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ZH_UNITS = {"十": 10, "百": 100, "千": 1000}
_ZH_GROUPS = {"万": 10**4, "亿": 10**8}
_ZH_NUMBER = re.compile(
    rf"(?<![A-Za-z\d.-])(?P<about>[几数好多近上]*)(?P<number>(?:{_DIGITS})?[零〇一二两三四五六七八九十百千万亿点]*)"
)
_ZH_PIECE = re.compile(rf"{_DIGITS}|.")
_THOUSANDS = re.compile(r"[kK](?![A-Za-z])")  # the k of 128k
_TENTHS = re.compile("成(?![为了功立本就员交])")  # 三成 is thirty percent
_VAGUE_AFTER = ("几", "多", "来")
# A quick test that most lines fail. A figure below 3 is not a figure here, unless it is a part of a year or gets a unit.
_ZH_MAY_HAVE_FIGURE = re.compile(r"[\d三四五六七八九十百千万亿成kK]|[零〇一二两]{4}")
_DIGITS_OF_YEAR = 4
_load_words_without_figure = Lazy(lambda: re.compile("|".join(sorted(load_bilingual_classes()["not_figures"]))))


def _chinese(text: str) -> Iterator[float]:
    """Yield the figures of a Chinese line."""
    text = _load_words_without_figure().sub(lambda match: " " * len(match[0]), text)
    for match in _ZH_NUMBER.finditer(text):
        end = match.end("number")
        is_vague = match["about"] or text[end : end + 1] in _VAGUE_AFTER
        value = None if is_vague or not match["number"] else _chinese_value(match["number"])
        if value is not None:
            yield value * _factor_after(text, end)


def _factor_after(text: str, at: int) -> int:
    if _TENTHS.match(text, at):
        return 10
    return 1000 if _THOUSANDS.match(text, at) else 1


def _chinese_value(number: str) -> float | None:
    """Return the value of a numeral. Return None for 两三 ("two or three") and other vague numerals."""
    if len(number) > 1 and _ZH_DIGITS.keys() >= set(number):
        return float("".join(str(_ZH_DIGITS[char]) for char in number)) if len(number) == _DIGITS_OF_YEAR else None
    whole, _, decimals = number.partition("点")
    return _with_decimals(whole, decimals) if decimals else _whole_value(whole)


def _with_decimals(whole: str, decimals: str) -> float | None:
    """Return the value of a numeral with decimals: 一点五亿."""
    start = _chinese_value(whole)
    tail = "".join(str(_ZH_DIGITS.get(char, "")) for char in decimals.rstrip("万亿"))
    if start is None or not tail:
        return None
    groups = [_ZH_GROUPS[char] for char in decimals if char in _ZH_GROUPS]
    value = start + float(f"0.{tail}")
    return value * groups[-1] if groups else value


@dataclass(slots=True)
class _Sum:
    """The value of the characters of a Chinese numeral that have been read so far.

    `total`: the sum of the complete groups. A group ends with 万 or 亿. `section`: the value of the group that is being read,
    without `digit`. `digit`: the last digit, until a unit such as 十 multiplies it; None if no digit waits for a unit.
    """

    total: float = 0.0
    section: float = 0.0
    digit: float | None = None

    def close_unit(self, unit: int) -> None:
        self.section += (1 if self.digit is None else self.digit) * unit
        self.digit = None

    def close_group(self, group: int) -> None:
        self.total = (self.total + self.section + (self.digit or 0)) * group
        self.section, self.digit = 0.0, None


def _whole_value(text: str) -> float | None:
    found = _Sum()
    for piece in _ZH_PIECE.findall(text):
        if piece in _ZH_UNITS:
            found.close_unit(_ZH_UNITS[piece])
        elif piece in _ZH_GROUPS:
            found.close_group(_ZH_GROUPS[piece])
        elif piece in _ZH_DIGITS and piece not in "零〇":
            if found.digit is not None:
                return None
            found.digit = float(_ZH_DIGITS[piece])
        elif piece not in "零〇":
            found.digit = float(piece.replace(",", ""))
    return found.total + found.section + (found.digit or 0)


# ---- English

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_EN_SMALL: dict[str, int] = {word: value for value, word in enumerate(_UNITS.split())} | _TENS
_EN_GROUPS = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_EN_SUFFIXES = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12}
_EN_WORD = re.compile(rf"(?<![A-Za-z\d.-])({_DIGITS})([a-z]*)|[a-z]+|[^\sa-z\d-]", re.IGNORECASE)
# A quick test that most lines fail. "One" and "two" alone are no figures, but "one k" is.
_EN_MAY_HAVE_FIGURE = re.compile(rf"\d|(?:k|{'|'.join([*list(_EN_SMALL)[3:], *_EN_GROUPS])})(?![a-z])")
# A year consists of two or three number words: "twenty ten", "twenty twenty eight".
_SHORT_YEARS, _LONG_YEARS = 2, 3


class _NumberWord(NamedTuple):
    """A word that is a part of a figure.

    `kind` is "small" for a number word below a hundred, "group" for hundred, thousand and so on, or "digits".
    """

    kind: str
    value: float


_THOUSAND = _NumberWord("group", 1e3)


def _english(text: str) -> Iterator[float]:
    """Yield the figures of an English line. A figure consists of one number word or of consecutive number words."""
    run: list[_NumberWord] = []
    for match in _EN_WORD.finditer(text):
        word = match[0].casefold()
        step = _THOUSAND if word == "k" and run else _number_word(match)
        if step is not None:
            run.append(step)
        elif not _continues(run, word):
            yield from _values_of_run(run)
            run = []
    yield from _values_of_run(run)


def _continues(run: Sequence[_NumberWord], word: str) -> bool:
    """Tell whether a word that is not a number word may be inside a figure: "and" in "a hundred and five"."""
    return word == "and" and bool(run) and run[-1].kind == "group"


def _number_word(match: re.Match[str]) -> _NumberWord | None:
    word = match[0].casefold()
    if match[1]:
        return _NumberWord("digits", float(match[1].replace(",", "")) * _EN_SUFFIXES.get(match[2].casefold(), 1))
    if word in _EN_SMALL:
        return _NumberWord("small", _EN_SMALL[word])
    return _NumberWord("group", _EN_GROUPS[word]) if word in _EN_GROUPS else None


def _values_of_run(run: Sequence[_NumberWord]) -> Iterator[float]:
    """Yield the figures that a run of number words means: one year for "twenty twenty eight", two figures for "ten fifteen"."""
    total, current = 0.0, None
    if not run:
        return
    for kind, value in _join_years(run):
        if kind == "group":
            current = _times(current, value)
            if value > _EN_GROUPS["hundred"]:
                total, current = total + current, None
        elif current is None or _completes(current, value):
            current = (current or 0) + value
        else:
            yield total + current
            total, current = 0.0, value
    yield total + (current or 0)


def _times(current: float | None, value: float) -> float:
    return value if current is None else current * value


def _completes(current: float, value: float) -> bool:
    """Tell whether a number word is a part of the same figure as the number words before it.

    In "twenty five", "five" is a part of the figure. After "hundred" any number word below a hundred is a part of the figure.
    """
    if current % 100 == 0 and value < 100:
        return True
    return current >= 20 and current % 10 == 0 and value < 10


def _join_years(run: Sequence[_NumberWord]) -> list[_NumberWord]:
    """Join the number words of a year to one number, and the number words of a short form of hundreds. Return the new words.

    Examples of years are "twenty twenty eight" and "nineteen ninety nine". In "one twenty eight k", "one twenty eight" is a
    short form of 128.
    """
    values = [word.value for word in run if word.kind == "small"]
    if _is_short_hundred(run, values):
        return [_NumberWord("digits", values[0] * 100 + sum(values[1:])), run[-1]]
    is_year = len(values) == len(run) and _SHORT_YEARS <= len(run) <= _LONG_YEARS and values[0] in (19, 20)
    rest = sum(values[1:])
    if is_year and 10 <= rest < 100:
        return [_NumberWord("digits", values[0] * 100 + rest)]
    return list(run)


def _is_short_hundred(run: Sequence[_NumberWord], values: Sequence[float]) -> bool:
    if run[-1:] != [_THOUSAND] or len(values) not in (_SHORT_YEARS, _LONG_YEARS):
        return False
    return len(run) == len(values) + 1 and values[0] < 10 <= values[1]
