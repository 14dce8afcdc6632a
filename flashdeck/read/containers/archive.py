"""Read the parts of a zip archive within limits, so that a small file cannot fill the memory."""

import zipfile
import zlib
from io import BytesIO

from flashdeck.errors import InputError

LARGEST_PART = 32 * 1024 * 1024
"""The maximum number of bytes in one unpacked part of a document. For comparison, a novel has about one million characters."""
LARGEST_TEXT = 64 * 1024 * 1024
"""The maximum total number of bytes in the unpacked parts that are read from one archive."""
MOST_PARTS = 10_000
"""The maximum number of parts in an archive."""


class Archive:
    """The parts of a zip archive by name. All parts that are read count towards the limit `LARGEST_TEXT`."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open an archive. Raises `InputError` for an archive that is broken or has too many parts."""
        self.name = name
        self._left = LARGEST_TEXT
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise InputError(
                f"{name}: the file is damaged ({error})", remedy="Open it in its program and save it again."
            ) from error
        if len(self._zip.filelist) > MOST_PARTS:
            raise InputError(
                f"{name}: the file has more than {MOST_PARTS:,} parts", remedy="Save its text as a plain text file."
            )

    def has(self, part: str) -> bool:
        return part in self._zip.NameToInfo

    def read(self, part: str) -> bytes:
        """Return the bytes of a part. Raises `InputError` if the part is missing, broken, encrypted or too large."""
        limit = min(LARGEST_PART, self._left)
        try:
            with self._zip.open(part) as file:
                content = file.read(limit + 1)
        except KeyError as error:
            raise InputError(
                f"{self.name}: the part {part} is missing", remedy="Open the file in its program and save it again."
            ) from error
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise InputError(
                f"{self.name}: {part} cannot be unpacked ({error})",
                remedy="Remove a password, or open the file and save it again.",
            ) from error
        if len(content) > limit:
            raise InputError(
                f"{self.name}: {part} unpacks to more than {limit // 1024 // 1024} MB",
                remedy="Save its text as a plain text file.",
            )
        self._left -= len(content)
        return content
