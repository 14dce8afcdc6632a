"""Two sides of a bitext made unequal: lines are dropped and neighbours merged, on each side for itself, by a seed."""

import random
from dataclasses import dataclass

DROPPED, MERGED = 0.04, 0.05

Unit = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Unequal:
    """Two lists of lines, and the places of those that belong together."""

    zh: list[str]
    en: list[str]
    units: set[Unit]


def make_unequal(units, seed):
    """`units`: for each its Chinese and its English lines. What shares a line afterwards is one unit."""
    rng = random.Random(seed)
    zh, en = (
        _damaged([(number, line) for number, unit in enumerate(units) for line in unit[side]], side, rng) for side in (0, 1)
    )
    groups = _groups(len(units), [owners for side in (zh, en) for owners, _ in side])
    found = {}
    for side, lines in enumerate((zh, en)):
        for place, (owners, _) in enumerate(lines):
            found.setdefault(groups[owners[0]], ([], []))[side].append(place)
    wanted = {(tuple(one), tuple(other)) for one, other in found.values() if one and other}
    return Unequal([text for _, text in zh], [text for _, text in en], wanted)


def _damaged(lines, side, rng):
    """Lines as (owners, text), some dropped and some merged with the next."""
    left = [line for line in lines if rng.random() >= DROPPED]
    found = []
    for number, text in left:
        if found and len(found[-1][0]) == 1 and rng.random() < MERGED:
            found[-1] = ([*found[-1][0], number], found[-1][1] + " " * side + text)
        else:
            found.append(([number], text))
    return found


def _groups(count, owners):
    """For each unit the first of the units that share lines with it, directly or not."""
    first = list(range(count))

    def root(unit):
        while first[unit] != unit:
            unit = first[unit]
        return unit

    for shared in owners:
        for unit in shared[1:]:
            one, other = sorted((root(shared[0]), root(unit)))
            first[other] = one
    return [root(unit) for unit in range(count)]


def strict_f1(pairs, wanted):
    """A pair counts when its lines on both sides are exactly those of a unit."""
    found = {(pair.zh_lines, pair.en_lines) for pair in pairs}
    return 2 * len(found & wanted) / (len(found) + len(wanted))
