"""The result of each entry of an edits file: what it did, or why it did nothing and how to correct that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.edits.entries import EditEntry, Edits
from flashdeck.model import Notice

_MOST_LISTED = 8  # entries in the summary of a build; `flashdeck edits check` lists all


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one entry did, or why it did nothing."""

    entry: EditEntry
    text: str
    line: int = 0
    """The first line of the transcript that is concerned; 0 if there is none."""
    remedy: str = ""
    """How to correct an entry that does nothing; empty if the entry was applied or waits."""
    waits: bool = False
    """Whether the entry is about cards that this build does not make and another build may make."""

    @property
    def is_stale(self) -> bool:
        """Whether the entry does not apply to this transcript."""
        return bool(self.remedy)

    @property
    def is_applied(self) -> bool:
        """Whether the entry had an effect."""
        return not (self.is_stale or self.waits)


@dataclass(frozen=True, slots=True)
class Placed:
    """The entries of a file with the numbers that their lines have now."""

    edits: Edits
    """The entries whose lines were found."""
    moved: Mapping[int, int]
    """By how many lines an entry moved, by its line in the edits file; entries that did not move are left out."""
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
    """Return how many entries were applied, such as "12 edits applied, 1 no longer applies"."""
    applied = sum(outcome.is_applied for outcome in outcomes)
    stale = sum(outcome.is_stale for outcome in outcomes)
    summary = f"{counted(applied, 'edit')} applied"
    if stale:
        summary += f", {stale} no longer {'applies' if stale == 1 else 'apply'}"
    return summary


def edit_lines(placed: Placed, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines about edits in the summary of a build: the count, moved entries, and entries that do nothing."""
    if not outcomes:
        return
    yield f"{summary_of(outcomes)}."
    if placed.moved:
        yield f"{placed.edits.name}: found on other lines than written: entries on line {_listed_moves(placed)}."
    yield from warnings(placed.edits.name, outcomes)


def _listed_moves(placed: Placed) -> str:
    moved = [f"{entry.at} by {placed.moved[entry.at]:+}" for entry in placed.edits.entries if entry.at in placed.moved]
    listed = ", ".join(moved[:_MOST_LISTED])
    more = len(moved) - _MOST_LISTED
    return f"{listed} and {more} more" if more > 0 else listed


def warnings(name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a line for each entry that no longer applies: its place in the edits file, the reason, and what to do."""
    stale = [outcome for outcome in outcomes if outcome.is_stale]
    for outcome in stale[:_MOST_LISTED]:
        yield f"{name}:{outcome.entry.at}: [[{outcome.entry.kind}]] {outcome.text}. {outcome.remedy}"
    if len(stale) > _MOST_LISTED:
        yield f"… and {len(stale) - _MOST_LISTED} more: see `flashdeck edits check`."


def counted(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> counted(1, "line"), counted(2, "line")
    ('1 line', '2 lines')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(numbers: Iterable[int]) -> str:
    """Return numbers separated by commas."""
    return ", ".join(map(str, numbers))
