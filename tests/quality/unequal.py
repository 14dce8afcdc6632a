"""Two sides of a bitext made unequal by a seed.

`make_unequal` drops lines and merges neighbours, on each side for itself. `make_translated` splits and joins sentences as
translators do.
"""

import random
import re
from dataclasses import dataclass

DROPPED, MERGED = 0.04, 0.05
SHAPES = {(1, 1): 0.60, (1, 2): 0.21, (1, 3): 0.07, (1, 4): 0.02, (2, 1): 0.08, (2, 2): 0.02}
"""How often so many Chinese sentences are translated by so many English ones (literary translations)."""
CHANGED = 1 / 3
"""The share of merges in which one side lacks a clause of the other, or says something else in its place."""

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


def shape_recall(pairs, wanted, shape):
    """The share of the units of one shape that are found exactly."""
    units = {(zh, en) for zh, en in wanted if (len(zh), len(en)) == shape}
    found = {(pair.zh_lines, pair.en_lines) for pair in pairs}
    return len(units & found) / len(units) if units else 1.0


def share_left_out(pairs, made):
    """The share of the lines of both sides that are in no pair."""
    paired = sum(len(pair.zh_lines) + len(pair.en_lines) for pair in pairs)
    return 1 - paired / (len(made.zh) + len(made.en))


# ---- sentences that a translator splits or joins


def make_translated(units, seed):
    """`units`: pairs of one Chinese and one English sentence. Each bead of `SHAPES` becomes one unit of lines."""
    rng = random.Random(seed)
    zh, en, wanted = [], [], set()
    at = 0
    while at < len(units):
        shape = rng.choices(list(SHAPES), list(SHAPES.values()))[0]
        size = 3 if shape == (2, 2) else max(shape)
        members = units[at : at + size]
        if len(members) < size:
            shape, members = (1, 1), units[at : at + 1]
        at += len(members)
        sides = _sides_of(members, shape)
        if shape != (1, 1) and rng.random() < CHANGED:
            sides = _with_changed_clause(sides, units, rng)
        wanted.add((_places(zh, sides[0]), _places(en, sides[1])))
        zh += sides[0]
        en += sides[1]
    return Unequal(zh, en, wanted)


def _places(lines, added):
    return tuple(range(len(lines), len(lines) + len(added)))


def _sides_of(members, shape):
    """The Chinese and the English lines of a bead. In 2-2 the sides part at different places, so no smaller beads fit."""
    zh, en = [unit[0] for unit in members], [unit[1] for unit in members]
    if shape == (2, 2):
        return [_joined_zh(zh[:2]), zh[2]], [en[0], _joined_en(en[1:])]
    return zh if shape[0] > 1 else [_joined_zh(zh)], en if shape[1] > 1 else [_joined_en(en)]


def _joined_zh(texts):
    marked = all(re.search(r"[。！？!?…”]$", text) for text in texts)
    return ("，" if marked else " ").join([*(re.sub(r"[。！？!?…]+$", "", text) for text in texts[:-1]), texts[-1]])


def _joined_en(texts):
    firsts = [re.sub(r"[.!?…]+$", "", text) for text in texts[:-1]]
    return ", ".join([*firsts[:1], *map(_lowered, [*firsts[1:], texts[-1]])])


def _lowered(text):
    return text if re.match(r"I\b|[A-Z][A-Z]", text) else text[:1].lower() + text[1:]


_CLAUSE = re.compile(r"[^，,；;]+[，,；;]?\s*")


def _with_changed_clause(sides, units, rng):
    """Drop a clause of a line with several, or put a clause of another unit in its place."""
    side = rng.randrange(2)
    changed = list(sides[side])
    place = max(range(len(changed)), key=lambda number: len(changed[number]))
    clauses = _CLAUSE.findall(changed[place])
    if len(clauses) < 2:
        return sides
    number = rng.randrange(len(clauses))
    clauses[number : number + 1] = [] if rng.random() < 0.5 else [_other_clause(clauses[number], units, side, rng)]
    changed[place] = re.sub(r"[，,；;]$", _final_mark(changed[place]), "".join(clauses).strip())
    return (changed, sides[1]) if side == 0 else (sides[0], changed)


def _final_mark(text):
    found = re.search(r"[。.！!？?…]+$", text)
    return found[0] if found else ""


def _other_clause(clause, units, side, rng):
    """A clause of a random unit, about as long, with the mark at the end of the clause that it replaces."""
    words = re.sub(r"[\s，,；;。.！!？?…]+$", "", clause)
    several = [rng.choice(_CLAUSE.findall(rng.choice(units)[side]) or [words]) for _ in range(5)]
    best = min(several, key=lambda other: abs(len(other) - len(clause)))
    return re.sub(r"[\s，,；;。.！!？?…]+$", "", best) + clause[len(words) :]
