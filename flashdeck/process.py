"""The switches that a whole process has: garbage collection, Ctrl-C, and the end.

Only the front door of a process uses them: the command line, and the workers of a batch. The library does not, so that a
program that imports flashdeck keeps its own settings.
"""

import contextlib
import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""The exit code of a process that Ctrl-C ended: 128 and the number of the signal, as shells say it."""
_THRESHOLDS = (500_000, 20, 50)


def collect_seldom() -> None:
    """Look for cycles of objects seldom.

    A build makes a million small values and hardly any cycle. With Python's own threshold the search took 8 % of a cold
    build (14.8 instead of 13.6 s of CPU for the example; benchmarks of November 2026).
    """
    gc.set_threshold(*_THRESHOLDS)


class Interruption:
    """Whether Ctrl-C was pressed.

    `KeyboardInterrupt` alone is not enough: a library that is being loaded may turn it into an exception of its own, or
    swallow it. So the handler also remembers the signal, and the work checks it between two steps.
    """

    def __init__(self) -> None:
        self.was_requested = False

    def watch(self) -> None:
        """Remember Ctrl-C from now on, unless the process that started this one has switched Ctrl-C off."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._request)

    def check(self) -> None:
        """Raise `KeyboardInterrupt` if Ctrl-C was pressed."""
        if self.was_requested:
            raise KeyboardInterrupt

    def _request(self, _number: int, _frame: FrameType | None) -> None:
        self.was_requested = True
        raise KeyboardInterrupt


INTERRUPTION = Interruption()
"""The one of this process: signals belong to processes, not to objects."""


def say_interrupted() -> int:
    """Say on stderr that the work was interrupted, and return the exit code."""
    sys.stderr.write("interrupted: nothing half-written was left behind\n")
    return INTERRUPTED


def end_process(code: int) -> NoReturn:
    """End this process at once, after its output is written.

    Python would first free every value, which takes 20 ms of an unchanged build (0.16 s of CPU) and is one more moment at
    which an interruption could strike. Temporary files and locks are closed by then.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
