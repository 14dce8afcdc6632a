"""On which line of a TOML file each entry and each of its keys stands; `tomllib` does not tell."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADER = re.compile(r"\s*\[\[?\s*[\"']?([^\]\"'\s]+)[\"']?\s*\]\]?\s*$")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
NO_CODE = re.compile(
    r'"""(?:\\.|(?!""").)*"""|\'\'\'(?:(?!\'\'\').)*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*',
    re.DOTALL,
)


@dataclass(frozen=True)
class TablePlace:
    """Where a table begins, and its keys."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)

    def of(self, key: str) -> int:
        return self.keys.get(key, self.line)


@dataclass(frozen=True)
class Places:
    """Where the tables of a file stand, by name in the order of the file, and the keys above all tables."""

    tables: dict[str, list[TablePlace]]
    top: TablePlace

    def of(self, name: str, number: int) -> TablePlace:
        """Return the place of a table by its number, from 0; what is written inside a line stands where that line does."""
        found = self.tables.get(name, [])
        return found[number] if number < len(found) else TablePlace(found[0].line if found else self.top.of(name))


def places_in(text: str) -> Places:
    r"""Find the tables and keys of a TOML text.

    >>> places_in("[[mend]]\nline = 3\n\n[[mend]]").of("mend", 1).line
    4
    """
    tables, top = defaultdict[str, list[TablePlace]](list), TablePlace(1)
    table = top
    for number, line in _statements(NO_CODE.sub(_masked, text)):
        if header := _HEADER.match(line):
            table = TablePlace(number)
            tables[header[1]].append(table)
        elif key := _KEY.match(line):
            table.keys.setdefault(key[1], number)
    return Places(dict(tables), top)


def _masked(found: re.Match[str]) -> str:
    """Return text and comments without what could be taken for code, as many lines as before."""
    text = found[0]
    if text.startswith(("#", '"""', "'''")):
        return re.sub(r"[^\n]", " ", text)
    return re.sub(r"[\[\]{}=]", "_", text)


def _statements(code: str) -> Iterator[tuple[int, str]]:
    """Yield the lines on which no list of several lines goes on."""
    depth = 0
    for number, line in enumerate(code.split("\n"), start=1):
        if not depth:
            yield number, line
        if depth or not _HEADER.match(line):
            depth = max(0, depth + len(re.findall(r"[\[{]", line)) - len(re.findall(r"[\]}]", line)))
