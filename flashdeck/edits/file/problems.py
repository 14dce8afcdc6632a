"""A mistake in an edits file, and the exception that stops a build for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.errors import UsageError


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line of an edits file, and the way to mend it."""

    at: int
    text: str
    remedy: str


class EditsError(UsageError):
    """A mistake in an edits file: file, line, what to do about it."""

    @classmethod
    def of(cls, name: str, problems: Sequence[Problem]) -> "EditsError":
        """Return the first mistake; where there are more, say so."""
        first, *more = problems
        others = f" {len(more)} more in this file: `flashdeck edits check` lists them." if more else ""
        return cls(f"{name}:{first.at}: {first.text}", remedy=first.remedy + others)
