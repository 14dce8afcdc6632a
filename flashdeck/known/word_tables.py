"""Find the column of words in a table, and the words in this column.

A word list has one column, a CSV file may name the column of words, and the notes of an Anki note type have fields as columns.
If the column of words is not named, all columns in which many rows have a word of the language are used. A Chinese word is a
few Han characters. An English word must be in the frequency list. In each row the first of these columns that has a word
counts. English text after a Chinese word does not count, because it is the meaning of the Chinese word.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flashdeck.chinese.scripts import simplified
from flashdeck.dictionaries.frequency import zipf
from flashdeck.model import Language
from flashdeck.model.characters import HAN_RANGES

Status = Literal["known", "learning", "new"]
"""How well the learner knows a word. The value is "new" if the learner has not begun to learn the word."""
_MARKUP = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】")
_BREAK = re.compile(r"<(?:br|/?div|/?p|/?li)\b[^>]*>", re.IGNORECASE)
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^}]*)?\}\}")
_HAN_WORD = re.compile(rf"[{HAN_RANGES}]{{1,8}}")
_STARTS_HAN = re.compile(rf"([{HAN_RANGES}]{{1,8}})(?![{HAN_RANGES}])")
_EN_WORD = re.compile(r"[a-z][a-z'’\-]*(?: [a-z][a-z'’\-]*){0,5}", re.IGNORECASE)
_ALTERNATIVES = re.compile(r"[|/;；、,，\n]")
# A column counts as a column of words if at least this share of its cells have a word of the language. The number is less than
# half, because some notes of a note type may have the Chinese word and some the English word in this column.
_LEAST_SHARE = 0.3
# Words below this Zipf frequency do not count as English words when columns of words are searched for. Pinyin without tones and
# words of other languages are below it. Chosen by hand.
_LEAST_ZIPF = 2.0
# The maximum number of rows that are examined to find the column of words.
_SAMPLE = 400
_WORD_NAMES = re.compile(
    r"\b(?:word|hanzi|simplified|vocab\w*|lemma|expression|headword|term)\b|单词|词|汉字|简体", re.IGNORECASE
)
# The names of columns that describe a word or its parts. Such a column is used only if no other column has words.
_DETAIL_NAMES = re.compile(
    r"\b(?:radical|component|measure|classifier|pinyin|reading|traditional)\w*|部首|量词|拼音|繁体", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WordRow:
    """The cells of one row, and how well the learner knows the word of the row."""

    values: tuple[str, ...]
    status: Status = "known"


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table with a name for each column.

    `column`: the index of the column of words. It is None if the file does not say which column has the words.
    """

    names: tuple[str, ...]
    rows: tuple[WordRow, ...]
    column: int | None = None


def words_of(table: WordTable, study: Language) -> Iterator[tuple[str, Status]]:
    """Yield the words of a language in a table, each with how well the learner knows the word."""
    columns = word_columns(table, study) if table.column is None else (table.column,)
    for row in table.rows:
        for word in _words_of_row(row, columns, study):
            yield word, row.status


def _words_of_row(row: WordRow, columns: tuple[int, ...], study: Language) -> list[str]:
    """Return the words in one row: the words of the first of the given columns that has words of the language."""
    for column in columns:
        if column < len(row.values) and not _is_meaning(row, column, study):
            words = list(words_in(row.values[column], study))
            if words:
                return words
    return []


def _is_meaning(row: WordRow, column: int, study: Language) -> bool:
    """Return whether a cell with English text is the meaning of a Chinese word in an earlier cell."""
    return study == "en" and any(any(words_in(value, "zh")) for value in row.values[:column])


def word_columns(table: WordTable, study: Language) -> tuple[int, ...]:
    """Return the indices of the columns that probably have words of a language. The most probable column comes first."""
    shares = {column: _share(table, column, study) for column in range(len(table.names))}
    fitting = [column for column, share in shares.items() if share >= _LEAST_SHARE]
    return tuple(sorted(fitting, key=lambda column: (_name_rank(table.names[column]), -round(shares[column], 1), column)))


def _name_rank(name: str) -> int:
    if _DETAIL_NAMES.search(name):
        return 2
    return 0 if _WORD_NAMES.search(name) else 1


def _share(table: WordTable, column: int, study: Language) -> float:
    """Return the share of cells with a word of the language among the cells of a column. Empty cells are not counted."""
    cells = [row.values[column] for row in table.rows[:_SAMPLE] if column < len(row.values)]
    filled = [cell for cell in cells if cell.strip()]
    found = sum(_has_likely_word(cell, study) for cell in filled)
    return found / len(filled) if filled else 0.0


def _has_likely_word(cell: str, study: Language) -> bool:
    return any(study == "zh" or _is_common(word) for word in words_in(cell, study))


def _is_common(english: str) -> bool:
    return all((zipf(part, "en") or 0) >= _LEAST_ZIPF for part in english.split())


def words_in(value: str, study: Language) -> Iterator[str]:
    """Yield the words of a cell in the form that headwords of cards have. A cell with a sentence does not yield words.

    >>> list(words_in("<b>學習</b> [xuéxí]", "zh")), list(words_in("Red herring; to roll out", "en"))
    (['学习'], ['red herring', 'roll out'])
    >>> list(words_in("我们在学习。", "zh")), list(words_in("We are here.", "en"))
    ([], [])
    """
    plain = _CLOZE.sub(r"\1", _BREAK.sub("\n", value))
    plain = html.unescape(_MARKUP.sub("", plain)).replace("\xa0", " ")
    for part in map(str.strip, _ALTERNATIVES.split(plain)):
        word = _chinese_word(part) if study == "zh" else _english_word(part)
        if word:
            yield word


def _chinese_word(text: str) -> str | None:
    """Return the Chinese word at the beginning of a text, as in "学习 xuéxí". Return None for any other text.

    After the word the text may have a space and the pinyin or the meaning of the word.
    """
    if _HAN_WORD.fullmatch(text):
        return simplified(text)
    match = _STARTS_HAN.match(text)
    return simplified(match[1]) if match and text[match.end()].isspace() else None


def _english_word(text: str) -> str | None:
    """Return an English word or expression in lower case and without "to" at its beginning. Return None for any other text."""
    if not _EN_WORD.fullmatch(text):
        return None
    folded = " ".join(text.casefold().replace("’", "'").split())
    return folded.removeprefix("to ") or folded
