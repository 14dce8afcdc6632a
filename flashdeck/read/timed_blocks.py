"""Read captions in which a line of times stands above the text of each cue, such as SubRip and SBV."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdeck.model import Line, Notice
from flashdeck.read.cues import Cue, read_cues, with_names
from flashdeck.read.formats.base import Document, ParsedDocument
from flashdeck.read.line_language import unescape
from flashdeck.read.mark_patterns import seconds
from flashdeck.read.ruby import ReadingsAbove

COMMENT = "read.left-out.caption-comment"
_COMMENT_MARK = "#"
_LINE_MARK = "# "
# If at least this share of the lines in cues begins with "# ", the mark means a language and is removed (chosen by hand). The share
# is 0.5 if all lines of one language are marked. It is lower if the mark means a song.
_MANY_MARKED = 0.3
_NUMBER = re.compile(r"\d{1,99}")
_TAGS = re.compile(r"\{\\[^{}]*\}|</?(?:[ibus]|font|ruby|rb|rt|rp|c|v)(?:[ .][^<>]*)?>", re.IGNORECASE)
# A form is recognised if one of this number of lines at the beginning has times. Blank lines are not counted (chosen by hand).
_HEAD = 3


class TimedForm(NamedTuple):
    """How a format writes the times of a cue.

    `timing` matches any line of times, even if the times are not valid. `valid` matches valid times, and has the start and the
    end as groups. `bad_time` is the id of the rule for the notice about times that are not valid.
    """

    timing: re.Pattern[str]
    valid: re.Pattern[str]
    bad_time: str


def first_lines(document: Document) -> tuple[str, ...]:
    """Return the lines by which a form is recognised: the first lines that are not comments."""
    return tuple(line for line in document.head if not line.startswith(_COMMENT_MARK))[:_HEAD]


def read_timed(document: Document, form: TimedForm) -> ParsedDocument:
    """Read a document whose cues have times of the form `form`.

    Lines that begin with # are comments if they are above the first cue, and speech if they are in a cue.
    """
    cues, notices, readings = list[Cue](), list[Notice](), ReadingsAbove()
    for part in _without_line_marks(list(_parts(document.lines, form))):
        if not part.timing:
            notices += part.without_comments()
        times = part.times(form)
        cues.append(Cue(tuple(part.lines(times, readings))))
        if part.timing and times is None:
            notices.append(Notice("time", part.number, part.timing, rule=form.bad_time))
    return read_cues(with_names(cues), [*notices, *readings.notices()])


@dataclass(slots=True)
class _Part:
    """The line of times of a cue, and the lines below it up to the next line of times, with their line numbers."""

    number: int
    timing: str
    below: list[tuple[int, str]] = field(default_factory=list)

    def times(self, form: TimedForm) -> tuple[float, float] | None:
        """Return the start and the end of the cue in seconds; None if the times are not valid."""
        match = form.valid.fullmatch(self.timing)
        if not match or seconds(match[1]) > seconds(match[2]):
            return None
        return seconds(match[1]), seconds(match[2])

    def without_comments(self) -> list[Notice]:
        """Remove the comments from the lines, and return them as notices."""
        comments = [(number, text) for number, text in self.below if text.startswith(_COMMENT_MARK)]
        self.below = [line for line in self.below if line not in comments]
        return [Notice("comment", number, text, rule=COMMENT) for number, text in comments]

    def lines(self, times: tuple[float, float] | None, readings: ReadingsAbove) -> Iterator[Line]:
        start, end = times or (None, None)
        for number, raw in self.below:
            text = unescape(_TAGS.sub("", readings.removed(number, raw))).strip()
            if text:
                yield Line(number, text, None, start, end)


def _without_line_marks(parts: list[_Part]) -> list[_Part]:
    """Remove "# " from the beginnings of lines in cues, if so many lines begin with it that it must mean a language."""
    spoken = [text for part in parts if part.timing for _, text in part.below]
    if sum(text.startswith(_LINE_MARK) for text in spoken) >= _MANY_MARKED * len(spoken):
        for part in parts:
            if part.timing:
                part.below = [(number, text.removeprefix(_LINE_MARK).strip()) for number, text in part.below]
    return parts


def _parts(lines: Sequence[str], form: TimedForm) -> Iterator[_Part]:
    part = _Part(0, "")
    for at, text in enumerate(lines):
        if form.timing.match(text):
            yield part
            part = _Part(at + 1, text)
        elif text and not _is_cue_number(lines, at, form):
            part.below.append((at + 1, text))
    yield part


def _is_cue_number(lines: Sequence[str], at: int, form: TimedForm) -> bool:
    """Tell whether a line that is a number is the number of a cue, and not text.

    It is the number of a cue if a line of times follows, or if the lines before and after it are empty.
    """
    if not _NUMBER.fullmatch(lines[at]):
        return False
    below = lines[at + 1] if at + 1 < len(lines) else ""
    above = lines[at - 1] if at else ""
    return bool(form.timing.match(below)) or not (below or above)
