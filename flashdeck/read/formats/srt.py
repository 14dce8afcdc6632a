"""Read SubRip captions (.srt) without losing a cue, however its number or its times are written."""

import re
from typing import ClassVar

from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.timed_blocks import TimedForm, first_lines, read_timed

_TIMING = re.compile(r"\d{1,3}[:：.]\d{1,2}\S*\s*-{1,2}>\s*\S")
_CLOCK = r"(\d{1,3}:[0-5]?\d:[0-5]?\d[.,]\d{1,3})"
_FORM = TimedForm(_TIMING, re.compile(rf"{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?"), "read.doubt.srt-time")


class SrtReader:
    """Reads cues of a number, a line of times and text.

    All text between two lines of times belongs to the first of these two lines.
    """

    name: ClassVar[str] = "srt"
    suffixes: ClassVar[frozenset[str]] = frozenset({".srt"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return any(_TIMING.match(line) for line in first_lines(document)) and not document.opening.startswith("WEBVTT")

    def read(self, document: Document) -> ParsedDocument:
        return read_timed(document, _FORM)
