"""Graded sentences, cards, notes and decks."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.model.names import CardType, Html, Language, Span
from flashdeck.model.reasons import Reason
from flashdeck.model.text import Notice, text_digest
from flashdeck.model.words import Annotated, Token


@dataclass(frozen=True, slots=True)
class Graded:
    """An annotated sentence, graded for one learner.

    `difficulty` is on the scale of the language studied, HSK 1 to 9 or CEFR 1 (A1) to 6 (C2). `quality` is from 0 to 1.
    `unknown` holds the headwords that the learner does not know yet, in order of appearance. `reasons` holds the codes of the
    reasons why the sentence cannot be a card. `factors` are the names and values of all factors that lowered the quality.
    """

    annotated: Annotated
    study: Language
    difficulty: float
    quality: float
    unknown: tuple[str, ...]
    reasons: tuple[Reason, ...]
    factors: tuple[tuple[str, float], ...] = ()
    reason_rules: tuple[str, ...] = ()
    """The ids of the rules by which the filters decided, one id for each code in `reasons`."""
    adequacy: float = 1.0
    """The probability that the two lines of the sentence say the same; see `flashdeck.bilingual.adequacy`."""

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
        """The units that are learned: the phrases, and the tokens that are not in a phrase."""
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

    `number` is the index of the sentence in the transcript, from 0. `zh` and `en` are the ranges of the clause's tokens on
    each side of the sentence: the index of the first token, and the index after the last token.
    """

    number: int
    zh: Span
    en: Span
    graded: Graded


@dataclass(frozen=True, slots=True)
class GradedTalk:
    """All sentences of a transcript, graded for one learner, and the clauses that may become cards in place of sentences."""

    sentences: tuple[Graded, ...]
    clauses: tuple[GradedClause, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A chosen card.

    `new_words` are the headwords that are still unknown at this point of the deck; `targets` are the new words that the card
    teaches. `why` is the reason for the choice, for a person. `value` is the score by which the card was chosen.
    """

    graded: Graded
    type: CardType
    targets: tuple[str, ...]
    new_words: tuple[str, ...]
    why: str
    value: float
    note: str = ""
    """The note of the edits file for this card; empty if the file has no note for it."""
    choice_rule: str = ""
    """The id of the rule that chose the card. The rules are rows of `select/data/choice.tsv`."""

    @property
    def id(self) -> str:
        """The id of the card in `preview` and in the edits file. In Anki, the GUID of the note is made from it."""
        if self.type == "sentence":
            return sentence_card_id(self.graded)
        return word_card_id(self.graded.study, next(unit for unit in self.graded.units if unit.headword == self.targets[0]))


def sentence_card_id(graded: Graded) -> str:
    """Return the id of a sentence's card. It depends on the text as read, so that a correction does not make a new note."""
    sentence = graded.annotated.sentence
    as_read = sentence.zh_as_read if graded.study == "zh" else sentence.en_as_read
    return f"{graded.study}-sentence-{text_digest(unicodedata.normalize('NFKC', as_read).casefold())}"


def word_card_id(study: Language, unit: Token) -> str:
    """Return the id of the card of a word or phrase."""
    which = f".{unit.homograph}" if unit.homograph else ""
    return f"{study}-word-{unit.headword.casefold().replace(' ', '_')}{which}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen cards in deck order, all graded sentences, figures for the summary, and notices about rejected sentences."""

    cards: tuple[Card, ...]
    graded: tuple[Graded, ...]
    coverage: "WordCoverage"
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class WordCoverage:
    """The numbers of words that a learner knows before and after learning the deck.

    `running_words`, `known_before` and `known_after` count the words of the transcript with all their repetitions.
    `types_above` counts the different words above the learner's level, and `types_taught` counts those that the deck teaches.
    """

    running_words: int
    known_before: int
    known_after: int
    types_above: int
    types_taught: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note of Anki. `fields` holds pairs of a field name and the HTML in the field; a field without a pair is empty."""

    id: str
    note_type: str
    fields: tuple[tuple[str, Html], ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck with its notes in the order of study. `description` is the text that Anki shows, with the attribution."""

    name: str
    description: Html
    notes: Sequence[Note]
