"""The memory beside the decks, `flashdeck.state.json`: which text was given to learners under which modification time.

Anki takes an update of a note only when its modification time is newer, and then overwrites what the learner changed
in it. So a note keeps its time while what it teaches stays the same, and gets a newer one when that changes.

The file may be lost: the .apkg at the output path holds the same stamps. It may be behind the .apkg, after an interrupted
build: the newer stamp of a note wins. It may be broken: then it is set aside as `flashdeck.state.json.broken` when the
.apkg is there, and the build stops when it is not, because corrections would silently not arrive.
"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from flashdeck.errors import OutputError, UsageError
from flashdeck.write.anki.package import NoteStamp, Package, Stamp
from flashdeck.write.anki.rows import FIRST_BUILD
from flashdeck.write.files import write_text

STATE_NAME = "flashdeck.state.json"
_VERSION = 1

_AnyStamp = TypeVar("_AnyStamp", bound=Stamp)
_ByGuid = dict[str, NoteStamp]


@dataclass(frozen=True, slots=True)
class State:
    """All packages of a folder. `gone` are notes that a package held earlier: a learner may still have them."""

    packages: dict[str, _ByGuid] = field(default_factory=dict)
    gone: dict[str, _ByGuid] = field(default_factory=dict)
    note_types: dict[int, Stamp] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered for one package: its notes, those that left it, and the note types."""

    package: Package
    gone: _ByGuid

    def note(self, guid: str) -> NoteStamp | None:
        return self.package.notes.get(guid) or self.gone.get(guid)


def next_mod(recorded: Stamp | None, digest: str, now: int) -> int:
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


def recall(path: Path, earlier: Package | None) -> Memory:
    """Join what the state file says of the package `path` with what the `earlier` package itself holds."""
    try:
        state = load_state(path.parent)
    except ValueError as error:
        if earlier is None:
            raise OutputError(
                f"{path.parent / STATE_NAME}: not readable: {error}",
                remedy=f"Put back the earlier {path.name} or this file from a backup; "
                "delete the file only if no deck of this folder was imported yet.",
            ) from error
        state = State()
    found = earlier or Package()
    notes = _newer(state.packages.get(path.name, {}), found.notes)
    return Memory(
        Package(notes, _newer(state.note_types, found.note_types)),
        gone={guid: stamp for guid, stamp in state.gone.get(path.name, {}).items() if guid not in notes},
    )


def remember(path: Path, written: Package, memory: Memory) -> None:
    """Enter a package into the state file, read again because another build may have changed it meanwhile."""
    place = path.parent / STATE_NAME
    try:
        state = load_state(path.parent)
    except ValueError:
        place.replace(f"{place}.broken")
        state = State()
    left = memory.gone | memory.package.notes
    gone = {guid: stamp for guid, stamp in left.items() if guid not in written.notes}
    merged = replace(
        state,
        packages=state.packages | {path.name: written.notes},
        gone=state.gone | {path.name: gone},
        note_types=_newer(state.note_types, written.note_types),
    )
    write_text(place, _dump(merged))


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
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"not a state file ({error})") from error


def _parse_notes(packages: dict[str, dict[str, Any]]) -> dict[str, _ByGuid]:
    return {
        name: {
            guid: NoteStamp(str(digest), int(mod), str(source), tuple(map(str, tags)), str(note_id))
            for guid, (digest, mod, source, tags, note_id) in notes.items()
        }
        for name, notes in packages.items()
    }


def _dump(state: State) -> str:
    return json.dumps(
        {
            "version": _VERSION,
            "packages": _dump_notes(state.packages),
            "gone": _dump_notes(state.gone),
            "note_types": {str(key): [stamp.digest, stamp.mod] for key, stamp in state.note_types.items()},
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _dump_notes(packages: dict[str, _ByGuid]) -> dict[str, dict[str, list[object]]]:
    return {
        name: {guid: [stamp.digest, stamp.mod, stamp.source, list(stamp.tags), stamp.id] for guid, stamp in notes.items()}
        for name, notes in packages.items()
    }
