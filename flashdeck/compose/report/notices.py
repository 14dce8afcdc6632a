"""What was left out of a talk, and what should be checked, by its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from flashdeck.model import Notice

_TO_CHECK = frozenset({"control", "doubtful", "time", "reading", "edit", "english-pipeline"})
"""Notices of what was used all the same."""
_MOST_SHOWN = 40
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
class Group:
    """Notices of one code: what it means, how many, and the first of them as line and text."""

    code: str
    meaning: str
    count: int
    shown: tuple[tuple[int, str], ...]

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


def left_out(notices: Iterable[Notice]) -> tuple[Group, ...]:
    """Return what was left out."""
    return _groups(notice for notice in notices if notice.code not in _TO_CHECK)


def to_check(notices: Iterable[Notice]) -> tuple[Group, ...]:
    """Return what is used and in doubt."""
    return _groups(notice for notice in notices if notice.code in _TO_CHECK)


def _groups(notices: Iterable[Notice]) -> tuple[Group, ...]:
    """Return groups, the largest first; what is said twice of one line is shown once."""
    found: dict[str, dict[tuple[str | None, int, str], Notice]] = {}
    for notice in notices:
        found.setdefault(notice.code, {})[notice.file, notice.line, notice.text] = notice
    groups = [
        Group(
            code.removeprefix("not-a-card:"),
            _MEANINGS.get(code, ""),
            len(group),
            tuple((notice.line, notice.text) for notice in list(group.values())[:_MOST_SHOWN]),
        )
        for code, group in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.count, group.code)))
