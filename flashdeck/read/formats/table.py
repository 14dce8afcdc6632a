"""Read tables (.csv, .tsv) in which one column is Chinese and another is English, or in which one column has the texts."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from flashdeck.errors import InputError
from flashdeck.model import Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.table_columns import HEADER, TableColumns, TableRow, find_columns, left_out_columns, table_lines
from flashdeck.read.units import number_blocks, number_units, pair_neighbours

UNEVEN_ROW = "read.left-out.table-row"
_DELIMITERS = ("\t", ",", ";")
_ONE_COLUMN = ""  # the delimiter of a table with one column
# A row with quoted cells may extend over at most this number of lines. If it seems longer, a closing quotation mark is missing
# (chosen by hand).
_LONGEST_ROW = 40
_LARGEST_CELL = 100_000  # maximum number of characters in a cell; it must be below the limit of the csv module, 131,072
_SAMPLE = 100  # at most this number of rows is examined to find the delimiter (chosen by hand)
_MOST_COLUMNS = 20
# a text with an unknown file suffix is a table if more than this share of its rows has both languages (chosen by hand)
_MOSTLY = 0.6


class TableReader:
    """Reads rows of cells. The columns of texts are found by their content, and the other columns by the names in the header."""

    name: ClassVar[str] = "table"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv", ".tsv", ".tab"})
    claims_by: ClassVar[ClaimedBy] = "form"

    def claims(self, document: Document) -> bool:
        return any(_is_bilingual(document, delimiter) for delimiter in _DELIMITERS)

    def read(self, document: Document) -> ParsedDocument:
        rows, notices = _rows(document, _delimiter(document))
        columns = find_columns(rows)
        if not columns.texts:
            raise InputError(
                f"{document.name}: no column with Chinese or English was found",
                remedy="Separate the columns by tabs or commas, or choose another --reader.",
            )
        if columns.has_header:
            notices.append(Notice("header", rows[0].number, " ".join(rows[0].cells), rule=HEADER))
        notices += left_out_columns(rows, columns)
        blocks = list(table_lines(rows[columns.has_header :], columns))
        is_paired = len(columns.texts) == 2 or len({block.lang for block in blocks}) < 2
        lines = number_blocks(blocks) if is_paired else number_units(pair_neighbours(blocks))
        return ParsedDocument(lines, tuple(notices), "units")


# ---- rows


def _is_bilingual(document: Document, delimiter: str) -> bool:
    """Tell whether a delimiter gives two columns of texts, with both languages in most rows."""
    rows, notices = _rows(document, delimiter, most=_SAMPLE)
    columns = find_columns(rows)
    both = sum(_has_both(row, columns) for row in rows)
    return len(columns.texts) == 2 and both > _MOSTLY * (len(rows) + len(notices))


def _has_both(row: TableRow, columns: TableColumns) -> bool:
    return all(language_of(row.cell(at)) == language for language, at in columns.texts.items())


def _delimiter(document: Document) -> str:
    """Return the delimiter that gives the largest number of rows with a text; "" if the table has only one column."""
    return max((_ONE_COLUMN, *_DELIMITERS), key=lambda delimiter: _worth(document, delimiter))


def _worth(document: Document, delimiter: str) -> tuple[int, int]:
    """Return two numbers that compare delimiters: the higher they are, the better the delimiter.

    The first is the number of rows with a text, minus the number of rows that cannot be used. The second is the number of rows
    with both languages. Both are 0 if the delimiter probably splits sentences and not columns. This is so if some columns of
    texts would be left out, unless the table has a header or a column for each language.
    """
    rows, notices = _rows(document, delimiter, most=_SAMPLE)
    columns = find_columns(rows)
    is_sure = len(columns.texts) == 2 or columns.has_header or not any(left_out_columns(rows, columns))
    if delimiter == _ONE_COLUMN or not columns.texts or not is_sure:
        return 0, 0
    filled = sum(any(language_of(row.cell(at)) for at in columns.texts.values()) for row in rows)
    return filled - len(notices), sum(_has_both(row, columns) for row in rows)


def _rows(document: Document, delimiter: str, most: int | None = None) -> tuple[list[TableRow], list[Notice]]:
    """Read at most `most` rows. Return the rows to use, and a notice for each row that is left out.

    A row is left out if it has only one cell, or more cells than usual.
    """
    if delimiter == _ONE_COLUMN:
        return _single_cells(document.lines[:most]), []
    found, notices = list[TableRow](), list[Notice]()
    for row in islice(_split_rows(document.rows, delimiter), most):
        if len(row.cells) > 1:
            found.append(row)
        elif row.cells[0].strip():
            notices.append(Notice("row", row.number, row.cells[0].strip(), rule=UNEVEN_ROW))
    width = _usual_width(found)
    kept = list[TableRow]()
    for row in (_fitted(row, width, delimiter) for row in found):
        if len(row.cells) > width:
            notices.append(Notice("row", row.number, delimiter.join(row.cells), rule=UNEVEN_ROW))
        else:
            kept.append(row)
    return kept, notices


def _single_cells(lines: Sequence[str]) -> list[TableRow]:
    return [TableRow(number, (_unquoted(line),)) for number, line in enumerate(lines, start=1) if line]


def _usual_width(rows: Sequence[TableRow]) -> int:
    """Return the most frequent number of cells; 0 if there are no rows."""
    widths = Counter(len(row.cells) for row in rows)
    return widths.most_common(1)[0][0] if widths else 0


def _fitted(row: TableRow, width: int, delimiter: str) -> TableRow:
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
    return TableRow(row.number, tuple(cell.strip() for cell in cells))


def _split_rows(lines: Sequence[str], delimiter: str) -> Iterator[TableRow]:
    """Yield the rows that are not blank, each with the number of the first line of the row."""
    at = 0
    while at < len(lines):
        used, cells = _cells(lines, at, delimiter)
        if any(cell.strip() for cell in cells):
            yield TableRow(at + 1, cells)
        at += used


def _cells(lines: Sequence[str], at: int, delimiter: str) -> tuple[int, tuple[str, ...]]:
    """Return the number of lines of the file on which a row is written, and the cells of the row."""
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
