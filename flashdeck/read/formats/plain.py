"""Plain text: a line of one language, then its translation, in either order."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from flashdeck.model import Layout, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.marks import strip_marks

_METADATA = re.compile(
    r"\[(?:ti|ar|al|au|by|re|ve|la|length|offset):.*\]"
)  # of files of song lyrics, which have times in brackets

_MOST_CHANGES = (
    0.02  # of the lines, between languages that stand apart: a name or a word quoted; alternating lines change at each
)
_LEAST_SHARE = 0.1  # of the lines, in each language


class PlainReader:
    """Alternating lines, with or without times, speakers and blank lines. What no other format claims is read as this."""

    name: ClassVar[str] = "plain"
    suffixes: ClassVar[frozenset[str]] = frozenset()
    claims_by: ClassVar[ClaimedBy] = "remainder"

    def claims(self, document: Document) -> bool:
        return True

    def read(self, document: Document) -> ParsedDocument:
        """Return a line for each line, but for the headings, which say who speaks and when below them."""
        numbered = list(enumerate(document.lines, start=1))
        notices = [Notice("metadata", number, text) for number, text in numbered if _METADATA.fullmatch(text)]
        marked = strip_marks([(number, text) for number, text in numbered if not _METADATA.fullmatch(text)])
        lines = tuple(
            Line(line.number, line.text, language_of(line.text), line.start, line.end, line.speaker) for line in marked
        )
        return ParsedDocument(lines, tuple(notices), _layout(lines))


def _layout(lines: Sequence[Line]) -> Layout:
    """Tell lines that alternate from all lines of one language behind all of the other."""
    languages = [line.lang for line in lines if line.lang]
    changes = sum(one != other for one, other in pairwise(languages))
    fewer = min(languages.count("zh"), languages.count("en"))
    stand_apart = changes <= max(1, _MOST_CHANGES * len(languages)) and fewer > max(2, _LEAST_SHARE * len(languages))
    return "two-sided" if stand_apart else "alternating"
