"""What was left out of a talk, and what should be checked, by its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from flashdeck.model import Notice
from flashdeck.model.reasons import NOT_A_CARD, reason_of

_TO_CHECK = frozenset({"control", "doubtful", "time", "reading", "edit", "english-pipeline"})
"""Notices of what was used all the same."""
_MOST_SHOWN = 40


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
            code.removeprefix(NOT_A_CARD),
            _meaning(code),
            len(group),
            tuple((notice.line, notice.text) for notice in list(group.values())[:_MOST_SHOWN]),
        )
        for code, group in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.count, group.code)))


def _meaning(code: str) -> str:
    """Return the text of a notice's code; empty for a code without a text."""
    reason = reason_of(code)
    return reason.text if reason else ""
