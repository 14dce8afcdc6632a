"""The outcome of each entry of an edits file.

An outcome is the effect of the entry, or the reason why the entry has no effect and how to correct it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.edits.entries import EditEntry, Edits
from flashdeck.model import Notice

# The summary of a build lists at most this number of entries. `flashdeck edits check` lists all entries.
_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """The effect of one entry, or the reason why the entry has no effect."""

    entry: EditEntry
    text: str
    line: int = 0
    """The number of the first line of the transcript that the entry is about; 0 if the entry is not about a line."""
    remedy: str = ""
    """How to correct an entry that has no effect; empty if the entry was applied or if `waits` is true."""
    waits: bool = False
    """Whether the entry is about a card that this build does not make, but that a later build may make."""

    @property
    def is_stale(self) -> bool:
        """Whether the entry no longer applies to this transcript, so that the user must correct it."""
        return bool(self.remedy)

    @property
    def is_applied(self) -> bool:
        """Whether the entry had an effect."""
        return not (self.is_stale or self.waits)


@dataclass(frozen=True, slots=True)
class Placed:
    """The entries of an edits file after their current line numbers were determined."""

    edits: Edits
    """The entries whose lines were found."""
    moved: Mapping[int, int]
    """For each entry that moved, its line in the edits file and the number of lines by which it moved."""
    outcomes: tuple[Outcome, ...]
    """The entries whose lines were not found, each with the reason."""


def in_file_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return outcomes in the order of their entries in the edits file."""
    return tuple(sorted(outcomes, key=lambda outcome: outcome.entry.at))


def stale_notices(name: str, outcomes: Iterable[Outcome]) -> Iterator[Notice]:
    """Yield a notice for each entry that no longer applies. `name` is the name of the edits file."""
    for outcome in outcomes:
        if outcome.is_stale:
            yield Notice("edit", outcome.line, f"{name}:{outcome.entry.at}: {outcome.text}")


def summary_of(outcomes: Sequence[Outcome]) -> str:
    """Return a summary of the outcomes, such as "12 edits applied, 1 no longer applies"."""
    applied = sum(outcome.is_applied for outcome in outcomes)
    stale = sum(outcome.is_stale for outcome in outcomes)
    summary = f"{counted(applied, 'edit')} applied"
    if stale:
        summary += f", {stale} no longer {'applies' if stale == 1 else 'apply'}"
    return summary


def edit_lines(placed: Placed, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines about edits in the summary of a build: the counts, the moved entries, and the entries without effect."""
    if not outcomes:
        return
    yield f"{summary_of(outcomes)}."
    if placed.moved:
        yield f"{placed.edits.name}: the lines of these entries have moved: entries on line {_listed_moves(placed)}."
    yield from warnings(placed.edits.name, outcomes)


def _listed_moves(placed: Placed) -> str:
    moved = [f"{entry.at} by {placed.moved[entry.at]:+}" for entry in placed.edits.entries if entry.at in placed.moved]
    listed = ", ".join(moved[:_MOST_LISTED])
    more = len(moved) - _MOST_LISTED
    return f"{listed} and {more} more" if more > 0 else listed


def warnings(name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a line for each entry that no longer applies: its line in the edits file, the reason, and how to correct it."""
    stale = [outcome for outcome in outcomes if outcome.is_stale]
    for outcome in stale[:_MOST_LISTED]:
        yield f"{name}:{outcome.entry.at}: [[{outcome.entry.kind}]] {outcome.text}. {outcome.remedy}"
    if len(stale) > _MOST_LISTED:
        yield f"… and {len(stale) - _MOST_LISTED} more. Run `flashdeck edits check` to list all."


def counted(count: int, noun: str) -> str:
    """Return a number with its noun in the singular or plural.

    >>> counted(1, "line"), counted(2, "line")
    ('1 line', '2 lines')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(numbers: Iterable[int]) -> str:
    """Return numbers as text, separated by commas."""
    return ", ".join(map(str, numbers))
