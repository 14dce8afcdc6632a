"""Read Advanced SubStation captions (.ass, .ssa). Each event has a style, and the style may mark its language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from flashdeck.model import Line, Notice
from flashdeck.read.cues import Cue, read_cues, with_names
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import one_line

if TYPE_CHECKING:
    from pysubs2 import SSAEvent

COMMENT = "read.left-out.ass-comment"
DRAWING = "read.left-out.ass-drawing"
NO_EVENT = "read.left-out.ass-line"
BAD_TIME = "read.doubt.ass-time"
_SECTION = re.compile(r"\[(?:Script Info|V4\+? Styles|Events|Aegisub .*)\]", re.IGNORECASE)
_EVENT = re.compile(r"(?P<kind>Dialogue|Comment):\s*(?P<fields>.*)", re.IGNORECASE)
_FORMAT = re.compile(r"Format:\s*(?P<names>.*)", re.IGNORECASE)
_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_OVERRIDE = re.compile(r"(\{[^{}]*\})")
_DRAWING_LEVEL = re.compile(r"\\p(\d{1,9})(?=[\\}\s])")
# Maximum number of opening braces in a line of dialogue, which usually has only a few. An event with more braces is animated
# letter by letter.
_MOST_OVERRIDES = 200

Fields = dict[str, str]


class AssReader:
    """Reads the dialogue events of a file. Comments and drawings are left out."""

    name: ClassVar[str] = "ass"
    suffixes: ClassVar[frozenset[str]] = frozenset({".ass", ".ssa"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return bool(_SECTION.fullmatch(document.opening))

    def read(self, document: Document) -> ParsedDocument:
        script = _Script()
        cues = list[Cue]()
        for number, given in script.events(document.lines):
            fields, drawing = _without_drawing(given)
            if drawing:
                script.notices.append(Notice("drawing", number, drawing, rule=DRAWING))
            event = _event(fields)
            reason = _reason_to_leave_out(fields, event)
            if reason:
                code, rule = reason
                script.notices.append(Notice(code, number, fields["text"], rule=rule))
                continue
            times = _times(fields)
            if times is None:
                script.notices.append(Notice("time", number, f"{fields['start']} {fields['end']}", rule=BAD_TIME))
            cues.append(Cue(tuple(_lines(event, number, times)), event.style))
        return read_cues(with_names(cues), script.notices)


@dataclass(slots=True)
class _Script:
    """The state of reading a file line by line: the present section, and the field names in the Format line of the section."""

    names: Sequence[str] = _FIELDS
    in_events: bool = True
    in_files: bool = False
    notices: list[Notice] = field(default_factory=list)

    def events(self, lines: Sequence[str]) -> Iterator[tuple[int, Fields]]:
        """Yield the line number and the fields of each event. Lines that are neither events nor settings become notices."""
        for number, line in enumerate(lines, start=1):
            if line.startswith("[") and line.endswith("]"):
                self._enter(line.casefold())
                continue
            event = _EVENT.fullmatch(line)
            fields = self._fields(event) if event else None
            if fields:
                yield number, fields
            elif event or not (self._is_format(line) or self._is_setting(line)):
                self.notices.append(Notice("row", number, line, rule=NO_EVENT))

    def _enter(self, section: str) -> None:
        self.in_events = section == "[events]"
        self.in_files = section in ("[fonts]", "[graphics]")

    def _fields(self, event: re.Match[str]) -> Fields | None:
        """Return the fields of an event by name; None if the event has too few fields."""
        values = event["fields"].split(",", len(self.names) - 1)
        if len(values) < len(self.names):
            return None
        named = dict(zip(self.names, values, strict=False))
        return dict.fromkeys(_FIELDS, "") | named | {"kind": event["kind"].capitalize()}

    def _is_format(self, line: str) -> bool:
        """Tell whether a line is the Format line, which names the fields of the events; if it is, store the names."""
        header = _FORMAT.fullmatch(line) if self.in_events else None
        if header is None:
            return False
        names = [name.strip().casefold() for name in header["names"].split(",")]
        is_usable = {"start", "end", "text"} <= set(names) and names[-1] == "text"
        self.names = names if is_usable else _FIELDS
        return True

    def _is_setting(self, line: str) -> bool:
        """Tell whether a line outside the events is empty, a setting, a comment or a part of an embedded file."""
        if not line:
            return True
        return not self.in_events and (self.in_files or ":" in line or line.startswith(";"))


def _without_drawing(fields: Fields) -> tuple[Fields, str]:
    """Return the fields of an event without its drawings, and the drawings.

    A drawing is the text between an override that sets p to 1 or more and the next override that sets p to 0.
    """
    text = fields["text"]
    if "\\p" not in text:
        return fields, ""
    spoken, drawn, draws = list[str](), list[str](), False
    for part in _OVERRIDE.split(text):
        levels = _DRAWING_LEVEL.findall(part) if part.startswith("{") else []
        draws = int(levels[-1]) > 0 if levels else draws
        (drawn if draws or levels else spoken).append(part)
    is_drawn = any(part.strip() for part in drawn if not part.startswith("{"))
    return {**fields, "text": "".join(spoken)}, "".join(drawn) if is_drawn else ""


def _event(fields: Fields) -> "SSAEvent":
    from pysubs2 import SSAEvent

    return SSAEvent(text=fields["text"], style=fields["style"].strip(), name=fields["name"].strip())


def _reason_to_leave_out(fields: Fields, event: "SSAEvent") -> tuple[str, str] | None:
    """Return the notice code and the rule id for an event that is not text to read; None if the event is text."""
    if fields["kind"] == "Comment":
        return "comment", COMMENT
    if event.text.count("{") > _MOST_OVERRIDES:
        return "drawing", DRAWING
    return None


def _times(fields: Fields) -> tuple[float, float] | None:
    """Return the start and the end of an event in seconds; None if they are not valid."""
    from pysubs2.time import TIMESTAMP, timestamp_to_ms

    start, end = (TIMESTAMP.fullmatch(fields[name].strip()) for name in ("start", "end"))
    if not start or not end:
        return None
    times = timestamp_to_ms(start.groups()) / 1000, timestamp_to_ms(end.groups()) / 1000
    return times if times[0] <= times[1] else None


def _lines(event: "SSAEvent", number: int, times: tuple[float, float] | None) -> Iterator[Line]:
    start, end = times or (None, None)
    for part in event.plaintext.split("\n"):
        text = one_line(part)
        if text:
            yield Line(number, text, None, start, end, event.name or None)
