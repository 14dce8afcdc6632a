"""Read the files of a dictionary from a folder, a zip or tar archive, or a compressed file, within limits.

Nothing is unpacked to the disk. An archive is refused if a name in it leads out of the archive, or if it unpacks to more than
the limits allow.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from flashdeck.errors import InputError

LARGEST = 400 * 1024 * 1024
"""The maximum number of bytes that the files of one dictionary may have, unpacked. ECDICT, the largest known, has 240 MB."""
MOST_PARTS = 5_000
"""The maximum number of files in an archive or a folder. Some StarDict archives have a few thousand pictures and sounds."""
WANTED = (".u8", ".txt", ".csv", ".ifo", ".idx", ".dict", ".dz", ".syn")
_GZIP = b"\x1f\x8b"
_BZIP2 = b"BZh"
_XZ = b"\xfd7zXZ\x00"
_ZIP = b"PK\x03\x04"
_TAR_NAMES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tbz2", ".tar.xz", ".txz")
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError)

Parts = Mapping[str, bytes]
"""The contents of files by name, without folders. The names are in lower case."""


class _Readable(Protocol):
    """A file that can be read."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, or all that are left."""


def read_parts(path: Path) -> Parts:
    """Return the files of a dictionary with the names in `WANTED`, with those that end in .gz unpacked.

    `path` is a folder, an archive, a single file, or the .ifo file of a StarDict dictionary, which lies beside the others.
    Raises `InputError` if the path cannot be read, or is not within the limits.
    """
    try:
        return _inflated(path, _found(path))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read: {error.strerror or error}",
            remedy="Check the name and the permissions, or download it again.",
        ) from error
    except _DAMAGED as error:
        raise InputError(f"{path}: the file is damaged ({error})", remedy="Download it again.") from error


def _found(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        return _files(path, [place for place in sorted(path.iterdir()) if _is_wanted(place.name)])
    if path.suffix.lower() == ".ifo":
        return _files(path, [place for place in sorted(path.parent.iterdir()) if place.name.startswith(f"{path.stem}.")])
    if path.name.lower().endswith(_TAR_NAMES):
        return _tar_parts(path)
    with path.open("rb") as file:
        is_zip = file.read(len(_ZIP)) == _ZIP
    return _zip_parts(path) if is_zip else _files(path, [path])


def _files(path: Path, places: list[Path]) -> Iterator[tuple[str, bytes]]:
    _require(path, len(places) <= MOST_PARTS, f"more than {MOST_PARTS:,} files")
    left = LARGEST
    for place in places:
        if place.is_file():
            with place.open("rb") as file:
                content = _limited(path, file, left)
            left -= len(content)
            yield place.name.lower(), content


def _zip_parts(path: Path) -> Iterator[tuple[str, bytes]]:
    left = LARGEST
    with zipfile.ZipFile(path) as archive:
        _require(path, len(archive.filelist) <= MOST_PARTS, f"more than {MOST_PARTS:,} files")
        for member in archive.infolist():
            name = _safe_name(path, member.filename)
            if not member.is_dir() and _is_wanted(name):
                with archive.open(member) as file:
                    content = _limited(path, file, left)
                left -= len(content)
                yield name, content


def _tar_parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the wanted files of a tar archive.

    The archive is read through a stream that ends at the limit, because `tarfile` itself reads headers of any size.
    """
    with path.open("rb") as file, tarfile.open(fileobj=_Limited(path, _decompressed(file)), mode="r|") as archive:
        for count, member in enumerate(archive, start=1):
            _require(path, count <= MOST_PARTS, f"more than {MOST_PARTS:,} files")
            name = _safe_name(path, member.name)
            content = archive.extractfile(member) if member.isreg() and _is_wanted(name) else None
            if content is not None:
                yield name, content.read()


def _decompressed(file: BinaryIO) -> _Readable:
    beginning = file.read(len(_XZ))
    file.seek(0)
    if beginning.startswith(_GZIP):
        return gzip.GzipFile(fileobj=file)
    if beginning.startswith(_BZIP2):
        return bz2.BZ2File(file)
    return lzma.LZMAFile(file) if beginning == _XZ else file


class _Limited(io.RawIOBase):
    """A stream that raises `InputError` when more than `LARGEST` bytes are read from it."""

    def __init__(self, path: Path, file: _Readable) -> None:
        super().__init__()
        self._path = path
        self._file = file
        self._left = LARGEST

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(size)
        self._left -= len(content)
        _require(self._path, self._left >= 0, f"more than {LARGEST >> 20} MB when it is unpacked")
        return content


def _inflated(path: Path, found: Iterable[tuple[str, bytes]]) -> Parts:
    """Return the files by name, unpacked if gzip compressed them: .gz, and .dz, which is gzip with an index."""
    parts, left = dict[str, bytes](), LARGEST
    for packed_name, packed in found:
        name, content = packed_name, packed
        if packed.startswith(_GZIP):
            name = packed_name.removesuffix(".gz").removesuffix(".dz")
            with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
                content = _limited(path, file, left)
        left -= len(content)
        _require(path, left >= 0, f"more than {LARGEST >> 20} MB when it is unpacked")
        parts[name] = content
    return parts


def _limited(path: Path, file: _Readable, left: int) -> bytes:
    content = file.read(left + 1)
    _require(path, len(content) <= left, f"more than {LARGEST >> 20} MB when it is unpacked")
    return content


def _safe_name(path: Path, name: str) -> str:
    """Return the last part of a name in an archive, in lower case. Raises `InputError` for a name that leads out of it."""
    place = PurePosixPath(name.replace("\\", "/"))
    is_inside = not place.is_absolute() and ".." not in place.parts and ":" not in place.parts[0] if place.parts else True
    _require(path, is_inside, "a file whose name leads out of the archive")
    return place.name.lower()


def _is_wanted(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith(WANTED) and not name.startswith(".")


def _require(path: Path, holds: bool, problem: str) -> None:  # noqa: FBT001
    if not holds:
        raise InputError(f"{path}: it has {problem}", remedy="Check where the file comes from, and download it again.")
