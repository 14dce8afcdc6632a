"""Entries that contradict each other: the same thing decided twice, a line in two units, a line joined and left out."""

from collections.abc import Iterator, Sequence

from flashdeck.edits.entries import CardDecision, Entry, Gloss, Join, Mend, Reading, Shift, Skip, Speaker, Term
from flashdeck.edits.file.problems import Problem


def clashes(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield the contradictions, each on the line of the later entry."""
    yield from _decided_twice(entries)
    yield from _units(entries)


def _decided_twice(entries: Sequence[Entry]) -> Iterator[Problem]:
    first: dict[tuple[object, ...], Entry] = {}
    for entry in entries:
        subject = _subject(entry)
        if subject and subject in first:
            yield Problem(
                entry.at,
                f"[[{entry.kind}]]: {' '.join(map(str, subject[1:]))} has an entry already, on line {first[subject].at}",
                "Keep one of the two.",
            )
        elif subject:
            first[subject] = entry


def _subject(entry: Entry) -> tuple[object, ...] | None:
    """Return what an entry decides, where it can be decided only once."""
    match entry:
        case Term():
            return ("term", entry.text)
        case Mend():
            return ("mend", "line", entry.line, entry.find)
        case Reading() | Gloss():
            return (entry.kind, "line", entry.line, entry.text)
        case Speaker():
            return ("speaker", "line", entry.line)
        case CardDecision():
            return ("card", entry.id)
    return None


def _units(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield the lines that stand in two units, or in a unit and among the lines left out."""
    taken: dict[tuple[str, int], Entry] = {}
    skipped = {line: entry for entry in entries if isinstance(entry, Skip) for line in entry.lines}
    for entry in entries:
        found = [(side, line) for side, line in _lines(entry) if (side, line) in taken or line in skipped]
        for side, line in found[:1]:
            other = taken.get((side, line)) or skipped[line]
            yield Problem(
                entry.at,
                f"[[{entry.kind}]]: line {line} stands in the [[{other.kind}]] of line {other.at} as well",
                "Leave the line in one of the two entries.",
            )
        taken.update({place: entry for place in _lines(entry) if place not in taken})


def _lines(entry: Entry) -> Iterator[tuple[str, int]]:
    if isinstance(entry, Join | Shift):
        yield from (("zh", line) for line in entry.zh)
        groups = entry.en if isinstance(entry, Shift) else (entry.en,)
        yield from (("en", line) for group in groups for line in group)
