"""Change settings of the whole process: garbage collection, the handling of Ctrl-C, and how the process ends.

They are used only by the command line and by the workers of a batch, which own their process. The library does not use them,
so that a program that imports flashdeck keeps its own settings.
"""

import contextlib
import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""The exit code of a process that Ctrl-C ended: 128 plus the number of the signal, as in shells."""
_THRESHOLDS = (500_000, 20, 50)


def collect_seldom() -> None:
    """Make the garbage collector search for cycles of objects less often than it does by default.

    A build makes a million small values and hardly any cycle. With Python's default threshold the search took 8 % of a build
    with an empty cache (14.8 instead of 13.6 s of CPU for the example; benchmarks of November 2026).
    """
    gc.set_threshold(*_THRESHOLDS)


class Interruption:
    """The state of Ctrl-C in this process: whether it was pressed.

    `KeyboardInterrupt` alone is not enough, because a library that is being loaded may replace or suppress this exception.
    So the handler also remembers the signal, and the build checks for it between two steps.
    """

    def __init__(self) -> None:
        self.was_requested = False

    def watch(self) -> None:
        """Start to remember whether Ctrl-C is pressed, unless the parent process has switched Ctrl-C off."""
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
"""The only instance in this process, because a signal is sent to the process as a whole."""


def say_interrupted() -> int:
    """Write to stderr that the work was interrupted, and return the exit code."""
    sys.stderr.write("interrupted: no incomplete file was left behind\n")
    return INTERRUPTED


def end_process(code: int) -> NoReturn:
    """End this process at once, after its output is written.

    Python would first free every value. That takes 20 ms of the 0.16 s of CPU of an unchanged build, and Ctrl-C could
    interrupt it. Temporary files and locks are already closed.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
