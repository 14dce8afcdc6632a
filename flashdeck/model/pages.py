"""The values of printed pages: plain words in blocks, the same for HTML, PDF and DOCX.

They stand between compose and write. A copy for students is a value of its own that holds no answer, so that no writer
can give one away. `lang` is BCP 47; None is the language of the headings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from flashdeck.model import Language

Copy = Literal["student", "teacher"]
TextLayout = Literal["interlinear", "parallel", "target", "context"]
Paper = Literal["a4", "letter"]
Sort = Literal["appearance", "level", "frequency", "alphabet"]
Ruby = Literal["above-level", "first", "all", "none"]
RubyUnit = Literal["word", "character"]
UiLanguage = Literal["both", "en", "zh"]
SectionKind = Literal[
    "check",
    "vocabulary",
    "text",
    "patterns",
    "cloze",
    "match",
    "unscramble",
    "dictation",
    "translate",
    "improve",
    "discuss",
    "key",
]
RunRole = Literal["plain", "word", "gap", "number", "quiet", "strong", "badge"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one kind; `reading` stands over it. A gap has no text, `width` says its width in em."""

    text: str
    lang: str | None = None
    reading: str = ""
    role: RunRole = "plain"
    width: float = 0.0


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A numbered line of the text; a side that is not shown is empty. `notes` stand at its side."""

    number: int
    speaker: str
    target: Runs
    context: Runs
    notes: tuple[Runs, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The numbered lines of a text."""

    layout: TextLayout
    lines: tuple[TextLine, ...]
    has_speakers: bool
    has_notes: bool
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and its share of the width."""

    title: Runs
    share: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under titles; `ruled` draws lines between the rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    ruled: bool = True
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered question: what stands on its line, small lines below, and how many empty lines to write on."""

    number: int
    prompt: Runs
    hints: tuple[Runs, ...] = ()
    rules: int = 0


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions, beside each other in columns where they are short."""

    items: tuple[Question, ...]
    columns: int = 1
    kind: Literal["questions"] = "questions"


@dataclass(frozen=True, slots=True)
class Bank:
    """Words in a box, to choose from."""

    words: tuple[Runs, ...]
    kind: Literal["bank"] = "bank"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in a row."""

    runs: Runs
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Points:
    """A list without numbers; `boxes` gives each point a box to tick."""

    items: tuple[Runs, ...]
    boxes: bool = False
    kind: Literal["points"] = "points"


Block = Text | Table | Questions | Bank | Paragraph | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a handout. `number` is 0 for the parts that are not counted."""

    kind: SectionKind
    number: int
    title: Runs
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How pages look: `size` is that of the text in points; `bw` prints without any colour."""

    paper: Paper = "a4"
    size: float = 10.5
    bw: bool = False


@dataclass(frozen=True, slots=True)
class Handout:
    """One copy of a handout. `facts` stand under the title, `blanks` are filled in by hand, `footer` stands on each page."""

    title: str
    copy: Copy
    study: Language
    facts: tuple[Runs, ...]
    blanks: tuple[Runs, ...]
    sections: tuple[Section, ...]
    footer: Runs
    sources: str
    style: PageStyle
    lang: str
    zh_lang: str


def plain_text(runs: Iterable[Run]) -> str:
    """Return the words of runs without readings."""
    return "".join(run.text for run in runs)
