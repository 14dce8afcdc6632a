"""What became of the entries: what each did, or why it did nothing and how to mend that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.edits.entries import Edits, Entry
from flashdeck.model import Notice

_MOST_LISTED = 8  # in the summary of a build; `flashdeck edits check` shows all


@dataclass(frozen=True, slots=True)
class Outcome:
    """`line`: the first line of the transcript that is meant, 0 for none; `remedy`: how to mend an entry that does nothing.

    `waits`: it says something of cards that this build does not make, and another one may.
    """

    entry: Entry
    text: str
    line: int = 0
    remedy: str = ""
    waits: bool = False

    @property
    def is_stale(self) -> bool:
        return bool(self.remedy)

    @property
    def is_applied(self) -> bool:
        return not (self.is_stale or self.waits)


@dataclass(frozen=True, slots=True)
class Placed:
    """The entries that stand, on the lines of the transcript as it is now; and what became of those that do not.

    `moved`: how far the lines of an entry moved, by its line in the edits file.
    """

    edits: Edits
    moved: Mapping[int, int]
    outcomes: tuple[Outcome, ...]


def in_file_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(outcomes, key=lambda outcome: outcome.entry.at))


def stale_notices(name: str, outcomes: Iterable[Outcome]) -> Iterator[Notice]:
    """Yield a notice for each entry that no longer applies."""
    for outcome in outcomes:
        if outcome.is_stale:
            yield Notice("edit", outcome.line, f"{name}:{outcome.entry.at}: {outcome.text}")


def summary_of(outcomes: Sequence[Outcome]) -> str:
    """Say how many entries were applied: "12 edits applied, 1 no longer applies"."""
    applied = sum(outcome.is_applied for outcome in outcomes)
    stale = sum(outcome.is_stale for outcome in outcomes)
    said = f"{applied} edit{'' if applied == 1 else 's'} applied"
    return said + (f", {stale} no longer appl{'ies' if stale == 1 else 'y'}" if stale else "")


def edit_lines(placed: Placed, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield what a build says of a person's corrections: the count, what has moved, and each entry that does nothing."""
    if not outcomes:
        return
    yield f"{summary_of(outcomes)}."
    moved = [f"{entry.at} by {placed.moved[entry.at]:+}" for entry in placed.edits.entries if entry.at in placed.moved]
    if moved:
        listed = ", ".join(moved[:_MOST_LISTED]) + (
            f" and {len(moved) - _MOST_LISTED} more" if len(moved) > _MOST_LISTED else ""
        )
        yield f"{placed.edits.name}: found on other lines than written: entries on line {listed}."
    yield from warnings(placed.edits.name, outcomes)


def warnings(name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a line for each entry that no longer applies: where, why, and what to do about it."""
    stale = [outcome for outcome in outcomes if outcome.is_stale]
    for outcome in stale[:_MOST_LISTED]:
        yield f"{name}:{outcome.entry.at}: [[{outcome.entry.kind}]] {outcome.text}. {outcome.remedy}"
    if len(stale) > _MOST_LISTED:
        yield f"… and {len(stale) - _MOST_LISTED} more: see `flashdeck edits check`."
