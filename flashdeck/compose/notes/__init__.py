"""Cards become notes: what stands on a card, and what is kept for search.

`chinese` and `english` make the fields that their notes alone have, `shared` those of all notes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flashdeck.compose.notes.chinese import DEFINITIONS, chinese_fields, chinese_level
from flashdeck.compose.notes.english import english_fields, english_level
from flashdeck.compose.notes.shared import Setting, tail, target_tokens
from flashdeck.model import Card, CardType, HskEdition, Html, Language, Note

__all__ = ["Setting", "make_note"]


@dataclass(frozen=True, slots=True)
class _Kind:
    """The notes of one language."""

    note_types: dict[CardType, str]
    fields: Callable[[Card, Setting], dict[str, Html]]
    level: Callable[[Card, HskEdition], str]
    scale: str
    origin: str


_KINDS: dict[Language, _Kind] = {
    "zh": _Kind(
        {"sentence": "chinese-sentence", "word": "chinese-vocabulary"}, chinese_fields, chinese_level, "hsk", DEFINITIONS
    ),
    "en": _Kind({"sentence": "english-sentence", "word": "english-vocabulary"}, english_fields, english_level, "cefr", ""),
}


def make_note(card: Card, setting: Setting, slug: str) -> Note:
    """Make the note of a card; `slug` names the talk in a tag. A field that is not named is empty."""
    kind = _KINDS[card.graded.study]
    fields = kind.fields(card, setting) | tail(card, setting, kind.level(card, setting.edition), kind.origin)
    return Note(card.id, kind.note_types[card.type], tuple(fields.items()), tuple(_tags(card, kind.scale, slug)))


def _tags(card: Card, scale: str, slug: str) -> Iterator[str]:
    yield "flashdeck"
    yield f"flashdeck::src::{slug}"
    yield f"flashdeck::kind::{card.type}"
    for level in sorted({token.listed or "off-list" for token in target_tokens(card)}):
        yield f"flashdeck::{scale}::{level}"
