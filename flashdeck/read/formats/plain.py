"""Plain text: a line of one language, then its translation, in either order."""

import re
from typing import ClassVar

from flashdeck.model import Line, Notice
from flashdeck.read.formats.base import Document, Reading
from flashdeck.read.marks import strip_marks
from flashdeck.read.script import language_of

_METADATA = re.compile(
    r"\[(?:ti|ar|al|au|by|re|ve|la|length|offset):.*\]"
)  # of files of song lyrics, which have times in brackets


class Plain:
    """Alternating lines, with or without times, speakers and blank lines. What no other format claims is read as this."""

    name: ClassVar[str] = "plain"
    suffixes: ClassVar[frozenset[str]] = frozenset()

    def recognises(self, document: Document) -> bool:
        return False

    def read(self, document: Document) -> Reading:
        """Return a line for each line, but for the headings, which say who speaks and when below them."""
        numbered = list(enumerate(document.lines, start=1))
        notices = [Notice("metadata", number, text) for number, text in numbered if _METADATA.fullmatch(text)]
        lines = strip_marks([(number, text) for number, text in numbered if not _METADATA.fullmatch(text)])
        return Reading(
            tuple(Line(line.number, line.text, language_of(line.text), line.start, line.end, line.speaker) for line in lines),
            tuple(notices),
        )
