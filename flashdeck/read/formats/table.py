"""Tables (.csv, .tsv): one column Chinese, one English, with or without a header."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of, one_line
from flashdeck.read.mark_patterns import clock_seconds

_DELIMITERS = ("\t", ",", ";")
_LONGEST_ROW = 40  # lines of the file in one quoted row; beyond, a quote was left open
_LARGEST_CELL = 100_000  # characters, under the limit of the csv module
_SAMPLE = 100  # rows that tell the columns
_MOST_COLUMNS = 20
_MOSTLY = 0.6  # of the rows, that have the language of a column where the text alone must tell a table
# What people call the columns. A header is known by these; a column by its text.
_NAMES: dict[str, frozenset[str]] = {
    "zh": frozenset(
        "zh zho chi cmn zh-cn zh-tw zh-hans zh-hant chinese mandarin 中文 汉语 漢語 中文字幕 中国话 简体 繁體 普通话 译文 原文".split()
    ),
    "en": frozenset("en eng en-us en-gb english 英文 英语 英語 英文字幕 翻译 翻譯 translation".split()),
    "start": frozenset("start begin from time timestamp 开始 開始 时间 時間 开始时间".split()),
    "end": frozenset("end to stop 结束 結束 结束时间".split()),
    "speaker": frozenset("speaker name who 说话人 說話人 发言人 發言人 姓名".split()),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, and the number of the line that it begins on."""

    number: int
    cells: tuple[str, ...]


class TableReader:
    """Rows of cells; the two columns are found by their text, the others by the header."""

    name: ClassVar[str] = "table"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv", ".tsv", ".tab"})
    claims_by: ClassVar[ClaimedBy] = "form"

    def claims(self, document: Document) -> bool:
        return bool(document.head) and _delimiter(document, least=_MOSTLY) is not None

    def read(self, document: Document) -> ParsedDocument:
        delimiter = _delimiter(document, least=0.0)
        rows, notices = _rows(document, delimiter) if delimiter else ([], [])
        columns = _columns(rows)
        if columns is None:
            raise InputError(
                f"{document.name}: no two columns of which one is Chinese and one English",
                remedy="Separate the columns by tabs or commas, or choose another --reader.",
            )
        header = _header(rows[0], columns)
        notices += [Notice("header", rows[0].number, " ".join(rows[0].cells))] if header else []
        body = rows[1:] if header else rows
        lines = [line for unit, row in enumerate(body, start=1) for line in _lines(row, columns, header, unit)]
        return ParsedDocument(tuple(lines), tuple(notices), "units")


# ---- rows


def _delimiter(document: Document, *, least: float) -> str | None:
    """Return the delimiter that gives a Chinese and an English column in the largest share of the rows, at least `least`."""
    shares = dict[str, float]()
    for delimiter in _DELIMITERS:
        rows, notices = _rows(document, delimiter, most=_SAMPLE)
        if columns := _columns(rows):
            both = sum(_has_both(row, columns) for row in rows)
            shares[delimiter] = both / (len(rows) + len(notices))
    best = max(shares, key=lambda delimiter: shares[delimiter], default=None)
    return best if best is not None and shares[best] > least else None


def _has_both(row: _Row, columns: tuple[int, int]) -> bool:
    return max(columns) < len(row.cells) and [language_of(row.cells[at]) for at in columns] == ["zh", "en"]


def _rows(document: Document, delimiter: str, most: int | None = None) -> tuple[list[_Row], list[Notice]]:
    """Return the rows, all of one width, and notices of the others."""
    found, notices = list[_Row](), list[Notice]()
    for row in islice(_split_rows(document.rows, delimiter), most):
        if len(row.cells) > 1:
            found.append(row)
        elif row.cells[0].strip():
            notices.append(Notice("row", row.number, row.cells[0].strip()))
    width = Counter(len(row.cells) for row in found).most_common(1)[0][0] if found else 0
    fitted = [_fitted(row, width, delimiter) for row in found]
    notices += [Notice("row", row.number, delimiter.join(row.cells)) for row in fitted if len(row.cells) > width]
    return [row for row in fitted if len(row.cells) <= width], notices


def _fitted(row: _Row, width: int, delimiter: str) -> _Row:
    """Put together what a comma in a sentence took apart: such a comma has a space behind it, one between cells has none."""
    cells = [row.cells[0]]
    surplus = len(row.cells) - width if len(row.cells) < _MOST_COLUMNS + width else 0
    for cell in row.cells[1:]:
        if surplus > 0 and cell[:1] == " ":
            cells[-1] += delimiter + cell
            surplus -= 1
        else:
            cells.append(cell)
    return _Row(row.number, tuple(cell.strip() for cell in cells))


def _split_rows(lines: Sequence[str], delimiter: str) -> Iterator[_Row]:
    """Yield the rows that are not blank, with the number of their first line."""
    at = 0
    while at < len(lines):
        used, cells = _cells(lines, at, delimiter)
        if any(cell.strip() for cell in cells):
            yield _Row(at + 1, cells)
        at += used


def _cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[int, tuple[str, ...]]:
    """Return how many lines a row takes, and its cells."""
    line = lines[at]
    if delimiter == "\t":
        # most exports with tabs have no quoting: a quote there is one that is said
        return 1, tuple(_unquoted(cell.strip()) for cell in line.split("\t"))
    return _quoted_cells(lines, at, delimiter) or (1, tuple(line.split(delimiter)))


def _quoted_cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the same for a CSV row, of which a quoted cell may hold line ends; None where the quotes make no sense."""
    if '"' not in lines[at] or len(lines[at]) > _LARGEST_CELL:
        return None
    quotes, used = 0, 0
    while used < _LONGEST_ROW and at + used < len(lines) and (quotes % 2 or not used):
        quotes += lines[at + used].count('"')
        used += 1
    text = "\n".join(lines[at : at + used])
    if quotes % 2 or len(text) > _LARGEST_CELL:
        return None
    try:
        (cells,) = csv.reader([text], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        return None
    return used, tuple(cells)


def _unquoted(cell: str) -> str:
    """Return a cell without the quotes that a spreadsheet put around it: inside, every quote is doubled."""
    inner = cell[1:-1]
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if quoted else cell


# ---- columns


def _columns(rows: Sequence[_Row]) -> tuple[int, int] | None:
    """Return the places of the Chinese and the English column, which hold most text of their language."""
    sizes = Counter[tuple[int, Language | None]]()
    for row in rows[:_SAMPLE]:
        for at, cell in enumerate(row.cells[:_MOST_COLUMNS]):
            sizes[at, language_of(cell)] += len(cell)
    best: dict[Language, tuple[int, int]] = {}
    for (at, lang), size in sorted(sizes.items(), key=lambda entry: entry[0][0]):
        if lang and size > best.get(lang, (0, 0))[0]:
            best[lang] = (size, at)
    if len(best) < 2 or best["zh"][1] == best["en"][1]:
        return None
    return best["zh"][1], best["en"][1]


def _header(row: _Row, columns: tuple[int, int]) -> dict[int, str]:
    """Return what the columns are by the names in the first row; nothing where it is no header."""
    named = {at: role for at, cell in enumerate(row.cells) for role, names in _NAMES.items() if cell.casefold() in names}
    is_header = any(named.get(at) in ("zh", "en") for at in columns)
    return named if is_header else {}


def _lines(row: _Row, columns: tuple[int, int], header: dict[int, str], unit: int) -> Iterator[Line]:
    told = {role: row.cells[at] for at, role in header.items() if at < len(row.cells) and at not in columns}
    start, end = clock_seconds(told.get("start", "")), clock_seconds(told.get("end", ""))
    languages: tuple[Language, Language] = ("zh", "en")
    for at, lang in sorted(zip(columns, languages, strict=True)):
        cell = row.cells[at] if at < len(row.cells) else ""
        for offset, part in enumerate(cell.split("\n")):
            if text := one_line(part):
                told_lang = None if language_of(text) is None and any(char.isalpha() for char in text) else lang
                yield Line(row.number + offset, text, told_lang, start, end, told.get("speaker") or None, unit=unit)
