"""From a sentence as a learner meets it to the notes of a deck."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.model.names import CardType, Html, Language, Span
from flashdeck.model.text import Notice, text_digest
from flashdeck.model.words import Annotated, Token


@dataclass(frozen=True, slots=True)
class Graded:
    """An annotated sentence as this learner meets it.

    `difficulty` is on the scale of the language studied; `quality` runs from 0 to 1; `unknown` are the
    headwords that the learner does not know yet, in order of appearance; `reasons` are why it may not be a card; `factors`
    are what lowered the quality, each with its factor.
    """

    annotated: Annotated
    study: Language
    difficulty: float
    quality: float
    unknown: tuple[str, ...]
    reasons: tuple[str, ...]
    factors: tuple[tuple[str, float], ...] = ()

    @property
    def target(self) -> str:
        sentence = self.annotated.sentence
        return sentence.zh if self.study == "zh" else sentence.en

    @property
    def context(self) -> str:
        sentence = self.annotated.sentence
        return sentence.en if self.study == "zh" else sentence.zh

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the language studied."""
        return self.annotated.zh_tokens if self.study == "zh" else self.annotated.en_tokens

    @property
    def units(self) -> tuple[Token, ...]:
        """What is learned as one: tokens, and phrases in the place of theirs."""
        return self.annotated.units(self.study)

    @property
    def context_tokens(self) -> tuple[Token, ...]:
        return self.annotated.en_tokens if self.study == "zh" else self.annotated.zh_tokens

    @property
    def line(self) -> int:
        return self.annotated.sentence.line


@dataclass(frozen=True, slots=True)
class GradedClause:
    """A clause of a sentence, graded for one learner.

    `number` is the place of the sentence in the transcript, from 0. `zh` and `en` are the first token of the clause and the
    token after its last one, on each side of that sentence.
    """

    number: int
    zh: Span
    en: Span
    graded: Graded


@dataclass(frozen=True, slots=True)
class GradedTalk:
    """All sentences of a transcript, graded for one learner, and the clauses that may become cards in their place."""

    sentences: tuple[Graded, ...]
    clauses: tuple[GradedClause, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A chosen card. `new_words` are unknown at this place in the deck; `targets` are those it teaches."""

    graded: Graded
    type: CardType
    targets: tuple[str, ...]
    new_words: tuple[str, ...]
    why: str
    value: float
    note: str = ""
    """What a person wrote for this card."""

    @property
    def id(self) -> str:
        """The id of preview, of the edits file and of the note, of which the GUID is made."""
        if self.type == "sentence":
            return sentence_card_id(self.graded)
        return word_card_id(self.graded.study, next(unit for unit in self.graded.units if unit.headword == self.targets[0]))


def sentence_card_id(graded: Graded) -> str:
    """Return the id of the card that a sentence would make: of its text as read, so that mending it keeps the note."""
    sentence = graded.annotated.sentence
    as_read = sentence.zh_as_read if graded.study == "zh" else sentence.en_as_read
    return f"{graded.study}-sentence-{text_digest(unicodedata.normalize('NFKC', as_read).casefold())}"


def word_card_id(study: Language, unit: Token) -> str:
    """Return the id of the card that a word or phrase would make."""
    which = f".{unit.homograph}" if unit.homograph else ""
    return f"{study}-word-{unit.headword.casefold().replace(' ', '_')}{which}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The cards in deck order, what was graded, and figures for the summary."""

    cards: tuple[Card, ...]
    graded: tuple[Graded, ...]
    coverage: "WordCoverage"
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class WordCoverage:
    """Running words of the text that are known, and word types above the level, before and after the deck."""

    running_words: int
    known_before: int
    known_after: int
    types_above: int
    types_taught: int


@dataclass(frozen=True, slots=True)
class Note:
    """One Anki note: `fields` maps a field's name to HTML; a field that is not named is empty."""

    id: str
    note_type: str
    fields: tuple[tuple[str, Html], ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """Notes in the order in which they are to be learned. `description` is shown by Anki and carries the attribution."""

    name: str
    description: Html
    notes: Sequence[Note]
