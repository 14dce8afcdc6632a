"""Arrange the values of a note as Anki stores them: fields in the order of the note type, cards, GUID and tags."""

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from flashdeck.errors import UsageError
from flashdeck.model import Deck, Html, Note
from flashdeck.write.anki.hygiene import are_clean, clean_field
from flashdeck.write.anki.note_types import NoteType

SEPARATOR = "\x1f"
"""The character between the fields of a note."""

FIRST_BUILD = 1767225600
"""The modification time of all notes in the first build of a package: 2026-01-01 UTC.

The time is fixed, so that the first build writes the same bytes on every machine.
"""

_DECK_IDS = range(2**30, 2**53)
# The maximum length of one level of a deck name, in characters. Anki may shorten a longer name, and would then not find the
# deck at the next import.
_LONGEST_LEVEL = 255
_Picker = Callable[[tuple[str, ...]], tuple[str, ...]]
_BAD_IN_DECK_NAME = re.compile('["\x00-\x1f\x7f-\x9f\u2028\u2029]')
_BAD_TAG = re.compile(r'[\s,"\x00-\x1f]|(?:^|::)(?:::|$)')


class NoteRow(NamedTuple):
    """The values of a note as Anki stores them.

    due: the position of the note in the deck, starting at 1.
    ords: the numbers of the note's cards.
    fields: all fields in UTF-8, in the form in which a collection stores them.
    before_source, after_source: the parts of `fields` before and after the field Source. Only they are compared with the last build.

    This class is a named tuple because a named tuple is created twice as fast as a dataclass. Large decks have many notes.
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
        """Return all fields of the note, with `source` as the value of the field Source."""
        if source == self.source:
            return self.fields
        return b"%b\x1f%b\x1f%b" % (self.before_source, source.encode(), self.after_source)


def guid_for(note_id: str) -> str:
    """Return the GUID of a note. It depends on the ID alone, never on a gloss, a reading, a line number or a level.

    >>> guid_for("zh-word-强化学习")
    '8BkdmxA2XiNECq1I'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(f"flashdeck:{note_id}".encode()).digest()[:12]).decode()


def deck_id_for(name: str) -> int:
    """Return the id of a deck, which depends only on the name of the deck. Anki finds the deck by its name."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    return _DECK_IDS[number % len(_DECK_IDS)]


def check_deck_name(name: str) -> None:
    """Raise `UsageError` for a deck name that Anki would change. The next import could not find such a deck."""
    levels = name.split("::")
    odd_level = any(level != level.strip() or not 0 < len(level) <= _LONGEST_LEVEL for level in levels)
    if odd_level or _BAD_IN_DECK_NAME.search(name):
        raise UsageError(
            f"deck name {name!r}: Anki would change it",
            remedy=f"Write levels of 1 to {_LONGEST_LEVEL} characters with `::` between them, without quotes and line breaks.",
        )


def tidy_decks(decks: Iterable[Deck]) -> tuple[Deck, ...]:
    """Return decks as Anki stores them: names in the Unicode form NFC, and descriptions without control characters.

    Names may come from file names, which have a different Unicode form on macOS.
    """
    return tuple(
        replace(deck, name=unicodedata.normalize("NFC", deck.name), description=Html(clean_field(deck.description)))
        for deck in decks
    )


def check_decks(decks: Sequence[Deck]) -> None:
    """Check the names of decks.

    Raises `UsageError` for a name that Anki would change, and `ValueError` for two equal names or decks without any note.
    """
    for deck in decks:
        check_deck_name(deck.name)
    if len({deck.name for deck in decks}) < len(decks) or not any(deck.notes for deck in decks):
        raise ValueError("the package has no notes, or two decks with the same name")


def rows_of(decks: Iterable[Deck], note_types: Mapping[str, NoteType]) -> Iterator[NoteRow]:
    """Yield each note as a row.

    Raises `ValueError` if two notes have the same ID, or if a note has a field that its note type does not have.
    """
    layout = _Layout(note_types)
    for deck in decks:
        for due, note in enumerate(deck.notes, 1):
            yield layout.row(note, deck.name, due)


class _Layout:
    """Makes rows from notes.

    Each set of field names and each set of tags is checked only once, because many notes share them.
    """

    def __init__(self, note_types: Mapping[str, NoteType]) -> None:
        self._note_types = note_types
        self._pickers: dict[tuple[str, tuple[str, ...]], _Picker] = {}
        self._good_tags: set[tuple[str, ...]] = set()
        self._guids: set[str] = set()

    def row(self, note: Note, deck: str, due: int) -> NoteRow:
        note_type = self._note_types[note.note_type]
        values, fields = self._values(note, note_type)
        guid = guid_for(note.id)
        if guid in self._guids:
            raise ValueError(f"{note.id}: two notes have this ID, and Anki could not update them separately")
        self._guids.add(guid)
        if note.tags not in self._good_tags:
            _check_tags(note)
            self._good_tags.add(note.tags)
        pieces = _around(note_type.source_place, values, fields)
        return NoteRow(note.id, guid, note_type, deck, due, _ords(note_type, values), values[0], fields, *pieces, note.tags)

    def _values(self, note: Note, note_type: NoteType) -> tuple[tuple[str, ...], bytes]:
        """Return the cleaned fields of a note twice: as a tuple of texts, and joined in UTF-8.

        The fields are in the order of the note type. The last field is the ID.
        """
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
            raise ValueError(f"{note.id}: the first field is empty, so Anki would drop the note")
        return values, joined.encode()


def _around(place: int, values: tuple[str, ...], joined: bytes) -> tuple[bytes, str, bytes]:
    """Return the joined fields before the field with the index `place`, the value of this field, and the fields after it."""
    after = SEPARATOR.join(values[place + 1 :]).encode()
    return joined[: -2 - len(values[place].encode()) - len(after)], values[place], after


def _check_tags(note: Note) -> None:
    for tag in note.tags:
        if _BAD_TAG.search(tag):
            raise ValueError(f"{note.id}: Anki would change the tag {tag!r}")


def _picker(note: Note, note_type: NoteType) -> _Picker:
    """Return a function that puts the fields of a note into the order of the note type.

    The function can be used for all notes with the same field names. Its argument has the fields, the ID and an empty text,
    which becomes the value of missing fields.
    """
    names = [name for name, _ in note.fields]
    unknown = set(names) - set(note_type.field_names)
    if unknown or len(set(names)) < len(names):
        raise ValueError(f"{note.id}: unknown or repeated fields of {note_type.name}: {', '.join(sorted(unknown))}")
    places = {**{name: place for place, name in enumerate(names)}, "ID": len(names)}
    return itemgetter(*(places.get(name, -1) for name in note_type.field_names))


def _ords(note_type: NoteType, values: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers of the cards that a note makes. A number is the index of a card template.

    The fields decide which cards a note makes. If the HTML decided, cards that only play speech would be missed.
    """
    return tuple([ord_ for ord_, place in enumerate(note_type.gate_places) if place is None or values[place]])
