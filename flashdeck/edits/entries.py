"""The entries of an edits file as frozen values. `at` is the line of the edits file on which an entry stands."""

from dataclasses import dataclass
from typing import ClassVar, TypeVar

from flashdeck.model import Language


@dataclass(frozen=True, slots=True)
class WordLevel:
    """A level that a person gives a word: `value` on the language's scale, 0 for what is known or never asked."""

    name: str
    language: Language | None
    value: float
    listed: str | None
    """As the list of the language would print it: "6", "7-9", "B2"."""


@dataclass(frozen=True, slots=True)
class Term:
    """How a word is cut, read and explained everywhere in the transcript. `pinyin`: one syllable a Han character."""

    kind: ClassVar[str] = "term"
    at: int
    text: str
    pinyin: tuple[str, ...] = ()
    gloss: str | None = None
    level: WordLevel | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """An error of the transcript itself, corrected on one line."""

    kind: ClassVar[str] = "mend"
    at: int
    line: int
    find: str
    replace: str
    file: Language | None = None
    """Which of two files `line` counts in, where the transcript came as two; as below."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of a word in one line."""

    kind: ClassVar[str] = "reading"
    at: int
    line: int
    text: str
    pinyin: tuple[str, ...]
    file: Language | None = None


@dataclass(frozen=True, slots=True)
class Gloss:
    """The gloss of a word in one line."""

    kind: ClassVar[str] = "gloss"
    at: int
    line: int
    text: str
    gloss: str
    file: Language | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Lines that are no content. `text` stands on the first of them."""

    kind: ClassVar[str] = "skip"
    at: int
    lines: tuple[int, ...]
    why: str | None = None
    text: str | None = None
    file: Language | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Lines that make one unit. `text` stands on the first Chinese one."""

    kind: ClassVar[str] = "join"
    at: int
    zh: tuple[int, ...]
    en: tuple[int, ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """Pairs that slipped: each Chinese line and the English lines that belong to it."""

    kind: ClassVar[str] = "shift"
    at: int
    zh: tuple[int, ...]
    en: tuple[tuple[int, ...], ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """Lines behind which a unit ends. `text` stands on the first of them."""

    kind: ClassVar[str] = "split"
    at: int
    after: tuple[int, ...]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks from a line on. `text` stands on that line."""

    kind: ClassVar[str] = "speaker"
    at: int
    line: int
    name: str
    text: str | None = None
    file: Language | None = None


@dataclass(frozen=True, slots=True)
class CardDecision:
    """A decision on one card: kept, dropped, or with a note of the teacher's."""

    kind: ClassVar[str] = "card"
    at: int
    id: str
    keep: bool = False
    drop: bool = False
    note: str | None = None


Entry = Term | Mend | Reading | Gloss | Skip | Join | Shift | Split | Speaker | CardDecision
AnyEntry = TypeVar("AnyEntry", Term, Mend, Reading, Gloss, Skip, Join, Shift, Split, Speaker, CardDecision)


@dataclass(frozen=True, slots=True)
class Edits:
    """All corrections of one transcript, in the order of the file; `name` is the file's, for messages."""

    name: str = ""
    entries: tuple[Entry, ...] = ()

    def of(self, kind: type[AnyEntry]) -> tuple[AnyEntry, ...]:
        """Return the entries of one kind, in the order of the file."""
        return tuple(entry for entry in self.entries if isinstance(entry, kind))


NO_EDITS = Edits()
