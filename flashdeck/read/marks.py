"""Find times and speakers' names before the text of a line, or on a line above it.

A mark is cut off only if the whole file shows that it is a mark, because a sentence such as "3:45 we left." begins like a line
with a time. The forms of marks are the rows of `data/marks.tsv`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.lazy import Lazy
from flashdeck.model import Language
from flashdeck.model.characters import HAN_RANGES
from flashdeck.read.line_language import language_of
from flashdeck.read.mark_patterns import (
    SECONDS_IN_BRACKETS,
    TIME_IN_BRACKETS,
    TIME_WITHOUT_BRACKETS,
    TURN,
    TURN_DASH,
    Marked,
    is_clock,
    load_mark_patterns,
    seconds,
)
from flashdeck.read.speaker_labels import name_speakers

_DASH = re.compile(r"^(?:[-–—|]\s+)?")  # a dash between a time and the text
_load_second_dash = Lazy(lambda: re.compile(rf"(?<=[.?!…。？！\"”])\s*[-‐–—](?![-‐–—])\s*(?=[A-ZÀ-Þ{HAN_RANGES}“\"])"))
_LEAST_DASHES = 2  # dashes mark speakers only if at least this number of lines begins with a dash (chosen by hand)
_LEAST_TIMES = 3  # times without brackets are marks only if the file has at least this number of them (chosen by hand)
# times without brackets are marks only if at least this share of them is in order: each at or after the time before it (chosen
# by hand)
_LEAST_IN_ORDER = 0.9


def strip_marks(lines: Sequence[tuple[int, str]], named: frozenset[str] = frozenset()) -> Iterator[Marked]:
    """Yield numbered lines with their times and names moved from the text to the fields of `Marked`.

    A line that holds only a time, a name or both is a heading: it is not yielded, and its time and name are set on the lines
    below. `named` are the speakers that the format itself names.

    >>> [(line.text, line.start, line.speaker) for line in strip_marks([(1, "Host (00:12):"), (2, "We left."), (3, "Host (00:15): Why?")])]
    [('We left.', 12.0, 'Host'), ('Why?', 15.0, 'Host')]
    """
    return _carried(find_marks(lines, named))


def find_marks(lines: Sequence[tuple[int, str]], named: frozenset[str] = frozenset()) -> list[Marked]:
    """Return all numbered lines, each with the time and the name that it begins with. The text of a heading becomes empty."""
    return name_speakers(_with_times(lines), named)


def strip_names(lines: Sequence[tuple[int, str]]) -> list[Marked]:
    """Return all numbered lines without their names. The text of a line that was only a name becomes empty."""
    forms = _turn_marks(lines)
    return name_speakers([_without_turn_mark(number, text, forms) for number, text in lines])


# ---- marks of a new speaker


def _turn_marks(lines: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Return the forms of the marks of a new speaker in a file. A dash is included only if at least two lines begin with it."""
    dash = load_mark_patterns()[TURN_DASH]
    count = sum(bool(dash.match(text)) for _, text in lines)
    return (TURN, TURN_DASH) if count >= _LEAST_DASHES else (TURN,)


def _without_turn_mark(number: int, text: str, forms: Sequence[str]) -> Marked:
    """Return a line without the mark of a new speaker, such as ">>" or a dash, at its beginning.

    A second dash on the line, behind the end of a sentence, is the mark of a second speaker and is removed as well.
    """
    patterns = load_mark_patterns()
    for form in forms:
        rest = patterns[form].sub("", text, count=1) if patterns[form].match(text) else text
        if rest != text:
            return Marked(number, _load_second_dash().sub(" ", rest) if form == TURN_DASH else rest, rules=(form,))
    return Marked(number, text)


# ---- times


def _with_times(lines: Sequence[tuple[int, str]]) -> list[Marked]:
    pattern = load_mark_patterns()[TIME_WITHOUT_BRACKETS]
    matches = [pattern.match(text) for _, text in lines]
    times = [seconds(match["start"]) for match in matches if match and is_clock(match["start"])]
    rising = sum(one <= other for one, other in pairwise(times))
    trusts_bare = len(times) >= _LEAST_TIMES and rising >= _LEAST_IN_ORDER * (len(times) - 1)
    bracketed = (TIME_IN_BRACKETS, SECONDS_IN_BRACKETS)
    forms = (*bracketed, TIME_WITHOUT_BRACKETS) if trusts_bare else bracketed
    turns = _turn_marks(lines)
    return [_with_time(_without_turn_mark(number, text, turns), forms) for number, text in lines]


def _with_time(line: Marked, forms: Sequence[str]) -> Marked:
    """Move all times at the beginning of a line from its text to its fields. The first start and the first end are kept."""
    text, start, end, rules = line.text, line.start, line.end, line.rules
    while found := _match_time(text, forms):
        form, time = found
        if start is None:
            start = seconds(time["start"])
        if end is None and time["end"]:
            end = seconds(time["end"])
        if form not in rules:
            rules = (*rules, form)
        text = _DASH.sub("", text[time.end() :], count=1)
    return Marked(line.number, text, start, end, heads=start is not None and not text, rules=rules)


def _match_time(text: str, forms: Sequence[str]) -> tuple[str, re.Match[str]] | None:
    """Return the first form of a time that matches the beginning of a text, and the match; None for an invalid time."""
    patterns = load_mark_patterns()
    for form in forms:
        if match := patterns[form].match(text):
            return (form, match) if is_clock(match["start"]) else None
    return None


# ---- marks that apply to the lines below


def _carried(lines: Sequence[Marked]) -> Iterator[Marked]:
    """Set the speakers and times of lines that do not have their own, from the lines above.

    The time of a heading is set on the first line of each language below it. The name of a heading applies to all lines below it,
    up to the next name. A name that has text after it on its line applies only to the next lines of the same language, because
    the translation may be above or below the line.
    """
    speakers: dict[Language | None, str | None] = {}
    start: float | None = None
    waiting: set[Language | None] = set()
    for line in lines:
        if line.heads:
            name = line.speaker or speakers.get(None)
            speakers = {None: name, "zh": name, "en": name}
            start = line.start
            waiting = set() if start is None else {"zh", "en"}
            continue
        language = language_of(line.text)
        if line.speaker:
            speakers[language] = line.speaker
        own_start = start if line.start is None and language in waiting else line.start
        waiting.discard(language)
        speaker = speakers.get(language) if line.text else None
        yield line._replace(speaker=speaker, start=own_start)
