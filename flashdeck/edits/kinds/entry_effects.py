"""The effects that an entry can have, one base class for each stage; a kind of entry inherits the one of its stage.

`flashdeck/edits/effects.py` calls them for all entries of a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.edits.entries import Edits
from flashdeck.edits.outcomes import Outcome
from flashdeck.model import Annotated, Language, Line, Sentence

Lines = tuple[Line, ...]
LineKey = tuple[Language | None, int]
"""The file of a line (None if there is only one file) and its number in the file."""
Unit = tuple[tuple[int, ...], tuple[int, ...]]
"""The Chinese and the English lines that are translations of each other, by number."""


def line_key(line: Line) -> LineKey:
    """Return the file and the number of a line."""
    return line.file, line.number


class LineEffect:
    """The entry changes or removes lines of the transcript. Kinds apply in the order in which they are registered."""

    __slots__ = ()

    def change_lines(self, lines: Lines, as_read: Lines, edits: Edits) -> tuple[Lines, Outcome]:
        """Return the lines after this entry, and what it did.

        `lines`: as earlier entries left them. `as_read`: as they are in the transcript. `edits`: all entries.
        """
        raise NotImplementedError


class UnitEffect:
    """The entry decides which lines make a unit. `flashdeck.align.correct_pairs` applies it."""

    __slots__ = ()

    def units(self) -> tuple[Unit, ...]:
        """Return the units that the entry makes."""
        return ()

    def ends(self) -> tuple[int, ...]:
        """Return the lines after which a unit ends."""
        return ()

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome:
        """Return what the entry did, found by looking at the sentences."""
        raise NotImplementedError


class WordEffect:
    """The entry decides how a word is segmented, read, glossed or graded. The annotate stage applies it."""

    __slots__ = ()

    def outcome(self, annotated: Sequence[Annotated]) -> Outcome:
        """Return what the entry did, found by looking at the annotated sentences."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class CardChoices:
    """The cards of one build, by id."""

    studies: frozenset[Language]
    """The languages for which the build makes cards."""
    possible: frozenset[str]
    """The cards that the transcript could give."""
    chosen: frozenset[str]
    """The cards that the build makes."""


class CardEffect:
    """The entry decides on a card. The select stage applies it."""

    __slots__ = ()

    def outcome(self, choices: CardChoices) -> Outcome:
        """Return what the entry did, found by looking at the cards of the build."""
        raise NotImplementedError
