"""Where the lines of a changed transcript have gone: every entry that quotes its line tells how far it moved.

The entries of a file are looked at together, in the order of their lines: lines inserted or deleted somewhere move all
that follow by the same number. A word that stands on many lines is no witness by itself; with its neighbours it is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

_CHANGE = 1.0  # the lines between two entries are other ones than before
_OWN_NUMBER = 0.5  # an entry may be younger than those around it, its number right as it is
_MISSING_UNIQUE = 2.5  # text that stands on one line alone was found: more than two changes would have to speak against it
_MISSING_COMMON = 0.75
_MARGIN = 0.5  # explanations that are equally good tell nothing
_MOST_CANDIDATES = 200  # the nearest lines that hold a very common word


@dataclass(frozen=True, slots=True)
class Witness:
    """A line number as written, and the lines on which the text stands now."""

    number: int
    lines: tuple[int, ...]

    @property
    def shifts(self) -> tuple[int, ...]:
        """How far the line may have moved, the nearest first."""
        return tuple(sorted((line - self.number for line in self.lines), key=abs))[:_MOST_CANDIDATES]

    @property
    def cost_of_missing(self) -> float:
        return _MISSING_UNIQUE if len(self.lines) == 1 else _MISSING_COMMON


def in_order(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return of pairs (number, shift) the most of which the lines still stand in the order of the numbers.

    A number that was never right, or a passage that was moved, tells nothing of the lines around it.

    >>> in_order([(10, 2), (20, 2), (30, -25), (40, 2)])
    [(10, 2), (20, 2), (40, 2)]
    """
    best: list[list[tuple[int, int]]] = []
    for number, shift in sorted(found):
        before = [chain for chain in best if chain[-1][0] + chain[-1][1] <= number + shift]
        best.append([*max(before, key=len, default=[]), (number, shift)])
    return max(best, key=len, default=[])


@dataclass(frozen=True, slots=True)
class _Costs:
    """What the best explanation costs by the shift that holds at a place; `other` for shifts that nothing speaks for."""

    named: Mapping[int, float]
    other: float

    def of(self, shift: int) -> float:
        return self.named.get(shift, self.other)


def shifts_of(witnesses: Sequence[Witness]) -> list[int | None]:
    """Return how far each line moved; None where the text stands nowhere, or where it cannot be told which line is meant.

    The witnesses stand in the order of their numbers.
    """
    if all(0 in witness.shifts for witness in witnesses):
        return [0] * len(witnesses)
    before, behind = _before(witnesses), _behind(witnesses)
    return [_decided(witness, before[at], behind[at + 1]) for at, witness in enumerate(witnesses)]


def _before(witnesses: Sequence[Witness]) -> list[_Costs]:
    """Return the costs of what stands before each witness, and of all of them."""
    costs = [_Costs({0: 0.0}, inf)]
    for witness in witnesses:
        before = costs[-1]
        missed = {shift: cost + witness.cost_of_missing for shift, cost in before.named.items()}
        matched = _matched(witness, before)
        costs.append(_Costs(missed | {shift: min(cost, missed.get(shift, cost)) for shift, cost in matched.items()}, inf))
    return costs


def _matched(witness: Witness, before: _Costs) -> dict[int, float]:
    cheapest = min(before.named.values())
    return {shift: min(before.of(shift), cheapest + _change_to(shift)) for shift in witness.shifts}


def _change_to(shift: int) -> float:
    return _CHANGE if shift else _OWN_NUMBER


def _behind(witnesses: Sequence[Witness]) -> list[_Costs]:
    """Return the costs of each witness and those behind it, by the shift that holds before it."""
    costs = [_Costs({}, 0.0)]
    for witness in reversed(witnesses):
        rest = costs[-1]
        change = min((rest.of(shift) + _change_to(shift) for shift in witness.shifts), default=inf)
        missed = {shift: cost + witness.cost_of_missing for shift, cost in rest.named.items()}
        kept = missed | {shift: min(rest.of(shift), missed.get(shift, inf)) for shift in witness.shifts}
        costs.append(
            _Costs(
                {shift: min(cost, change) for shift, cost in kept.items()}, min(rest.other + witness.cost_of_missing, change)
            )
        )
    return costs[::-1]


def _decided(witness: Witness, before: _Costs, behind: _Costs) -> int | None:
    ranked = sorted((cost + behind.of(shift), shift) for shift, cost in _matched(witness, before).items())
    missing = min(cost + behind.of(shift) for shift, cost in before.named.items()) + witness.cost_of_missing
    if not ranked or ranked[0][0] > missing:
        return None
    is_clear = len(ranked) == 1 or ranked[1][0] >= ranked[0][0] + _MARGIN
    return ranked[0][1] if is_clear else None
