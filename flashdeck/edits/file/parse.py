"""A TOML text becomes entries; every mistake is found with its line and the way to mend it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashdeck.edits.entries import (
    CardDecision,
    Edits,
    Entry,
    Gloss,
    Join,
    Mend,
    Reading,
    Shift,
    Skip,
    Speaker,
    Split,
    Term,
)
from flashdeck.edits.file import values
from flashdeck.edits.file.clashes import clashes
from flashdeck.edits.file.positions import Places, TablePlace, places_in
from flashdeck.edits.file.problems import EditsError, Problem, toml_remedy
from flashdeck.edits.file.values import Wrong

Check = Callable[[Any], object]
_TOML_PLACE = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL)


@dataclass(frozen=True)
class Table:
    """The keys of one kind of entry, each with its check."""

    make: Callable[..., Entry]
    required: Mapping[str, Check]
    optional: Mapping[str, Check]

    @property
    def keys(self) -> dict[str, Check]:
        return {**self.required, **self.optional}


_ANCHOR = {"text": values.wanted}
_FILE = {"file": values.side}  # of a transcript in two files
TABLES: Mapping[str, Table] = {
    "term": Table(Term, {"text": values.text}, {"pinyin": values.pinyin, "gloss": values.text, "level": values.level}),
    "mend": Table(Mend, {"line": values.number, "find": values.wanted, "replace": values.verbatim}, _FILE),
    "reading": Table(Reading, {"line": values.number, "text": values.text, "pinyin": values.pinyin}, _FILE),
    "gloss": Table(Gloss, {"line": values.number, "text": values.text, "gloss": values.text}, _FILE),
    "skip": Table(Skip, {"lines": values.ranges}, {"why": values.text, **_ANCHOR, **_FILE}),
    "join": Table(Join, {"zh": values.numbers, "en": values.numbers}, _ANCHOR),
    "split": Table(Split, {"after": values.numbers}, _ANCHOR),
    "shift": Table(Shift, {"zh": values.numbers, "en": values.groups}, _ANCHOR),
    "speaker": Table(Speaker, {"line": values.number, "name": values.text}, {**_ANCHOR, **_FILE}),
    "card": Table(CardDecision, {"id": values.card_id}, {"keep": values.flag, "drop": values.flag, "note": values.note}),
}


def read_edits(path: Path) -> Edits:
    """Read and check an edits file. Raises `EditsError` for the first mistake in it, and says how many there are."""
    return parse_edits(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Return the text of an edits file, or raise `EditsError`."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise EditsError(f"{path}: no such file", remedy="Check the path behind --edits.") from error
    except UnicodeDecodeError as error:
        raise EditsError(f"{path}: is not UTF-8 text", remedy="Save the file as UTF-8 and try again.") from error
    except OSError as error:
        raise EditsError(f"{path}: cannot be read ({error.strerror})", remedy="Check that you may read the file.") from error


def parse_edits(text: str, name: str) -> Edits:
    """Return the entries of an edits file; `name` is the file's, for messages."""
    edits, problems = examine(text, name)
    if problems:
        raise EditsError.of(name, problems)
    return edits


def examine(text: str, name: str) -> tuple[Edits, tuple[Problem, ...]]:
    """Return the entries that are sound, and all mistakes, in the order of the file."""
    text = text.replace("\r\n", "\n")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Edits(name), (_no_toml(error, text),)
    reader = _Reader(places_in(text))
    entries = sorted(reader.entries(found), key=lambda entry: entry.at)
    problems = sorted((*reader.problems, *clashes(entries)), key=lambda problem: problem.at)
    return Edits(name, tuple(entries)), tuple(problems)


def _no_toml(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    match = _TOML_PLACE.fullmatch(str(error))
    at = int(match["line"]) if match and match["line"] else text.count("\n") + 1
    what = match["what"] if match else str(error)
    line = text.split("\n")[min(at, text.count("\n") + 1) - 1]
    return Problem(at, f"cannot be read as TOML ({what})", toml_remedy(what, line))


class _Reader:
    """Reads the tables of one file and collects what is wrong with them."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self.problems: list[Problem] = []

    def entries(self, found: Mapping[str, Any]) -> Iterator[Entry]:
        for name, tables in found.items():
            if name not in TABLES:
                self._unknown_table(name)
            elif not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                at = self._places.of(name, 0).line
                self._wrong(at, f"{name} is no list of entries", f"Write [[{name}]] with two brackets.")
            else:
                for number, table in enumerate(tables):
                    yield from self._entry(name, table, self._places.of(name, number))

    def _unknown_table(self, name: str) -> None:
        self._wrong(self._places.of(name, 0).line, f"unknown table {name!r}", _nearest(name, TABLES, "tables"))

    def _entry(self, name: str, table: Mapping[str, Any], place: TablePlace) -> Iterator[Entry]:
        before, known = len(self.problems), TABLES[name]
        for key in (key for key in table if key not in known.keys):
            self._wrong(place.of(key), f"unknown key {key!r} in [[{name}]]", _nearest(key, known.keys, "keys"))
        missing = [key for key in known.required if key not in table]
        if missing and len(self.problems) == before:  # else it is there, misspelt
            self._wrong(place.line, f"[[{name}]] has no {missing[0]}", f"Add {missing[0]} = … to it; {_SHOWN[name]}")
        checked = {key: self._value(key, table[key], check, place) for key, check in known.keys.items() if key in table}
        if len(self.problems) == before:
            entry = known.make(at=place.line, **checked)
            try:
                _check(entry)
            except Wrong as wrong:
                self._wrong(place.of(_BLAMED.get(name, "")), f"[[{name}]]: {wrong}", wrong.remedy)
            else:
                yield entry

    def _value(self, key: str, value: object, check: Check, place: TablePlace) -> object:
        try:
            return check(value)
        except Wrong as wrong:
            self._wrong(place.of(key), f"{key}: {wrong}", wrong.remedy)
            return None

    def _wrong(self, at: int, problem: str, remedy: str) -> None:
        self.problems.append(Problem(at, problem, remedy))


_SHOWN = {
    "term": 'for example text = "强化学习".',
    "mend": 'it takes line, find and replace: find = "plot forms".',
    "reading": 'it takes line, text and pinyin: pinyin = "háng dài mǎ".',
    "gloss": 'it takes line, text and gloss: gloss = "inference".',
    "skip": 'for example lines = "673-712".',
    "join": "it takes zh and en: zh = [911, 913].",
    "split": "for example after = [838].",
    "shift": "it takes zh and en: zh = [877, 879] and en = [[878], [880]].",
    "speaker": 'it takes line and name: name = "Host".',
    "card": 'for example id = "zh-word-强化学习".',
}
_BLAMED = {"term": "pinyin", "reading": "pinyin", "shift": "en", "card": "keep"}


def _check(entry: Entry) -> None:
    """Refuse an entry whose keys do not go together."""
    match entry:
        case Term(pinyin=()):
            pass
        case Term() | Reading():
            values.check_pinyin(entry.pinyin, entry.text)
        case Shift() if len(entry.zh) != len(entry.en):
            raise Wrong(
                f"{len(entry.zh)} Chinese lines, but {len(entry.en)} lists of English lines",
                "Write one list of English lines for each Chinese line.",
            )
        case Mend() if entry.find == entry.replace:
            raise Wrong("find and replace are the same", "Write in replace what the line should say.")
        case CardDecision() if entry.keep and entry.drop:
            raise Wrong("keep and drop exclude each other", "Keep one of the two.")
        case CardDecision() if not (entry.keep or entry.drop or entry.note):
            raise Wrong(f"says nothing of {entry.id}", "Add keep = true, drop = true or note = …")
    if isinstance(entry, Term) and entry.level:
        values.check_level(entry.level, entry.text)


def _nearest(name: str, known: Mapping[str, object], what: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"Known {what}: {', '.join(known)}."
