"""Find, read and write the edits file of a transcript. All text that is not changed is kept byte for byte."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flashdeck.edits.entries import NO_EDITS, Edits, LineEntry, TomlValue
from flashdeck.edits.entry_kinds import entry_text
from flashdeck.edits.file.parse import read_edits
from flashdeck.edits.file.positions import STRING_OR_COMMENT, TablePositions, find_positions
from flashdeck.edits.file.problems import EditsError
from flashdeck.errors import OutputError

STDIN = "-"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def default_path(transcript: Path) -> Path:
    """Return STEM.edits.toml beside STEM.txt.

    >>> default_path(Path("talks/week-3.txt")).name
    'week-3.edits.toml'
    """
    return transcript.with_name(f"{transcript.stem}.edits.toml")


def edits_for(transcript: Path, named: Path | None) -> Edits:
    """Return the entries of an edits file.

    The file is `named`, or else STEM.edits.toml beside the transcript. Return `NO_EDITS` if the transcript has no such file.
    """
    if named is not None:
        return read_edits(named)
    beside = default_path(transcript)
    return read_edits(beside) if str(transcript) != STDIN and beside.is_file() else NO_EDITS


@dataclass(frozen=True)
class EditsFile:
    """An edits file with the content that was read. `content` is None if the file does not exist yet."""

    path: Path
    content: bytes | None

    @classmethod
    def read(cls, path: Path) -> "EditsFile":
        """Read a file that may not exist. Raise `EditsError` if the file exists and cannot be read."""
        try:
            return cls(path, path.read_bytes())
        except FileNotFoundError:
            return cls(path, None)
        except OSError as error:
            problem = f"{path}: cannot be read ({error.strerror})"
            raise EditsError(problem, remedy="Check that you may read the file.") from error

    @property
    def text(self) -> str:
        """The text of the file without a byte order mark. Raises `EditsError` if the content is not UTF-8."""
        try:
            return (self.content or b"").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problem = f"{self.path}: the file is not UTF-8 text"
            raise EditsError(problem, remedy="Save the file as UTF-8 and try again.") from error

    def appended(self, kind: str, values: Mapping[str, TomlValue]) -> str:
        """Return the text with an entry added after a blank line. The entry gets the same line ends as the file."""
        text = self.text
        separator = "\n\n"
        if not text.strip("\r\n"):
            separator = ""
        elif text.endswith("\n"):
            separator = "\n"
        added = separator + entry_text(kind, values)
        return text + (added.replace("\n", "\r\n") if "\r\n" in text else added)

    def write(self, text: str) -> "EditsFile":
        """Replace the content of the file by a new text in one step, and return the new file.

        Raise `OutputError` if the file changed after it was read, because the changes of another person would be lost. Also
        raise `OutputError` if the file cannot be written.
        """
        if EditsFile.read(self.path).content != self.content:
            raise OutputError(
                f"{self.path}: the file has changed since it was read, so nothing was written",
                remedy="Run the command again. The changes in the file are kept.",
            )
        mark = _BYTE_ORDER_MARK if (self.content or b"").startswith(_BYTE_ORDER_MARK) else b""
        content = mark + text.encode()
        _replace(self.path.resolve(), content)
        return EditsFile(self.path, content)


def _replace(path: Path, content: bytes) -> None:
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".flashdeck-", suffix=".tmp", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        problem = f"{path}: cannot be written: {error.strerror or error}"
        raise OutputError(problem, remedy="Free disk space or change the permissions, or name another file.") from error


def _umask() -> int:
    """Return the mask for the permissions of new files (umask). The only way to read it is to set a new mask."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


# ---- updating line numbers


def renumbered(text: str, edits: Edits, placed: Edits) -> str:
    """Return the text of an edits file with updated line numbers.

    `edits`: the entries of the file. `placed`: the same entries with their current line numbers. All other text stays the same.
    The line numbers of inline tables are not updated.
    """
    growth = _growth_by_entry(edits, placed)
    lines = text.split("\n")
    for table in _tables(text):
        for key, by in growth.get(table.line, {}).items():
            if by and key in table.keys:
                _increase_value(lines, table.keys[key] - 1, by)
    return "\n".join(lines)


def _tables(text: str) -> Iterator[TablePositions]:
    for tables in find_positions(text).tables.values():
        yield from tables


def _growth_by_entry(edits: Edits, placed: Edits) -> Mapping[int, Mapping[str, int]]:
    """Return for each entry the number by which the line numbers of each of its keys increased.

    An entry is identified by its line in the edits file. Entries whose current line numbers are not known are left out.
    """
    now = {entry.at: entry.first_numbers() for entry in placed.of(LineEntry)}
    growth = {}
    for entry in edits.of(LineEntry):
        if entry.at in now:
            growth[entry.at] = {key: now[entry.at][key] - number for key, number in entry.first_numbers().items()}
    return growth


def _increase_value(lines: list[str], at: int, by: int) -> None:
    """Increase each number of a value by `by`. A list may continue on the following lines.

    `at`: the index of the line on which the value begins.
    """
    depth, start = 0, lines[at].index("=") + 1
    while True:
        code = STRING_OR_COMMENT.sub(_without_comment, lines[at])
        numbers = re.sub(r"\d+", lambda found: str(int(found[0]) + by), code[start:])
        lines[at] = code[:start] + numbers + lines[at][len(code) :]
        brackets = STRING_OR_COMMENT.sub("", code)
        depth += brackets.count("[") - brackets.count("]")
        if depth <= 0:
            return
        at, start = at + 1, 0


def _without_comment(found: re.Match[str]) -> str:
    return "" if found[0].startswith("#") else found[0]
