"""The patterns of times and speakers' names before the text of a line, from `data/marks.tsv`, and the values of clock times."""

import re
from typing import NamedTuple

from flashdeck.language.rules import Rule, read_classes, read_rules
from flashdeck.lazy import Lazy

TURN = "read.mark.turn"
TURN_DASH = "read.mark.turn-dash"
TIME_IN_BRACKETS = "read.mark.time-in-brackets"
SECONDS_IN_BRACKETS = "read.mark.seconds-in-brackets"
TIME_WITHOUT_BRACKETS = "read.mark.time-without-brackets"
TIME_BEHIND_NAME = "read.mark.time-behind-name"
COLON_BEHIND_NAME = "read.mark.colon-behind-name"
NAME_IN_BRACKETS = "read.mark.name-in-brackets"
ROLE_BEHIND_TIME = "read.mark.role-behind-time"
ROLE = "read.name.role"
NAME_FORMS = ("read.name.latin", "read.name.han", ROLE)
"""The ids of the rules for the forms of a name, in the order in which the forms are tried."""
_CLOCK = r"(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?"
_SPAN = rf"(?P<start>{_CLOCK})(?:\s*(?:-{{1,2}}>|[-–—~→]|to|至|到)\s*(?P<end>{_CLOCK}))?"
_SECONDS = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"
_SECONDS_SPAN = rf"(?P<start>{_SECONDS})\s?s?\s*(?:-{{1,2}}>|[-–—→,])\s*(?P<end>{_SECONDS})\s?s?"
_SPAN_ALONE = re.compile(_SPAN, re.ASCII)
_CLOCK_OR_NUMBER = re.compile(rf"{_CLOCK}|\d{{1,9}}(?:\.\d{{1,6}})?", re.ASCII)


class Marked(NamedTuple):
    """A line, with the time and the name that were found before its text.

    `start` and `end` are in seconds. `heads` is true if the line has only a time or a name, which then applies to the lines
    below. `rules` holds the ids of the rules in `data/marks.tsv` by which the time and the name were found.
    """

    number: int
    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    heads: bool = False
    rules: tuple[str, ...] = ()


def _load_patterns() -> dict[str, re.Pattern[str]]:
    macros = {"clock": _CLOCK, "span": _SPAN, "seconds-span": _SECONDS_SPAN, "role": _role_pattern()}
    macros["name-particles"] = "|".join(sorted(load_read_classes()["name-particles"]))
    patterns = {}
    for rule in read_rules("flashdeck.read", "marks.tsv"):
        if rule.key in ("turn", "time", "label", "name"):
            patterns[rule.id] = _compile(rule, macros)
    return patterns


def _compile(rule: Rule, macros: dict[str, str]) -> re.Pattern[str]:
    """Compile the condition of a rule. Each {name} in the condition is replaced by the pattern called `name` in `macros`."""
    condition = rule.condition
    for name, pattern in macros.items():
        condition = condition.replace(f"{{{name}}}", pattern)
    flags = re.IGNORECASE if "{role}" in rule.condition else re.NOFLAG
    return re.compile(condition, flags)


def _role_pattern() -> str:
    """Return the pattern of a speaker's role, with the number or letter that may follow it: "Speaker 2", 嘉宾甲."""
    classes = load_read_classes()
    words = sorted(classes["speaker-roles-en"] | classes["speaker-roles-zh"])
    return rf"(?:{'|'.join(words)})(?P<number>[ _\-]?\d{{1,3}}|[ _\-]?[a-d甲乙丙丁一二三四])?"


load_read_classes = Lazy(lambda: read_classes("flashdeck.read"))
"""The word classes in `data/classes.tsv`, by name."""
load_mark_patterns = Lazy(_load_patterns)
"""The compiled patterns of `data/marks.tsv`, by the id of their rule."""


def seconds(clock: str) -> float:
    """Return a clock time in seconds.

    >>> seconds("01:02:03.5"), seconds("2:03"), seconds("00:00:01,250")
    (3723.5, 123.0, 1.25)
    """
    total = 0.0
    for field in clock.replace(",", ".").split(":"):
        total = total * 60 + float(field)
    return round(total, 3)


def clock_seconds(text: str) -> float | None:
    """Return a clock time or a plain number in seconds; None for any other text.

    >>> clock_seconds("00:01:30"), clock_seconds("90.5"), clock_seconds("")
    (90.0, 90.5, None)
    """
    return seconds(text) if _CLOCK_OR_NUMBER.fullmatch(text) else None


def span_seconds(text: str) -> tuple[float, float] | None:
    """Return the start and the end of a span of clock times in seconds; None for any other text.

    >>> span_seconds("00:01 --> 00:03.5"), span_seconds("00:01")
    ((1.0, 3.5), None)
    """
    match = _SPAN_ALONE.fullmatch(text.strip())
    return (seconds(match["start"]), seconds(match["end"])) if match and match["end"] else None


def is_clock(text: str) -> bool:
    """Tell whether all fields of a clock time, except the first field, are below 60."""
    return all(float(field.replace(",", ".")) < 60 for field in text.split(":")[1:])
