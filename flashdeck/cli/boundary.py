"""Turn exceptions into two lines on stderr and an exit code. No other module does this."""

import os
import sys
from collections.abc import Callable

import click

from flashdeck.errors import FlashdeckError
from flashdeck.process import INTERRUPTION, say_interrupted

DEBUG = "FLASHDECK_DEBUG"


def guarded(call: Callable[[], object]) -> int:
    """Call a function and return the exit code. If it raises an error, report the error and return the error's exit code."""
    try:
        result = call()
        sys.stdout.flush()
    except FlashdeckError as error:
        return _say(str(error), error.remedy, error.exit_code)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "flashdeck"
        return _say(error.format_message().rstrip("."), f"See {command} --help.", 2)
    except (click.Abort, KeyboardInterrupt):
        return say_interrupted()
    except (BrokenPipeError, SystemExit):  # click turns a BrokenPipeError into a SystemExit
        # The program that reads stdout has ended, for example `head`. Python would write the rest of stdout at exit and fail, so
        # stdout is redirected to the null device.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return _say_unexpected(error)
    return result if isinstance(result, int) else 0


def _say_unexpected(error: Exception) -> int:
    """Report an unexpected exception as a bug in flashdeck, unless Ctrl-C caused the exception."""
    if INTERRUPTION.was_requested:
        return say_interrupted()
    return _say(
        f"{_place(error)}: {type(error).__name__}: {error}",
        f"This is a bug in flashdeck. Please report it. Set the environment variable {DEBUG}=1 to see the traceback.",
        1,
    )


def _say(problem: str, remedy: str, code: int) -> int:
    for line in (problem, remedy):
        click.echo(" ".join(line.split()), err=True)
    return code


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "flashdeck"
