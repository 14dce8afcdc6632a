"""The protocol of a reader, the document that a reader gets, and the parsed document that it returns.

How to add a format
-------------------
1. Write one module in this folder with one class that has the members of `TranscriptReader`: `name`, `suffixes`, `claims_by`,
   `claims` and `read`.
2. Add one line with an instance of the class to `READERS` in `flashdeck/read/registry.py`. The option `--reader`, its help and
   its error messages take the names from there.
3. Add a sample of the format to `SAMPLES` in `tests/reader_samples.py`. The tests go over the registry and try each reader with
   its sample: with whole, broken and hostile texts, with empty input, and with rows written in the format and read again.
4. Add a row for the reader to the table of readers in `README.md`.

After every reader, the steps in `flashdeck/read/line_shapes.py` split lines that hold both languages and remove the numbers of
lines and the spaces between Chinese words, so a reader leaves these alone.

Rules for `read`
----------------
- Return every piece of text of the document as a `Line`, or as a `Notice` that says why it is left out. Only the marks of the
  format itself disappear.
- Read a document in one language as well, because it may be one of two files.
- Set only the fields of a line that the format gives (times, speaker, language of a column).
- Return a text that spans several lines of the file as several `Line`s with the same `unit`, so that line numbers stay right.
- Raise `InputError` for a document that cannot be in this format, with the file, the line and a remedy.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal, Protocol

from flashdeck.model import Layout, Line, Notice
from flashdeck.read.line_language import LINE_END, split_lines

_ROW_END = re.compile("\r\n|[\n\r]")
_HEAD = 200  # readers recognise their format by at most this number of lines that are not blank; chosen by hand


@dataclass(frozen=True)
class Document:
    """A decoded input: the file's name for error messages, its suffix in lower case (with the dot), and its text."""

    name: str
    suffix: str
    text: str

    @cached_property
    def raw_lines(self) -> tuple[str, ...]:
        """The lines with the white space around them, for formats in which an empty line differs from a line of spaces."""
        return tuple(LINE_END.split(self.text))

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The text, split at CR and LF only, for formats whose values may contain other line ends."""
        return tuple(_ROW_END.split(self.text))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without the white space around them. `lines[0]` is line number 1."""
        return tuple(split_lines(self.text))

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The first lines that are not blank, at most 200 lines."""
        return tuple([line for line in self.lines[: 3 * _HEAD] if line][:_HEAD])

    @property
    def opening(self) -> str:
        """The first line that is not blank; an empty text if all lines are blank."""
        return self.head[0] if self.head else ""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The lines of a document, the notices about text that was left out, and the layout of the lines (see `Layout`)."""

    lines: tuple[Line, ...]
    notices: tuple[Notice, ...] = ()
    layout: Layout = "alternating"


ClaimedBy = Literal["opening", "form", "remainder"]
"""How a reader recognises its format:

- "opening": the first lines have a mark that does not occur in other formats. These readers are asked first, before the suffix of
  the file name is looked at.
- "form": the lines of the document look like this format. These readers are asked if neither an opening nor a suffix decides.
- "remainder": the reader takes documents that no other reader claims.
"""


class TranscriptReader(Protocol):
    """A reader of one format of transcripts."""

    name: ClassVar[str]
    """The name by which the option --reader selects this reader."""
    suffixes: ClassVar[frozenset[str]]
    """Suffixes of file names that mean this format, in lower case and with the dot. No two readers share a suffix."""
    claims_by: ClassVar[ClaimedBy]

    def claims(self, document: Document) -> bool:
        """Tell whether a document has this format. No two readers with the same `claims_by` may claim the same document."""

    def read(self, document: Document) -> ParsedDocument:
        """Return the lines of a document; raise `InputError` if it cannot be in this format."""
