"""Look up pypinyin's readings of phrases and characters without loading all of pypinyin's readings.

A text is split as `pypinyin.seg.mmseg` splits it. The first piece is the longest phrase at the beginning of the text, or one
character if no phrase begins there. The text after the first piece is split in the same way.
"""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from flashdeck.chinese.syllables import numbered
from flashdeck.dictionaries.compiled import Row, grouped, table

_EDGE = 2  # number of characters at the beginning of a phrase by which the phrase is looked up


def phrase_reading(text: str) -> list[str]:
    """Return the syllables of a Chinese text, read phrase by phrase.

    Syllables are numbered, with v for ü and 5 for the neutral tone. Characters that pypinyin does not know are left out.
    """
    found: list[str] = []
    at = 0
    while at < len(text):
        phrases = _phrases(text[at : at + _EDGE])
        size = _size_of_first(text[at:], phrases)
        piece = text[at : at + size]
        if piece in phrases:
            found += [numbered(syllable) for syllable in phrases[piece].split(" ")]
        else:
            found += _of_characters(piece)
        at += size
    return found


def _size_of_first(text: str, phrases: dict[str, str]) -> int:
    """Return the length of the first piece of a text. A piece is a phrase or a character whose reading is looked up.

    If the text begins with phrases, the piece is the longest of these phrases. Otherwise, if the whole text is the beginning of
    a phrase, the piece is the whole text. In all other cases, the piece is one character.
    """
    longest = max((len(phrase) for phrase in phrases if text.startswith(phrase)), default=0)
    if longest:
        return longest
    begins_longer = any(phrase.startswith(text) for phrase in phrases)
    return len(text) if begins_longer else 1


def _of_characters(text: str) -> list[str]:
    """Return the first reading of each character that pypinyin knows."""
    readings = map(table("characters").get, text)
    return [numbered(reading.split(",")[0]) for reading in readings if reading]


def _phrases(beginning: str) -> dict[str, str]:
    """Return pypinyin's phrases that begin with the characters `beginning`, and the syllables of each phrase.

    The syllables have tone marks and are separated by blanks.
    """
    phrases: dict[str, str] = {}
    for row in (table("phrases").get(beginning) or "").splitlines():
        phrase, _, reading = row.partition("\t")
        phrases[phrase] = reading
    return phrases


def table_rows(name: str) -> Iterator[Row]:
    """Yield the rows of a compiled table that is made from pypinyin's files.

    The table `characters` has the readings of each character. The table `phrases` has all phrases with the same beginning, and
    their readings, in one row.
    """
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
