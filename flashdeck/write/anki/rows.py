"""Notes → rows: fields in the note type's order, the cards that exist, and what identifies them for ever."""

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashdeck.errors import UsageError
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.hygiene import clean_field
from flashdeck.write.anki.note_types import NoteType

FIRST_BUILD = 1767225600
"""2026-01-01 UTC, the stamp of every first build, so that it is the same bytes everywhere."""

_DECK_IDS = range(2**30, 2**53)
_LONGEST_LEVEL = 255  # as long as a file's name; Anki may cut very long ones, and then misses the deck at the next import
_BAD_IN_DECK_NAME = re.compile('["\x00-\x1f\x7f-\x9f\u2028\u2029]')
_BAD_TAG = re.compile(r'[\s,"\x00-\x1f]|(?:^|::)(?:::|$)')


@dataclass(frozen=True, slots=True)
class Row:
    """A note as it goes into the package. `due` is its place in the deck, from 1; `ords` are its cards."""

    id: str
    guid: str
    note_type: NoteType
    deck: str
    due: int
    ords: tuple[int, ...]
    values: tuple[str, ...]
    tags: tuple[str, ...]
    mod: int = FIRST_BUILD


def guid_for(note_id: str) -> str:
    """Return the GUID of a note: it never depends on a gloss, a reading, a line number or a level.

    >>> guid_for("zh-word-强化学习")
    '8BkdmxA2XiNECq1I'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(f"flashdeck:{note_id}".encode()).digest()[:12]).decode()


def deck_id_for(name: str) -> int:
    """Return a stable number for a deck; Anki itself matches decks by name."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    return _DECK_IDS[number % len(_DECK_IDS)]


def check_deck_name(name: str) -> None:
    """Refuse a name that Anki would change, since the name is how a deck is found again."""
    levels = name.split("::")
    odd_level = any(level != level.strip() or not 0 < len(level) <= _LONGEST_LEVEL for level in levels)
    if odd_level or _BAD_IN_DECK_NAME.search(name):
        raise UsageError(
            f"deck name {name!r}: Anki would change it",
            remedy=f"Use `::` between levels of 1 to {_LONGEST_LEVEL} characters, without quotes and line breaks.",
        )


def tidy_decks(decks: Iterable[Deck]) -> tuple[Deck, ...]:
    """Return decks as Anki keeps them: names in NFC (macOS gives others), descriptions without control characters."""
    return tuple(
        replace(deck, name=unicodedata.normalize("NFC", deck.name), description=Html(clean_field(deck.description)))
        for deck in decks
    )


def rows_of(decks: Sequence[Deck], note_types: Mapping[str, NoteType]) -> tuple[Row, ...]:
    """Lay out all notes; ValueError when they contradict each other or their note type."""
    rows = tuple(row for deck in decks for row in _deck_rows(deck, note_types))
    if not rows or len({deck.name for deck in decks}) < len(decks):
        raise ValueError("a package without notes, or with two decks of one name")
    seen: set[str] = set()
    for row in rows:
        if row.guid in seen:
            raise ValueError(f"{row.id}: two notes with one id, which Anki could never update separately")
        seen.add(row.guid)
    return rows


def _deck_rows(deck: Deck, note_types: Mapping[str, NoteType]) -> Iterator[Row]:
    check_deck_name(deck.name)
    for due, note in enumerate(deck.notes, 1):
        note_type = note_types[note.note_type]
        values = _values(note, note_type)
        _check_tags(note)
        yield Row(note.id, guid_for(note.id), note_type, deck.name, due, _ords(note_type, values), values, note.tags)


def _values(note: Note, note_type: NoteType) -> tuple[str, ...]:
    given = {name: clean_field(value, may_sound=name == "Audio") for name, value in note.fields}
    unknown = given.keys() - set(note_type.field_names)
    if unknown or len(given) < len(note.fields):
        raise ValueError(f"{note.id}: unknown or repeated fields of {note_type.name}: {', '.join(sorted(unknown))}")
    given["ID"] = clean_field(html.escape(note.id, quote=False))
    values = tuple(given.get(name, "") for name in note_type.field_names)
    if not values[0]:
        raise ValueError(f"{note.id}: the first field is empty, and Anki would drop the note")
    return values


def _check_tags(note: Note) -> None:
    for tag in note.tags:
        if _BAD_TAG.search(tag):
            raise ValueError(f"{note.id}: Anki would change the tag {tag!r}")


def _ords(note_type: NoteType, values: tuple[str, ...]) -> tuple[int, ...]:
    """Return which cards exist. Guessing it from the templates' HTML loses cards that only speak."""
    filled = dict(zip(note_type.field_names, values, strict=True))
    return tuple(place for place, template in enumerate(note_type.templates) if template.gate is None or filled[template.gate])
