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
    """Return the file of a line and its number in the file."""
    return line.file, line.number


class LineEffect:
    """The base class of entries that change or remove lines. The kinds of entries are applied in the order of `KINDS`."""

    __slots__ = ()

    def change_lines(self, lines: Lines, as_read: Lines, edits: Edits) -> tuple[Lines, Outcome]:
        """Return the lines after the change that this entry makes, and the outcome of this entry.

        `lines`: the lines after the changes of earlier entries. `as_read`: the original lines. `edits`: all entries.
        """
        raise NotImplementedError


class UnitEffect:
    """The base class of entries that decide which lines form a unit. `flashdeck.align.correct_pairs` applies these entries."""

    __slots__ = ()

    def units(self) -> tuple[Unit, ...]:
        """Return the units that the entry requires."""
        return ()

    def ends(self) -> tuple[int, ...]:
        """Return the numbers of the lines after which a unit must end because of this entry."""
        return ()

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome:
        """Return the outcome of the entry, which can be seen from the sentences of the transcript."""
        raise NotImplementedError


class WordEffect:
    """The base class of entries that decide the segmentation, reading, gloss or level of a word.

    The stage `annotate` applies these entries.
    """

    __slots__ = ()

    def outcome(self, annotated: Sequence[Annotated]) -> Outcome:
        """Return the outcome of the entry, which can be seen from the annotated sentences."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class CardChoices:
    """The ids of the cards that can be made in one build, and of the cards that are made."""

    studies: frozenset[Language]
    """The languages for which the build makes cards."""
    possible: frozenset[str]
    """The ids of the cards that can be made from the transcript."""
    chosen: frozenset[str]
    """The ids of the cards that the build makes."""


class CardEffect:
    """The base class of entries that decide about a card. The stage `select` applies these entries."""

    __slots__ = ()

    def outcome(self, choices: CardChoices) -> Outcome:
        """Return the outcome of the entry, which can be seen from the cards of the build."""
        raise NotImplementedError
