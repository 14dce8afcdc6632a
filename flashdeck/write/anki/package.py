"""Read a package of an earlier build, which a learner may have imported."""

import hashlib
import html
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from flashdeck.write.anki.note_types import bundled_note_types, note_type_digest
from flashdeck.write.files import room_in

_DEFAULT_DECK = "1"  # the id of the deck that every collection has

_Found = TypeVar("_Found")


class Stamp(NamedTuple):
    """The hash of the content of a note or note type when it was written last, and its modification time."""

    digest: str
    mod: int


class NoteStamp(NamedTuple):
    """The record of a note: hash, modification time, Source, tags, ID, and the numbers of its cards.

    The hash does not include Source and tags. A named tuple is created three times as fast as a dataclass, which matters for
    large decks.
    """

    digest: str
    mod: int
    source: str
    tags: tuple[str, ...]
    id: str
    ords: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Package:
    """The records of a package's notes and note types, and the names of its decks.

    The key of a note is its GUID, and the key of a note type is its id.
    """

    notes: dict[str, NoteStamp] = field(default_factory=dict)
    note_types: dict[int, Stamp] = field(default_factory=dict)
    decks: tuple[str, ...] = ()


def taught_digest(before_source: bytes, after_source: bytes) -> str:
    """Return a hash of all fields except Source.

    Source names the transcript. If it were in the hash, renaming a transcript would update the notes and overwrite the
    learner's changes in them.
    """
    return hashlib.sha256(b"%b\x1f%b" % (before_source, after_source)).hexdigest()[:16]


def is_package(path: Path) -> bool:
    """Return whether flashdeck made this package. The result is False for a package with reviews that a learner exported."""
    return _read(path, lambda _: True) or False


def read_package(path: Path) -> Package | None:
    """Read a package that flashdeck made. Return None for any other file."""
    return _read(path, _read_collection)


def _read(path: Path, read: Callable[[sqlite3.Connection], _Found]) -> _Found | None:
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            if archive.namelist()[:2] != ["collection.anki2", "media"]:
                return None
            copy = Path(folder) / "collection.anki2"
            with archive.open("collection.anki2") as packed, room_in(Path(folder)), copy.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
            with closing(sqlite3.connect(copy)) as collection:
                return read(collection) if _is_ours(collection) else None
    # A file of another program may fail in any of these ways.
    except (OSError, zipfile.BadZipFile, zlib.error, sqlite3.Error, ValueError, LookupError, TypeError, RuntimeError):
        return None


def _is_ours(collection: sqlite3.Connection) -> bool:
    used = {row[0] for row in collection.execute("select distinct mid from notes")}
    reviewed = collection.execute("select exists(select 1 from revlog) or exists(select 1 from cards where reps)")
    ours = {note_type.id for note_type in bundled_note_types().values()}
    return bool(used) and used <= ours and not reviewed.fetchone()[0]


def _read_collection(collection: sqlite3.Connection) -> Package:
    models, decks = map(json.loads, collection.execute("select models, decks from col").fetchone())
    types: dict[int, dict[str, Any]] = {int(key): value for key, value in models.items()}
    names = {mid: [entry["name"] for entry in entry["flds"]] for mid, entry in types.items()}
    places = {mid: (names[mid].index("Source"), names[mid].index("ID")) for mid in names}
    rows = collection.execute(
        "select guid, mid, mod, tags, flds, (select group_concat(ord) from cards where nid = notes.id) from notes"
    )
    return Package(
        notes={row[0]: _note_stamp(row[2:], *places[row[1]]) for row in rows},
        note_types={mid: _note_type_stamp(entry) for mid, entry in types.items()},
        decks=tuple(sorted(deck["name"] for number, deck in decks.items() if number != _DEFAULT_DECK)),
    )


def _note_stamp(row: tuple[Any, ...], source_place: int, id_place: int) -> NoteStamp:
    mod, tags, flds, ords = row
    values = flds.split("\x1f")
    return NoteStamp(
        digest=taught_digest("\x1f".join(values[:source_place]).encode(), "\x1f".join(values[source_place + 1 :]).encode()),
        mod=mod,
        source=values[source_place],
        tags=tuple(tags.split()),
        id=html.unescape(values[id_place]),
        ords=tuple(sorted(map(int, ords.split(",")))),
    )


def _note_type_stamp(entry: dict[str, Any]) -> Stamp:
    cards = [(template["name"], template["qfmt"], template["afmt"]) for template in entry["tmpls"]]
    fields = [each["name"] for each in entry["flds"]]
    return Stamp(note_type_digest(entry["name"], fields, cards, entry["css"]), entry["mod"])
