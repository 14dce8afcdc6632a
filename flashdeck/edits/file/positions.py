"""Find the lines of the tables and keys of a TOML text, because `tomllib` does not report these lines."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[\[?\s*[\"']?([^\]\"'\s]+)[\"']?\s*\]\]?\s*$")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|(?!""").)*"""|\'\'\'(?:(?!\'\'\').)*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*',
    re.DOTALL,
)


@dataclass(frozen=True)
class TablePositions:
    """The line of the header of a TOML table, and the line of each of its keys. Lines are counted from 1."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)

    def of(self, key: str) -> int:
        """Return the line of a key, or the line of the header if the key is not in the table."""
        return self.keys.get(key, self.line)


@dataclass(frozen=True)
class TomlPositions:
    """The positions of all tables and keys of a TOML text.

    `tables` maps the name of a table to the positions of all tables with this name. `top`: the positions of the keys before the
    first table.
    """

    tables: dict[str, list[TablePositions]]
    top: TablePositions

    def of(self, name: str, number: int) -> TablePositions:
        """Return the positions of a table. `number`: its index among the tables with the same name, counted from 0.

        An inline table has no header. Its position is the line of the first table with this name, or of the key with this name.
        """
        found = self.tables.get(name, [])
        if number < len(found):
            return found[number]
        line = found[0].line if found else self.top.of(name)
        return TablePositions(line)


def find_positions(text: str) -> TomlPositions:
    r"""Find the tables and keys of a TOML text.

    >>> find_positions("[[mend]]\nline = 3\n\n[[mend]]").of("mend", 1).line
    4
    """
    tables, top = defaultdict[str, list[TablePositions]](list), TablePositions(1)
    table = top
    for number, line in _statements(STRING_OR_COMMENT.sub(_masked, text)):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = TablePositions(number)
            tables[header[1]].append(table)
        elif key:
            table.keys.setdefault(key[1], number)
    return TomlPositions(dict(tables), top)


def _masked(found: re.Match[str]) -> str:
    """Hide the content of a string or comment that could be mistaken for TOML syntax. Length and line breaks stay the same."""
    text = found[0]
    if text.startswith(("#", '"""', "'''")):
        return re.sub(r"[^\n]", " ", text)
    return re.sub(r"[\[\]{}=]", "_", text)


def _statements(code: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each line, except lines that continue a list or an inline table."""
    depth = 0
    for number, line in enumerate(code.split("\n"), start=1):
        if not depth:
            yield number, line
        if depth or not _HEADER.match(line):
            depth = max(0, depth + len(re.findall(r"[\[{]", line)) - len(re.findall(r"[\]}]", line)))
