"""Turn the markup of a page (the XML of Word, the XHTML of EPUB) into Markdown with only paragraphs, headings and tables.

The parser is `html.parser` of the standard library, because it forgives errors and expands no entities of a document type. A
page whose document type declares entities is refused.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from flashdeck.errors import InputError
from flashdeck.read.line_language import one_line

Attributes = list[tuple[str, str | None]]
_ESCAPED = re.compile(r"([\\`*_\[\]<>|=^{}~%&!#])")
_LIST_MARK = re.compile(r"^(?:([-+:?])|(\d{1,3})(?=[.)](?:\s|$)))")
_DECLARED = re.compile(r"<!ENTITY", re.IGNORECASE)


class PageTags(NamedTuple):
    """The names of the elements of a kind of page, in lower case.

    `texts` are the elements whose text is read. If `texts` is empty, the text of all elements is read. The text of the elements
    in `skipped` is never read.
    """

    paragraphs: frozenset[str]
    headings: frozenset[str]
    breaks: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    skipped: frozenset[str]
    texts: frozenset[str] = frozenset()


class PageText(HTMLParser):
    """Collects the paragraphs of a page. `text` is the page in Markdown."""

    def __init__(self, tags: PageTags, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._tags = tags
        self._name = name
        self._blocks: list[str] = []
        self._lines: list[str] = [""]
        self._row: list[str] | None = None
        self._is_heading = False
        self._skipped = 0
        self._in_text = 0

    @property
    def text(self) -> str:
        self._close_paragraph()
        return "\n".join(self._blocks) + "\n"

    def read(self, page: str) -> str:
        """Return a page in Markdown. Raises `InputError` if its document type declares entities."""
        if _DECLARED.search(page):
            raise InputError(f"{self._name}: the document type declares entities", remedy="Save its text as a plain text file.")
        self.feed(page)
        self.close()
        return self.text

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        tags = self._tags
        if tag in tags.skipped:
            self._skipped += 1
        elif tag in tags.rows:
            self._close_paragraph()
            self._row = []
        elif tag in tags.paragraphs and self._row is None:
            self._close_paragraph()
            self._is_heading = tag in tags.headings
        elif tag in tags.breaks:
            self._lines.append("")
        self._in_text += tag in tags.texts
        self._is_heading = self._is_heading or _is_heading_style(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        tags = self._tags
        if tag in tags.skipped:
            self._skipped = max(0, self._skipped - 1)
        elif tag in tags.rows:
            self._close_row()
        elif tag in tags.cells and self._row is not None:
            self._row.append(" ".join(self._taken_lines()))
        elif tag in tags.paragraphs:
            self._end_paragraph()
        self._in_text -= tag in tags.texts

    def handle_data(self, data: str) -> None:
        if not self._skipped and (self._in_text or not self._tags.texts):
            self._lines[-1] += data

    def _end_paragraph(self) -> None:
        if self._row is None:
            self._close_paragraph()
        else:
            self._lines.append("")

    def _close_paragraph(self) -> None:
        lines = self._taken_lines()
        if lines and self._is_heading:
            self._blocks += [f"# {' '.join(lines)}", ""]
        elif lines:
            self._blocks += [*lines, ""]
        self._is_heading = False

    def _close_row(self) -> None:
        """Add the current row to the table, and a blank line after it. The next row of the same table removes this blank line."""
        row, self._row = self._row, None
        if row and any(row):
            if self._blocks and self._blocks[-1] == "" and len(self._blocks) > 1 and self._blocks[-2].startswith("| "):
                self._blocks.pop()
            self._blocks += [f"| {' | '.join(row)} |", ""]
        self._lines = [""]

    def _taken_lines(self) -> Sequence[str]:
        """Return the lines of the current paragraph with escaped marks, and begin another paragraph."""
        lines = [" ".join(one_line(line).split()) for line in self._lines]
        self._lines = [""]
        return [escape(line) for line in lines if line]


def _is_heading_style(tag: str, attrs: Attributes) -> bool:
    """Tell whether an element gives a paragraph of Word the style of a heading or a title."""
    style = next((value or "" for name, value in attrs if name == "w:val"), "") if tag == "w:pstyle" else ""
    return style.casefold().startswith(("heading", "title", "subtitle", "标题", "toc"))


def escape(text: str) -> str:
    r"""Escape the marks in a text, so that Markdown does not interpret them.

    >>> escape("1. It cost *6* [sic]")
    '1\\. It cost \\*6\\* \\[sic\\]'
    """
    escaped = _ESCAPED.sub(r"\\\1", text)
    return _LIST_MARK.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\", escaped)
