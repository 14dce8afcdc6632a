"""An earlier package of ours, read back: what a learner may already have imported."""

import hashlib
import html
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flashdeck.write.anki.note_types import bundled_note_types, note_type_digest


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was written last, as a hash, and the modification time that it was given."""

    digest: str
    mod: int


@dataclass(frozen=True, slots=True)
class NoteStamp(Stamp):
    """Also what the hash leaves out, to be written again as it was."""

    source: str
    tags: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Package:
    """The stamps of a package: of its notes by GUID, and of its note types by id."""

    notes: dict[str, NoteStamp] = field(default_factory=dict)
    note_types: dict[int, Stamp] = field(default_factory=dict)


def taught_digest(names: Sequence[str], values: Sequence[str]) -> str:
    """Hash all fields but Source, so that a renamed transcript does not overwrite what a learner edited."""
    taught = "\x1f".join(value for name, value in zip(names, values, strict=True) if name != "Source")
    return hashlib.sha256(taught.encode()).hexdigest()[:16]


def is_package(path: Path) -> bool:
    """Tell whether flashdeck made this file. A learner's own export, with reviews inside, counts as foreign."""
    return read_package(path) is not None


def read_package(path: Path) -> Package | None:
    """Read a package that flashdeck made, else return None."""
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            if archive.namelist()[:2] != ["collection.anki2", "media"]:
                return None
            copy = Path(folder) / "collection.anki2"
            with archive.open("collection.anki2") as packed, copy.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
            with closing(sqlite3.connect(copy)) as collection:
                return _read_collection(collection)
    # A foreign file may be broken in any of these ways.
    except (OSError, zipfile.BadZipFile, zlib.error, sqlite3.Error, ValueError, LookupError, TypeError, RuntimeError):
        return None


def _read_collection(collection: sqlite3.Connection) -> Package | None:
    types: dict[int, dict[str, Any]] = {
        int(key): value for key, value in json.loads(collection.execute("select models from col").fetchone()[0]).items()
    }
    used = {row[0] for row in collection.execute("select distinct mid from notes")}
    ours = {note_type.id for note_type in bundled_note_types().values()}
    reviewed = collection.execute("select exists(select 1 from revlog) or exists(select 1 from cards where reps)")
    if not used or not used <= ours or reviewed.fetchone()[0]:
        return None
    names = {mid: [entry["name"] for entry in types[mid]["flds"]] for mid in used}
    rows = collection.execute("select guid, mid, mod, tags, flds from notes")
    return Package(
        notes={guid: _note_stamp(names[mid], mod, tags, flds) for guid, mid, mod, tags, flds in rows},
        note_types={mid: _note_type_stamp(types[mid]) for mid in used},
    )


def _note_stamp(names: list[str], mod: int, tags: str, flds: str) -> NoteStamp:
    values = flds.split("\x1f")
    filled = dict(zip(names, values, strict=True))
    return NoteStamp(
        digest=taught_digest(names, values),
        mod=mod,
        source=filled["Source"],
        tags=tuple(tags.split()),
        id=html.unescape(filled["ID"]),
    )


def _note_type_stamp(entry: dict[str, Any]) -> Stamp:
    cards = [(template["name"], template["qfmt"], template["afmt"]) for template in entry["tmpls"]]
    fields = [each["name"] for each in entry["flds"]]
    return Stamp(note_type_digest(entry["name"], fields, cards, entry["css"]), entry["mod"])
