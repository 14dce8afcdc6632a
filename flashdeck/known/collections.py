"""An Anki collection → a table for each note type, each note with how well it is known.

Read through a copy, so that nothing is locked or changed; the write-ahead log goes with it, since Anki keeps the newest
reviews there while it runs. Both schemas are known: note types as JSON (11) and as tables (15 and later).
"""

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.known.word_tables import Row, Status, Table

_MATURE = 21  # days, Anki's own word for a card that is known
_NEW_TYPE = 0
_LEARNING_TYPES = (1, 3)  # a card in its learning steps, or in those after a lapse
_SUSPENDED = -1
_LOCKED = (0x40000002, 510)  # where SQLite locks a database: "File Locking And Concurrency", shared bytes
_ATTEMPTS = 3
_COMPANIONS = ("-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a collection, and whether any card of it was ever reviewed."""

    tables: tuple[Table, ...]
    was_studied: bool


def read_collection(path: Path) -> Notes:
    """Read a collection file from a copy of it.

    InputError where another program holds it locked, or keeps writing to it, or where it is no collection.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "collection.anki2"
        _copy(path, copy)
        return read_notes(copy, path)


def _copy(path: Path, copy: Path) -> None:
    if _is_locked(path):
        raise InputError(f"{path}: another program holds it locked", remedy="Close Anki, or export a .colpkg and give that.")
    for _ in range(_ATTEMPTS):
        before = _stamps(path)
        for suffix in ("", *_COMPANIONS):
            with suppress(FileNotFoundError):
                Path(f"{copy}{suffix}").write_bytes(Path(f"{path}{suffix}").read_bytes())
        if _stamps(path) == before:
            return
    raise InputError(f"{path}: another program keeps writing to it", remedy="Close Anki, or export a .colpkg and give that.")


def _stamps(path: Path) -> list[tuple[int, int] | None]:
    files = [Path(f"{path}{suffix}") for suffix in ("", *_COMPANIONS)]
    return [(file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else None for file in files]


def _is_locked(path: Path) -> bool:
    """Tell whether a program holds SQLite's lock on a file, without waiting; unknown on Windows, where a lock stops the copy."""
    try:
        import fcntl
    except ImportError:
        return False
    start, length = _LOCKED
    with path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, length, start)
        except OSError:
            return True
        fcntl.lockf(file, fcntl.LOCK_UN, length, start)
    return False


def read_notes(database: Path, named: Path) -> Notes:
    """Read the notes of a collection that nobody else uses; `named` is what an error names."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.create_collation("unicase", _unicase)
            return Notes(tuple(_tables(connection)), _was_studied(connection))
    except (sqlite3.Error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError(f"{named}: is no Anki collection, or a damaged one ({error})", remedy=_BROKEN_REMEDY) from error


_BROKEN_REMEDY = "In Anki, run Tools > Check Database and export again."


def _unicase(one: str, other: str) -> int:
    """Compare as Anki does where it orders names."""
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())


def _was_studied(connection: sqlite3.Connection) -> bool:
    found = connection.execute("select exists(select 1 from cards where type != 0 or reps > 0)")
    return bool(found.fetchone()[0])


def _tables(connection: sqlite3.Connection) -> Iterator[Table]:
    names = dict(_field_names(connection))
    best = _statuses(connection)
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for number, note_type, tags, fields in connection.execute("select id, mid, tags, flds from notes order by id"):
        status: Status = "known" if _is_tagged(tags, "known") else best.get(number, "new")
        rows[note_type].append(Row(tuple(str(fields).split("\x1f")), status))
    for note_type in sorted(rows):
        yield Table(names.get(note_type, ("",) * len(rows[note_type][0].values)), tuple(rows[note_type]))


def _field_names(connection: sqlite3.Connection) -> Iterator[tuple[int, tuple[str, ...]]]:
    has_tables = connection.execute("select exists(select 1 from sqlite_master where name = 'fields')").fetchone()[0]
    if has_tables:
        found: defaultdict[int, list[str]] = defaultdict(list)
        for note_type, name in connection.execute("select ntid, name from fields order by ntid, ord"):
            found[note_type].append(name)
        yield from ((number, tuple(names)) for number, names in found.items())
        return
    models = json.loads(connection.execute("select models from col").fetchone()[0])
    for number, model in models.items():
        yield int(number), tuple(field["name"] for field in sorted(model["flds"], key=lambda field: field["ord"]))


def _statuses(connection: sqlite3.Connection) -> dict[int, Status]:
    """Return for each note the best status of its cards."""
    tags = dict(connection.execute("select id, tags from notes"))
    found: defaultdict[int, set[Status]] = defaultdict(set)
    for note, kind, queue, interval, reviews in connection.execute("select nid, type, queue, ivl, reps from cards"):
        # A new card is often suspended to be learned later, or by the author of the deck. Anki suspends a leech by itself.
        was_studied = kind != _NEW_TYPE or reviews > 0
        is_set_aside = queue == _SUSPENDED and was_studied and not _is_tagged(tags.get(note, ""), "leech")
        found[note].add(_status(kind, interval, is_set_aside=is_set_aside))
    return {note: _best(statuses) for note, statuses in found.items()}


def _status(kind: int, interval: int, *, is_set_aside: bool) -> Status:
    if is_set_aside or interval >= _MATURE:
        return "known"
    return "learning" if interval > 0 or kind in _LEARNING_TYPES else "new"


def _best(statuses: Iterable[Status]) -> Status:
    order: tuple[Status, ...] = ("known", "learning", "new")
    return min(statuses, key=order.index)


def _is_tagged(tags: str, wanted: str) -> bool:
    return any(tag.casefold().rpartition("::")[2] == wanted for tag in tags.split())
