"""Read plain text in which each line is followed by its translation. Chinese or English may come first."""

import re
from collections.abc import Sequence
from typing import ClassVar

from flashdeck.model import Layout, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.mark_patterns import TIME_IN_BRACKETS, Marked, load_mark_patterns
from flashdeck.read.marks import strip_marks
from flashdeck.read.serial_numbers import strip_serials
from flashdeck.read.units import are_apart

LYRICS_TAG = "read.left-out.lyrics-tag"
COMMENT = "read.left-out.text-comment"
_LYRICS_TAG = re.compile(r"\[(?:ti|ar|al|au|by|re|ve|la|length|offset):.*\]")  # a tag in song lyrics (LRC): [ti:The River]
_WORD_TIME = re.compile(r"(?<!^)<\d{1,3}:\d{2}\.\d{1,3}>")  # the times of single words in a line of lyrics


class PlainReader:
    """Reads alternating lines, with or without times, speakers and blank lines.

    This reader also gets every document that no other reader claims.
    """

    name: ClassVar[str] = "plain"
    suffixes: ClassVar[frozenset[str]] = frozenset({".lrc"})
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
                spoken.append((number, _WORD_TIME.sub("", text)))
        spoken, comments = _without_comments(spoken)
        spoken, numbering = strip_serials(spoken)
        notices += (*comments, *numbering)
        lines = tuple(_line(marked) for marked in strip_marks(spoken))
        return ParsedDocument(lines, tuple(notices), _layout(lines))


def _without_comments(lines: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[Notice]]:
    """Leave out the lines that begin with # above the first time, if the text begins with such lines and has times."""
    first = next((at for at, (_, text) in enumerate(lines) if text and not text.startswith("#")), 0)
    if not first or not load_mark_patterns()[TIME_IN_BRACKETS].match(lines[first][1]):
        return lines, []
    notices = [Notice("comment", number, text, rule=COMMENT) for number, text in lines[:first] if text]
    return lines[first:], notices


def _line(marked: Marked) -> Line:
    return Line(marked.number, marked.text, language_of(marked.text), marked.start, marked.end, marked.speaker)


def _layout(lines: Sequence[Line]) -> Layout:
    """Return the layout: lines alternate, or all lines of one language come before all lines of the other language."""
    return "two-sided" if are_apart([line.lang for line in lines]) else "alternating"
