"""Rows → the SQLite collection inside a package, and the zip around it. The only module that knows genanki."""

import itertools
import json
import shutil
import sqlite3
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from flashdeck.model import Deck
from flashdeck.write.anki.note_types import NoteType
from flashdeck.write.anki.rows import FIRST_BUILD, Row, deck_id_for

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: the clock must not reach the bytes
_UNIX = 3


def write_package(path: Path, decks: Sequence[Deck], rows: Sequence[Row], mods: Mapping[int, int]) -> None:
    """Write an .apkg. `mods` are the modification times of the note types by id."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(collection)) as connection:
            connection.execute("pragma synchronous = off")
            _fill(connection.cursor(), decks, rows, mods)
            connection.commit()
            connection.execute("vacuum")
        _zip(path, collection)


def _zip(path: Path, collection: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        with collection.open("rb") as unpacked, archive.open(_entry("collection.anki2"), "w") as packed:
            shutil.copyfileobj(unpacked, packed, 1 << 20)
        archive.writestr(_entry("media"), "{}")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = 0o100644 << 16
    return entry


def _fill(cursor: sqlite3.Cursor, decks: Sequence[Deck], rows: Sequence[Row], mods: Mapping[int, int]) -> None:
    genanki = _import_genanki()
    types = {row.note_type.id: row.note_type for row in rows}
    models = {number: _model(genanki, types[number]) for number in sorted(types)}
    shells = [genanki.Deck(deck_id_for(deck.name), deck.name, deck.description) for deck in decks]
    for model in models.values():
        shells[0].add_model(model)
    ids = itertools.count(FIRST_BUILD * 1000)
    genanki.Package(shells).write_to_db(cursor, FIRST_BUILD, ids)
    _finish_note_types(cursor, mods)
    for row in rows:
        note = genanki.Note(models[row.note_type.id], list(row.values), tags=row.tags, guid=row.guid, due=row.due)
        note.cards = [genanki.Card(place) for place in row.ords]
        note.write_to_db(cursor, row.mod, deck_id_for(row.deck), ids)


def _import_genanki() -> Any:
    """Import genanki, whose own imports warn about things that are not ours to mend."""
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
    model._req = list(_requirements(note_type))  # noqa: SLF001  # else genanki guesses from the HTML, and errs
    return model


def _requirements(note_type: NoteType) -> Iterator[list[object]]:
    for place, template in enumerate(note_type.templates):
        yield [place, "all", [note_type.field_names.index(template.gate) if template.gate else 0]]


def _finish_note_types(cursor: sqlite3.Cursor, mods: Mapping[int, int]) -> None:
    """Give each note type its own modification time, and the id by which Anki knows it after a rename."""
    (text,) = cursor.execute("select models from col").fetchone()
    models = json.loads(text)
    for number, mod in mods.items():
        models[str(number)] |= {"mod": mod, "originalId": number}
    cursor.execute("update col set models = ?", (json.dumps(models, ensure_ascii=False, sort_keys=True),))
