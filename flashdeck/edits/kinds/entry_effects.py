"""Define the effects that an entry can have, as one base class for each stage.

A kind of entry inherits from the base class of its stage. `flashdeck/edits/effects.py` calls the methods of the base classes
for all entries of a file.
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
"""The numbers of the Chinese lines and of the English lines that translate each other."""


def line_key(line: Line) -> LineKey:
    """Return the file and the number of a line."""
    return line.file, line.number


class LineEffect:
    """The entry changes or removes lines of the transcript. Entries are applied in the order of `KINDS`."""

    __slots__ = ()

    def change_lines(self, lines: Lines, as_read: Lines, edits: Edits) -> tuple[Lines, Outcome]:
        """Return the lines with the change of this entry, and the outcome of this entry.

        `lines`: the lines after the changes of earlier entries. `as_read`: the original lines. `edits`: all entries.
        """
        raise NotImplementedError


class UnitEffect:
    """The entry decides which lines make a unit. `flashdeck.align.correct_pairs` applies the entry."""

    __slots__ = ()

    def units(self) -> tuple[Unit, ...]:
        """Return the units that the entry makes."""
        return ()

    def ends(self) -> tuple[int, ...]:
        """Return the numbers of the lines after which a unit ends."""
        return ()

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome:
        """Return the outcome of the entry, by looking at the sentences."""
        raise NotImplementedError


class WordEffect:
    """The entry decides the segmentation, reading, gloss or level of a word. The stage annotate applies the entry."""

    __slots__ = ()

    def outcome(self, annotated: Sequence[Annotated]) -> Outcome:
        """Return the outcome of the entry, by looking at the annotated sentences."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class CardChoices:
    """The ids of the cards of one build."""

    studies: frozenset[Language]
    """The languages for which the build makes cards."""
    possible: frozenset[str]
    """The cards that can be made from the transcript."""
    chosen: frozenset[str]
    """The cards that the build makes."""


class CardEffect:
    """The entry decides about a card. The stage select applies the entry."""

    __slots__ = ()

    def outcome(self, choices: CardChoices) -> Outcome:
        """Return the outcome of the entry, by looking at the cards of the build."""
        raise NotImplementedError
