"""Determine how far lines moved in a changed transcript, from the entries that quote lines.

All entries of a file are considered together, in the order of their lines, because lines that were inserted or deleted move all
following lines by the same number. A word that occurs on many lines does not identify a line by itself, but the word and the
quotations of the neighbouring entries do.

An explanation says by how many lines each entry moved. Each assumption that it makes has a cost. For example, it may assume
that lines were inserted before an entry. The explanation with the lowest total cost is found by one pass forwards and one pass
backwards over the entries. The costs were chosen by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

# The cost of the assumption that lines were inserted or deleted between two entries.
_CHANGE = 1.0
# The cost of the assumption that the number in an entry is still right although lines before it have moved. This happens if the
# entry was added after the change.
_OWN_NUMBER = 0.5
# The cost of the assumption that an entry means a different line than the only line with its quotation. It is greater than the
# cost of two insertions or deletions of lines.
_MISSING_UNIQUE = 2.5
# The cost of the assumption that an entry means a line without its quotation, although two or more lines have the quotation.
_MISSING_COMMON = 0.75
# If the costs of two explanations differ by less than this number, it is not certain which of them is right.
_MARGIN = 0.5
# If more lines than this number contain a quotation, only the lines nearest to the number in the entry are considered.
_MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class QuoteMatches:
    """The line number that an entry names, and the lines that contain its quotation now."""

    number: int
    lines: tuple[int, ...]

    @property
    def shifts(self) -> tuple[int, ...]:
        """For each line with the quotation, the number of lines by which the entry would have moved.

        The shortest distances come first. There are at most `_MOST_CANDIDATES` numbers.
        """
        return tuple(sorted((line - self.number for line in self.lines), key=abs))[:_MOST_CANDIDATES]

    @property
    def cost_of_missing(self) -> float:
        """The cost of the assumption that the entry does not mean any of the lines with its quotation."""
        return _MISSING_UNIQUE if len(self.lines) == 1 else _MISSING_COMMON


def in_order(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of (number, shift) pairs in which the new numbers have the same order as the old numbers.

    The pairs that are left out come from a wrong number or from a passage that was moved, so they do not show how far the lines
    around them moved.

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
    """The lowest cost of an explanation for each shift that is possible at one point of the transcript.

    A shift is the number of lines by which the lines at this point moved. `named`: the costs of some shifts. `other`: the cost
    of every shift that is not in `named`.
    """

    named: Mapping[int, float]
    other: float

    def of(self, shift: int) -> float:
        return self.named.get(shift, self.other)


def find_shifts(matches: Sequence[QuoteMatches]) -> list[int | None]:
    """Return for each entry the number of lines by which its line moved. The matches must be sorted by their numbers.

    The result is None if no line contains the quotation, or if it is not certain which line the entry means.
    """
    if all(0 in match.shifts for match in matches):
        return [0] * len(matches)
    before, behind = _costs_before(matches), _costs_behind(matches)
    return [_best_shift(match, before[at], behind[at + 1]) for at, match in enumerate(matches)]


def _costs_before(matches: Sequence[QuoteMatches]) -> list[_Costs]:
    """Return for each entry the lowest costs of explanations for all entries before it.

    The costs of an entry depend on the shift just before the entry. The last item of the result is for the end of the text.
    """
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
    """Return for each entry the lowest costs of explanations for this entry and all later entries.

    The costs of an entry depend on the shift just before the entry. The last item of the result is for the end of the text.
    """
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
    """Return the shift of an entry in the explanation with the lowest cost.

    Return None if in this explanation the entry does not mean any of the lines with its quotation. Also return None if a second
    explanation costs almost the same, so that the shift is not certain.
    """
    ranked = sorted((cost + behind.of(shift), shift) for shift, cost in _costs_of_matching(match, before).items())
    missing = min(cost + behind.of(shift) for shift, cost in before.named.items()) + match.cost_of_missing
    if not ranked or ranked[0][0] > missing:
        return None
    is_clear = len(ranked) == 1 or ranked[1][0] >= ranked[0][0] + _MARGIN
    return ranked[0][1] if is_clear else None
