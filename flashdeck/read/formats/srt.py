"""Read SubRip captions (.srt) without losing a cue, however its number or its times are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from flashdeck.model import Line, Notice
from flashdeck.read.cues import Cue, read_cues, with_names
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import unescape
from flashdeck.read.mark_patterns import seconds

BAD_TIME = "read.doubt.srt-time"
_TIMING = re.compile(r"\d{1,3}[:：.]\d{1,2}\S*\s*-{1,2}>\s*\S")
_CLOCK = r"(\d{1,3}:[0-5]?\d:[0-5]?\d[.,]\d{1,3})"
_VALID_TIMING = re.compile(rf"{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_NUMBER = re.compile(r"\d{1,99}")
_TAGS = re.compile(r"\{\\[^{}]*\}|</?(?:[ibus]|font|ruby|rt|c|v)(?:[ .][^<>]*)?>|<br ?/?>", re.IGNORECASE)
_HEAD = 3  # a file is SubRip if there are times in one of its first lines; blank lines are not counted (chosen by hand)


class SrtReader:
    """Reads cues of a number, a line of times and text.

    All text between two lines of times belongs to the first of these two lines.
    """

    name: ClassVar[str] = "srt"
    suffixes: ClassVar[frozenset[str]] = frozenset({".srt"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return any(_TIMING.match(line) for line in document.head[:_HEAD]) and not document.opening.startswith("WEBVTT")

    def read(self, document: Document) -> ParsedDocument:
        cues, notices = list[Cue](), list[Notice]()
        for part in _parts(document.lines):
            cues.append(Cue(tuple(part.lines())))
            if part.timing and part.times is None:
                notices.append(Notice("time", part.number, part.timing, rule=BAD_TIME))
        return read_cues(with_names(cues), notices)


@dataclass(slots=True)
class _Part:
    """The line of times of a cue, and the lines below it up to the next line of times, with their line numbers."""

    number: int
    timing: str
    below: list[tuple[int, str]] = field(default_factory=list)

    @property
    def times(self) -> tuple[float, float] | None:
        """The start and the end of the cue in seconds; None if the times are not valid."""
        match = _VALID_TIMING.fullmatch(self.timing)
        if not match or seconds(match[1]) > seconds(match[2]):
            return None
        return seconds(match[1]), seconds(match[2])

    def lines(self) -> Iterator[Line]:
        start, end = self.times or (None, None)
        for number, raw in self.below:
            text = unescape(_TAGS.sub("", raw)).strip()
            if text:
                yield Line(number, text, None, start, end)


def _parts(lines: tuple[str, ...]) -> Iterator[_Part]:
    part = _Part(0, "")
    for at, text in enumerate(lines):
        if _TIMING.match(text):
            yield part
            part = _Part(at + 1, text)
        elif text and not _is_cue_number(lines, at):
            part.below.append((at + 1, text))
    yield part


def _is_cue_number(lines: tuple[str, ...], at: int) -> bool:
    """Tell whether a line that is a number is the number of a cue, and not text.

    It is the number of a cue if a line of times follows, or if the lines before and after it are empty.
    """
    if not _NUMBER.fullmatch(lines[at]):
        return False
    below = lines[at + 1] if at + 1 < len(lines) else ""
    above = lines[at - 1] if at else ""
    return bool(_TIMING.match(below)) or not (below or above)
