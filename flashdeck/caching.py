"""The user's cache folder: what can be made again at any time, and is never trusted without a check."""

import os
import stat
import sys
from pathlib import Path

VARIABLE = "FLASHDECK_CACHE_DIR"
_PRIVATE = 0o700


def cache_folder() -> Path | None:
    """Return flashdeck's cache folder, made when missing and private to its owner; None where none can be had.

    `FLASHDECK_CACHE_DIR`, else the platform's place for caches; an empty value means no cache. A folder that somebody else
    owns, or may write to, is not used.
    """
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    try:
        folder = Path(named) if named else _default_folder()
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        return folder.resolve() if _is_ours(folder) else None
    except (OSError, RuntimeError):  # no home folder, no permission, a file in the way
        return None


def replace_file(temporary: Path, path: Path) -> None:
    """Put a finished file in its place in one step, readable by its owner alone."""
    temporary.chmod(0o600)
    temporary.replace(path)


def _default_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / "flashdeck" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "flashdeck"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "flashdeck"


def _is_ours(folder: Path) -> bool:
    if not hasattr(os, "getuid"):
        return folder.is_dir()
    status = folder.stat()
    others_write = stat.S_IMODE(status.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not others_write
