"""Writing without harm: a foreign file is never overwritten, and a file is there whole or not at all."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flashdeck.errors import OutputError


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
    """Remove a folder that was made for an output that then did not come about."""
    existed = folder.exists()
    try:
        yield
    except BaseException:
        if not existed:
            with suppress(OSError):  # not made at all, or no longer empty
                folder.rmdir()
        raise


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
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


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
    except OSError as error:
        raise OutputError(
            f"{error.filename or path}: cannot be written: {error.strerror or error}",
            remedy="Choose another --output, or make room and permission for this one.",
        ) from error
