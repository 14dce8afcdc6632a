"""Read WebVTT captions (.vtt), with the names of voices. Captions of YouTube, which show each line twice, are read as well."""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from flashdeck.model import Line, Notice
from flashdeck.read.cues import Cue, read_cues, with_names
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import unescape
from flashdeck.read.ruby import ReadingsAbove

COMMENT = "read.left-out.vtt-comment"
HEADER = "read.left-out.vtt-header"
TEXT_ABOVE_TIMES = "read.left-out.vtt-cue-name"
BAD_TIME = "read.doubt.vtt-time"
# Only the tags of WebVTT are removed, because "a < b and b > c" is text. <00:00:01.000> is a tag with the time of a word.
_VOICE = re.compile(r"<v(?:\.[^\s<>.]+)*[ \t]+(?P<name>[^<>]+)>|</v>")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|rp|rb|lang)(?:[ \t.][^<>]*)?>|<\d{1,3}(?::\d{2}){1,2}\.\d{1,3}>")
_NOT_CUES = ("NOTE", "STYLE", "REGION")
# A comment begins with "NOTE", which text may follow after a space. "STYLE" and "REGION" are alone on their line (WebVTT,
# "WebVTT file structure"). So "NOTES from us" is speech.
_NOT_A_CUE = re.compile(r"NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*$")
# The name of a cue, in the line above its times. A line with spaces is not a name, but text that a person wrote there.
_ID = re.compile(r"[\w.:#\-]+", re.ASCII)

NumberedLines = list[tuple[int, str]]
Times = tuple[float, float] | None


class VttReader:
    """Reads cues, which are separated by empty lines and have a line of times above their text.

    Comments, styles and regions are left out.
    """

    name: ClassVar[str] = "vtt"
    suffixes: ClassVar[frozenset[str]] = frozenset({".vtt"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return re.match(r"WEBVTT(?:\s|$)", document.opening) is not None

    def read(self, document: Document) -> ParsedDocument:
        cues, notices, readings = list[Cue](), list[Notice](), ReadingsAbove()
        for block in _blocks(document.raw_lines):
            at = next((index for index, (_, text) in enumerate(block[:2]) if "-->" in text), None)
            if at is not None:
                times = _times(block[at][1])
                notices += _cue_notices(block, at, times)
                cues.append(Cue(tuple(_spoken(block[at + 1 :], times, readings))))
            elif cues and not _NOT_A_CUE.match(block[0][1]):
                # There was an empty line inside the cue. The text below the empty line belongs to the cue.
                cues[-1] = Cue((*cues[-1].lines, *_spoken(block, _times_of(cues[-1]), readings)))
            else:
                notices += _left_out(block)
        return read_cues(with_names(cues), [*notices, *readings.notices()])


def _blocks(lines: Sequence[str]) -> Iterator[NumberedLines]:
    """Yield the blocks of a file. A line of times begins a block even if the empty line before it is missing."""
    block: NumberedLines = []
    for number, line in enumerate(lines, start=1):
        if block and (not line or _begins_cue(line, block)):
            yield block
            block = []
        if line:
            block.append((number, line.removeprefix("\ufeff")))
    if block:
        yield block


def _begins_cue(line: str, block: NumberedLines) -> bool:
    """Tell whether a line of times begins a new cue.

    It does if the block above it holds more than the name of a cue.
    """
    return "-->" in line and (len(block) > 1 or any("-->" in text for _, text in block))


def _cue_notices(block: NumberedLines, at: int, times: Times) -> Iterator[Notice]:
    """Yield notices for text above the times of a cue and for invalid times.

    `at` is the index of the line of times in `block`.
    """
    for number, text in block[:at]:
        if not _ID.fullmatch(text):
            yield Notice("comment", number, text, rule=TEXT_ABOVE_TIMES)
    if times is None:
        number, text = block[at]
        yield Notice("time", number, text.strip(), rule=BAD_TIME)


def _left_out(block: NumberedLines) -> Iterator[Notice]:
    """Yield notices for a block that is not a cue: the header of the file, a comment or a style."""
    code, rule = ("metadata", HEADER) if block[0][1].startswith("WEBVTT") else ("comment", COMMENT)
    for number, text in block:
        if text.strip() not in ("", "WEBVTT", *_NOT_CUES):
            yield Notice(code, number, text.strip(), rule=rule)


def _times(line: str) -> Times:
    """Return the start and the end from a line of times, in seconds; None if they are not valid."""
    from webvtt.errors import MalformedCaptionError
    from webvtt.models import Timestamp
    from webvtt.vtt import WebVTTCueBlock

    cue = WebVTTCueBlock.from_lines([line.replace(",", ".")])
    try:
        start, end = (Timestamp.from_string(time).in_milliseconds() / 1000 for time in (cue.start, cue.end))
    except MalformedCaptionError:
        return None
    return (start, end) if start <= end else None


def _times_of(cue: Cue) -> Times:
    """Return the times of the last line of a cue; None if the line has no times."""
    if not cue.lines:
        return None
    start, end = cue.lines[-1].start, cue.lines[-1].end
    return None if start is None or end is None else (start, end)


def _spoken(payload: NumberedLines, times: Times, readings: ReadingsAbove) -> Iterator[Line]:
    """Yield the lines of a cue without tags. A voice tag gives the speaker of the text up to its end tag or the next voice."""
    start, end = times or (None, None)
    speaker: str | None = None
    for number, raw in payload:
        for tag, part in _parts_by_voice(readings.removed(number, raw)):
            if tag:
                speaker = unescape(tag["name"] or "").strip() or None
            text = unescape(_TAG.sub("", part)).strip()
            if text:
                yield Line(number, text, None, start, end, speaker)


def _parts_by_voice(raw: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    """Split a line at voice tags and their end tags. Yield for each part the tag before it, or None for the first part."""
    tag, at = None, 0
    for match in _VOICE.finditer(raw):
        yield tag, raw[at : match.start()]
        tag, at = match, match.end()
    yield tag, raw[at:]
