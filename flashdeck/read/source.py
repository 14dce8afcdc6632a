"""The bytes of a transcript: from a file or from stdin."""

import sys
from pathlib import Path

from flashdeck.errors import InputError

STDIN = "-"


def content_of(source: Path) -> bytes:
    """Return the bytes of a file, or of stdin where `source` is "-"; raise `InputError` where there are none to read."""
    try:
        return sys.stdin.buffer.read() if str(source) == STDIN else source.read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{source}: is a folder, a text file was expected", remedy="Name the file in it.") from error
    except FileNotFoundError as error:
        raise InputError(f"{source}: no such file", remedy="Check the path of the transcript.") from error
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        problem = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{source}: cannot be read ({problem})", remedy="Check that you may read the file.") from error
