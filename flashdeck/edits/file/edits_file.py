"""Entries are added to an edits file; what stood in it before stays as it is, byte for byte."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashdeck.edits.file.problems import EditsError
from flashdeck.errors import OutputError

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class EditsFile:
    """An edits file as it was read. `content` is None where there was none."""

    path: Path
    content: bytes | None

    @classmethod
    def read(cls, path: Path) -> "EditsFile":
        """Read a file, or note that there is none. Raises `EditsError` where it cannot be read."""
        try:
            return cls(path, path.read_bytes())
        except FileNotFoundError:
            return cls(path, None)
        except OSError as error:
            raise EditsError(
                f"{path}: cannot be read ({error.strerror})", remedy="Check that you may read the file."
            ) from error

    @property
    def text(self) -> str:
        """The text without the mark of the byte order."""
        try:
            return (self.content or b"").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise EditsError(f"{self.path}: is not UTF-8 text", remedy="Save the file as UTF-8 and try again.") from error

    def appended(self, kind: str, values: Mapping[str, Any]) -> str:
        """Return the text with one entry more, a blank line before it, its line ends those of the file."""
        text = self.text
        entry = entry_text(kind, values)
        between = "" if not text.strip("\r\n") else "\n" if text.endswith("\n") else "\n\n"
        added = between + entry
        return text + (added.replace("\n", "\r\n") if "\r\n" in text else added)

    def write(self, text: str) -> "EditsFile":
        """Write another text in one step, and return the file as it is then.

        Raises `OutputError` when the file is no longer as it was read: somebody's work would be lost.
        """
        if EditsFile.read(self.path).content != self.content:
            raise OutputError(
                f"{self.path}: has changed since it was read, so nothing was written",
                remedy="Try again; what was changed in it is kept.",
            )
        content = (_BOM if (self.content or b"").startswith(_BOM) else b"") + text.encode()
        _replace(self.path.resolve(), content)
        return EditsFile(self.path, content)


def entry_text(kind: str, values: Mapping[str, Any]) -> str:
    """Return an entry as TOML."""
    import tomlkit

    return f"[[{kind}]]\n{tomlkit.dumps(dict(values))}"


def _replace(path: Path, content: bytes) -> None:
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".flashdeck-", suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        shutil.copymode(path, temporary) if path.exists() else temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path}: cannot be written: {error.strerror or error}", remedy="Make room and permission for it, or name another."
        ) from error


def _umask() -> int:
    """Return the mask for new files; it can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
