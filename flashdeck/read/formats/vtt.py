"""WebVTT captions (.vtt), with voices; also those of YouTube, which show each line twice."""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from flashdeck.model import Line, Notice
from flashdeck.read.cues import Cue, read_cues, with_names
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import unescape

# The tags of WebVTT and no others: "a < b and b > c" is text. <00:00:01.000> is the time of a word.
_VOICE = re.compile(r"<v(?:\.[^\s<>.]+)*[ \t]+([^<>]+)>")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang)(?:[ \t.][^<>]*)?>|<\d{1,3}(?::\d{2}){1,2}\.\d{1,3}>")
_NO_CUE = ("NOTE", "STYLE", "REGION")
_ID = re.compile(r"[\w.:#\-]+", re.ASCII)  # of a cue; with spaces in it, it is text that somebody wrote

NumberedLines = list[tuple[int, str]]
Times = tuple[float, float] | None


class VttReader:
    """Blocks between empty lines, each of times and text; comments, styles and regions are no text."""

    name: ClassVar[str] = "vtt"
    suffixes: ClassVar[frozenset[str]] = frozenset({".vtt"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return re.match(r"WEBVTT(?:\s|$)", document.opening) is not None

    def read(self, document: Document) -> ParsedDocument:
        cues, notices = list[Cue](), list[Notice]()
        for block in _blocks(document.raw_lines):
            at = next((at for at, (_, text) in enumerate(block[:2]) if "-->" in text), None)
            if at is not None:
                notices += [Notice("comment", number, text) for number, text in block[:at] if not _ID.fullmatch(text)]
                times = _times(block[at][1])
                notices += [] if times else [Notice("time", block[at][0], block[at][1].strip())]
                cues.append(Cue(tuple(_spoken(block[at + 1 :], times))))
            elif cues and not block[0][1].startswith(_NO_CUE):
                # an empty line inside a cue; its author meant what is below to be shown
                cues[-1] = Cue((*cues[-1].lines, *_spoken(block, _times_of(cues[-1]))))
            else:
                notices += _left_out(block)
        return read_cues(with_names(cues), notices)


def _blocks(lines: Sequence[str]) -> Iterator[NumberedLines]:
    """Yield blocks; a line of times begins one even where the empty line before it is missing."""
    block: NumberedLines = []
    for number, line in enumerate(lines, start=1):
        begins = "-->" in line and (len(block) > 1 or "-->" in "".join(text for _, text in block))
        if block and (not line or begins):
            yield block
            block = []
        if line:
            block.append((number, line.removeprefix("\ufeff")))
    if block:
        yield block


def _left_out(block: NumberedLines) -> Iterator[Notice]:
    """Yield what the header, a comment or a style says beside its name."""
    code = "metadata" if block[0][1].startswith("WEBVTT") else "comment"
    for number, text in block:
        if text.strip() not in ("", "WEBVTT", *_NO_CUE):
            yield Notice(code, number, text.strip())


def _times(line: str) -> Times:
    """Return the start and the end that a line names, in seconds; None where they make no sense."""
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
    start, end = (cue.lines[-1].start, cue.lines[-1].end) if cue.lines else (None, None)
    return None if start is None or end is None else (start, end)


def _spoken(payload: NumberedLines, times: Times) -> Iterator[Line]:
    start, end = times or (None, None)
    speaker: str | None = None
    for number, raw in payload:
        voice = _VOICE.search(raw)
        speaker = unescape(voice[1]).strip() if voice else speaker
        text = unescape(_TAG.sub("", raw)).strip()
        if text:
            yield Line(number, text, None, start, end, speaker)
        speaker = None if "</v>" in raw else speaker
