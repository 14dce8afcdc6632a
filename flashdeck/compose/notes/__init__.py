"""Make a note from each card: fill the fields of its note type, and add tags.

The module `shared` fills the fields that all note types have. The modules `chinese` and `english` fill the fields that only the
note types for one language have.
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
    """The functions and names that differ between notes for learners of Chinese and notes for learners of English."""

    note_types: dict[CardType, str]
    fields: Callable[[Card, NoteContext], dict[str, Html]]
    level: Callable[[Card, HskEdition], str]
    scale: str
    """The name of the scale of levels, as it is written in tags."""
    origin: str
    """The dictionary from which the definitions on the notes come, with its license.

    Empty if the license of the dictionary does not require credit.
    """


_NOTE_MAKERS: dict[Language, _NoteMaker] = {
    "zh": _NoteMaker(
        {"sentence": "chinese-sentence", "word": "chinese-vocabulary"}, chinese_fields, chinese_level, "hsk", DEFINITIONS
    ),
    "en": _NoteMaker({"sentence": "english-sentence", "word": "english-vocabulary"}, english_fields, english_level, "cefr", ""),
}


def make_note(card: Card, context: NoteContext, slug: str) -> Note:
    """Return the note for a card. `slug` is the name of the talk in a tag.

    A field of the note type that no function fills is empty.
    """
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
