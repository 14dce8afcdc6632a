"""Entries are placed on the lines of the transcript as it is now.

A line is named by its number and checked by the text that the entry quotes. An entry that quotes nothing moves with its
neighbours, where these agree. One that cannot be placed is reported and left out: it is never applied to another line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flashdeck.edits.entries import Edits, Entry, Gloss, Join, Mend, Reading, Shift, Skip, Speaker, Split
from flashdeck.edits.lines.chain import Witness, in_order, shifts_of
from flashdeck.edits.lines.mending import mended
from flashdeck.edits.outcomes import Outcome, Placed
from flashdeck.edits.targets import LOOKED_THROUGH, as_written
from flashdeck.model import Language, Line

OfLines = Mend | Reading | Gloss | Skip | Join | Shift | Split | Speaker
"""The entries that name lines."""
_MOST_SHOWN = 4


def place_edits(edits: Edits, lines: Sequence[Line]) -> Placed:
    """Find the lines that the entries mean."""
    placer = _Placer(edits, lines)
    found = [(entry, placer.place(entry) if isinstance(entry, OfLines) else entry) for entry in edits.entries]
    standing = [(entry, item) for entry, item in found if not isinstance(item, Outcome)]
    moved = {
        entry.at: first_line(item) - first_line(entry)
        for entry, item in standing
        if isinstance(entry, OfLines) and isinstance(item, OfLines)
    }
    return Placed(
        Edits(edits.name, tuple(item for _, item in standing)),
        {at: shift for at, shift in moved.items() if shift},
        tuple(item for _, item in found if isinstance(item, Outcome)),
    )


def first_line(entry: OfLines) -> int:
    """Return the first line that an entry names."""
    match entry:
        case Skip():
            return entry.lines[0]
        case Split():
            return entry.after[0]
        case Join() | Shift():
            return entry.zh[0]
    return entry.line


def _quoted(entry: OfLines) -> str | None:
    return entry.find if isinstance(entry, Mend) else entry.text


_LONGEST_QUOTE = 24  # characters: enough to know a line by, and short enough to read


def quoting(entry: Entry, lines: Sequence[Line]) -> dict[str, str]:
    """Return the key that makes an entry quote its line, from the lines as they are; empty where it quotes one already."""
    if not isinstance(entry, Skip | Join | Shift | Split | Speaker) or entry.text:
        return {}
    wanted = "zh" if isinstance(entry, Join | Shift) else None
    own = (line for line in lines if line.number == first_line(entry) and line.file in (_file(entry), None))
    text = next((line.text for line in own if line.text and line.lang != {"zh": "en"}.get(wanted or "")), "")
    return {"text": _beginning(text)} if text else {}


def _beginning(text: str) -> str:
    """Return the first words of a line.

    >>> _beginning("The engineer designed an automatic production line.")
    'The engineer designed an'
    """
    if len(text) <= _LONGEST_QUOTE:
        return text
    cut = text[:_LONGEST_QUOTE]
    whole_words = cut.rpartition(" ")[0] if text[_LONGEST_QUOTE] != " " else cut
    return (whole_words if whole_words.isascii() and whole_words else cut).strip()


def _file(entry: OfLines) -> Language | None:
    if isinstance(entry, Join | Shift):
        return "zh"
    return None if isinstance(entry, Split) else entry.file


@dataclass(frozen=True, slots=True)
class _Trace:
    """Where the text that an entry quotes stands now, and how far its line moved, where that is certain."""

    file: Language | None
    lines: tuple[int, ...]
    shift: int | None = None


class _Placer:
    """Places the entries of one file on the lines of one transcript."""

    def __init__(self, edits: Edits, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._two_files = any(line.file for line in lines)
        self._numbers = {(line.file, line.number) for line in lines}
        self._mends = edits.of(Mend)
        quoting = [entry for entry in edits.entries if isinstance(entry, OfLines) and _quoted(entry)]
        self._traces = {entry: self._trace(entry) for entry in sorted(quoting, key=first_line)}
        self._witnesses = {file: self._follow(file) for file in {trace.file for trace in self._traces.values()}}

    def _trace(self, entry: OfLines) -> _Trace:
        """Find the text of an entry, in the file that it means: as it says, else that in which the text stands."""
        found = [line for line in self._lines if self._holds(line, entry)]
        file = _file(entry) if self._two_files else None
        if self._two_files and not file and found:
            file = min(found, key=lambda line: line.number != first_line(entry)).file
        return _Trace(file, tuple(sorted({line.number for line in found if line.file == file})))

    def _holds(self, line: Line, entry: OfLines) -> bool:
        """Tell whether the text of an entry stands on a line; a word may stand there after the line was mended."""
        quoted = _quoted(entry) or ""
        if quoted in line.text or isinstance(entry, Mend):
            return quoted in line.text
        own = [mend for mend in self._mends if mend.line == first_line(entry) and mend.find in line.text]
        return bool(own) and quoted in mended(line.text, own)

    def _follow(self, file: Language | None) -> list[tuple[int, int]]:
        """Learn how far the lines of one file moved; return what that tells of the lines around: (number, shift)."""
        own = [(entry, trace) for entry, trace in self._traces.items() if trace.file == file]
        shifts = shifts_of([Witness(first_line(entry), trace.lines) for entry, trace in own])
        self._traces |= {entry: replace(trace, shift=shift) for (entry, trace), shift in zip(own, shifts, strict=True)}
        known = zip(own, shifts, strict=True)
        return in_order([(first_line(entry), shift) for (entry, _), shift in known if shift is not None])

    # ---- one entry

    def place(self, entry: OfLines) -> OfLines | Outcome:
        """Return an entry with the numbers of its lines now, or why it cannot be placed."""
        if isinstance(entry, Join | Shift):
            return self._place_unit(entry)
        trace = self._traces.get(entry)
        file = trace.file if trace else _file(entry) if self._two_files else None
        if self._two_files and (isinstance(entry, Split) or not (trace or file)):
            return _of_two_files(entry)
        shift = self._shift(entry, file)
        if isinstance(shift, Outcome):
            return shift
        moved = _moved(entry, shift, file)
        if missing := [number for number in _named(moved) if (file, number) not in self._numbers]:
            return _no_line(entry, missing[0])
        return moved

    def _place_unit(self, entry: Join | Shift) -> OfLines | Outcome:
        zh = self._shift(entry, "zh" if self._two_files else None)
        en = self._neighbours(_en_lines(entry)[0], "en") if self._two_files else zh
        if isinstance(zh, Outcome):
            return zh
        if not isinstance(en, int):
            return _unsure(entry, _en_lines(entry)[0])
        moved = _moved_unit(entry, zh, en)
        for side, numbers in (("zh", moved.zh), ("en", _en_lines(moved))):
            file = side if self._two_files else None
            other = "en" if side == "zh" else "zh"
            for number in numbers:
                here = [line for line in self._lines if line.number == number and line.file == file]
                if not here:
                    return _no_line(entry, number)
                if all(line.lang == other for line in here):
                    return _wrong_side(entry, number, side)
        return moved

    def _shift(self, entry: OfLines, file: Language | None) -> int | Outcome:
        """Return how far the lines of an entry moved, or why that cannot be told."""
        if trace := self._traces.get(entry):
            return _not_found(entry, trace.lines, self._lines) if trace.shift is None else trace.shift
        shift = self._neighbours(first_line(entry), file)
        return _unsure(entry, first_line(entry)) if shift is None else shift

    def _neighbours(self, number: int, file: Language | None) -> int | None:
        """Return how far the nearest entries on either side moved that quote their lines; None where these disagree."""
        known = self._witnesses.get(file, [])
        before = max((found for found in known if found[0] <= number), default=None)
        after = min((found for found in known if found[0] >= number), default=None)
        shifts = {found[1] for found in (before, after) if found}
        return shifts.pop() if len(shifts) == 1 else None if shifts else 0


def _en_lines(entry: Join | Shift) -> tuple[int, ...]:
    return entry.en if isinstance(entry, Join) else tuple(number for group in entry.en for number in group)


def _named(entry: OfLines) -> tuple[int, ...]:
    """Return the lines that must be there. Of a range those that are gone do not matter, as long as its ends are there."""
    return (entry.lines[0], entry.lines[-1]) if isinstance(entry, Skip) else (first_line(entry),)


def _moved(entry: Mend | Reading | Gloss | Skip | Split | Speaker, shift: int, file: Language | None) -> OfLines:
    match entry:
        case Skip():
            return replace(entry, lines=_plus(entry.lines, shift), file=file)
        case Split():
            return replace(entry, after=_plus(entry.after, shift))
    return replace(entry, line=entry.line + shift, file=file)


def _moved_unit(entry: Join | Shift, zh: int, en: int) -> Join | Shift:
    if isinstance(entry, Join):
        return replace(entry, zh=_plus(entry.zh, zh), en=_plus(entry.en, en))
    return replace(entry, zh=_plus(entry.zh, zh), en=tuple(_plus(group, en) for group in entry.en))


def _plus(numbers: Sequence[int], shift: int) -> tuple[int, ...]:
    return tuple(number + shift for number in numbers)


# ---- why an entry cannot be placed


def _not_found(entry: OfLines, standing: Sequence[int], lines: Sequence[Line]) -> Outcome:
    quoted, number = _quoted(entry) or "", first_line(entry)
    if not standing:
        said = f"“{quoted}” stands on no line of the transcript (it named line {number})"
        return Outcome(entry, said, remedy=_quote_remedy(entry, quoted, lines))
    shown = ", ".join(map(str, standing[:_MOST_SHOWN])) + (" and others" if len(standing) > _MOST_SHOWN else "")
    where = f"on line{'' if len(standing) == 1 else 's'} {shown}"
    said = f"“{quoted}” does not stand on line {number} for certain, but {where}"
    return Outcome(entry, said, remedy="Write the number of the line that is meant.")


def _quote_remedy(entry: OfLines, quoted: str, lines: Sequence[Line]) -> str:
    key, number = "find" if isinstance(entry, Mend) else "text", first_line(entry)
    nearest = sorted(lines, key=lambda line: abs(line.number - number))[:LOOKED_THROUGH]
    alike = ((line.number, written) for line in nearest if (written := as_written(quoted, line.text)))
    if found := next(alike, None):
        return f"Line {found[0]} says “{found[1]}”: quote it like that in {key}."
    return f"Quote in {key} what the line says now, or remove the entry."


def _unsure(entry: OfLines, number: int) -> Outcome:
    return Outcome(
        entry,
        f"the transcript has changed around line {number}, and the entry does not say which text it means",
        remedy='Check the number and add text = "…", words that stand on that line.',
    )


def _no_line(entry: OfLines, number: int) -> Outcome:
    return Outcome(entry, f"the transcript has no line {number}", remedy="Write the numbers of lines that are there.")


def _wrong_side(entry: OfLines, number: int, side: str) -> Outcome:
    names = {"zh": "Chinese", "en": "English"}
    said = f"line {number} stands in {side}, but is not {names[side]}"
    return Outcome(entry, said, remedy="Name Chinese lines in zh and English lines in en.")


def _of_two_files(entry: OfLines) -> Outcome:
    said = f"the transcript comes as two files, and each has a line {first_line(entry)}"
    if isinstance(entry, Split):
        return Outcome(entry, said, remedy="Write a [[join]] for each of the two units instead.")
    return Outcome(entry, said, remedy='Add file = "zh" or file = "en".')
