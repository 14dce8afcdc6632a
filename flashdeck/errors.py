"""Define the exceptions that flashdeck raises on purpose. Each class has an exit code, and each instance has a remedy."""

from typing import ClassVar


class FlashdeckError(Exception):
    """An expected error. It is shown as two lines: first the problem and where it is, then the remedy."""

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
    """The transcript is missing or cannot be read, or no line pair or card can be made from it."""

    exit_code = 3


class MissingEngineError(FlashdeckError):
    """An engine, an optional package, a word list, or a program that must be running is missing."""

    exit_code = 4


class OutputError(FlashdeckError):
    """The output cannot be written, or would overwrite a file that flashdeck did not make."""

    exit_code = 5


def _rebuild(kind: type[FlashdeckError], problem: str, remedy: str) -> FlashdeckError:
    """Rebuild an exception that came from another process."""
    return kind(problem, remedy=remedy)
