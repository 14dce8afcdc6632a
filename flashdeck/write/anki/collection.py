"""Write the SQLite collection of a package, and the zip file that contains it. Only this module uses genanki.

genanki makes the schema, the empty collection, the decks and the note types. The rows of notes and cards are written
directly, in batches: that avoids genanki's checks of each field and a second copy of all notes in memory.
"""

import itertools
import json
import shutil
import sqlite3
import sys
import tempfile
import threading
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashdeck.model import Deck
from flashdeck.write.anki.note_rows import FIRST_BUILD, NoteRow, deck_id_for
from flashdeck.write.anki.note_types import NoteType
from flashdeck.write.anki.package import NoteStamp, Stamp

# The level of compression. Level 1 takes two fifths of the time of level 6, and the file is hardly larger: notes are compressed
# to 20 % of their size instead of 18 %.
_ZIP_LEVEL = 1
# The size of a database page in bytes, the maximum of SQLite. With pages of 4096 bytes, a note of 2 to 4 kB would leave half of
# a page empty, and a third more would be written.
_PAGE = 65536
# The attributes of the files in the zip file. They are fixed, so that the same content gives the same bytes on every system.
_UNIX, _PERMISSIONS = 3, 0o100644
_BATCH = 500  # the number of notes that are written at a time
_ADD_NOTE = "insert into notes values (?, ?, ?, ?, -1, ?, cast(? as text), ?, 0, 0, '')"
_ADD_CARD = "insert into cards values (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_IMPORTING = threading.Lock()

Entry = tuple[NoteRow, NoteStamp]


@dataclass(frozen=True, slots=True)
class Contents:
    """The decks and the note types that a package contains."""

    decks: tuple[Deck, ...]
    note_types: tuple[tuple[NoteType, Stamp], ...]

    @property
    def deck_names(self) -> tuple[str, ...]:
        return tuple(deck.name for deck in self.decks)


def write_package(path: Path, contents: Contents, entries: Iterable[Entry]) -> None:
    """Write a package (.apkg). `entries` may be an iterator, so that not all notes are in memory at the same time."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(collection)) as connection:
            connection.execute(f"pragma page_size = {_PAGE}")
            # A journal is not needed, because an unfinished collection is discarded.
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            _write_head(connection, contents)
            _write_notes(connection, contents, entries)
            connection.commit()
        _zip(path, collection)


def _zip(path: Path, collection: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_ZIP_LEVEL) as archive:
        # `archive.open` with a name, not a `ZipInfo`, gives the entry a fixed date, so that the bytes do not depend on the clock.
        with collection.open("rb") as unpacked, archive.open("collection.anki2", "w") as packed:
            shutil.copyfileobj(unpacked, packed, 1 << 20)
        with archive.open("media", "w") as packed:
            packed.write(b"{}")
        # The attributes can still be changed here, because zipfile writes them when the archive is closed.
        for entry in archive.infolist():
            entry.create_system, entry.external_attr = _UNIX, _PERMISSIONS << 16


def _write_head(connection: sqlite3.Connection, contents: Contents) -> None:
    genanki = _import_genanki()
    shells = [genanki.Deck(deck_id_for(deck.name), deck.name, deck.description) for deck in contents.decks]
    for note_type, _ in contents.note_types:
        shells[0].add_model(_model(genanki, note_type))
    genanki.Package(shells).write_to_db(connection.cursor(), FIRST_BUILD, None)
    _finish_note_types(connection, contents)


def _write_notes(connection: sqlite3.Connection, contents: Contents, entries: Iterable[Entry]) -> None:
    ids = itertools.count(FIRST_BUILD * 1000)
    deck_ids = {name: deck_id_for(name) for name in contents.deck_names}
    remaining = iter(entries)
    with _without_indexes(connection):
        while batch := list(itertools.islice(remaining, _BATCH)):
            cards: list[tuple[object, ...]] = []
            connection.executemany(_ADD_NOTE, _note_rows(batch, ids, deck_ids, cards))
            connection.executemany(_ADD_CARD, cards)


@contextmanager
def _without_indexes(connection: sqlite3.Connection) -> Iterator[None]:
    """Drop the indexes of the database, and create them again after all rows are written. This takes a third less time."""
    indexes = connection.execute("select name, sql from sqlite_master where type = 'index' and sql is not null").fetchall()
    for name, _ in indexes:
        connection.execute(f"drop index {name}")
    yield
    for _, sql in indexes:
        connection.execute(sql)


def _note_rows(
    batch: Iterable[Entry], ids: Iterator[int], deck_ids: Mapping[str, int], cards: list[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    """Yield the database row of each note, and add the database rows of its cards to `cards`."""
    for row, stamp in batch:
        number, deck, mod, due = next(ids), deck_ids[row.deck], stamp.mod, row.due
        cards += [(next(ids), number, deck, ord_, mod, due) for ord_ in row.ords]
        yield number, row.guid, row.note_type.id, mod, f" {' '.join(stamp.tags)} ", row.fields_with(stamp.source), row.first


def _import_genanki() -> Any:
    """Import genanki, and suppress the warnings that its own imports cause.

    The lock is necessary, because all threads share Python's list of warning filters.
    """
    with _IMPORTING:
        if "genanki" in sys.modules:
            return sys.modules["genanki"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import genanki
        return genanki


def _model(genanki: Any, note_type: NoteType) -> Any:
    model = genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": field.name, "id": field.id} for field in note_type.fields],
        templates=[
            {"name": template.name, "id": template.id, "qfmt": template.front, "afmt": template.back}
            for template in note_type.templates
        ],
        css=note_type.css,
        sort_field_index=0,
    )
    # Without this, genanki guesses from the HTML which fields a card needs, and makes errors.
    model._req = list(_requirements(note_type))  # noqa: SLF001
    return model


def _requirements(note_type: NoteType) -> Iterator[list[object]]:
    for ord_, place in enumerate(note_type.gate_places):
        yield [ord_, "all", [place or 0]]


def _finish_note_types(connection: sqlite3.Connection, contents: Contents) -> None:
    """Set the modification time and the original id of each note type. Anki recognizes a renamed note type by this id."""
    (text,) = connection.execute("select models from col").fetchone()
    models = json.loads(text)
    for note_type, stamp in contents.note_types:
        models[str(note_type.id)] |= {"mod": stamp.mod, "originalId": note_type.id}
    connection.execute("update col set models = ?", (json.dumps(models, ensure_ascii=False, sort_keys=True),))
