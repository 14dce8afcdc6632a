"""Define tokens, phrases and annotated sentences."""

from typing import NamedTuple

from flashdeck.model.hot_values import hot_dataclass
from flashdeck.model.names import GlossSource, Language, Span, TokenKind
from flashdeck.model.text import Sentence


@hot_dataclass(frozen=True, slots=True)
class Token:
    """An occurrence of a word in a sentence.

    `start` and `end` are its span in the text. `level` is on the scale of its language: HSK 1.0 to 9.0, CEFR 1.0 (A1) to 6.0
    (C2). `zipf` is the frequency on the Zipf scale, None if no list has the word. `gloss` is its meaning in the other language,
    None if it is not known. `links` are the spans of its counterpart in the other line.
    """

    text: str
    start: int
    end: int
    pos: str | None = None
    kind: TokenKind = "word"
    level: float = 0.0
    easiest: float | None = None
    """The level of the word as its easiest part of speech; None if this level is not lower than `level`."""
    zipf: float | None = None
    gloss: str | None = None
    gloss_from: GlossSource | None = None
    senses: tuple[str, ...] = ()
    links: tuple[Span, ...] = ()
    has_own_level: bool = False
    """Whether the edits file sets the level of the word. Such a level overrides every list of known words."""
    homograph: str | None = None
    """The reading of a word that has the same spelling as a different word, such as zhang3 for 长; None for any other word."""
    word_rule: str | None = None
    """The id of the rule that decided where the word begins and ends.

    `pos_rule`, `gloss_rule` and `link_rule` are the ids of the rules that decided the part of speech, the gloss and the links.
    """
    pos_rule: str | None = None
    gloss_rule: str | None = None
    link_rule: str | None = None

    @property
    def headword(self) -> str:
        return self.text

    @property
    def listed(self) -> str | None:
        """The level in the form in which the word list prints it; None if no list has the word."""
        return None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of the token in the text; a phrase may have several spans."""
        return ((self.start, self.end),)


@hot_dataclass(frozen=True, slots=True)
class ZhToken(Token):
    """A Chinese token.

    `pinyin` has one syllable for each Han character, in citation tones. `hsk` is "1" to "6", "7-9", or None for a word that is
    not in the list. `doubtful` says that the evidence for the reading is weak.
    """

    pinyin: tuple[str, ...] = ()
    hsk: str | None = None
    traditional: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    """The parts of a word that is not in a dictionary, with their meanings: (("强化", "strengthen"), ("学习", "learn"))."""
    doubtful: bool = False
    simplified: str | None = None
    """The word in simplified characters, as in dictionaries and word lists; None if the line has the same characters."""
    reading_rule: str | None = None
    """The id of the rule that chose the reading of the word."""

    @property
    def headword(self) -> str:
        return self.simplified or self.text

    @property
    def listed(self) -> str | None:
        return self.hsk


@hot_dataclass(frozen=True, slots=True)
class EnToken(Token):
    """An English token. `pos` is the universal part of speech (UPOS). `cefr` is an approximate level, "A1" to "C2", or None."""

    lemma: str | None = None
    cefr: str | None = None
    ipa: str | None = None

    @property
    def headword(self) -> str:
        return self.lemma or self.text.casefold()

    @property
    def listed(self) -> str | None:
        return self.cefr


@hot_dataclass(frozen=True, slots=True)
class Phrase(EnToken):
    """Several tokens that are learned as one unit: "red herring", "roll … out", "data center".

    `members` are the indices of these tokens in the sentence, from 0; the tokens stay in the sentence as well. `pieces` are the
    spans of the phrase, without the words in between. `is_compound` says that the meaning follows from the words, so that
    learning the phrase teaches them. `is_fixed` says that the phrase means the same in every context.
    """

    members: tuple[int, ...] = ()
    pieces: tuple[Span, ...] = ()
    is_compound: bool = False
    is_fixed: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.pieces


class Unmatched(NamedTuple):
    """The content words of a sentence for which there is no evidence of a counterpart in the other line.

    `zh` and `en` are the offsets at which these words begin in the Chinese and the English line, in increasing order.
    """

    zh: tuple[int, ...] = ()
    en: tuple[int, ...] = ()


@hot_dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence with its Chinese and English tokens, and with the English phrases."""

    sentence: Sentence
    zh_tokens: tuple[ZhToken, ...]
    en_tokens: tuple[EnToken, ...]
    en_phrases: tuple[Phrase, ...] = ()
    unmatched: Unmatched = Unmatched()

    def units(self, study: Language) -> tuple[Token, ...]:
        """Return the units that are learned, in order of appearance: the phrases, and the tokens that are not in a phrase."""
        if study == "zh" or not self.en_phrases:
            return self.zh_tokens if study == "zh" else self.en_tokens
        taken = {place for phrase in self.en_phrases for place in phrase.members}
        single = (token for place, token in enumerate(self.en_tokens) if place not in taken)
        return tuple(sorted((*self.en_phrases, *single), key=lambda unit: (unit.start, unit.end)))
