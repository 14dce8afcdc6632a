"""Advanced SubStation captions (.ass, .ssa): events with a style, which may stand for a language."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from flashdeck.model import Line, Notice
from flashdeck.read.cues import Cue, read_cues, with_names
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import one_line

if TYPE_CHECKING:
    from pysubs2 import SSAEvent

_SECTION = re.compile(r"\[(?:Script Info|V4\+? Styles|Events|Aegisub .*)\]", re.IGNORECASE)
_EVENT = re.compile(r"(?P<kind>Dialogue|Comment):\s*(?P<fields>.*)", re.IGNORECASE)
_FORMAT = re.compile(r"Format:\s*(?P<names>.*)", re.IGNORECASE)
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_MOST_OVERRIDES = 200


class AssReader:
    """Dialogue events; comments and drawings are no text."""

    name: ClassVar[str] = "ass"
    suffixes: ClassVar[frozenset[str]] = frozenset({".ass", ".ssa"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return bool(_SECTION.fullmatch(document.opening))

    def read(self, document: Document) -> ParsedDocument:
        cues, notices = list[Cue](), list[Notice]()
        for number, fields in _events(document.lines, notices):
            event, times = _event(fields), _times(fields)
            if why := _no_text(fields, event):
                notices.append(Notice(why, number, fields["text"]))
                continue
            if times is None:
                notices.append(Notice("time", number, f"{fields['start']} {fields['end']}"))
            cues.append(Cue(tuple(_lines(event, number, times)), event.style))
        return read_cues(with_names(cues), notices)


def _events(lines: Sequence[str], notices: list[Notice]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line numbers and fields of the events, in the order that the section's own Format line names."""
    names: Sequence[str] = _FIELDS
    inside, embeds = True, False
    for number, line in enumerate(lines, start=1):
        if line.startswith("[") and line.endswith("]"):
            inside, embeds = line.casefold() == "[events]", line.casefold() in ("[fonts]", "[graphics]")
        elif inside and (header := _FORMAT.fullmatch(line)):
            found = [name.strip().casefold() for name in header["names"].split(",")]
            names = found if {"start", "end", "text"} <= set(found) and found[-1] == "text" else _FIELDS
        elif event := _EVENT.fullmatch(line):
            values = event["fields"].split(",", len(names) - 1)
            if len(values) < len(names):
                notices.append(Notice("row", number, line))
                continue
            yield (
                number,
                dict.fromkeys(_FIELDS, "") | dict(zip(names, values, strict=False)) | {"kind": event["kind"].capitalize()},
            )
        elif line and (inside or not (embeds or ":" in line or line.startswith(";"))):
            notices.append(Notice("row", number, line))


def _event(fields: dict[str, str]) -> "SSAEvent":
    from pysubs2 import SSAEvent

    return SSAEvent(text=fields["text"], style=fields["style"].strip(), name=fields["name"].strip())


def _no_text(fields: dict[str, str], event: "SSAEvent") -> str | None:
    """Tell why an event is not shown as text, or nothing."""
    if fields["kind"] == "Comment":
        return "comment"
    # a line of dialogue has a handful of overrides; this many draw, letter by letter
    if event.text.count("{") > _MOST_OVERRIDES or event.is_drawing:
        return "drawing"
    return None


def _times(fields: dict[str, str]) -> tuple[float, float] | None:
    """Return the start and the end of an event in seconds; None where they make no sense."""
    from pysubs2.time import TIMESTAMP, timestamp_to_ms

    start, end = (TIMESTAMP.fullmatch(fields[name].strip()) for name in ("start", "end"))
    if not start or not end:
        return None
    times = timestamp_to_ms(start.groups()) / 1000, timestamp_to_ms(end.groups()) / 1000
    return times if times[0] <= times[1] else None


def _lines(event: "SSAEvent", number: int, times: tuple[float, float] | None) -> Iterator[Line]:
    start, end = times or (None, None)
    for part in event.plaintext.split("\n"):
        if text := one_line(part):
            yield Line(number, text, None, start, end, event.name or None)
