"""Define the base classes of the entries of an edits file, the value `Edits` that holds all entries of a file, and drafts.

The kinds of entries are in `flashdeck/edits/kinds/` and are registered in `flashdeck/edits/entry_kinds.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self, TypeVar, cast

from flashdeck.model import Language

TomlValue = str | int | bool | list[int] | list[list[int]]
"""A value of a key in an edits file."""
AnyKind = TypeVar("AnyKind")


class InvalidValue(Exception):  # noqa: N818  it never leaves this package; the reader of the file turns it into a problem
    """A value or an entry of an edits file is not valid.

    The exception has the problem, how to correct it, and the key that has the problem.
    """

    def __init__(self, problem: str, remedy: str, key: str = "") -> None:
        super().__init__(problem)
        self.remedy = remedy
        self.key = key


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an entry.

    `parse` converts the TOML value to the value of the entry, or raises `InvalidValue`. `from_text` converts the text after
    KEY= on the command line to a TOML value. A text that `from_text` cannot convert is returned unchanged, so that `parse`
    rejects it.
    """

    name: str
    parse: Callable[[object], object]
    is_required: bool = True
    from_text: Callable[[str], TomlValue] = str


@dataclass(frozen=True, slots=True)
class EditEntry:
    """One entry of an edits file. `at` is the line of the edits file on which the entry begins, counted from 1."""

    kind: ClassVar[str]
    """The name of the TOML table of this kind of entry, such as "term"."""
    keys: ClassVar[tuple[Key, ...]]
    """The keys of the TOML table. The parsed values are the arguments of the class."""
    example: ClassVar[Mapping[str, TomlValue]]
    """An example of a complete entry, for messages and documentation."""

    at: int

    def check(self) -> None:
        """Raise `InvalidValue` if the values contradict each other."""

    @property
    def subject(self) -> tuple[str | int, ...]:
        """An identifier of the decision that this entry makes; empty if two or more entries may make the same decision.

        Two entries of the same kind with the same identifier contradict each other.
        """
        return ()


@dataclass(frozen=True, slots=True)
class LineEntry(EditEntry):
    """An entry that names lines of the transcript by their numbers, counted from 1."""

    quote_key: ClassVar[str] = "text"
    """The name of the key whose value quotes the first line of the entry."""

    @property
    def quote(self) -> str | None:
        """The text that the first line must contain, or None if the entry has no quotation."""
        return cast("str | None", getattr(self, self.quote_key))

    @property
    def first_line(self) -> int:
        """The number of the first line that the entry names."""
        return next(iter(self.first_numbers().values()))

    def first_numbers(self) -> Mapping[str, int]:
        """Return the first line number in the value of each key that has line numbers, by the name of the key."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class OneSideEntry(LineEntry):
    """An entry about lines of one file. The file has lines of one language or of both languages."""

    may_name_file: ClassVar[bool] = True
    """Whether the entry may have the key `file`. This key is needed for a transcript that consists of two files."""

    file: Language | None = field(default=None, kw_only=True)
    """The file in which the lines are counted if the transcript consists of two files; None if it consists of one file."""

    @property
    def required_lines(self) -> tuple[int, ...]:
        """The numbers of the lines that must exist so that the entry can be applied."""
        return (self.first_line,)

    def moved(self, shift: int, file: Language | None) -> Self:
        """Return the entry with its line numbers increased by `shift`, and with `file` as its file."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SingleLineEntry(OneSideEntry):
    """An entry that names one line."""

    line: int

    def first_numbers(self) -> Mapping[str, int]:
        return {"line": self.line}

    def moved(self, shift: int, file: Language | None) -> Self:
        return replace(self, line=self.line + shift, file=file)


@dataclass(frozen=True, slots=True)
class LineWordEntry(SingleLineEntry):
    """An entry about a word in one line. The word is also the quotation of the line."""

    text: str

    @property
    def subject(self) -> tuple[str | int, ...]:
        return ("line", self.line, self.text)


@dataclass(frozen=True, slots=True)
class TwoSidedEntry(LineEntry):
    """An entry that names Chinese lines and English lines. Its quotation is text of its first Chinese line."""

    zh: tuple[int, ...]

    @property
    def en_lines(self) -> tuple[int, ...]:
        """All English lines that the entry names, in order."""
        raise NotImplementedError

    def first_numbers(self) -> Mapping[str, int]:
        return {"zh": self.zh[0], "en": self.en_lines[0]}

    def moved(self, zh: int, en: int) -> Self:
        """Return the entry with its Chinese line numbers increased by `zh` and its English line numbers increased by `en`."""
        raise NotImplementedError


def shifted(numbers: tuple[int, ...], shift: int) -> tuple[int, ...]:
    """Return the line numbers, each increased by `shift`.

    >>> shifted((3, 5), 2)
    (5, 7)
    """
    return tuple(number + shift for number in numbers)


@dataclass(frozen=True, slots=True)
class Edits:
    """All entries of the edits file of one transcript, in the order of the file. `name`: the name of the file, for messages."""

    name: str = ""
    entries: tuple[EditEntry, ...] = ()

    def of(self, kind: type[AnyKind]) -> tuple[AnyKind, ...]:
        """Return the entries that are instances of a class, in the order of the file."""
        found: Any = (entry for entry in self.entries if isinstance(entry, kind))
        return tuple(found)


NO_EDITS = Edits()


@dataclass(frozen=True, slots=True)
class Draft:
    """A suggested entry for an edits file, the reason for the suggestion, and the lines that the entry is about."""

    kind: str
    values: tuple[tuple[str, TomlValue], ...]
    why: str
    lines: tuple[tuple[int, str], ...]
    """The number and the text of each line."""
    is_open: bool = False
    """Whether the user must fill in a value before the entry can be applied."""
    rule: str | None = None
    """The id of the rule that made the doubtful decision; None if no rule is known. `flashdeck why` explains the rule."""


def draft_values(values: Mapping[str, TomlValue], file: Language | None) -> tuple[tuple[str, TomlValue], ...]:
    """Return the keys and values of a draft. The key `file` is added if `file` is not None."""
    found = dict(values)
    if file:
        found["file"] = file
    return tuple(found.items())
