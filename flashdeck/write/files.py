"""Write files safely: never overwrite a file that flashdeck did not make, and never leave an incomplete file."""

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
    """Check that a file can be written to `path`, and create its folder. Raises `OutputError` if it cannot be written.

    If a file exists at `path`, flashdeck must have made it (`is_ours`), unless `force` is true.
    """
    with _output_errors(path):
        _check_place(path, is_ours, force=force)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Permission bits are not reliable: root ignores them, and network folders may report wrong bits. So create a file to
        # test whether it is possible.
        probe = _beside(path)
        probe.touch(exist_ok=False)
        probe.unlink()


@contextmanager
def folder_for(folder: Path) -> Iterator[None]:
    """Clean up after a failure: a context manager around code that creates `folder` and may create its parent folders.

    If the code in the `with` block fails, the folders that did not exist before and are empty are removed.
    """
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        yield
    except BaseException:
        with suppress(OSError):  # the folder was not created, or it is not empty
            for place in made:
                place.rmdir()
        raise


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Lock a folder, so that a second build into the folder waits until the first build ends.

    On systems without such locks, nothing is locked.
    """
    try:
        import fcntl
    except ImportError:  # Windows: two simultaneous builds into one folder may overwrite each other's records
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders do not support locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of `path`.

    The file there is renamed to `path` at the end, or removed after an error.
    """
    with _output_errors(path):
        temporary = _beside(path)
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file. After an error, an earlier file at `path` is unchanged."""
    write_chunks(path, (text,))


def write_chunks(path: Path, chunks: Iterable[str]) -> None:
    """Write a text file from pieces of text. After an error, an earlier file at `path` is unchanged."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(chunks)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a binary file. After an error, an earlier file at `path` is unchanged."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def _check_place(path: Path, is_ours: Callable[[Path], bool], *, force: bool) -> None:
    if path.is_dir():
        raise OutputError(f"{path}: there is a folder of this name", remedy="Choose another --output, or move the folder away.")
    if path.exists() and not force and not (path.is_file() and is_ours(path)):
        raise OutputError(
            f"{path}: exists, and flashdeck did not make it",
            remedy="Choose another --output, move the file away, or overwrite it with --force.",
        )


def _beside(path: Path) -> Path:
    """Return a random, unused path in the folder of a file, for a temporary file."""
    return path.parent / f".flashdeck-{secrets.token_hex(6)}.tmp"


@contextmanager
def _output_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:  # SQLite reports a full disk with its own error
        place, reason = (error.filename, error.strerror) if isinstance(error, OSError) else (None, None)
        raise OutputError(
            f"{place or path}: cannot be written: {reason or error}",
            remedy="Choose another --output, or check the free space and the permissions of this folder.",
        ) from error


@contextmanager
def room_in(folder: Path) -> Iterator[None]:
    """Raise `OutputError` if the code in the `with` block finds no space for its temporary files in `folder`.

    Without this function, the caller would report the error as an error of the file that it reads.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise OutputError(
            f"{folder.parent}: no space for temporary files: {error.strerror}",
            remedy="Free some space there, or name another folder in the environment variable TMPDIR.",
        ) from error
