"""Rows of text that hold words in one of their columns, and which column that is.

A word list has one column, a CSV file names its own, the notes of an Anki note type have their fields. Where nobody says
which holds the words, those columns are taken in which many rows are words of the language (a few Han characters, or English
that the frequency list has), and of each row the first word in them. English behind a Chinese word does not count: it says
what that means.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flashdeck.chinese.characters import HAN_RANGES
from flashdeck.chinese.scripts import simplified
from flashdeck.dictionaries.frequency import zipf
from flashdeck.model import Language

Status = Literal["known", "learning", "new"]
_MARKUP = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】")
_BREAK = re.compile(r"<(?:br|/?div|/?p|/?li)\b[^>]*>", re.IGNORECASE)
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^}]*)?\}\}")
_HAN_WORD = re.compile(rf"[{HAN_RANGES}]{{1,8}}")
_STARTS_HAN = re.compile(rf"([{HAN_RANGES}]{{1,8}})(?![{HAN_RANGES}])")
_EN_WORD = re.compile(r"[a-z][a-z'’\-]*(?: [a-z][a-z'’\-]*){0,5}", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"[|/;；、,，\n]")
_LEAST_SHARE = 0.3  # of the rows; a note type of Anki may serve both directions
_LEAST_ZIPF = 2.0  # of each word: pinyin without tones and other languages stand below
_WORD_NAMES = re.compile(
    r"\b(?:word|hanzi|simplified|vocab\w*|lemma|expression|headword|term)\b|单词|词|汉字|简体", re.IGNORECASE
)
_PART_NAMES = re.compile(
    r"\b(?:radical|component|measure|classifier|pinyin|reading|traditional)\w*|部首|量词|拼音|繁体", re.IGNORECASE
)
_SAMPLE = 400  # rows that decide


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, and how well the learner knows it."""

    values: tuple[str, ...]
    status: Status = "known"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with named columns; `column` is that of the words, where the file says so."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    column: int | None = None


def words_of(table: Table, study: Language) -> Iterator[tuple[str, Status]]:
    """Yield the words of a language with their status."""
    columns = word_columns(table, study) if table.column is None else (table.column,)
    for row in table.rows:
        cells = ([*words_in(row.values[place], study)] for place in columns if _may_speak(row, place, study))
        yield from ((word, row.status) for word in next(filter(None, cells), []))


def _may_speak(row: Row, place: int, study: Language) -> bool:
    """Tell whether a cell may hold a word that is learned: English behind a Chinese word says what that means."""
    before = row.values[:place] if study == "en" else ()
    return place < len(row.values) and not any(any(words_in(value, "zh")) for value in before)


def word_columns(table: Table, study: Language) -> tuple[int, ...]:
    """Return the columns that hold words of a language, the likeliest first."""
    shares = {place: _share(table, place, study) for place in range(len(table.names))}
    fitting = [place for place, share in shares.items() if share >= _LEAST_SHARE]
    return tuple(sorted(fitting, key=lambda place: (_name_rank(table.names[place]), -round(shares[place], 1), place)))


def _name_rank(name: str) -> int:
    if _PART_NAMES.search(name):
        return 2
    return 0 if _WORD_NAMES.search(name) else 1


def _share(table: Table, place: int, study: Language) -> float:
    values = [row.values[place] for row in table.rows[:_SAMPLE] if place < len(row.values) and row.values[place].strip()]
    found = sum(any(_is_likely(word, study) for word in words_in(value, study)) for value in values)
    return found / len(values) if values else 0.0


def _is_likely(word: str, study: Language) -> bool:
    return study == "zh" or all((zipf(part, "en") or 0) >= _LEAST_ZIPF for part in word.split())


def words_in(value: str, study: Language) -> Iterator[str]:
    """Yield the words that a cell holds, as a card's headword writes them; a sentence holds none.

    >>> list(words_in("<b>學習</b> [xuéxí]", "zh")), list(words_in("Red herring; to roll out", "en"))
    (['学习'], ['red herring', 'roll out'])
    >>> list(words_in("我们在学习。", "zh")), list(words_in("We are here.", "en"))
    ([], [])
    """
    plain = _CLOZE.sub(r"\1", _BREAK.sub("\n", value))
    plain = html.unescape(_MARKUP.sub("", plain)).replace("\xa0", " ")
    for part in map(str.strip, _ALTERNATIVES.split(plain)):
        word = _chinese(part) if study == "zh" else _english(part)
        if word:
            yield word


def _chinese(text: str) -> str | None:
    if _HAN_WORD.fullmatch(text):
        return simplified(text)
    match = _STARTS_HAN.match(text)  # 学习 xuéxí
    return simplified(match[1]) if match and text[match.end()].isspace() else None


def _english(text: str) -> str | None:
    if not _EN_WORD.fullmatch(text):
        return None
    folded = " ".join(text.casefold().replace("’", "'").split())
    return folded.removeprefix("to ") or folded


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return names for the columns of a table without a header."""
    return ("",) * max((len(row) for row in rows), default=0)
