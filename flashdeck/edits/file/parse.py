"""Convert the TOML text of an edits file to entries, and report every mistake with its line and how to correct it."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from flashdeck.edits.entries import EditEntry, Edits, InvalidValue, Key, TwoSidedEntry
from flashdeck.edits.entry_kinds import KINDS, example_of
from flashdeck.edits.file.positions import TablePositions, TomlPositions, find_positions
from flashdeck.edits.file.problems import EditsError, EditsProblem, toml_remedy
from flashdeck.edits.kinds.line_entries import SkipEntry

_TOML_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL)
_LEAST_SIMILAR = 0.5  # a known name is suggested if its difflib ratio to the unknown name is at least this; chosen by hand


def read_edits(path: Path) -> Edits:
    """Read and check an edits file.

    Raise `EditsError` for the first mistake in the file. The remedy of the error gives the number of further mistakes.
    """
    return parse_edits(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return the text of an edits file. Raise `EditsError` if the file is missing, unreadable or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise EditsError(f"{path}: no such file", remedy="Check the path after --edits.") from error
    except UnicodeDecodeError as error:
        raise EditsError(f"{path}: the file is not UTF-8 text", remedy="Save the file as UTF-8 and try again.") from error
    except OSError as error:
        raise EditsError(f"{path}: cannot be read ({error.strerror})", remedy="Check that you may read the file.") from error


def parse_edits(text: str, name: str) -> Edits:
    """Return the entries of an edits file. `name`: the name of the file, for messages. Raise `EditsError` for a mistake."""
    edits, problems = examine(text, name)
    if problems:
        raise EditsError.of(name, problems)
    return edits


def examine(text: str, name: str) -> tuple[Edits, tuple[EditsProblem, ...]]:
    """Return the valid entries and all mistakes of an edits file, both in the order of the file."""
    text = text.replace("\r\n", "\n")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Edits(name), (_syntax_problem(error, text),)
    reader = _TableReader(find_positions(text))
    entries = sorted(reader.entries(tables), key=lambda entry: entry.at)
    problems = sorted((*reader.problems, *contradictions(entries)), key=lambda problem: problem.at)
    return Edits(name, tuple(entries)), tuple(problems)


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> EditsProblem:
    lines = text.split("\n")
    match = _TOML_PLACE.fullmatch(str(error))
    what, at = str(error), len(lines)
    if match:
        what = match["what"]
        at = int(match["line"] or at)
    line = lines[min(at, len(lines)) - 1]
    return EditsProblem(at, f"cannot be read as TOML ({what})", toml_remedy(what, line))


class _TableReader:
    """Converts the tables of one file to entries, and collects the mistakes in the tables."""

    def __init__(self, positions: TomlPositions) -> None:
        self._positions = positions
        self.problems: list[EditsProblem] = []

    def entries(self, found: Mapping[str, Any]) -> Iterator[EditEntry]:
        """Yield the valid entries of all tables, grouped by kind."""
        for name, tables in found.items():
            at = self._positions.of(name, 0).line
            if name not in KINDS:
                self._report(at, f"unknown table {name!r}", _nearest(name, KINDS, "tables"))
            elif not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                self._report(at, f"{name} must be a list of entries", f"Write [[{name}]] with two brackets.")
            else:
                for number, table in enumerate(tables):
                    yield from self._entry(KINDS[name], table, self._positions.of(name, number))

    def _entry(self, kind: type[EditEntry], table: Mapping[str, Any], place: TablePositions) -> Iterator[EditEntry]:
        count = len(self.problems)
        self._check_keys(kind, table, place)
        parsed = {key.name: self._value(key, table[key.name], place) for key in kind.keys if key.name in table}
        if len(self.problems) > count:
            return
        entry = kind(at=place.line, **parsed)
        try:
            entry.check()
        except InvalidValue as error:
            self._report(place.of(error.key), f"[[{kind.kind}]]: {error}", error.remedy)
        else:
            yield entry

    def _check_keys(self, kind: type[EditEntry], table: Mapping[str, Any], place: TablePositions) -> None:
        known = [key.name for key in kind.keys]
        unknown = [name for name in table if name not in known]
        for name in unknown:
            self._report(place.of(name), f"unknown key {name!r} in [[{kind.kind}]]", _nearest(name, known, "keys"))
        missing = [key.name for key in kind.keys if key.is_required and key.name not in table]
        if missing and not unknown:  # an unknown key may be a misspelling of the missing key
            remedy = f"Add {missing[0]} = …, for example {example_of(kind.kind, missing[0])}"
            self._report(place.line, f"[[{kind.kind}]] has no key {missing[0]}", remedy)

    def _value(self, key: Key, value: object, place: TablePositions) -> Any:
        try:
            return key.parse(value)
        except InvalidValue as error:
            self._report(place.of(key.name), f"{key.name} {error}", error.remedy)
            return None

    def _report(self, at: int, problem: str, remedy: str) -> None:
        self.problems.append(EditsProblem(at, problem, remedy))


def _nearest(name: str, known: Iterable[str], noun: str) -> str:
    """Return a remedy for an unknown name. It suggests the most similar known name, or else lists all known names."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name.casefold(), names, n=1, cutoff=_LEAST_SIMILAR)
    return f"Did you mean {near[0]!r}?" if near else f"Known {noun}: {', '.join(names)}."


# ---- entries that contradict each other


def contradictions(entries: Sequence[EditEntry]) -> Iterator[EditsProblem]:
    """Yield the contradictions between entries, each on the line of the later entry.

    There are three kinds of contradictions: two entries decide the same thing, two units contain the same line, or a [[skip]]
    entry leaves out a line of a unit.
    """
    yield from _decided_twice(entries)
    yield from _used_twice(entries)


def _decided_twice(entries: Sequence[EditEntry]) -> Iterator[EditsProblem]:
    first: dict[tuple[str | int, ...], EditEntry] = {}
    for entry in entries:
        if not entry.subject:
            continue
        earlier = first.setdefault((entry.kind, *entry.subject), entry)
        if earlier is not entry:
            subject = " ".join(map(str, entry.subject))
            problem = f"[[{entry.kind}]]: {subject} already has an entry, on line {earlier.at}"
            yield EditsProblem(entry.at, problem, "Keep one of the two entries.")


def _used_twice(entries: Sequence[EditEntry]) -> Iterator[EditsProblem]:
    skipped = {line: entry for entry in entries if isinstance(entry, SkipEntry) for line in entry.lines}
    used: dict[tuple[str, int], EditEntry] = {}
    for entry in entries:
        if isinstance(entry, TwoSidedEntry):
            places = [*(("zh", line) for line in entry.zh), *(("en", line) for line in entry.en_lines)]
            yield from _first_clash(entry, places, used, skipped)
            used = dict.fromkeys(places, entry) | used


def _first_clash(
    entry: EditEntry,
    places: Iterable[tuple[str, int]],
    used: Mapping[tuple[str, int], EditEntry],
    skipped: Mapping[int, EditEntry],
) -> Iterator[EditsProblem]:
    """Yield a problem if a line of a unit is also in an earlier unit, or if a [[skip]] entry leaves the line out.

    Only the first line with such a problem is reported.
    """
    for side, line in places:
        other = used.get((side, line)) or skipped.get(line)
        if other:
            problem = f"[[{entry.kind}]]: line {line} is also in the [[{other.kind}]] on line {other.at}"
            yield EditsProblem(entry.at, problem, "Remove the line from one of the two entries.")
            return
