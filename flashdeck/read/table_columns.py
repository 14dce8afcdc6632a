"""The columns of a table, for the formats that have tables: which columns hold texts, times and speakers, and whether there is a header."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.model import Language, Line, Notice
from flashdeck.read.line_language import language_of, one_line
from flashdeck.read.mark_patterns import clock_seconds, span_seconds
from flashdeck.read.text_fields import TimeFields, find_text_fields, find_time_fields, is_simplified_name, role_of, unused_texts
from flashdeck.read.units import Block

HEADER = "read.left-out.table-header"
UNUSED_COLUMN = "read.left-out.table-column"
_SAMPLE = 100  # at most this number of rows is examined to find the columns (chosen by hand)
_MOST_COLUMNS = 20
_MOSTLY = 0.9  # a column is one of numbers or times if at least this share of its cells is a number or a time (chosen by hand)


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row, and the number of the line on which the row begins."""

    number: int
    cells: tuple[str, ...]

    def cell(self, at: int) -> str:
        """Return the cell in the column `at`; an empty text if the row is too short."""
        return self.cells[at] if at < len(self.cells) else ""

    def by_column(self) -> dict[int, str]:
        """Return the cells by their columns, without the cells beyond the 20th."""
        return dict(enumerate(self.cells[:_MOST_COLUMNS]))


class TableColumns(NamedTuple):
    """The indices of the columns with the texts (by language), the times and the speaker.

    `has_header` is true if the first row has the names of the columns.
    """

    texts: Mapping[Language, int]
    times: TimeFields[int]
    speaker: int | None
    has_header: bool


def find_columns(rows: Sequence[TableRow]) -> TableColumns:
    """Return the columns of a table. Columns of numbers, times, ids and categories are not taken for texts."""
    names = rows[0].by_column() if rows else {}
    below = [row.by_column() for row in rows[1 : _SAMPLE + 1]]
    roles = {at: role for at, name in names.items() if (role := role_of(name))}
    has_header = _is_header(names, below, roles)
    if not has_header:
        names, roles, below = {}, {}, [names, *below]
    if "start" not in roles.values():
        roles = _times_by_content(below) | roles
    ranks = {at: 0 if is_simplified_name(name) else 1 for at, name in names.items()}
    speaker = next((at for at, role in roles.items() if role == "speaker"), None)
    return TableColumns(find_text_fields(below, roles, ranks), find_time_fields(below, roles), speaker, has_header)


def _is_header(names: Mapping[int, str], below: Sequence[Mapping[int, str]], roles: Mapping[int, str]) -> bool:
    """Tell whether the first row names the columns.

    A first row with a number or a time is not a header. Any other first row is a header if one cell is a known name for texts
    ("English"), if most cells are known names, or if a cell is above a column of numbers or times.
    """
    if any(_is_figure(name) for name in names.values()):
        return False
    if {"zh", "en", "text"} & set(roles.values()) or 2 * len(roles) > len(names):
        return True
    return any(_is_column_of_figures([row.get(at, "") for row in below]) for at, name in names.items() if name)


def _is_column_of_figures(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(map(_is_figure, cells)) >= _MOSTLY * len(cells)


def _is_figure(cell: str) -> bool:
    return clock_seconds(cell.strip()) is not None or span_seconds(cell) is not None


def _times_by_content(rows: Sequence[Mapping[int, str]]) -> dict[int, str]:
    """Return the roles of the columns of clock times: the first is the start, the second the end."""
    columns = list[int]()
    for at in rows[0] if rows else ():
        cells = [row.get(at, "") for row in rows]
        if all(":" in cell for cell in cells) and _is_column_of_figures(cells):
            columns.append(at)
    return dict(zip(columns, ("start", "end"), strict=False))


def left_out_columns(rows: Sequence[TableRow], columns: TableColumns) -> Iterator[Notice]:
    """Yield a notice for each column with texts that are neither lines nor the name of a speaker."""
    names = rows[0].by_column() if rows and columns.has_header else {}
    roles = {at: role_of(name) for at, name in names.items()}
    used = {*columns.texts.values(), columns.speaker}
    cells = [(row.number, dict(enumerate(row.cells))) for row in rows[columns.has_header :]]
    for number, at, shown in unused_texts(cells, used, roles):
        yield Notice("column", number, f"{names.get(at) or f'column {at + 1}'}: {shown}", rule=UNUSED_COLUMN)


def table_lines(rows: Sequence[TableRow], columns: TableColumns) -> Iterator[Block]:
    """Yield a block for each row that has a text: its Chinese and English lines, in the order of the columns."""
    for row in rows:
        lines = tuple(_lines(row, columns))
        if lines:
            yield Block(lines)


def _lines(row: TableRow, columns: TableColumns) -> Iterator[Line]:
    start, end = columns.times.times(row.by_column())
    speaker = row.cell(columns.speaker) or None if columns.speaker is not None else None
    for lang, at in sorted(columns.texts.items(), key=lambda entry: entry[1]):
        for offset, part in enumerate(row.cell(at).split("\n")):
            text = one_line(part)
            if text:
                own = _cell_language(text, lang) if len(columns.texts) == 2 else language_of(text)
                yield Line(row.number + offset, text, own, start, end, speaker)


def _cell_language(text: str, of_column: Language) -> Language | None:
    """Return the language of a cell: the language of its column, or None if its text is in a third language."""
    is_third = language_of(text) is None and any(char.isalpha() for char in text)
    return None if is_third else of_column
