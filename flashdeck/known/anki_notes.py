"""Read the notes of Anki packages (.apkg, .colpkg) and Anki collections as tables, one table for each note type.

Each row has the status of its note: known, learning or new. A collection is read from a copy, so that the original is not
locked or changed. The write-ahead log is copied as well, because it has the newest reviews while Anki is running. Two kinds of
database schemas are supported: schema 11 has note types as JSON, and schemas from 15 on have note types in tables.
"""

import json
import shutil
import sqlite3
import sys
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flashdeck.errors import InputError
from flashdeck.known.word_tables import Status, WordRow, WordTable

# The possible names of the collection in a package, the newest format first. A package in a newer format also contains a
# collection in an old format. The only note of that collection asks the user to upgrade Anki.
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_COMPRESSED = "collection.anki21b"
_PACKAGE_REMEDY = "Export the package from Anki again."
_COLLECTION_REMEDY = "In Anki, run Tools > Check Database and export again."
_LOCK_REMEDY = "Close Anki, or export a .colpkg file and use that file."
_MATURE = 21  # days; Anki calls a card mature if its interval is at least this long
_NEW_TYPE = 0
# Two of Anki's card types: 1 is a card in its learning steps, and 3 is a card that is learned again after it was forgotten.
_LEARNING_TYPES = (1, 3)
_SUSPENDED = -1
# The bytes of a database file that SQLite locks: the offset of the first byte, and the number of bytes (sqlite.org, "File Locking
# And Concurrency").
_LOCK_BYTES = (0x40000002, 510)
# If a collection changes while it is copied, the copy is repeated. This is the maximum number of attempts.
_ATTEMPTS = 3
_COMPANIONS = ("-wal", "-journal")
# The states of a word, in order: the learner knows a "known" word best.
_STATUSES: tuple[Status, ...] = ("known", "learning", "new")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a collection, and whether at least one of its cards was studied."""

    tables: tuple[WordTable, ...]
    was_studied: bool


# ---- packages


def read_package(path: Path) -> Notes:
    """Read the notes of a package. Raise `InputError` if the file is not an Anki package or is damaged."""
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            name = next((name for name in _COLLECTIONS if name in archive.namelist()), None)
            if name is None:
                raise InputError(f"{path}: the zip file does not contain an Anki collection", remedy=_PACKAGE_REMEDY)
            copy = Path(folder) / "collection.anki2"
            unpack = _decompress if name == _COMPRESSED else shutil.copyfileobj
            with archive.open(name) as stored, copy.open("wb") as unpacked:
                unpack(stored, unpacked)
            return _read_notes(copy, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise InputError(f"{path}: the file is not an intact Anki package ({error})", remedy=_PACKAGE_REMEDY) from error


def _decompress(stored: IO[bytes], unpacked: IO[bytes]) -> None:
    """Decompress zstd data. Raise `ValueError` if the data are damaged. Python has a zstd module from version 3.14 on."""
    if sys.version_info >= (3, 14):
        from compression import zstd

        try:
            shutil.copyfileobj(zstd.ZstdFile(stored), unpacked)
        except zstd.ZstdError as error:
            raise ValueError(str(error)) from error
    else:
        import zstandard

        try:
            zstandard.ZstdDecompressor().copy_stream(stored, unpacked)
        except zstandard.ZstdError as error:
            raise ValueError(str(error)) from error


# ---- collections


def read_collection(path: Path) -> Notes:
    """Read the notes of a collection file from a copy.

    Raise `InputError` if another program locks the file or keeps writing to it, and if the file is not an Anki collection.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "collection.anki2"
        _copy(path, copy)
        return _read_notes(copy, path)


def _copy(path: Path, copy: Path) -> None:
    if _is_locked(path):
        raise InputError(f"{path}: the file is locked by another program", remedy=_LOCK_REMEDY)
    for _ in range(_ATTEMPTS):
        before = _stamps(path)
        for suffix in ("", *_COMPANIONS):
            with suppress(FileNotFoundError):
                Path(f"{copy}{suffix}").write_bytes(Path(f"{path}{suffix}").read_bytes())
        if _stamps(path) == before:
            return
    raise InputError(f"{path}: another program keeps writing to the file", remedy=_LOCK_REMEDY)


def _stamps(path: Path) -> list[tuple[int, int] | None]:
    """Return the modification times and sizes of a collection and its journal files. The item of a missing file is None."""
    files = [Path(f"{path}{suffix}") for suffix in ("", *_COMPANIONS)]
    return [(file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else None for file in files]


def _is_locked(path: Path) -> bool:
    """Return whether a program holds a SQLite lock on a file. The function does not wait until the lock is released.

    On Windows the result is always False, because a lock makes the copy fail there.
    """
    try:
        import fcntl
    except ImportError:
        return False
    start, length = _LOCK_BYTES
    with path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, length, start)
        except OSError:
            return True
        fcntl.lockf(file, fcntl.LOCK_UN, length, start)
    return False


def _read_notes(database: Path, named: Path) -> Notes:
    """Read the notes of a collection from its copy. `named`: the path of the original, for error messages."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.create_collation("unicase", _compare_names)
            return Notes(tuple(_tables(connection)), _was_studied(connection))
    except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"{named}: the file is not an intact Anki collection ({error})", remedy=_COLLECTION_REMEDY) from error


def _compare_names(one: str, other: str) -> int:
    """Compare two names as Anki's SQLite collation "unicase" does, which ignores case."""
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())


def _was_studied(connection: sqlite3.Connection) -> bool:
    found = connection.execute("select exists(select 1 from cards where type != 0 or reps > 0)")
    return bool(found.fetchone()[0])


def _tables(connection: sqlite3.Connection) -> Iterator[WordTable]:
    names = _field_names(connection)
    statuses = _statuses(connection)
    rows: defaultdict[int, list[WordRow]] = defaultdict(list)
    for number, note_type, tags, fields in connection.execute("select id, mid, tags, flds from notes order by id"):
        status: Status = "known" if _is_tagged(tags, "known") else statuses.get(number, "new")
        rows[note_type].append(WordRow(tuple(str(fields).split("\x1f")), status))
    for note_type in sorted(rows):
        unnamed = ("",) * len(rows[note_type][0].values)
        yield WordTable(names.get(note_type, unnamed), tuple(rows[note_type]))


def _field_names(connection: sqlite3.Connection) -> Mapping[int, tuple[str, ...]]:
    """Return the field names of each note type, by the id of the note type."""
    has_tables = connection.execute("select exists(select 1 from sqlite_master where name = 'fields')").fetchone()[0]
    if not has_tables:
        models = json.loads(connection.execute("select models from col").fetchone()[0])
        return {int(number): _json_field_names(model) for number, model in models.items()}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for note_type, name in connection.execute("select ntid, name from fields order by ntid, ord"):
        found[note_type].append(name)
    return {number: tuple(names) for number, names in found.items()}


def _json_field_names(model: Mapping[str, list[Mapping[str, str]]]) -> tuple[str, ...]:
    return tuple(field["name"] for field in sorted(model["flds"], key=lambda field: field["ord"]))


def _statuses(connection: sqlite3.Connection) -> dict[int, Status]:
    """Return the best status among the cards of each note, by the id of the note."""
    tags = dict(connection.execute("select id, tags from notes"))
    found: defaultdict[int, set[Status]] = defaultdict(set)
    for note, kind, queue, interval, reviews in connection.execute("select nid, type, queue, ivl, reps from cards"):
        # A suspended card counts as known if it was studied before and is not a leech. A learner may suspend a new card to
        # study it later, the author of a deck may suspend cards, and Anki suspends leeches.
        was_studied = kind != _NEW_TYPE or reviews > 0
        is_set_aside = queue == _SUSPENDED and was_studied and not _is_tagged(tags.get(note, ""), "leech")
        found[note].add(_status(kind, interval, is_set_aside=is_set_aside))
    return {note: _best(statuses) for note, statuses in found.items()}


def _status(kind: int, interval: int, *, is_set_aside: bool) -> Status:
    """Return the status of one card. `interval`: in days if it is positive, in seconds if it is negative."""
    if is_set_aside or interval >= _MATURE:
        return "known"
    return "learning" if interval > 0 or kind in _LEARNING_TYPES else "new"


def _best(statuses: Iterable[Status]) -> Status:
    return min(statuses, key=_STATUSES.index)


def _is_tagged(tags: str, wanted: str) -> bool:
    """Return whether a note has a tag, alone or as the last part of a nested tag: words::known."""
    return any(tag.casefold().rpartition("::")[2] == wanted for tag in tags.split())
