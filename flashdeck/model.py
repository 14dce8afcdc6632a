"""Every value that travels between the stages.

One frozen type a stage, each wrapping the one before (`Card → Graded → Annotated → Sentence → Pair → Line`), so that the
line number and the untouched original are always within reach. Offsets are Python string indices, end exclusive.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NewType

Language = Literal["zh", "en"]
GlossSource = Literal["edits", "aligned", "dictionary", "unconfirmed"]
TokenKind = Literal["word", "function", "name", "number", "latin", "mark"]
CardType = Literal["sentence", "word"]
HskEdition = Literal["2025", "2021", "2.0"]
Script = Literal["simplified", "traditional"]
Phonetic = Literal["pinyin", "zhuyin", "none"]
CardOrder = Literal["best", "easy", "conversation", "value"]
Layout = Literal["alternating", "units", "two-sided"]
"""How the two languages stand in a transcript, which tells alignment how to go on.

`alternating`: a line, then its translation; `Line.unit` is None. `units`: the format itself says what belongs together (a
cue, a table row, a paragraph and the one behind it), and `Line.unit` names it. `two-sided`: two files, one a language, of
which nothing says what belongs together; `Line.unit` then names the cue or paragraph of its own side.
"""
Html = NewType("Html", str)
"""Text that was escaped, or markup of our own; what a card field holds."""

Span = tuple[int, int]


def text_digest(text: str) -> str:
    """Return 12 hex digits that name a text by its letters and digits alone.

    >>> text_digest("你好，世界。")
    'beca6335b20f'
    """
    folded = "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
    return hashlib.sha256(folded.encode()).hexdigest()[:12]


def join_chinese(parts: Iterable[str]) -> str:
    """Join the parts of a Chinese text; Latin words and figures that the end of a line keeps apart stay apart.

    >>> join_chinese(["欢迎收听 River", "Talk", "第3集。"])
    '欢迎收听 River Talk第3集。'
    """
    joined = ""
    for part in parts:
        meets = joined[-1:].isascii() and joined[-1:].isalnum() and part[:1].isascii() and part[:1].isalnum()
        joined += f" {part}" if meets else part
    return joined


@dataclass(frozen=True, slots=True)
class Notice:
    """A line left out, or a doubt: what, where (1-based line of the input file) and the text meant.

    `file` is the side whose file is meant, where the transcript came as two files.
    """

    code: str
    line: int
    text: str
    file: Language | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: the text alone, without the time, the speaker's name and the marks that stood around it.

    `lang` is what the format says (a column, a style, a file of its own), else what the script tells, and None where neither
    does. Several lines may have one number, as the cells of a row have; several lines of one language and one `unit` are one
    text, cut by the line ends of the file, in which any number of sentences may stand.
    """

    number: int
    text: str
    lang: Language | None
    start: float | None = None
    """Seconds, as `end`; both None where the format has no times."""
    end: float | None = None
    speaker: str | None = None
    file: Language | None = None
    """Which of two files the line stands in and `number` counts in; None where there is one file."""
    unit: int | None = None
    """Shared by the lines that the format says belong together, rising with the file; see `Layout`."""
    original: str | None = None
    """What the line said before a person mended it; None where nobody did."""

    @property
    def as_read(self) -> str:
        return self.text if self.original is None else self.original


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader made of one input."""

    title: str
    lines: tuple[Line, ...]
    notices: tuple[Notice, ...] = ()
    layout: Layout = "alternating"
    reader: str = "plain"
    """The format it was read as, by the name that --reader takes."""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Pair:
    """The smallest unit of which both sides translate each other. `score`: 0 (doubtful) to 1."""

    zh_source: tuple[Line, ...]
    en_source: tuple[Line, ...]
    score: float

    @property
    def zh(self) -> str:
        return join_chinese(line.text for line in self.zh_source)

    @property
    def en(self) -> str:
        return " ".join(line.text for line in self.en_source)


@dataclass(frozen=True, slots=True)
class LinePair:
    """Lines that translate each other, by their places in two lists (from 0). `score`: 0 (doubtful) to 1."""

    zh_lines: tuple[int, ...]
    en_lines: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Bitext:
    """All pairs of a transcript, in order, and what was left out."""

    pairs: tuple[Pair, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Pairs that belong on one card. `en` is cleaned of disfluencies; `repairs` names what was done to it."""

    pairs: tuple[Pair, ...]
    en: str
    repairs: tuple[str, ...] = ()

    @property
    def zh(self) -> str:
        return join_chinese(pair.zh for pair in self.pairs)

    @property
    def en_verbatim(self) -> str:
        return " ".join(pair.en for pair in self.pairs)

    @property
    def zh_as_read(self) -> str:
        """What stood in the transcript, where a person mended it; likewise `en_as_read`."""
        return join_chinese(line.as_read for pair in self.pairs for line in pair.zh_source)

    @property
    def en_as_read(self) -> str:
        return " ".join(line.as_read for pair in self.pairs for line in pair.en_source)

    @property
    def zh_lines(self) -> tuple[int, ...]:
        return line_numbers(line for pair in self.pairs for line in pair.zh_source)

    @property
    def en_lines(self) -> tuple[int, ...]:
        return line_numbers(line for pair in self.pairs for line in pair.en_source)

    @property
    def id(self) -> str:
        return text_digest(self.zh)

    @property
    def line(self) -> int:
        """The first line of the input that the sentence stands on."""
        return min(self.zh_lines + self.en_lines)


def line_numbers(lines: Iterable[Line]) -> tuple[int, ...]:
    """Return the numbers of lines, in order."""
    return tuple(line.number for line in lines)


@dataclass(frozen=True, slots=True)
class Token:
    """An occurrence of a word. `level` is on the scale of its language: HSK 1.0 to 9.0, CEFR 1.0 (A1) to 6.0 (C2)."""

    text: str
    start: int
    end: int
    pos: str | None = None
    kind: TokenKind = "word"
    level: float = 0.0
    zipf: float | None = None
    gloss: str | None = None
    gloss_from: GlossSource | None = None
    senses: tuple[str, ...] = ()
    links: tuple[Span, ...] = ()
    has_own_level: bool = False
    """Whether a person gave it its level, which then overrules every list of what is known."""
    homograph: str | None = None
    """Which of several words with this spelling it is (zhang3 of 长), where they are different words."""

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
class Card:
    """A chosen card. `new_words` are unknown at this place in the deck; `targets` are those it teaches."""

    graded: Graded
    type: CardType
    targets: tuple[str, ...]
    new_words: tuple[str, ...]
    why: str
    value: float

    @property
    def id(self) -> str:
        """The id of preview, of the edits file and of the note, of which the GUID is made."""
        study = self.graded.study
        if self.type == "word":
            token = next(unit for unit in self.graded.units if unit.headword == self.targets[0])
            which = f".{token.homograph}" if token.homograph else ""
            return f"{study}-word-{self.targets[0].casefold().replace(' ', '_')}{which}"
        sentence = self.graded.annotated.sentence
        as_read = sentence.zh_as_read if study == "zh" else sentence.en_as_read
        return f"{study}-sentence-{text_digest(unicodedata.normalize('NFKC', as_read).casefold())}"


@dataclass(frozen=True, slots=True)
class Selection:
    """The cards in deck order, what was graded, and figures for the summary."""

    cards: tuple[Card, ...]
    graded: tuple[Graded, ...]
    coverage: "Coverage"
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
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
    notes: tuple[Note, ...]
