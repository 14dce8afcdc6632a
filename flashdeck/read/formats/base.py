"""What a format is to the rest of the room.

How to add a format
-------------------
1. Write a module here with a class that has the four members of `Format`. `read` returns every line of the document that
   holds text, as a `Line` or as a `Notice` that says why it is left out; what remains is the format's own marks.
2. Say of each line what the format says (times, speaker, the language of a column) and nothing that it does not.
   A text that spans several lines of the file becomes several `Line`s with one `unit`, so that line numbers stay true.
3. `recognises` must hold for no document of another format: the registry asks all and wants one claimant. Look at the
   beginning of the document alone (`opening`, `head`). A form that cannot be told by its text has `suffixes` instead.
4. Add the class to `FORMATS` in `registry.py` and its name to `READERS` in `settings.py`. The tests then try it with
   arbitrary text, and look for the name in the README.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Protocol

from flashdeck.model import Layout, Line, Notice
from flashdeck.read.line_language import LINE_END, split_lines

_ROW_END = re.compile("\r\n|[\n\r]")
_HEAD = 200  # lines that tell a format


@dataclass(frozen=True)
class Document:
    """A decoded input: its name for errors, the ending of the name in lower case, its text."""

    name: str
    suffix: str
    text: str

    @cached_property
    def raw_lines(self) -> tuple[str, ...]:
        """The lines as they stand, for formats that tell an empty line from one that holds a space."""
        return tuple(LINE_END.split(self.text))

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The lines as they stand where CR and LF alone end one, for formats in which other line ends may be in a value."""
        return tuple(_ROW_END.split(self.text))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without outer white space; the first is number 1."""
        return tuple(split_lines(self.text))

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The first lines that are not blank."""
        return tuple([line for line in self.lines[: 3 * _HEAD] if line][:_HEAD])

    @property
    def opening(self) -> str:
        """The first line that is not blank."""
        return self.head[0] if self.head else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format made of a document."""

    lines: tuple[Line, ...]
    notices: tuple[Notice, ...] = ()
    layout: Layout = "alternating"


class Format(Protocol):
    """A format of transcripts."""

    name: ClassVar[str]
    """As --reader names it."""
    suffixes: ClassVar[frozenset[str]]
    """Endings of file names that mean this format where no text tells one."""

    def recognises(self, document: Document) -> bool:
        """Tell whether the text has this format's form, which is no other format's."""

    def read(self, document: Document) -> Reading:
        """Return the lines of a document; raise `InputError` for one that cannot be of this format."""
