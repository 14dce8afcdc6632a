"""Notes → rows: fields in the note type's order, the cards that exist, and what identifies them for ever."""

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from flashdeck.errors import UsageError
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.hygiene import are_clean, clean_field
from flashdeck.write.anki.note_types import NoteType

SEPARATOR = "\x1f"
"""Stands between the fields of a note."""

FIRST_BUILD = 1767225600
"""2026-01-01 UTC, the stamp of every first build, so that it is the same bytes everywhere."""

_DECK_IDS = range(2**30, 2**53)
_LONGEST_LEVEL = 255  # as long as a file's name; Anki may cut very long ones, and then misses the deck at the next import
_Picker = Callable[[tuple[str, ...]], tuple[str, ...]]
_BAD_IN_DECK_NAME = re.compile('["\x00-\x1f\x7f-\x9f\u2028\u2029]')
_BAD_TAG = re.compile(r'[\s,"\x00-\x1f]|(?:^|::)(?:::|$)')


class Row(NamedTuple):
    """A note laid out for Anki. `due` is its place in the deck, from 1; `ords` are its cards.

    Its fields stand in one text of UTF-8, as a collection keeps them, and the pieces around the Source also apart, because
    that is no part of what a note teaches. It is a named tuple, made twice as fast as a dataclass, for the sake of large decks.
    """

    id: str
    guid: str
    note_type: NoteType
    deck: str
    due: int
    ords: tuple[int, ...]
    first: str
    fields: bytes
    before_source: bytes
    source: str
    after_source: bytes
    tags: tuple[str, ...]

    def fields_with(self, source: str) -> bytes:
        """Return all fields, those that name another source than it has now included."""
        if source == self.source:
            return self.fields
        return b"%b\x1f%b\x1f%b" % (self.before_source, source.encode(), self.after_source)


def guid_for(note_id: str) -> str:
    """Return the GUID of a note: it never depends on a gloss, a reading, a line number or a level.

    >>> guid_for("zh-word-强化学习")
    '8BkdmxA2XiNECq1I'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(f"flashdeck:{note_id}".encode()).digest()[:12]).decode()


@lru_cache(maxsize=64)
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


def check_decks(decks: Sequence[Deck]) -> None:
    """Refuse deck names that Anki would change; ValueError for two decks of one name, or no notes at all."""
    for deck in decks:
        check_deck_name(deck.name)
    if len({deck.name for deck in decks}) < len(decks) or not any(deck.notes for deck in decks):
        raise ValueError("a package without notes, or with two decks of one name")


def rows_of(decks: Iterable[Deck], note_types: Mapping[str, NoteType]) -> Iterator[Row]:
    """Lay out the notes one by one; ValueError when they contradict each other or their note type."""
    layout = _Layout(note_types)
    for deck in decks:
        for due, note in enumerate(deck.notes, 1):
            yield layout.row(note, deck.name, due)


class _Layout:
    """Lays out notes, and remembers what it has checked: a deck has few kinds of notes and of tags, and many notes."""

    def __init__(self, note_types: Mapping[str, NoteType]) -> None:
        self._note_types = note_types
        self._pickers: dict[tuple[str, tuple[str, ...]], _Picker] = {}
        self._good_tags: set[tuple[str, ...]] = set()
        self._guids: set[str] = set()

    def row(self, note: Note, deck: str, due: int) -> Row:
        note_type = self._note_types[note.note_type]
        values, fields = self._values(note, note_type)
        guid = guid_for(note.id)
        if guid in self._guids:
            raise ValueError(f"{note.id}: two notes with one id, which Anki could never update separately")
        self._guids.add(guid)
        if note.tags not in self._good_tags:
            _check_tags(note)
            self._good_tags.add(note.tags)
        pieces = _around(note_type.source_place, values, fields)
        return Row(note.id, guid, note_type, deck, due, _ords(note_type, values), values[0], fields, *pieces, note.tags)

    def _values(self, note: Note, note_type: NoteType) -> tuple[tuple[str, ...], bytes]:
        """Return the clean fields in the note type's order, the last being the ID, and the same in one text of UTF-8."""
        names, given = zip(*note.fields, ("ID", html.escape(note.id, quote=False)), strict=True)
        pick = self._pickers.get((note.note_type, names))
        if pick is None:
            pick = self._pickers[note.note_type, names] = _picker(note, note_type)
        values = pick((*given, ""))
        joined = SEPARATOR.join(values)
        if not are_clean(given, joined, len(values) - 1):
            given = tuple(clean_field(value, may_sound=name == "Audio") for name, value in zip(names, given, strict=True))
            values = pick((*given, ""))
            joined = SEPARATOR.join(values)
        if not values[0]:
            raise ValueError(f"{note.id}: the first field is empty, and Anki would drop the note")
        return values, joined.encode()


def _around(place: int, values: tuple[str, ...], joined: bytes) -> tuple[bytes, str, bytes]:
    """Return what stands before a field, the field, and what stands after it; most of the text stands before Source."""
    after = SEPARATOR.join(values[place + 1 :]).encode()
    return joined[: -2 - len(values[place].encode()) - len(after)], values[place], after


def _check_tags(note: Note) -> None:
    for tag in note.tags:
        if _BAD_TAG.search(tag):
            raise ValueError(f"{note.id}: Anki would change the tag {tag!r}")


def _picker(note: Note, note_type: NoteType) -> _Picker:
    """Return what puts the fields that a note names, its ID and an empty one into the order of its note type."""
    names = [name for name, _ in note.fields]
    unknown = set(names) - set(note_type.field_names)
    if unknown or len(set(names)) < len(names):
        raise ValueError(f"{note.id}: unknown or repeated fields of {note_type.name}: {', '.join(sorted(unknown))}")
    places = {**{name: place for place, name in enumerate(names)}, "ID": len(names)}
    return itemgetter(*(places.get(name, -1) for name in note_type.field_names))


def _ords(note_type: NoteType, values: tuple[str, ...]) -> tuple[int, ...]:
    """Return which cards exist. Guessing it from the templates' HTML loses cards that only speak."""
    return tuple([ord_ for ord_, place in enumerate(note_type.gate_places) if place is None or values[place]])
