"""The figures that a line says, in digits or words, so that two translations can be compared."""

import re
from collections.abc import Iterator, Sequence

from flashdeck.model import Language

_LEAST = 3.0  # one and two are said without being meant: one of them, 一样, a day or two
_SAME = 0.01  # relative difference of figures that are the same
_CENTURIES = (1900, 2000)  # '26 is 2026
_DIGITS = r"\d[\d,]*(?:\.\d+)?"

# ---- Chinese

_ZH_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ZH_UNITS = {"十": 10, "百": 100, "千": 1000}
_ZH_GROUPS = {"万": 10**4, "亿": 10**8}
_ZH_NUMBER = re.compile(
    rf"(?<![A-Za-z\d.-])(?P<about>[几数好多近上]*)(?P<number>(?:{_DIGITS})?[零〇一二两三四五六七八九十百千万亿点]*)"
)
_ZH_WORDS = re.compile("百分之|十分|十足|万一|千万不|千万别|百般|万分|万能|万物|万岁")  # words, not figures
_THOUSANDS = re.compile(r"[kK](?![A-Za-z])")  # 128k
_TENTHS = re.compile("成(?![为了功立本就员交])")  # 三成 is thirty percent

# ---- English

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
)
_SMALL += ["eighteen", "nineteen"]
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_EN_SMALL: dict[str, int] = {word: value for value, word in enumerate(_SMALL)} | _TENS
_EN_GROUPS = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_EN_SUFFIXES = {"k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12}
_EN_WORD = re.compile(rf"(?<![A-Za-z\d.-])({_DIGITS})([a-z]*)|[a-z]+|[^\sa-z\d-]", re.IGNORECASE)


def figures(text: str, language: Language) -> tuple[float, ...]:
    """Return the figures from 3 up that a line says; vague ones (几十, dozens, hundreds of) are left out.

    >>> figures("我们花了五万亿美元,占GDP的15%。", "zh"), figures("Fifty trillion dollars, by twenty twenty eight.", "en")
    ((5000000000000.0, 15.0), (50000000000000.0, 2028.0))
    """
    found = _chinese(text) if language == "zh" else _english(text)
    return tuple(figure for figure in found if figure >= _LEAST)


def figures_differ(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two lines contradict each other: each says a figure that the other one lacks."""
    return bool(_unmatched(one, other)) and bool(_unmatched(other, one))


def _unmatched(figures: Sequence[float], others: Sequence[float]) -> list[float]:
    return [figure for figure in figures if not any(_same(figure, other) for other in others)]


def _same(one: float, other: float) -> bool:
    near = abs(one - other) <= _SAME * max(one, other)
    return near or any(min(one, other) < 100 and abs(one - other) == century for century in _CENTURIES)


def _chinese(text: str) -> Iterator[float]:
    text = _ZH_WORDS.sub(lambda match: " " * len(match[0]), text)
    for match in _ZH_NUMBER.finditer(text):
        number = match["number"]
        if not number or match["about"] or text[match.end("number") : match.end("number") + 1] in ("几", "多", "来"):
            continue
        value = _chinese_value(number)
        if value is not None:
            end = match.end("number")
            yield value * (10 if _TENTHS.match(text, end) else 1000 if _THOUSANDS.match(text, end) else 1)


def _chinese_value(number: str) -> float | None:
    """Return what a numeral is worth; None for 两三 and other guesses."""
    if all(char in _ZH_DIGITS for char in number) and len(number) > 1:
        return float("".join(str(_ZH_DIGITS[char]) for char in number)) if len(number) == 4 else None
    whole, _, decimals = number.partition("点")
    if decimals:
        start = _chinese_value(whole)
        tail = "".join(str(_ZH_DIGITS.get(char, "")) for char in decimals.rstrip("万亿"))
        group = [_ZH_GROUPS[char] for char in decimals if char in _ZH_GROUPS]
        value = None if start is None or not tail else start + float(f"0.{tail}")
        return value if value is None or not group else value * group[-1]
    total, section, current = 0.0, 0.0, None
    for piece in re.findall(rf"{_DIGITS}|.", whole):
        if piece in _ZH_UNITS:
            section, current = section + (1 if current is None else current) * _ZH_UNITS[piece], None
        elif piece in _ZH_GROUPS:
            total, section, current = (total + section + (current or 0)) * _ZH_GROUPS[piece], 0.0, None
        elif piece in "零〇":
            continue
        elif piece in _ZH_DIGITS and current is not None:
            return None
        else:
            current = float(_ZH_DIGITS[piece]) if piece in _ZH_DIGITS else float(piece.replace(",", ""))
    return total + section + (current or 0)


def _english(text: str) -> Iterator[float]:
    run: list[tuple[str, float]] = []
    for match in _EN_WORD.finditer(text):
        word = match[0].casefold()
        step = ("group", 1e3) if word == "k" and run else _english_step(match)
        if step is not None:
            run.append(step)
        elif not (word == "and" and run and run[-1][0] == "group"):
            yield from _english_value(run)
            run = []
    yield from _english_value(run)


def _english_step(match: re.Match[str]) -> tuple[str, float] | None:
    """Return a word as a part of a figure."""
    word = match[0].casefold()
    if match[1]:
        suffix = match[2].casefold()
        return ("digits", float(match[1].replace(",", "")) * _EN_SUFFIXES.get(suffix, 1))
    if word in _EN_SMALL:
        return ("small", _EN_SMALL[word])
    return ("group", _EN_GROUPS[word]) if word in _EN_GROUPS else None


def _english_value(run: Sequence[tuple[str, float]]) -> Iterator[float]:
    """Yield what a run of number words is worth: twenty twenty eight is a year, ten fifteen are two figures."""
    total, current = 0.0, None
    pieces = _years(run)
    for kind, value in pieces:
        if kind == "group":
            current = (1 if current is None else current) * value
            if value > _EN_GROUPS["hundred"]:
                total, current = total + current, None
        elif current is not None and (current < 20 or current % 10 or value >= 10) and not (current % 100 == 0 and value < 100):
            yield total + current
            total, current = 0.0, value
        else:
            current = (current or 0) + value
    if pieces:
        yield total + (current or 0)


def _years(run: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Join years, and hundreds said in short: twenty twenty eight, nineteen ninety nine, one twenty eight k."""
    values = [value for kind, value in run if kind == "small"]
    if run[-1:] == [("group", 1e3)] and len(values) in (2, 3) and len(run) == len(values) + 1 and values[0] < 10 <= values[1]:
        return [("digits", values[0] * 100 + sum(values[1:])), run[-1]]
    if len(values) != len(run) or not 2 <= len(run) <= 3 or values[0] not in (19, 20):
        return list(run)
    rest = sum(values[1:])
    return [("digits", values[0] * 100 + rest)] if 10 <= rest < 100 else list(run)
