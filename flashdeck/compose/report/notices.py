"""Group the notices of a talk by their codes: lines that were left out, and doubts about lines that are used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashdeck.model import Notice

_TO_CHECK = frozenset({"control", "doubtful", "time", "reading", "edit", "english-pipeline"})
"""Codes of notices about lines that are used in spite of a doubt. All other notices are about lines that are left out."""
_MOST_SHOWN = 40  # notices of a group that the page prints
_MEANINGS = {
    "boilerplate": "page furniture",
    "comment": "comments of the file",
    "control": "control characters, left out of the line",
    "doubtful": "pairs whose lines share nothing: they may not translate each other",
    "edit": "entries of the edits file that did nothing",
    "encoding": "lines with broken bytes",
    "english-pipeline": "how English was annotated",
    "header": "rows of headings",
    "heading": "headings",
    "language": "neither Chinese nor English",
    "metadata": "facts about the file",
    "reading": "Chinese readings that rest on thin evidence",
    "repeat": "captions shown again",
    "row": "rows that could not be read",
    "skipped": "left out by the edits file",
    "time": "times that make no sense",
    "unpaired": "lines without their translation",
    "not-a-card:backchannel": "nothing but agreement",
    "not-a-card:disfluent": "the speaker stumbles too much",
    "not-a-card:duplicate": "said before",
    "not-a-card:fragment": "not a whole sentence",
    "not-a-card:garbled": "words are missing or untranslated",
    "not-a-card:length": "too short or too long for the level",
    "not-a-card:misspelt-name": "a name that the talk mostly writes otherwise",
    "not-a-card:numbers-differ": "the two lines say different figures",
    "not-a-card:numbers-names": "mostly names or figures",
    "not-a-card:ratio": "one line says far more than the other",
    "not-a-card:sponsor": "advertising",
    "not-a-card:subclause": "a clause without its main clause",
    "not-a-card:trailing": "the speaker does not finish",
}


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Notices with the same code. `shown` has the first of them, each as its line and its text."""

    code: str
    meaning: str
    count: int
    shown: tuple[tuple[int, str], ...]

    @property
    def more(self) -> int:
        """The number of notices that are not shown."""
        return self.count - len(self.shown)


def left_out(notices: Iterable[Notice]) -> tuple[NoticeGroup, ...]:
    """Return the notices about lines that are left out, in groups."""
    return _groups(notice for notice in notices if notice.code not in _TO_CHECK)


def to_check(notices: Iterable[Notice]) -> tuple[NoticeGroup, ...]:
    """Return the notices about doubts, in groups."""
    return _groups(notice for notice in notices if notice.code in _TO_CHECK)


def _groups(notices: Iterable[Notice]) -> tuple[NoticeGroup, ...]:
    """Return groups, the largest first. A notice that occurs twice for one line is counted once."""
    found: dict[str, dict[tuple[str | None, int, str], Notice]] = {}
    for notice in notices:
        found.setdefault(notice.code, {})[notice.file, notice.line, notice.text] = notice
    groups = [_group(code, list(different.values())) for code, different in found.items()]
    return tuple(sorted(groups, key=lambda group: (-group.count, group.code)))


def _group(code: str, notices: Sequence[Notice]) -> NoticeGroup:
    shown = tuple((notice.line, notice.text) for notice in notices[:_MOST_SHOWN])
    return NoticeGroup(code.removeprefix("not-a-card:"), _MEANINGS.get(code, ""), len(notices), shown)
