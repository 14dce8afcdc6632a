"""Determine how far lines moved in a changed transcript, from the entries that quote lines.

All entries of a file are considered together, in the order of their lines, because lines that were inserted or deleted move all
following lines by the same number. A word that occurs on many lines does not identify a line by itself, but the word and the
quotations of the neighbouring entries do. The method searches for the explanation with the lowest cost, forwards and backwards
over the entries. The costs were chosen by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

_CHANGE = 1.0  # lines were inserted or deleted between two entries
_OWN_NUMBER = 0.5  # the number in the entry is still right, for example because the entry was added after the change
_MISSING_UNIQUE = 2.5  # the only line with the quotation is not the line that the entry means; costs more than two changes
_MISSING_COMMON = 0.75  # two or more lines have the quotation, and the entry means a different line
_MARGIN = 0.5  # two explanations with a smaller difference of costs are equally good, so neither is chosen
_MOST_CANDIDATES = 200  # maximum number of lines with the quotation that are considered, the nearest first


@dataclass(frozen=True, slots=True)
class QuoteMatches:
    """The line number that an entry names, and the lines that contain its quotation now."""

    number: int
    lines: tuple[int, ...]

    @property
    def shifts(self) -> tuple[int, ...]:
        """The numbers of lines by which the line may have moved, the smallest distance first."""
        return tuple(sorted((line - self.number for line in self.lines), key=abs))[:_MOST_CANDIDATES]

    @property
    def cost_of_missing(self) -> float:
        """The cost of the explanation that the entry does not mean any of these lines."""
        return _MISSING_UNIQUE if len(self.lines) == 1 else _MISSING_COMMON


def in_order(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of (number, shift) pairs in which the new numbers have the same order as the old numbers.

    Other pairs come from a wrong number or from a passage that was moved, so they are not evidence for the lines around.

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
    """The lowest cost for each shift at one point of the transcript. `other`: the cost of each shift that is not in `named`."""

    named: Mapping[int, float]
    other: float

    def of(self, shift: int) -> float:
        return self.named.get(shift, self.other)


def find_shifts(matches: Sequence[QuoteMatches]) -> list[int | None]:
    """Return for each line the number of lines by which it moved. The matches must be sorted by their numbers.

    The number is None if no line contains the quotation, or if it is not certain which line the entry means.
    """
    if all(0 in match.shifts for match in matches):
        return [0] * len(matches)
    before, behind = _costs_before(matches), _costs_behind(matches)
    return [_best_shift(match, before[at], behind[at + 1]) for at, match in enumerate(matches)]


def _costs_before(matches: Sequence[QuoteMatches]) -> list[_Costs]:
    """Return for each entry the costs of the entries before it, by the shift after them. The last item is for all entries."""
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
    """Return for each entry the costs of this entry and all later entries, by the shift before this entry."""
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
    """Return the shift of the cheapest explanation.

    Return None if the cheapest explanation is that no line matches, or if two explanations are equally good.
    """
    ranked = sorted((cost + behind.of(shift), shift) for shift, cost in _costs_of_matching(match, before).items())
    missing = min(cost + behind.of(shift) for shift, cost in before.named.items()) + match.cost_of_missing
    if not ranked or ranked[0][0] > missing:
        return None
    is_clear = len(ranked) == 1 or ranked[1][0] >= ranked[0][0] + _MARGIN
    return ranked[0][1] if is_clear else None
