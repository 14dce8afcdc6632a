"""Times and speakers' names that stand before, or above, the lines of a text.

A mark is cut off only where the file as a whole shows that it is one: "Note: the harbor closes." begins like a line of a
speaker, and "3:45 we left." like a line with a time.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flashdeck.chinese.characters import HAN_RANGES
from flashdeck.model import Language
from flashdeck.read.line_language import language_of

_CLOCK = r"(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-9]{2}(?:[.,][0-9]{1,3})?"
_SPAN = rf"(?P<start>{_CLOCK})(?:\s*(?:-{{1,2}}>|[-–—~→]|to|至|到)\s*(?P<end>{_CLOCK}))?"
_BRACKETED = re.compile(rf"[\[(（【<]\s*{_SPAN}\s*[\])）】>]\s*")
_BARE = re.compile(rf"{_SPAN}(?=\s|$)\s*")
_BEHIND = re.compile(rf" {{0,3}}(?P<open>[\[(（【]?) ?(?P<start>{_CLOCK}) ?[\])）】]? ?(?=[:：]|[*_ ]*$)")
_TURN = re.compile(r">>+\s*")  # captions for the deaf mark a new speaker with it
_DASH = re.compile(r"^(?:[-–—|]\s+)?")
_LABEL = re.compile(r"(?P<name>[^:：\t]{1,60}?) {0,3}[:：\t]")
_LONGEST_LABEL = 120  # characters, with a time
# What a name looks like: words in capitals, some with a small word between ("Maria de la Cruz"), a note in brackets behind it.
_LATIN_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’\-]*|\d{1,3})(?: (?:[A-ZÀ-Þ][\w.'’\-]*|\d{1,3}|de|la|der|den|van|von|da|di|du|bin|al|of|the|and|&)){0,5}"
    r"(?: ?[(（][^()（）]{1,40}[)）])?"
)
_HAN_NAME = re.compile(rf"(?=.{{0,11}}[{HAN_RANGES}])[{HAN_RANGES}A-Za-z0-9·•．. ]{{1,12}}(?: ?[(（][^()（）]{{1,40}}[)）])?")
# Names that say themselves that they are a speaker's, in two languages.
_ROLE = re.compile(
    r"(?:(?:speaker|spk|host|guest|interviewer|interviewee|narrator|moderator|voice)|[QA]|"
    r"发言人|發言人|说话人|說話人|讲者|講者|主持人|主持|嘉宾|嘉賓|主讲人|主講人|"
    r"采访者|採訪者|受访者|受訪者|记者|記者|旁白|问|問|答)(?P<number>[ _\-]?\d{1,3}|[ _\-]?[a-d甲乙丙丁一二三四])?",
    re.IGNORECASE,
)
_LEAST_TIMES = 3  # bare times; fewer may be said
_LEAST_SHARE = 0.6  # of the lines with text that a label begins, where it stands on every line
_LEAST_CHANGES = 0.7  # of the labels that differ from the one before, where it stands at each turn


@dataclass(frozen=True, slots=True)
class Marked:
    """A line and what was found before it. `heads`: the mark stands on a line of its own, for the lines below."""

    number: int
    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    heads: bool = False


@dataclass(frozen=True, slots=True)
class _Label:
    """What looks like a name before a text, or alone (`rest` is empty), and the time that stands with it."""

    name: str
    start: float | None
    rest: str


def seconds(clock: str) -> float:
    """Return the seconds that a time of day names.

    >>> seconds("01:02:03.5"), seconds("2:03"), seconds("00:00:01,250")
    (3723.5, 123.0, 1.25)
    """
    total = 0.0
    for field in clock.replace(",", ".").split(":"):
        total = total * 60 + float(field)
    return round(total, 3)


def clock_seconds(text: str) -> float | None:
    """Return the seconds that a cell names as a time of day or as a plain number; None for any other text.

    >>> clock_seconds("00:01:30"), clock_seconds("90.5"), clock_seconds("")
    (90.0, 90.5, None)
    """
    return seconds(text) if re.fullmatch(rf"{_CLOCK}|\d{{1,9}}(?:\.\d{{1,6}})?", text, re.ASCII) else None


def strip_marks(lines: Sequence[tuple[int, str]], named: frozenset[str] = frozenset()) -> Iterator[Marked]:
    """Yield the numbered lines without their times and names, which stand beside them instead.

    A line that is a time, a name or both alone is a heading: it yields no line, and says its time and name of those below.
    `named` are speakers that the format itself names.
    """
    return _carried(_with_names(_with_times(lines), named))


def strip_names(lines: Sequence[tuple[int, str]]) -> list[Marked]:
    """Return the numbered lines without their names, one for one; where a name stood alone, no text is left."""
    return _with_names(
        [Marked(number, _TURN.sub("", text, count=1) if text.startswith(">>") else text) for number, text in lines],
        frozenset(),
    )


# ---- times


def _with_times(lines: Sequence[tuple[int, str]]) -> list[Marked]:
    bare = [match for _, text in lines if (match := _BARE.match(text)) and _is_clock(match["start"])]
    times = [seconds(match["start"]) for match in bare]
    in_order = sum(one <= other for one, other in pairwise(times)) >= 0.9 * (len(times) - 1)
    believes = len(times) >= _LEAST_TIMES and in_order
    return [_timed(number, text, believes=believes) for number, text in lines]


def _timed(number: int, text: str, *, believes: bool) -> Marked:
    rest, start, end = _TURN.sub("", text, count=1) if text.startswith(">>") else text, None, None
    while (match := _BRACKETED.match(rest) or (_BARE.match(rest) if believes else None)) and _is_clock(match["start"]):
        start = seconds(match["start"]) if start is None else start
        end = seconds(match["end"]) if match["end"] and end is None else end
        rest = _DASH.sub("", rest[match.end() :], count=1)
    return Marked(number, rest, start, end, heads=start is not None and not rest)


def _is_clock(text: str) -> bool:
    return all(float(field.replace(",", ".")) < 60 for field in text.split(":")[1:])


# ---- names


def _with_names(lines: Sequence[Marked], named: frozenset[str]) -> list[Marked]:
    labels = [_label(line) for line in lines]
    speakers = named | _speakers(labels, lines)
    return [
        _named(line, label) if label and label.name in speakers else line for line, label in zip(lines, labels, strict=True)
    ]


def _label(line: Marked) -> _Label | None:
    """Return the name that a line may begin with: "Mei: Yes.", "Mei (00:10): Yes.", "### Mei:", "Mei 00:10"."""
    bare = line.text.lstrip("*_#> ")
    head = bare[:_LONGEST_LABEL]
    if (time := _BEHIND.search(head)) and _is_clock(time["start"]) and _is_name(name := head[: time.start()].strip("*_ ")):
        rest = bare[time.end() :].lstrip(":： *_").strip()
        if time["open"] or time["start"].count(":") == 2 or not rest:
            return _Label(name, seconds(time["start"]), rest)
    if (label := _LABEL.match(head)) and _is_name(name := label["name"].strip("*_ ")):
        return _Label(name, None, bare[label.end() :].lstrip("*_ ").strip())
    if line.start is not None and _ROLE.fullmatch(head):  # any other word behind a time may be what is said
        return _Label(head, line.start, "")
    return None


def _is_name(text: str) -> bool:
    return bool(_LATIN_NAME.fullmatch(text) or _HAN_NAME.fullmatch(text) or _ROLE.fullmatch(text))


def _speakers(labels: Sequence[_Label | None], lines: Sequence[Marked]) -> frozenset[str]:
    """Return the labels that are speakers' names, by how they recur in the file."""
    found = [label for label in labels if label]
    counts = Counter(label.name for label in found)
    roles = {name for name, count in counts.items() if (role := _ROLE.fullmatch(name)) and (role["number"] or count > 1)}
    timed = Counter(label.name for label in found if label.start is not None)
    sure = {name for name, count in timed.items() if count > 1 or name in roles}
    if sum(counts[name] for name in roles) > 1:
        sure |= roles
    for script in ("zh", "en"):
        names = [label.name for label in found if counts[label.name] > 1 and language_of(label.name) == script]
        if _are_turns(names, sum(language_of(line.text) == script for line in lines)):
            sure |= set(names)
        above = [label.name for label in found if not label.rest and language_of(label.name) == script]
        if len(above) >= 4 and sum(name in sure for name in above) > _LEAST_SHARE * len(above):
            sure |= set(above)  # names stand above the turns here, those who speak once as well
    return frozenset(sure)


def _are_turns(names: Sequence[str], lines: int) -> bool:
    """Tell whether recurring labels are names: they begin most lines of their language, or they take turns."""
    changes = sum(one != other for one, other in pairwise(names))
    takes_turns = len(names) >= 4 and changes >= _LEAST_CHANGES * (len(names) - 1)
    return takes_turns or len(names) > max(2, _LEAST_SHARE * lines)


def _named(line: Marked, label: _Label) -> Marked:
    start = line.start if label.start is None else label.start
    return replace(line, text=label.rest, start=start, speaker=label.name, heads=not label.rest)


# ---- what holds for the lines below


def _carried(lines: Sequence[Marked]) -> Iterator[Marked]:
    """Give each line the speaker of its turn, and the first line of each language below a heading its time.

    A name inside a line holds for the next lines of its language alone: where the other language has none, its lines may
    stand before as well as behind.
    """
    speaker, start = dict[Language | None, str | None](), None
    waiting = set[Language | None]()
    for line in lines:
        if line.heads:
            name = line.speaker or speaker.get(None)
            speaker = {None: name, "zh": name, "en": name}
            start, waiting = line.start, {"zh", "en"} if line.start is not None else set()
            continue
        language = language_of(line.text)
        if line.speaker:
            speaker[language] = line.speaker
        at = start if line.start is None and language in waiting else line.start
        waiting -= {language}
        yield replace(line, speaker=speaker.get(language) if line.text else None, start=at)
