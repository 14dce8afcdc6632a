"""Make the notes of cards: the fields of a note type, and tags.

`chinese` and `english` fill the fields that only their note types have, `shared` the fields of all note types.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flashdeck.compose.notes.chinese import DEFINITIONS, chinese_fields, chinese_level
from flashdeck.compose.notes.english import english_fields, english_level
from flashdeck.compose.notes.shared import NoteContext, shared_fields, target_tokens
from flashdeck.model import Card, CardType, HskEdition, Html, Language, Note

__all__ = ["NoteContext", "make_note"]


@dataclass(frozen=True, slots=True)
class _NoteMaker:
    """How the notes for one language are made."""

    note_types: dict[CardType, str]
    fields: Callable[[Card, NoteContext], dict[str, Html]]
    level: Callable[[Card, HskEdition], str]
    scale: str
    """The name of the scale of levels in tags."""
    origin: str
    """The dictionary whose definitions the notes show, with its license; empty if the dictionary does not require credit."""


_NOTE_MAKERS: dict[Language, _NoteMaker] = {
    "zh": _NoteMaker(
        {"sentence": "chinese-sentence", "word": "chinese-vocabulary"}, chinese_fields, chinese_level, "hsk", DEFINITIONS
    ),
    "en": _NoteMaker({"sentence": "english-sentence", "word": "english-vocabulary"}, english_fields, english_level, "cefr", ""),
}


def make_note(card: Card, context: NoteContext, slug: str) -> Note:
    """Make the note of a card. `slug` names the talk in a tag. Fields of the note type that are not returned stay empty."""
    maker = _NOTE_MAKERS[card.graded.study]
    level = maker.level(card, context.edition)
    fields = maker.fields(card, context) | shared_fields(card, context, level, maker.origin)
    return Note(card.id, maker.note_types[card.type], tuple(fields.items()), tuple(_tags(card, maker.scale, slug)))


def _tags(card: Card, scale: str, slug: str) -> Iterator[str]:
    yield "flashdeck"
    yield f"flashdeck::src::{slug}"
    yield f"flashdeck::kind::{card.type}"
    for level in sorted({token.listed or "off-list" for token in target_tokens(card)}):
        yield f"flashdeck::{scale}::{level}"
