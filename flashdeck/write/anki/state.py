"""The memory beside the decks, `flashdeck.state.json`: which text was given to learners under which modification time.

Anki takes an update of a note only when its modification time is newer, and then overwrites what the learner changed
in it. So a note keeps its time while what it teaches stays the same, and gets a newer one when that changes.

The file may be lost: the .apkg at the output path holds the same stamps. It may be behind the .apkg, after an interrupted
build: the newer stamp of a note wins. It may be broken: then it is set aside as `flashdeck.state.json.broken` when the
.apkg is there, and the build stops when it is not, because corrections would silently not arrive.
"""

import hashlib
import itertools
import json
import os
import time
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from flashdeck.errors import OutputError, UsageError
from flashdeck.model import Deck
from flashdeck.write.anki.package import NoteStamp, Package, Stamp, read_package
from flashdeck.write.anki.rows import FIRST_BUILD, guid_for
from flashdeck.write.files import write_chunks

STATE_NAME = "flashdeck.state.json"
_VERSION = 1
_BATCH = 500  # notes of the state file that are written at a time

_AnyStamp = TypeVar("_AnyStamp", Stamp, NoteStamp)
_ByGuid = dict[str, NoteStamp]


@dataclass(frozen=True, slots=True)
class Build:
    """What else is known of a package: its decks, a hash of what its file holds, and its place among the first builds of the folder."""

    decks: tuple[str, ...] = ()
    file: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """All packages of a folder. `gone` are notes that a package held earlier: a learner may still have them."""

    packages: dict[str, _ByGuid] = field(default_factory=dict)
    gone: dict[str, _ByGuid] = field(default_factory=dict)
    note_types: dict[int, Stamp] = field(default_factory=dict)
    builds: dict[str, Build] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered for one package: its notes, those that left it, the note types; and the folder's whole state.

    `earlier` is the name under which the package stood, where that was another one.
    """

    package: Package
    gone: _ByGuid
    state: State
    earlier: str | None = None


def next_mod(recorded: Stamp | NoteStamp | None, digest: str, now: int) -> int:
    """Return the modification time under which a text is delivered.

    >>> next_mod(Stamp("old", 20), "new", 10), next_mod(Stamp("old", 20), "old", 99)
    (21, 20)
    """
    if recorded is None:
        return FIRST_BUILD
    return recorded.mod if recorded.digest == digest else max(recorded.mod + 1, now)


def build_time() -> int:
    """Return the seconds since 1970 that changed notes are stamped with; SOURCE_DATE_EPOCH replaces the clock."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return int(time.time())
    if not (fixed.isascii() and fixed.isdigit()):
        raise UsageError(
            f"SOURCE_DATE_EPOCH: {fixed!r} is no time", remedy="Give whole seconds since 1970, or unset the variable."
        )
    return int(fixed)


def recall(path: Path, decks: Sequence[Deck]) -> Memory:
    """Join what the state file says of the package at `path` with what stands there.

    A package that is not known may be known under another name, that of the transcript before it was renamed.
    """
    state = _usable_state(path)
    if path.name not in state.packages and not path.exists():
        earlier = _renamed_from(path.parent, state, decks)
        return _memory(path.with_name(earlier), state, earlier) if earlier else _memory(path, state)
    return _memory(path, state)


def _memory(path: Path, state: State, earlier: str | None = None) -> Memory:
    build = state.builds.get(path.name, Build())
    # A file that is as it was written says nothing that the state file does not say.
    found = (None if build.file and build.file == _file_digest(path) else read_package(path)) or Package()
    notes = _newer(state.packages.get(path.name, {}), found.notes)
    return Memory(
        Package(notes, _newer(state.note_types, found.note_types), build.decks or found.decks),
        gone={guid: stamp for guid, stamp in state.gone.get(path.name, {}).items() if guid not in notes},
        state=state,
        earlier=earlier,
    )


def _usable_state(path: Path) -> State:
    """Return the state of a folder; one that is broken is set aside, but only if a package can stand in for it."""
    place = path.parent / STATE_NAME
    try:
        return load_state(path.parent)
    except ValueError as error:
        if read_package(path) is None:
            raise OutputError(
                f"{place}: not readable: {error}",
                remedy=f"Put back the earlier {path.name} or this file from a backup; "
                "delete the file only if no deck of this folder was imported yet.",
            ) from error
    place.replace(f"{place}.broken")
    return State()


def _renamed_from(folder: Path, state: State, decks: Sequence[Deck]) -> str | None:
    """Return the package that holds most of these notes, where there is one: at least half, of both."""
    known: Mapping[str, Collection[str]] = state.packages
    if not known:  # the state file is lost
        found = {file.name: read_package(file) for file in sorted(folder.glob("*.apkg"))}
        known = {name: package.notes for name, package in found.items() if package}
    guids = {guid_for(note.id) for deck in decks for note in deck.notes} if known else set()
    shared = {name: len(guids.intersection(notes)) for name, notes in known.items()}
    fitting = [name for name, notes in known.items() if 2 * shared[name] >= max(len(guids), len(notes), 1)]
    return max(fitting, key=lambda name: (shared[name], name), default=None)


def remember(path: Path, written: Package, memory: Memory) -> None:
    """Enter a package as written into the state file."""
    state = memory.state
    left = memory.gone | memory.package.notes
    gone = {guid: stamp for guid, stamp in left.items() if guid not in written.notes}
    merged = State(
        packages=state.packages | {path.name: written.notes},
        gone=state.gone | {path.name: gone},
        note_types=_newer(state.note_types, written.note_types),
        builds=state.builds | {path.name: Build(written.decks, _file_digest(path), _place(path.name, memory))},
    )
    write_chunks(path.parent / STATE_NAME, _dump(merged))


def _place(name: str, memory: Memory) -> int:
    """Return the place of a package among the first builds; one that was renamed keeps it."""
    builds = memory.state.builds
    known = builds.get(name) or builds.get(memory.earlier or "")
    return known.place if known else 1 + max((build.place for build in builds.values()), default=0)


def built_after(path: Path) -> frozenset[str]:
    """Return the names of the packages in a folder that were first built after the package at `path`."""
    try:
        builds = load_state(path.parent).builds
    except ValueError:  # a broken state file is told of where it is needed, when the package is written
        return frozenset()
    own = builds.get(path.name)
    return frozenset(name for name, build in builds.items() if own and build.place > own.place)


def _file_digest(path: Path) -> str | None:
    """Hash the names, sizes and checksums in a package; a large one need not be read for it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [(entry.filename, entry.CRC, entry.compress_size, entry.file_size) for entry in archive.infolist()]
    except (OSError, zipfile.BadZipFile):
        return None
    return hashlib.sha256(repr(entries).encode()).hexdigest()[:16]


def _newer(one: Mapping[Any, _AnyStamp], other: Mapping[Any, _AnyStamp]) -> dict[Any, _AnyStamp]:
    """Join two records; of two stamps the newer one wins, and `one` where they are equal."""
    newer = {key: stamp for key, stamp in other.items() if key not in one or one[key].mod < stamp.mod}
    return dict(one) | newer


def load_state(folder: Path) -> State:
    """Read the state file of a folder; ValueError when it is broken, an empty state when there is none."""
    path = folder / STATE_NAME
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        version = entries["version"]
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}", remedy="Make the file readable, or choose another --output.") from error
    except (LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"not a state file ({error})") from error
    if version != _VERSION:
        raise OutputError(
            f"{path}: version {version!r}, where this flashdeck knows {_VERSION}",
            remedy="Upgrade flashdeck, or choose another --output.",
        )
    return _parse(entries)


def _parse(entries: dict[str, Any]) -> State:
    try:
        return State(
            packages=_parse_notes(entries["packages"]),
            gone=_parse_notes(entries["gone"]),
            note_types={int(key): Stamp(str(digest), int(mod)) for key, (digest, mod) in entries["note_types"].items()},
            builds={
                name: Build(tuple(map(str, decks)), str(file), int(place))
                for name, (decks, file, place) in entries["builds"].items()
            },
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"not a state file ({error})") from error


def _parse_notes(packages: dict[str, dict[str, Any]]) -> dict[str, _ByGuid]:
    return {
        name: {
            guid: NoteStamp(str(digest), int(mod), str(source), tuple(map(str, tags)), str(note_id), tuple(map(int, ords)))
            for guid, (digest, mod, source, tags, note_id, ords) in notes.items()
        }
        for name, notes in packages.items()
    }


def _dump(state: State) -> Iterator[str]:
    """Yield the JSON with sorted keys, piece by piece: a large deck need not stand in memory once more."""
    yield _encoded({"builds": {name: [build.decks, build.file, build.place] for name, build in state.builds.items()}})[:-1]
    yield ', "gone": '
    yield from _dump_notes(state.gone)
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
    """Yield notes as members of a JSON object. Most batches hold nothing but text that stands in JSON as it is."""
    texts = [(stamp.digest, stamp.source, stamp.id) for stamp in stamps]
    if not _is_plain("".join(itertools.chain(guids, *texts))):
        guids = [_encoded(guid)[1:-1] for guid in guids]
        texts = [(_encoded(digest)[1:-1], _encoded(source)[1:-1], _encoded(id_)[1:-1]) for digest, source, id_ in texts]
    for guid, (digest, source, id_), stamp in zip(guids, texts, stamps, strict=True):
        yield f'"{guid}": ["{digest}", {stamp.mod}, "{source}", {encoded[stamp.tags]}, "{id_}", {encoded[stamp.ords]}]'


class _Encoded(dict[tuple[object, ...], str]):
    """Tags and cards as JSON, encoded once: few kinds of them occur."""

    def __missing__(self, value: tuple[object, ...]) -> str:
        self[value] = encoded = _encoded(value)
        return encoded


def _is_plain(text: str) -> bool:
    """Tell whether a text stands in JSON as it is; asking is four times as fast as encoding."""
    return text.isprintable() and '"' not in text and "\\" not in text


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
