"""Read and write the files of the user's cache folder. Each entry has a checksum, and the size of all entries is limited."""

import contextlib
import os
import secrets
import stat
import zlib
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from flashdeck.caching.user_folders import CACHE, user_folder
from flashdeck.lazy import Lazy

VARIABLE = "FLASHDECK_CACHE_DIR"
SIZE_LIMIT = 512 * 1024 * 1024
"""The maximum size of all entries in bytes, enough for about 1,000 hours of conversation (0.5 MB per hour).

If the entries take more space, the entries that were not used for the longest time are removed.
"""
_CODE = (".py", ".tsv", ".toml")
_SUFFIXES = (".z", ".sqlite")
_PRIVATE = 0o700
_Value = TypeVar("_Value")
_CHECKSUM = 4  # number of bytes of the checksum at the end of an entry


def cache_folder() -> Path | None:
    """Return the cache folder, which only its owner can read; make the folder if it is missing. None if the cache is off.

    The folder is named by `FLASHDECK_CACHE_DIR`, else it is the platform's folder for caches. An empty variable switches the
    cache off. A folder that belongs to another user, or that other users may write to, is not used.
    """
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    try:
        folder = Path(named) if named else user_folder(CACHE)
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        return folder.resolve() if is_own_folder(folder) else None
    except (OSError, RuntimeError):  # there is no home folder, no permission, or a file at this path
        return None


def digest(parts: Iterable[str]) -> str:
    """Return a digest of the texts `parts`, in their order, as 32 hex digits."""
    total = blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        total.update(len(content).to_bytes(8, "big"))
        total.update(content)
    return total.hexdigest()


def _digest_code() -> str:
    """Return a digest of the sizes and times of flashdeck's own files, so that cache entries of another version are not used.

    Modules and tables of rules are included. Templates are not included, because no cache entry depends on them.
    """
    folder = Path(__file__).parent.parent
    paths = sorted(path for path in folder.rglob("*.*") if path.suffix in _CODE)
    status = ((path, path.stat()) for path in paths)
    return digest(f"{path.relative_to(folder)} {found.st_size} {found.st_mtime_ns}" for path, found in status)


code_digest = Lazy(_digest_code)


def read_entry(kind: str, key: str) -> bytes | None:
    """Return the content of an entry; None if the entry does not exist or is damaged. A damaged entry is removed."""
    if (path := _entry(kind, key)) is None:
        return None
    try:
        content = path.read_bytes()
        os.utime(path)  # stores the time of the last use, which `_trim` needs
    except OSError:
        return None
    kept, checksum = content[:-_CHECKSUM], content[-_CHECKSUM:]
    if len(checksum) == _CHECKSUM and zlib.crc32(kept).to_bytes(_CHECKSUM, "big") == checksum:
        return kept
    with contextlib.suppress(OSError):
        path.unlink()
    return None


def write_entry(kind: str, key: str, content: bytes) -> None:
    """Write an entry. Nothing happens if the disk is full or the folder cannot be written to."""
    if (path := _entry(kind, key)) is None:
        return
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        temporary.write_bytes(content + zlib.crc32(content).to_bytes(_CHECKSUM, "big"))
        replace_file(temporary, path)
        _trim(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def remember(
    kind: str, key: str, make: Callable[[], _Value], pack: Callable[[_Value], bytes], unpack: Callable[[bytes], _Value | None]
) -> _Value:
    """Return the value stored in an entry. If the entry is missing or damaged, make the value and store it.

    `pack` turns a value into bytes. `unpack` turns bytes into a value, and returns None for damaged bytes. An exception in
    one of the three functions is a bug, and is passed on.
    """
    kept = read_entry(kind, key)
    found = unpack(kept) if kept else None
    if found is None:
        found = make()
        write_entry(kind, key, pack(found))
    return found


def list_entries(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return for each kind of entry in a cache folder the number of entries and their total size in bytes."""
    sizes: dict[str, list[int]] = {}
    for path in sorted(folder.iterdir()):
        kind, dash, _ = path.name.partition("-")
        if dash and path.suffix in _SUFFIXES:
            sizes.setdefault(kind, []).append(path.stat().st_size)
    return tuple((kind, len(found), sum(found)) for kind, found in sizes.items())


def clear_entries(folder: Path) -> int:
    """Remove all files of flashdeck from a cache folder, and return the number of files removed."""
    paths = [path for path in folder.iterdir() if path.suffix in (*_SUFFIXES, ".tmp")]
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def _entry(kind: str, key: str) -> Path | None:
    folder = cache_folder()
    return folder / f"{kind}-{key}.z" if folder else None


def _trim(folder: Path, limit: int = SIZE_LIMIT) -> None:
    """Remove the entries that were not used for the longest time, until the remaining entries are within the limit."""
    found = sorted(((path.stat(), path) for path in folder.glob("*.z")), key=lambda entry: (-entry[0].st_mtime_ns, entry[1]))
    total = 0
    for status, path in found:
        total += status.st_size
        if total > limit:
            path.unlink(missing_ok=True)


def replace_file(temporary: Path, path: Path) -> None:
    """Move a finished file from a temporary path to its final path in one step. Only its owner can read the file."""
    temporary.chmod(0o600)
    temporary.replace(path)


def is_own_folder(folder: Path) -> bool:
    """Tell whether a folder belongs to this user, and other users may not write to it."""
    if not hasattr(os, "getuid"):
        return folder.is_dir()
    status = folder.stat()
    others_write = stat.S_IMODE(status.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not others_write
