"""Writing without harm: a foreign file is never overwritten, and a file is there whole or not at all."""

import errno
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flashdeck.errors import OutputError

_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def claim(path: Path, *, is_ours: Callable[[Path], bool], force: bool = False) -> None:
    """Make sure that `path` can be written, or raise OutputError: its folder is made, and nothing else is left behind.

    A file in the way must be one that flashdeck made (`is_ours`), unless `force` is given.
    """
    with _output_errors(path):
        _check_place(path, is_ours, force=force)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Permissions tell little (root ignores them, network folders invent them), so a file is really made.
        probe = _beside(path)
        probe.touch(exist_ok=False)
        probe.unlink()


@contextmanager
def folder_for(folder: Path) -> Iterator[None]:
    """Remove a folder, and those above it, that were made for an output that then did not come about."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        yield
    except BaseException:
        with suppress(OSError):  # not made at all, or no longer empty
            for place in made:
                place.rmdir()
        raise


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Let one build at a time work in a folder, where the system has locks for it; the others wait."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once into one folder may each miss what the other remembered
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network folder without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path in the same folder, renamed to `path` at the end, or removed after a failure."""
    with _output_errors(path):
        temporary = _beside(path)
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file in one step."""
    write_chunks(path, (text,))


def write_chunks(path: Path, chunks: Iterable[str]) -> None:
    """Write a text file that is there whole or not at all."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(chunks)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def _check_place(path: Path, is_ours: Callable[[Path], bool], *, force: bool) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: a folder is in the way", remedy="Choose another --output, or move the folder away.")
    if path.exists() and not force and not (path.is_file() and is_ours(path)):
        raise OutputError(
            f"{path}: a file that flashdeck did not make is in the way",
            remedy="Choose another --output, move the file away, or overwrite it with --force.",
        )


def _beside(path: Path) -> Path:
    """Return a name that two processes do not share."""
    return path.parent / f".flashdeck-{secrets.token_hex(6)}.tmp"


@contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:  # SQLite has errors of its own for a full disk
        place, reason = (error.filename, error.strerror) if isinstance(error, OSError) else (None, None)
        raise OutputError(
            f"{place or path}: cannot be written: {reason or error}",
            remedy="Choose another --output, or make room and permission for this one.",
        ) from error


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """Raise OutputError where a folder for temporary files has no room: what is read through it is not to blame."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise OutputError(
            f"{folder.parent}: no room for temporary files: {error.strerror}",
            remedy="Make room there, or name another folder with the variable TMPDIR.",
        ) from error
