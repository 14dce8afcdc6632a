"""Define the values of printed pages: text in blocks, the same for HTML, PDF and DOCX.

The package `compose` makes these values, and `write` prints them. The student's copy is a separate value without answers, so
that a writer cannot print an answer. `lang` is a language tag (BCP 47), or None for the language of the headings.
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
RunRole = Literal["plain", "word", "gap", "number", "quiet", "strong", "badge"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, with a reading above it if `reading` is not empty.

    A gap to write in has no text; `width` is its width in em.
    """

    text: str
    lang: str | None = None
    reading: str = ""
    role: RunRole = "plain"
    width: float = 0.0


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A numbered line of the text. A language that is not shown has an empty text. `notes` are printed beside the line."""

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
    """A column of a table. `share` is the width of the column divided by the width of the table."""

    title: Runs
    share: float


@dataclass(frozen=True, slots=True)
class PageTable:
    """Rows of cells under titles. `ruled` draws lines between the rows; a table without such lines has no titles either."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    ruled: bool = True
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered question. `hints` are small lines below it, and `rules` is the number of empty lines to write on."""

    number: int
    prompt: Runs
    hints: tuple[Runs, ...] = ()
    rules: int = 0


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions in one or several columns."""

    items: tuple[Question, ...]
    columns: int = 1
    kind: Literal["questions"] = "questions"


@dataclass(frozen=True, slots=True)
class Bank:
    """A box with words from which the learner chooses."""

    words: tuple[Runs, ...]
    kind: Literal["bank"] = "bank"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Points:
    """A list without numbers. If `boxes` is true, each point has a box to tick."""

    items: tuple[Runs, ...]
    boxes: bool = False
    kind: Literal["points"] = "points"


Block = Text | PageTable | Questions | Bank | Paragraph | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a handout. `kind` is the name of its kind. `number` is 0 if the section has no number."""

    kind: str
    number: int
    title: Runs
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageStyle:
    """The style of pages. `size` is the size of the text in points. If `bw` is true, pages are printed without colour."""

    paper: Paper = "a4"
    size: float = 10.5
    bw: bool = False


@dataclass(frozen=True, slots=True)
class Handout:
    """The student's or the teacher's copy of a handout.

    `facts` are printed under the title, `blanks` are labels with room to write, and `footer` is printed on each page.
    """

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
    """Return the text of runs as a plain string, without readings."""
    return "".join(run.text for run in runs)


def quiet(runs: Runs) -> Runs:
    """Return runs in small grey letters, without readings."""
    return tuple(Run(run.text, run.lang, role="quiet") for run in runs)


def strong(runs: Runs) -> Runs:
    """Return runs in bold letters, without readings."""
    return tuple(Run(run.text, run.lang, role="strong") for run in runs)
