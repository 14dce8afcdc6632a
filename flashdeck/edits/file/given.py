"""An entry as it is given on the command line: KEY=VALUE, its values as TOML has them."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flashdeck.edits.file.parse import TABLES
from flashdeck.edits.file.problems import EditsError

_NUMBERS = re.compile(r"\s*\d+\s*(?:,\s*\d+\s*)*")
Value = str | int | bool | list[int] | list[list[int]]


def entry_values(kind: str, given: Iterable[str]) -> dict[str, Value]:
    """Return the keys and values of one entry; whether they can be meant is checked with the file.

    >>> entry_values("shift", ["zh=877,879", "en=878;880"])
    {'zh': [877, 879], 'en': [[878], [880]]}
    """
    if kind not in TABLES:
        raise EditsError(f"edits add: unknown kind {kind!r}", remedy=f"Write one of: {', '.join(TABLES)}.")
    values: dict[str, Value] = {}
    for part in given:
        key, equals, text = part.partition("=")
        if not equals:
            raise EditsError(f"edits add: {part!r} is no KEY=VALUE", remedy=f"Write for example {_example(kind)}.")
        values[key.strip()] = _VALUES.get((kind, key), _VALUES.get(("", key), str))(text)
    return values


def _example(kind: str) -> str:
    key = next(iter(TABLES[kind].required))
    return f"{key}=…"


def _number(text: str) -> Value:
    return int(text) if text.strip().isdecimal() else text


def _numbers(text: str) -> Value:
    return [int(part) for part in text.split(",")] if _NUMBERS.fullmatch(text) else text


def _groups(text: str) -> Value:
    parts = text.split(";")
    return [[int(one) for one in part.split(",")] for part in parts] if all(map(_NUMBERS.fullmatch, parts)) else text


def _flag(text: str) -> Value:
    return {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold(), text)


_VALUES: Mapping[tuple[str, str], Callable[[str], Any]] = {
    ("", "line"): _number,
    ("join", "zh"): _numbers,
    ("join", "en"): _numbers,
    ("shift", "zh"): _numbers,
    ("shift", "en"): _groups,
    ("split", "after"): _numbers,
    ("card", "keep"): _flag,
    ("card", "drop"): _flag,
}
