"""pypinyin's readings of phrases and characters, without loading all of them.

As pypinyin cuts a text (`pypinyin.seg.mmseg`): the longest phrase at its beginning, else a character, then the rest.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flashdeck.chinese.syllables import numbered
from flashdeck.dictionaries.compiled import Row, grouped, table

_EDGE = 2  # characters by which phrases are looked up


def phrase_reading(text: str) -> list[str]:
    """Return numbered syllables (ü as v, neutral tone 5) of a Chinese text, by its phrases; characters without one are left out."""
    found: list[str] = []
    at = 0
    while at < len(text):
        size = _size_of_first(text[at:])
        found += _phrases(text[at : at + _EDGE]).get(text[at : at + size]) or _of_characters(text[at : at + size])
        at += size
    return found


def _size_of_first(text: str) -> int:
    """Return the length of the longest phrase at the beginning; of all of the text where it begins a longer phrase; else 1."""
    phrases = _phrases(text[:_EDGE])
    longest = max((len(phrase) for phrase in phrases if text.startswith(phrase)), default=0)
    return longest or (len(text) if any(phrase.startswith(text) for phrase in phrases) else 1)


def _of_characters(text: str) -> list[str]:
    return [numbered(reading.split(",")[0]) for char in text if (reading := table("characters").get(char))]


@cache
def _phrases(beginning: str) -> dict[str, list[str]]:
    rows = (row.split("\t") for row in (table("phrases").get(beginning) or "").splitlines())
    return {phrase: [numbered(syllable) for syllable in reading.split(" ")] for phrase, reading in rows}


def table_rows(name: str) -> Iterator[Row]:
    """Yield the readings of characters, or of phrases by how they begin, as pypinyin's files have them."""
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin", name="pypinyin")
    folder = Path(spec.origin).parent
    if name == "characters":
        readings = json.loads((folder / "pinyin_dict.json").read_text(encoding="utf-8"))
        yield from ((chr(int(code)), reading) for code, reading in readings.items())
    else:
        phrases = json.loads((folder / "phrases_dict.json").read_text(encoding="utf-8"))
        yield from grouped(
            (phrase[:_EDGE], f"{phrase}\t{' '.join(syllable[0] for syllable in reading)}")
            for phrase, reading in phrases.items()
        )
