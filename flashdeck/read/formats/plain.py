"""Read plain text in which each line is followed by its translation. Chinese or English may come first."""

import re
from collections.abc import Sequence
from typing import ClassVar

from flashdeck.model import Layout, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.mark_patterns import Marked
from flashdeck.read.marks import strip_marks
from flashdeck.read.units import are_apart

LYRICS_TAG = "read.left-out.lyrics-tag"
_LYRICS_TAG = re.compile(r"\[(?:ti|ar|al|au|by|re|ve|la|length|offset):.*\]")  # tags in LRC files, which hold song lyrics


class PlainReader:
    """Reads alternating lines, with or without times, speakers and blank lines. It also reads all other unclaimed documents."""

    name: ClassVar[str] = "plain"
    suffixes: ClassVar[frozenset[str]] = frozenset()
    claims_by: ClassVar[ClaimedBy] = "remainder"

    def claims(self, document: Document) -> bool:
        return True

    def read(self, document: Document) -> ParsedDocument:
        """Return each line of the text except headings, which give the speaker and the time of the lines below."""
        notices, spoken = list[Notice](), list[tuple[int, str]]()
        for number, text in enumerate(document.lines, start=1):
            if _LYRICS_TAG.fullmatch(text):
                notices.append(Notice("metadata", number, text, rule=LYRICS_TAG))
            else:
                spoken.append((number, text))
        lines = tuple(_line(marked) for marked in strip_marks(spoken))
        return ParsedDocument(lines, tuple(notices), _layout(lines))


def _line(marked: Marked) -> Line:
    return Line(marked.number, marked.text, language_of(marked.text), marked.start, marked.end, marked.speaker)


def _layout(lines: Sequence[Line]) -> Layout:
    """Return the layout: lines alternate, or all lines of one language come before all lines of the other language."""
    return "two-sided" if are_apart([line.lang for line in lines]) else "alternating"
