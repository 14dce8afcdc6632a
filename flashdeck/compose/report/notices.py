"""Group the notices of a talk by their codes. A notice is about a line that was left out, or about a doubt in a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashdeck.model import Notice
from flashdeck.model.reasons import NOT_A_CARD, reason_of

_TO_CHECK = frozenset({"control", "doubtful", "time", "reading", "edit", "english-pipeline"})
"""The codes of notices about doubtful lines that are used all the same. Other notices are about lines that are left out."""
_MOST_SHOWN = 40  # the maximum number of notices of a group that the report shows


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Notices with the same code. `shown` contains the line number and the text of at most 40 notices."""

    code: str
    meaning: str
    count: int
    shown: tuple[tuple[int, str], ...]

    @property
    def more(self) -> int:
        """The number of notices of the group that are not in `shown`."""
        return self.count - len(self.shown)


def left_out(notices: Iterable[Notice]) -> tuple[NoticeGroup, ...]:
    """Return the notices about lines that are left out, grouped by their codes."""
    return _groups(notice for notice in notices if notice.code not in _TO_CHECK)


def to_check(notices: Iterable[Notice]) -> tuple[NoticeGroup, ...]:
    """Return the notices about doubtful lines that are used, grouped by their codes."""
    return _groups(notice for notice in notices if notice.code in _TO_CHECK)


def _groups(notices: Iterable[Notice]) -> tuple[NoticeGroup, ...]:
    """Group notices by their codes. The largest group comes first. Equal notices about the same line are counted once."""
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
