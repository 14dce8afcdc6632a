"""Decide the modification time of each note. The sources are the state file `flashdeck.state.json` and the last package.

Anki updates a note only if the package has a newer modification time for it. The update overwrites what the learner changed in the
note. So a note keeps its time while its content stays the same, and gets a newer time when the content changes.

- If the state file is missing, the times are read from the .apkg at the output path.
- If a build was interrupted, the state file may be older than the .apkg. The newer time of each note is then used.
- If the state file is damaged, it is copied, and its readable entries are used. The modification time of a note without a record
  is then the time when the damage was found. With an older time, Anki would ignore the note's corrections. The summary mentions
  these notes, because the next import overwrites the learner's own changes in them.
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
    """The records of earlier builds about one package.

    package: its notes, note types and decks.
    gone: notes that were in an earlier version of the package, but not in the last version.
    state: the state of the whole folder.
    earlier: the earlier name of the package, if the package was renamed.
    is_mended: whether the state file was damaged and only partly readable.
    """

    package: Package
    gone: _ByGuid
    state: State
    earlier: str | None = None
    is_mended: bool = False


def next_mod(recorded: Stamp | NoteStamp | None, digest: str, now: int, lost: int = 0) -> int:
    """Return the modification time of a note or note type whose content has the hash `digest`.

    recorded: the record of the last build, with its hash and time; None if there is no record. now: the time of this build.
    lost: the time when the state file was found damaged; 0 if this never happened.

    >>> next_mod(Stamp("old", 20), "new", 10), next_mod(Stamp("old", 20), "old", 99)
    (21, 20)
    """
    if recorded is None:
        return max(FIRST_BUILD, lost)
    return recorded.mod if recorded.digest == digest else max(recorded.mod + 1, now)


def build_time() -> int:
    """Return the time of this build in seconds since 1970, which becomes the modification time of changed notes.

    If the environment variable SOURCE_DATE_EPOCH is set, its value is used instead of the clock.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return int(time.time())
    if not (fixed.isascii() and fixed.isdigit()):
        raise UsageError(
            f"SOURCE_DATE_EPOCH: {fixed!r} is not a number of seconds",
            remedy="Give whole seconds since 1970, or unset the variable.",
        )
    return int(fixed)


def recall(path: Path, decks: Sequence[Deck]) -> Memory:
    """Return what the state file and the package at `path` record about earlier builds.

    If both are missing, look for a package with mostly the same notes: the transcript may have been renamed.
    """
    state, is_mended = _usable_state(path.parent)
    earlier = None
    if path.name not in state.packages and not path.exists():
        earlier = _renamed_from(path.parent, state, decks)
    return replace(_memory(path.with_name(earlier or path.name), state), earlier=earlier, is_mended=is_mended)


def _memory(path: Path, state: State) -> Memory:
    build = state.builds.get(path.name, Build())
    found = Package()
    if not build.file or build.file != _file_digest(path):  # if the digests are equal, the state file describes this package
        found = read_package(path) or found
    notes = _newer(state.packages.get(path.name, {}), found.notes)
    return Memory(
        Package(notes, _newer(state.note_types, found.note_types), build.decks or found.decks),
        gone={guid: stamp for guid, stamp in state.gone.get(path.name, {}).items() if guid not in notes},
        state=state,
    )


def _usable_state(folder: Path) -> tuple[State, bool]:
    """Return the state of a folder, and whether its state file is damaged. Of a damaged file, the readable entries are used."""
    try:
        return load_state(folder), False
    except ValueError:
        state = salvage_state(folder)
        mods = [stamp.mod for notes in (*state.packages.values(), *state.gone.values()) for stamp in notes.values()]
        newest = max((*mods, *(stamp.mod for stamp in state.note_types.values())), default=0)
        return replace(state, lost=max(build_time(), newest + 1)), True


def _renamed_from(folder: Path, state: State, decks: Sequence[Deck]) -> str | None:
    """Return the earlier name of a renamed package, which now has these decks. Return None if no package fits.

    A package fits if at least half of its notes are in the decks, and if it has at least half of the notes in the decks. If
    several packages fit, the package that has the most notes in common with the decks is used.
    """
    known: Mapping[str, Collection[str]] = state.packages
    if not known:  # the state file is missing
        found = {file.name: read_package(file) for file in sorted(folder.glob("*.apkg"))}
        known = {name: package.notes for name, package in found.items() if package}
    guids = {guid_for(note.id) for deck in decks for note in deck.notes} if known else set()
    shared = {name: len(guids.intersection(notes)) for name, notes in known.items()}
    fitting = [name for name, notes in known.items() if 2 * shared[name] >= max(len(guids), len(notes), 1)]
    return max(fitting, key=lambda name: (shared[name], name), default=None)


def remember(path: Path, written: Package, memory: Memory) -> Path | None:
    """Record a written package in the state file. If the old state file was damaged, keep a copy of it and return its path."""
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
    """Copy a file to an unused name in the same folder. Return the path of the copy."""
    names = (path.with_name(f"{path.name}.broken{number or ''}") for number in itertools.count())
    kept = next(name for name in names if not name.exists())
    shutil.copyfile(path, kept)
    return kept


def _place(name: str, memory: Memory) -> int:
    """Return the position of a package among the packages of its folder, in the order of their first builds.

    A renamed package keeps its position.
    """
    builds = memory.state.builds
    known = builds.get(name) or builds.get(memory.earlier or "")
    return known.place if known else 1 + max((build.place for build in builds.values()), default=0)


def built_after(path: Path) -> frozenset[str]:
    """Return the names of the packages in the same folder that were first built after the package at `path`."""
    try:
        builds = load_state(path.parent).builds
    except ValueError:  # the damage is reported later, when the package is written
        return frozenset()
    own = builds.get(path.name)
    return frozenset(name for name, build in builds.items() if own and build.place > own.place)


def _file_digest(path: Path) -> str | None:
    """Return a hash that changes when a file in the package changes. Return None if the package cannot be read.

    The hash is computed from the directory of the zip file: names, sizes and checksums.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [(entry.filename, entry.CRC, entry.compress_size, entry.file_size) for entry in archive.infolist()]
    except (OSError, zipfile.BadZipFile):
        return None
    return hashlib.sha256(repr(entries).encode()).hexdigest()[:16]


def _newer(one: Mapping[Any, _AnyStamp], other: Mapping[Any, _AnyStamp]) -> dict[Any, _AnyStamp]:
    """Merge two mappings of stamps.

    If both mappings have a key, keep the stamp with the later time. If the times are equal, keep the stamp from `one`.
    """
    newer = {key: stamp for key, stamp in other.items() if key not in one or one[key].mod < stamp.mod}
    return dict(one) | newer
