"""Replace readings of the mainland by those of Taiwan, for text in traditional characters.

The rows of `data/taiwan_readings.tsv` name characters and words whose reading in Taiwan differs. A row applies only if the
character or word has the reading in the row's condition, so other readings of the same character do not change.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from flashdeck.chinese.syllables import marked, numbered
from flashdeck.language.rules import read_rules
from flashdeck.lazy import Lazy


class TaiwanReading(NamedTuple):
    """The reading of a character or word in Taiwan. `others` are the readings that it replaces, each a sequence of syllables."""

    rule: str
    key: str
    others: frozenset[tuple[str, ...]]
    syllables: tuple[str, ...]


def _load_rows() -> dict[str, list[TaiwanReading]]:
    """Return the rows of the table by the first character of their keys, those with longer keys first."""
    rows: defaultdict[str, list[TaiwanReading]] = defaultdict(list)
    for rule in read_rules("flashdeck.chinese", "taiwan_readings.tsv"):
        others = frozenset(tuple(reading.split()) for reading in rule.condition.split("|"))
        rows[rule.key[0]].append(TaiwanReading(rule.id, rule.key, others, tuple(rule.result.split())))
    for group in rows.values():
        group.sort(key=lambda row: -len(row.key))
    return dict(rows)


_load = Lazy(_load_rows)


def taiwan_readings(text: str, pinyin: Sequence[str]) -> tuple[str, ...]:
    """Return the readings of a word in Taiwan. `text` has traditional characters, and `pinyin` one syllable for each of them.

    >>> taiwan_readings("星期", ("xīng", "qī")), taiwan_readings("期", ("jī",))
    (('xīng', 'qí'), ('jī',))
    """
    read = list(pinyin)
    for at, row in matching_rows(text, pinyin):
        read[at : at + len(row.key)] = map(marked, row.syllables)
    return tuple(read)


def matching_rows(text: str, pinyin: Sequence[str]) -> list[tuple[int, TaiwanReading]]:
    """Return the rows that apply to a word, each after the index of its first character. Rows do not overlap."""
    if len(text) != len(pinyin):
        return []
    found: list[tuple[int, TaiwanReading]] = []
    at = 0
    while at < len(text):
        row = _first_row(text, pinyin, at)
        if row:
            found.append((at, row))
        at += len(row.key) if row else 1
    return found


def _first_row(text: str, pinyin: Sequence[str], at: int) -> TaiwanReading | None:
    """Return the row with the longest key that applies at an index of a word, or None."""
    for row in _load().get(text[at], ()):
        end = at + len(row.key)
        if text.startswith(row.key, at) and tuple(map(numbered, pinyin[at:end])) in row.others:
            return row
    return None
