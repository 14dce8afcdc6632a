"""The memory beside the decks, `flashdeck.state.json`: which text was given to learners under which modification time.

Anki takes an update of a note only when its modification time is newer, and then overwrites what the learner changed
in it. So a note keeps its time while what it teaches stays the same, and gets a newer one when that changes.

The file may be lost: the .apkg at the output path holds the same stamps. It may be behind the .apkg, after an interrupted
build: the newer stamp of a note wins. It may be broken: then a copy is kept beside it, and what can still be
read of it counts. A note of which then neither tells gets a time newer than any before, or corrections would silently not
arrive; the summary says so, because what the learner changed in such a note is overwritten.
"""

import hashlib
import itertools
import os
import shutil
import time
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from flashdeck.errors import UsageError
from flashdeck.model import Deck
from flashdeck.write.anki.note_rows import FIRST_BUILD, guid_for
from flashdeck.write.anki.package import NoteStamp, Package, Stamp, read_package
from flashdeck.write.anki.state import STATE_NAME, Build, State, dump_state, load_state, salvage_state
from flashdeck.write.files import write_chunks

_AnyStamp = TypeVar("_AnyStamp", Stamp, NoteStamp)
_ByGuid = dict[str, NoteStamp]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered for one package: its notes, those that left it, the note types; and the folder's whole state.

    `earlier` is the name under which the package stood, where that was another one; `is_mended` tells that the state file
    was broken.
    """

    package: Package
    gone: _ByGuid
    state: State
    earlier: str | None = None
    is_mended: bool = False


def next_mod(recorded: Stamp | NoteStamp | None, digest: str, now: int, lost: int = 0) -> int:
    """Return the modification time under which a text is delivered; `lost` is when a memory was found broken.

    >>> next_mod(Stamp("old", 20), "new", 10), next_mod(Stamp("old", 20), "old", 99)
    (21, 20)
    """
    if recorded is None:
        return max(FIRST_BUILD, lost)
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
    state, is_mended = _usable_state(path.parent)
    earlier = None
    if path.name not in state.packages and not path.exists():
        earlier = _renamed_from(path.parent, state, decks)
    return replace(_memory(path.with_name(earlier or path.name), state), earlier=earlier, is_mended=is_mended)


def _memory(path: Path, state: State) -> Memory:
    build = state.builds.get(path.name, Build())
    # A file that is as it was written says nothing that the state file does not say.
    found = (None if build.file and build.file == _file_digest(path) else read_package(path)) or Package()
    notes = _newer(state.packages.get(path.name, {}), found.notes)
    return Memory(
        Package(notes, _newer(state.note_types, found.note_types), build.decks or found.decks),
        gone={guid: stamp for guid, stamp in state.gone.get(path.name, {}).items() if guid not in notes},
        state=state,
    )


def _usable_state(folder: Path) -> tuple[State, bool]:
    """Return the state of a folder, and whether that is what could be read of a broken file."""
    try:
        return load_state(folder), False
    except ValueError:
        state = salvage_state(folder)
        mods = [stamp.mod for notes in (*state.packages.values(), *state.gone.values()) for stamp in notes.values()]
        newest = max((*mods, *(stamp.mod for stamp in state.note_types.values())), default=0)
        return replace(state, lost=max(build_time(), newest + 1)), True


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


def remember(path: Path, written: Package, memory: Memory) -> Path | None:
    """Enter a package as written into the state file; return the copy of the file before, where that was broken."""
    state = memory.state
    left = memory.gone | memory.package.notes
    gone = {guid: stamp for guid, stamp in left.items() if guid not in written.notes}
    merged = replace(
        state,
        packages=state.packages | {path.name: written.notes},
        gone=state.gone | {path.name: gone},
        note_types=_newer(state.note_types, written.note_types),
        builds=state.builds | {path.name: Build(written.decks, _file_digest(path), _place(path.name, memory))},
    )
    place = path.parent / STATE_NAME
    kept = _copy(place) if memory.is_mended else None
    write_chunks(place, dump_state(merged))
    return kept


def _copy(path: Path) -> Path:
    """Keep a file under a name that is free; it stays where it is until it is replaced whole."""
    names = (path.with_name(f"{path.name}.broken{number or ''}") for number in itertools.count())
    kept = next(name for name in names if not name.exists())
    shutil.copyfile(path, kept)
    return kept


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
