"""Every value that travels between the stages.

One frozen type a stage, each wrapping the one before (`Card → Graded → Annotated → Sentence → Pair → Line`), so that the
line number and the untouched original are always within reach. Offsets are Python string indices, end exclusive.
"""

from flashdeck.model.cards import Card, Coverage, Deck, Graded, Note, Selection, sentence_card_id, word_card_id
from flashdeck.model.names import (
    CardKind,
    CardOrder,
    CardType,
    GlossSource,
    HskEdition,
    Html,
    Language,
    Layout,
    Original,
    Phonetic,
    Script,
    Span,
    TokenKind,
)
from flashdeck.model.text import (
    Bitext,
    Line,
    LinePair,
    Notice,
    Pair,
    Sentence,
    Transcript,
    join_chinese,
    joined_spans,
    line_numbers,
    part_as_read,
    text_digest,
)
from flashdeck.model.words import Annotated, EnToken, Phrase, Token, ZhToken

__all__ = [
    "Annotated",
    "Bitext",
    "Card",
    "CardKind",
    "CardOrder",
    "CardType",
    "Coverage",
    "Deck",
    "EnToken",
    "GlossSource",
    "Graded",
    "HskEdition",
    "Html",
    "Language",
    "Layout",
    "Line",
    "LinePair",
    "Note",
    "Notice",
    "Original",
    "Pair",
    "Phonetic",
    "Phrase",
    "Script",
    "Selection",
    "Sentence",
    "Span",
    "Token",
    "TokenKind",
    "Transcript",
    "ZhToken",
    "join_chinese",
    "joined_spans",
    "line_numbers",
    "part_as_read",
    "sentence_card_id",
    "text_digest",
    "word_card_id",
]
