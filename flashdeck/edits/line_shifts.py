"""Determine by how many lines the lines of a changed transcript moved, from the entries that quote their lines.

All entries of a file are considered together, in the order of their lines: lines that were inserted or deleted somewhere move
all following lines by the same number. A word that occurs on many lines does not identify a line by itself, but it does
together with its neighbours. The method is a search for the cheapest explanation, forwards and backwards over the entries; its
costs were chosen by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

_CHANGE = 1.0  # lines were inserted or deleted between two entries
_OWN_NUMBER = 0.5  # the entry's number is still right, for example because the entry was added later than its neighbours
_MISSING_UNIQUE = 2.5  # the only line with the quotation is not the line meant; more than two changes are needed to outweigh it
_MISSING_COMMON = 0.75  # none of several lines with the quotation is the line meant
_MARGIN = 0.5  # two explanations whose costs differ by less are equally good, and neither is chosen
_MOST_CANDIDATES = 200  # the nearest lines with the quotation that are considered


@dataclass(frozen=True, slots=True)
class QuoteMatches:
    """The line number that an entry names, and the lines that contain its quotation now."""

    number: int
    lines: tuple[int, ...]

    @property
    def shifts(self) -> tuple[int, ...]:
        """By how many lines the line may have moved, the smallest distance first."""
        return tuple(sorted((line - self.number for line in self.lines), key=abs))[:_MOST_CANDIDATES]

    @property
    def cost_of_missing(self) -> float:
        """The cost of the explanation that none of the lines is the one meant."""
        return _MISSING_UNIQUE if len(self.lines) == 1 else _MISSING_COMMON


def in_order(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of (number, shift) pairs whose lines are still in the order of their numbers.

    A number that was never right, or a passage that was moved elsewhere, says nothing about the lines around it.

    >>> in_order([(10, 2), (20, 2), (30, -25), (40, 2)])
    [(10, 2), (20, 2), (40, 2)]
    """
    chains: list[list[tuple[int, int]]] = []
    for number, shift in sorted(found):
        before = [chain for chain in chains if sum(chain[-1]) <= number + shift]
        chains.append([*max(before, key=len, default=[]), (number, shift)])
    return max(chains, key=len, default=[])


@dataclass(frozen=True, slots=True)
class _Costs:
    """The cost of the best explanation for each shift that may hold at one place; `other` is that of all other shifts."""

    named: Mapping[int, float]
    other: float

    def of(self, shift: int) -> float:
        return self.named.get(shift, self.other)


def find_shifts(matches: Sequence[QuoteMatches]) -> list[int | None]:
    """Return by how many lines each line moved. The matches must be sorted by their numbers.

    The result is None where no line contains the quotation, and where it is not certain which line is meant.
    """
    if all(0 in match.shifts for match in matches):
        return [0] * len(matches)
    before, behind = _costs_before(matches), _costs_behind(matches)
    return [_best_shift(match, before[at], behind[at + 1]) for at, match in enumerate(matches)]


def _costs_before(matches: Sequence[QuoteMatches]) -> list[_Costs]:
    """Return the costs of the entries before each entry, and of all entries, by the shift that holds at the end."""
    costs = [_Costs({0: 0.0}, inf)]
    for match in matches:
        before = costs[-1]
        named = {shift: cost + match.cost_of_missing for shift, cost in before.named.items()}
        for shift, cost in _costs_of_matching(match, before).items():
            named[shift] = min(cost, named.get(shift, cost))
        costs.append(_Costs(named, inf))
    return costs


def _costs_of_matching(match: QuoteMatches, before: _Costs) -> dict[int, float]:
    cheapest = min(before.named.values())
    return {shift: min(before.of(shift), cheapest + _cost_of_change(shift)) for shift in match.shifts}


def _cost_of_change(shift: int) -> float:
    return _CHANGE if shift else _OWN_NUMBER


def _costs_behind(matches: Sequence[QuoteMatches]) -> list[_Costs]:
    """Return the costs of each entry and all entries behind it, by the shift that holds before it."""
    costs = [_Costs({}, 0.0)]
    for match in reversed(matches):
        rest = costs[-1]
        change = min((rest.of(shift) + _cost_of_change(shift) for shift in match.shifts), default=inf)
        named = {shift: cost + match.cost_of_missing for shift, cost in rest.named.items()}
        for shift in match.shifts:
            named[shift] = min(rest.of(shift), named.get(shift, inf))
        cheapest = {shift: min(cost, change) for shift, cost in named.items()}
        costs.append(_Costs(cheapest, min(rest.other + match.cost_of_missing, change)))
    return costs[::-1]


def _best_shift(match: QuoteMatches, before: _Costs, behind: _Costs) -> int | None:
    """Return the shift of the cheapest explanation, or None if it is that no line matches, or if two are equally good."""
    ranked = sorted((cost + behind.of(shift), shift) for shift, cost in _costs_of_matching(match, before).items())
    missing = min(cost + behind.of(shift) for shift, cost in before.named.items()) + match.cost_of_missing
    if not ranked or ranked[0][0] > missing:
        return None
    is_clear = len(ranked) == 1 or ranked[1][0] >= ranked[0][0] + _MARGIN
    return ranked[0][1] if is_clear else None
