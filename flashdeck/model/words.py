"""Occurrences of words and phrases, and the sentence with them."""

from dataclasses import dataclass

from flashdeck.model.names import GlossSource, Language, Span, TokenKind
from flashdeck.model.text import Sentence


@dataclass(frozen=True, slots=True)
class Token:
    """An occurrence of a word. `level` is on the scale of its language: HSK 1.0 to 9.0, CEFR 1.0 (A1) to 6.0 (C2)."""

    text: str
    start: int
    end: int
    pos: str | None = None
    kind: TokenKind = "word"
    level: float = 0.0
    easiest: float | None = None
    """The level of its easiest use as any part of speech, where that is lower."""
    zipf: float | None = None
    gloss: str | None = None
    gloss_from: GlossSource | None = None
    senses: tuple[str, ...] = ()
    links: tuple[Span, ...] = ()
    has_own_level: bool = False
    """Whether a person gave it its level, which then overrules every list of what is known."""
    homograph: str | None = None
    """Which of several words with this spelling it is (zhang3 of 长), where they are different words."""
    word_rule: str | None = None
    """The id of the rule by which the text was cut here; likewise `pos_rule`, `gloss_rule` and `link_rule` for their values."""
    pos_rule: str | None = None
    gloss_rule: str | None = None
    link_rule: str | None = None

    @property
    def headword(self) -> str:
        return self.text

    @property
    def listed(self) -> str | None:
        """The level as the list prints it; None where no list has the word."""
        return None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands; a phrase may stand in several pieces."""
        return ((self.start, self.end),)


@dataclass(frozen=True, slots=True)
class ZhToken(Token):
    """`pinyin`: one reading a Han character, citation tones. `hsk`: "1" to "6", "7-9" or None."""

    pinyin: tuple[str, ...] = ()
    hsk: str | None = None
    traditional: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    """What the words in it mean, where no dictionary has it: (("强化", "strengthen"), ("学习", "learn"))."""
    doubtful: bool = False
    simplified: str | None = None
    """The word in simplified characters, where the line has others: dictionaries and lists know it by this name."""
    reading_rule: str | None = None
    """The id of the rule that chose the reading."""

    @property
    def headword(self) -> str:
        return self.simplified or self.text

    @property
    def listed(self) -> str | None:
        return self.hsk


@dataclass(frozen=True, slots=True)
class EnToken(Token):
    """`pos` is UPOS, `cefr` approximate; both None until an annotator says them."""

    lemma: str | None = None
    cefr: str | None = None
    ipa: str | None = None

    @property
    def headword(self) -> str:
        return self.lemma or self.text.casefold()

    @property
    def listed(self) -> str | None:
        return self.cefr


@dataclass(frozen=True, slots=True)
class Phrase(EnToken):
    """Several tokens that are learned as one: "red herring", "roll … out", "data center".

    `members` are their places among the tokens, which keep their own life; `pieces` where they stand, without what stands
    between them. A compound is as clear as its words, so who learns it learns them. `is_fixed`: it means the same everywhere.
    """

    members: tuple[int, ...] = ()
    pieces: tuple[Span, ...] = ()
    is_compound: bool = False
    is_fixed: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.pieces


@dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence and the tokens of both sides."""

    sentence: Sentence
    zh_tokens: tuple[ZhToken, ...]
    en_tokens: tuple[EnToken, ...]
    en_phrases: tuple[Phrase, ...] = ()

    def units(self, study: Language) -> tuple[Token, ...]:
        """Return what is learned as one, in order of appearance: phrases, and the tokens that belong to none."""
        if study == "zh" or not self.en_phrases:
            return self.zh_tokens if study == "zh" else self.en_tokens
        taken = {place for phrase in self.en_phrases for place in phrase.members}
        single = (token for place, token in enumerate(self.en_tokens) if place not in taken)
        return tuple(sorted((*self.en_phrases, *single), key=lambda unit: (unit.start, unit.end)))
