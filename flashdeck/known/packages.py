"""Anki packages (.apkg, .colpkg), as Anki writes them now and as it wrote them before."""

import shutil
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import IO

from flashdeck.errors import InputError
from flashdeck.known.collections import Notes, read_notes

# The newest first: beside the real collection lies one that tells an older Anki to upgrade.
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_PACKED = "collection.anki21b"
_REMEDY = "Export it from Anki again."


def read_package(path: Path) -> Notes:
    """Read the notes of a package.

    InputError where it is no package, or a damaged one.
    """
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            name = next((name for name in _COLLECTIONS if name in archive.namelist()), None)
            if name is None:
                raise InputError(f"{path}: is a zip without an Anki collection in it", remedy=_REMEDY)
            copy = Path(folder) / "collection.anki2"
            with archive.open(name) as stored, copy.open("wb") as unpacked:
                (_unpack if name == _PACKED else shutil.copyfileobj)(stored, unpacked)
            return read_notes(copy, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise InputError(f"{path}: is no Anki package, or a damaged one ({error})", remedy=_REMEDY) from error


def _unpack(stored: IO[bytes], unpacked: IO[bytes]) -> None:
    """Unpack zstd, which newer Pythons bring along; ValueError where it is damaged."""
    if sys.version_info >= (3, 14):
        from compression import zstd

        try:
            shutil.copyfileobj(zstd.ZstdFile(stored), unpacked)
        except zstd.ZstdError as error:
            raise ValueError(str(error)) from error
    else:
        import zstandard

        try:
            zstandard.ZstdDecompressor().copy_stream(stored, unpacked)
        except zstandard.ZstdError as error:
            raise ValueError(str(error)) from error
