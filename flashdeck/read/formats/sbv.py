"""Read the captions that YouTube Studio exports (.sbv): a line with the start and the end of a cue, then its text."""

import re
from typing import ClassVar

from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.timed_blocks import TimedForm, first_lines, read_timed

_TIMING = re.compile(r"\d{1,3}:\d{1,2}:\d{1,2}[.:]\d{1,3}\s*,\s*\d{1,3}:\d{1,2}:\d{1,2}[.:]\d{1,3}$")
_CLOCK = r"(\d{1,3}:[0-5]?\d:[0-5]?\d\.\d{1,3})"
_FORM = TimedForm(_TIMING, re.compile(rf"{_CLOCK}\s*,\s*{_CLOCK}"), "read.doubt.sbv-time")


class SbvReader:
    """Reads cues that have a line of times above their text. A line break inside a cue may be written as [br]."""

    name: ClassVar[str] = "sbv"
    suffixes: ClassVar[frozenset[str]] = frozenset({".sbv"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return any(_TIMING.match(line) for line in first_lines(document)[:1])

    def read(self, document: Document) -> ParsedDocument:
        return read_timed(document, _FORM)
