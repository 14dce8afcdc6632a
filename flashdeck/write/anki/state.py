"""Read, write and repair the state file `flashdeck.state.json`, which records what the packages of a folder contain.

It is one JSON object with sorted keys. Each entry can be read separately, so that damage in one place does not affect other
entries.
"""

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flashdeck.errors import OutputError
from flashdeck.write.anki.package import NoteStamp, Stamp

STATE_NAME = "flashdeck.state.json"
_VERSION = 1
_BATCH = 500  # the number of notes that are written at a time
_MEMBER = re.compile(r'("(?:[^"\\]|\\.)*")\s*:\s*(?=([\[{]))')
_UNREADABLE = "\ufffd"

_ByGuid = dict[str, NoteStamp]


@dataclass(frozen=True, slots=True)
class Build:
    """The last build of a package: the names of its decks, a hash of its file, and its position among the packages.

    The position is the number of the package in the order in which the packages of the folder were first built.
    """

    decks: tuple[str, ...] = ()
    file: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """The records about all packages of a folder.

    gone: notes that a package contained earlier, which a learner may still have.
    lost: the time when the state file was found damaged, or 0 if this never happened. A learner may have notes of earlier
    packages that are not recorded here any more.
    """

    packages: dict[str, _ByGuid] = field(default_factory=dict)
    gone: dict[str, _ByGuid] = field(default_factory=dict)
    note_types: dict[int, Stamp] = field(default_factory=dict)
    builds: dict[str, Build] = field(default_factory=dict)
    lost: int = 0


def load_state(folder: Path) -> State:
    """Read the state file of a folder. Return an empty state if the file does not exist.

    Raises `ValueError` if the file is damaged.
    """
    path = folder / STATE_NAME
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        version = entries["version"]
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise _not_readable(path, error) from error
    except (LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"not a state file ({error})") from error
    if version != _VERSION:
        raise OutputError(
            f"{path}: has version {version!r}; this flashdeck reads version {_VERSION}",
            remedy="Upgrade flashdeck, or choose another --output.",
        )
    try:
        return _parse(entries)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"not a state file ({error})") from error


def salvage_state(folder: Path) -> State:
    """Return the entries of a damaged state file that can still be read."""
    path = folder / STATE_NAME
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise _not_readable(path, error) from error
    found = _Found()
    while member := _MEMBER.search(text, found.end):
        found.take(text, member)
    return found.state


def _not_readable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: {error.strerror}", remedy="Make the file readable, or choose another --output.")


class _Found:
    """The entries that were read from a damaged state file so far.

    `_part` is the part of the file from which the next entry comes, such as "packages". `_package` is the name of the package
    to which the entry belongs.
    """

    def __init__(self) -> None:
        self.state = State()
        self.end = 0
        self._part = self._package = ""

    def take(self, text: str, member: re.Match[str]) -> None:
        """Read one member of a JSON object. Skip it if it is not a valid entry."""
        self.end = member.end() + 1
        with suppress(ValueError, LookupError, TypeError):  # skip a damaged entry
            name = str(json.loads(member[1]))
            if member[2] == "[":
                value, end = json.JSONDecoder().raw_decode(text, member.end())
                if _UNREADABLE not in text[member.start() : end]:
                    self._add(name, value)
                    self.end = end
            elif name in ("builds", "gone", "note_types", "packages"):
                self._part = name
            else:
                self._package = name

    def _add(self, name: str, value: list[Any]) -> None:
        match self._part:
            case "builds":
                # Without the hash, the package itself is read later. It may have entries that this file has lost.
                self.state.builds[name] = replace(_parse_build(value), file=None)
            case "note_types":
                self.state.note_types[int(name)] = _parse_stamp(value)
            case "gone" | "packages" as part:
                packages = self.state.gone if part == "gone" else self.state.packages
                packages.setdefault(self._package, {})[name] = _parse_note(value)


def _parse(entries: dict[str, Any]) -> State:
    return State(
        packages=_parse_notes(entries["packages"]),
        gone=_parse_notes(entries["gone"]),
        note_types={int(key): _parse_stamp(value) for key, value in entries["note_types"].items()},
        builds={name: _parse_build(value) for name, value in entries["builds"].items()},
        lost=int(entries.get("lost", 0)),
    )


def _parse_notes(packages: dict[str, dict[str, list[Any]]]) -> dict[str, _ByGuid]:
    return {name: {guid: _parse_note(value) for guid, value in notes.items()} for name, notes in packages.items()}


def _parse_note(value: list[Any]) -> NoteStamp:
    digest, mod, source, tags, note_id, ords = value
    return NoteStamp(str(digest), int(mod), str(source), tuple(map(str, tags)), str(note_id), tuple(map(int, ords)))


def _parse_stamp(value: list[Any]) -> Stamp:
    digest, mod = value
    return Stamp(str(digest), int(mod))


def _parse_build(value: list[Any]) -> Build:
    decks, file, place = value
    return Build(tuple(map(str, decks)), str(file), int(place))


def dump_state(state: State) -> Iterator[str]:
    """Yield the content of the state file in pieces, so that the text of a large deck is not in memory as a whole."""
    yield _encoded({"builds": {name: [build.decks, build.file, build.place] for name, build in state.builds.items()}})[:-1]
    yield ', "gone": '
    yield from _dump_notes(state.gone)
    yield f', "lost": {state.lost}' if state.lost else ""
    note_types = {str(key): [stamp.digest, stamp.mod] for key, stamp in state.note_types.items()}
    yield f', "note_types": {_encoded(note_types)}, "packages": '
    yield from _dump_notes(state.packages)
    yield f', "version": {_VERSION}}}'


def _dump_notes(packages: dict[str, _ByGuid]) -> Iterator[str]:
    yield "{"
    for place, (name, notes) in enumerate(sorted(packages.items())):
        yield f"{', ' if place else ''}{_encoded(name)}: {{"
        encoded, guids = _Encoded(), sorted(notes)
        for start in range(0, len(guids), _BATCH):
            batch = guids[start : start + _BATCH]
            yield f"{', ' if start else ''}{', '.join(_lines(batch, [notes[guid] for guid in batch], encoded))}"
        yield "}"
    yield "}"


def _lines(guids: list[str], stamps: list[NoteStamp], encoded: "_Encoded") -> Iterator[str]:
    """Yield the records of notes as members of a JSON object.

    To save time, texts are escaped only if a text in the batch contains characters that need escaping.
    """
    texts = [(stamp.digest, stamp.source, stamp.id) for stamp in stamps]
    if not _is_plain("".join(itertools.chain(guids, *texts))):
        guids = [_encoded(guid)[1:-1] for guid in guids]
        texts = [(_encoded(digest)[1:-1], _encoded(source)[1:-1], _encoded(id_)[1:-1]) for digest, source, id_ in texts]
    for guid, (digest, source, id_), stamp in zip(guids, texts, stamps, strict=True):
        yield f'"{guid}": ["{digest}", {stamp.mod}, "{source}", {encoded[stamp.tags]}, "{id_}", {encoded[stamp.ords]}]'


class _Encoded(dict[tuple[object, ...], str]):
    """Encodes tags and card numbers as JSON.

    Each different value is encoded only once, because most notes share their values.
    """

    def __missing__(self, value: tuple[object, ...]) -> str:
        self[value] = encoded = _encoded(value)
        return encoded


def _is_plain(text: str) -> bool:
    """Return whether a text needs no escaping in JSON. The check is four times as fast as encoding."""
    return text.isprintable() and '"' not in text and "\\" not in text


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
