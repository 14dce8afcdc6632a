"""Read tables (.csv, .tsv) in which one column is Chinese and another is English, with or without a header."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, NamedTuple

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of, one_line
from flashdeck.read.mark_patterns import clock_seconds, load_read_classes

UNEVEN_ROW = "read.left-out.table-row"
HEADER = "read.left-out.table-header"
_DELIMITERS = ("\t", ",", ";")
# a quoted row may have at most this number of lines; in a longer row, a quotation mark is not closed (chosen by hand)
_LONGEST_ROW = 40
_LARGEST_CELL = 100_000  # maximum number of characters in a cell; the csv module has a limit of 131,072
_SAMPLE = 100  # the columns are chosen by at most this number of rows (chosen by hand)
_MOST_COLUMNS = 20
_MOSTLY = 0.6  # any text is a table if at least this share of its rows has both languages (chosen by hand)
_ROLES = ("zh", "en", "start", "end", "speaker")
"""The roles of columns. The word list `column-zh` has the headers of Chinese columns, and so on for each role."""


@dataclass(frozen=True, slots=True)
class _TableRow:
    """The cells of a row, and the number of the line on which the row begins."""

    number: int
    cells: tuple[str, ...]

    def cell(self, at: int) -> str:
        """Return the cell in the column `at`; an empty text if the row is too short."""
        return self.cells[at] if at < len(self.cells) else ""


class _Columns(NamedTuple):
    """The index of the Chinese column and the index of the English column, from 0."""

    zh: int
    en: int


class TableReader:
    """Reads rows of cells. The columns of text are found by their language, and the other columns by the names in the header."""

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
                f"{document.name}: no pair of columns was found: one with Chinese, one with English",
                remedy="Separate the columns by tabs or commas, or choose another --reader.",
            )
        header = _header(rows[0], columns)
        if header:
            notices.append(Notice("header", rows[0].number, " ".join(rows[0].cells), rule=HEADER))
            rows = rows[1:]
        lines = list[Line]()
        for unit, row in enumerate(rows, start=1):
            lines += _lines(row, columns, header, unit)
        return ParsedDocument(tuple(lines), tuple(notices), "units")


# ---- rows


def _delimiter(document: Document, *, least: float) -> str | None:
    """Return the delimiter that gives both languages in the largest share of rows; None if the share is not above `least`."""
    shares = dict[str, float]()
    for delimiter in _DELIMITERS:
        rows, notices = _rows(document, delimiter, most=_SAMPLE)
        columns = _columns(rows)
        if columns:
            both = sum(_has_both(row, columns) for row in rows)
            shares[delimiter] = both / (len(rows) + len(notices))
    best = max(shares, key=lambda delimiter: shares[delimiter], default=None)
    return best if best is not None and shares[best] > least else None


def _has_both(row: _TableRow, columns: _Columns) -> bool:
    return max(columns) < len(row.cells) and [language_of(row.cells[at]) for at in columns] == ["zh", "en"]


def _rows(document: Document, delimiter: str, most: int | None = None) -> tuple[list[_TableRow], list[Notice]]:
    """Return at most `most` rows that do not have more cells than usual, and notices about all other rows."""
    found, notices = list[_TableRow](), list[Notice]()
    for row in islice(_split_rows(document.rows, delimiter), most):
        if len(row.cells) > 1:
            found.append(row)
        elif row.cells[0].strip():
            notices.append(Notice("row", row.number, row.cells[0].strip(), rule=UNEVEN_ROW))
    width = _usual_width(found)
    kept = list[_TableRow]()
    for row in (_fitted(row, width, delimiter) for row in found):
        if len(row.cells) > width:
            notices.append(Notice("row", row.number, delimiter.join(row.cells), rule=UNEVEN_ROW))
        else:
            kept.append(row)
    return kept, notices


def _usual_width(rows: Sequence[_TableRow]) -> int:
    """Return the most frequent number of cells; 0 if there are no rows."""
    widths = Counter(len(row.cells) for row in rows)
    return widths.most_common(1)[0][0] if widths else 0


def _fitted(row: _TableRow, width: int, delimiter: str) -> _TableRow:
    """Join cells that were split at a comma inside a sentence.

    A space follows such a comma. A space does not follow a comma between cells.
    """
    cells = [row.cells[0]]
    surplus = len(row.cells) - width if len(row.cells) < _MOST_COLUMNS + width else 0
    for cell in row.cells[1:]:
        if surplus > 0 and cell[:1] == " ":
            cells[-1] += delimiter + cell
            surplus -= 1
        else:
            cells.append(cell)
    return _TableRow(row.number, tuple(cell.strip() for cell in cells))


def _split_rows(lines: Sequence[str], delimiter: str) -> Iterator[_TableRow]:
    """Yield the rows that are not blank, each with the number of the first line of the row."""
    at = 0
    while at < len(lines):
        used, cells = _cells(lines, at, delimiter)
        if any(cell.strip() for cell in cells):
            yield _TableRow(at + 1, cells)
        at += used


def _cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[int, tuple[str, ...]]:
    """Return the number of lines that a row takes up, and the cells of the row."""
    line = lines[at]
    if delimiter == "\t":
        # Most programs that write tabs do not write quotes around cells, so a quotation mark is part of the text.
        return 1, tuple(_unquoted(cell.strip()) for cell in line.split("\t"))
    return _quoted_cells(lines, at, delimiter) or (1, tuple(line.split(delimiter)))


def _quoted_cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the number of lines and the cells of a row with quotation marks; None if the row is not valid CSV.

    The cells of such a row may contain line ends.
    """
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
    """Return a cell without the quotation marks that a spreadsheet puts around it. A doubled mark inside becomes one mark."""
    inner = cell[1:-1]
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' in inner and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if is_quoted else cell


# ---- columns


def _columns(rows: Sequence[_TableRow]) -> _Columns | None:
    """Return the column with the most Chinese and the column with the most English.

    Returns None if a column is missing, or if both are the same column.
    """
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
    return _Columns(best["zh"][1], best["en"][1])


def _header(row: _TableRow, columns: _Columns) -> Mapping[int, str]:
    """Return the role of each column by its name in the first row; an empty mapping if the first row is not a header."""
    roles = {at: role for at, cell in enumerate(row.cells) if (role := _role(cell))}
    is_header = any(roles.get(at) in ("zh", "en") for at in columns)
    return roles if is_header else {}


def _role(cell: str) -> str | None:
    """Return the role of a column by the name in its header; None if the name is not known."""
    classes, name = load_read_classes(), cell.casefold()
    return next((role for role in _ROLES if name in classes[f"column-{role}"]), None)


def _lines(row: _TableRow, columns: _Columns, header: Mapping[int, str], unit: int) -> Iterator[Line]:
    """Yield the Chinese and the English line of a row, in the order of the columns."""
    others = {role: row.cells[at] for at, role in header.items() if at < len(row.cells) and at not in columns}
    start, end = clock_seconds(others.get("start", "")), clock_seconds(others.get("end", ""))
    speaker = others.get("speaker") or None
    places: list[tuple[int, Language]] = [(columns.zh, "zh"), (columns.en, "en")]
    for at, lang in sorted(places):
        for offset, part in enumerate(row.cell(at).split("\n")):
            text = one_line(part)
            if text:
                yield Line(row.number + offset, text, _cell_language(text, lang), start, end, speaker, unit=unit)


def _cell_language(text: str, of_column: Language) -> Language | None:
    """Return the language of a cell: the language of its column, or None if its text is in a third language."""
    is_third = language_of(text) is None and any(char.isalpha() for char in text)
    return None if is_third else of_column
