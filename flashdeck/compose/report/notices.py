"""Group the notices of a talk by their codes: lines that were left out, and doubts about lines that are used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashdeck.model import Notice
from flashdeck.model.reasons import NOT_A_CARD, reason_of

_TO_CHECK = frozenset({"control", "doubtful", "time", "reading", "edit", "english-pipeline"})
"""Codes of notices about lines that are used in spite of a doubt. All other notices are about lines that are left out."""
_MOST_SHOWN = 40  # the maximum number of notices that the page shows for a group


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Notices with the same code. `shown` has the line and the text of each of the first notices."""

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
    return NoticeGroup(code.removeprefix(NOT_A_CARD), _meaning(code), len(notices), shown)


def _meaning(code: str) -> str:
    """Return the explanation of a notice's code; empty if the code has no explanation."""
    reason = reason_of(code)
    return reason.text if reason else ""
