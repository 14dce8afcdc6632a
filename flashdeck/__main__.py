"""The command `flashdeck`, and `python -m flashdeck`."""

import contextlib
import os
import signal
import sys
from types import FrameType

from flashdeck.collecting import collect_seldom
from flashdeck.errors import INTERRUPTIONS


def _interrupt(number: int, _frame: FrameType | None) -> None:
    """Take note of Ctrl-C, and stop: a library that is loading may turn the exception into one of its own."""
    INTERRUPTIONS.append(number)
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line; an interruption at any moment, also while modules load, ends with 130.

    The process then ends at once: taking a million dictionary entries apart would cost a tenth of a build, and would be
    one more moment in which an interruption could strike.
    """
    collect_seldom()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else whoever started us wants none
        signal.signal(signal.SIGINT, _interrupt)
    try:
        from flashdeck.cli import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted: nothing half-written was left behind\n")
        code = 130
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
