"""The exceptions that flashdeck raises on purpose: each class owns its exit code, each instance its remedy."""

from typing import ClassVar


class FlashdeckError(Exception):
    """What went wrong with its place, and what to do about it; shown as two lines."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, *, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), str(self), self.remedy)


class UsageError(FlashdeckError):
    """A wrong option, or a wrong entry in the configuration."""

    exit_code = 2


class InputError(FlashdeckError):
    """The transcript is missing, unreadable or unfit."""

    exit_code = 3


class MissingEngineError(FlashdeckError):
    """An engine, an extra, a word list or a running program is missing."""

    exit_code = 4


class OutputError(FlashdeckError):
    """The output could not be written, or a foreign file is in the way."""

    exit_code = 5


def _rebuild(kind: type[FlashdeckError], problem: str, remedy: str) -> FlashdeckError:
    """Make an exception again in another process."""
    return kind(problem, remedy=remedy)
