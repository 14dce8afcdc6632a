"""Find the current line numbers of entries after the transcript has changed.

An entry names a line by its number, and its quotation confirms the line. An entry without a quotation moves by the same number
of lines as the nearest entries before and after it, if these two agree. An entry whose line is not certain is reported and left
out. It is never applied to a wrong line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flashdeck.edits.entries import EditEntry, Edits, LineEntry, OneSideEntry, TwoSidedEntry
from flashdeck.edits.kinds.line_entries import MendEntry, mended
from flashdeck.edits.line_shifts import QuoteMatches, find_shifts, in_order
from flashdeck.edits.outcomes import Outcome, Placed, listed
from flashdeck.edits.targets import LOOKED_THROUGH, as_written
from flashdeck.model import Language, Line

_MOST_SHOWN = 4  # maximum number of line numbers in a message
# The maximum number of characters of a quotation: enough to identify a line, and few enough to read. Chosen by hand.
_LONGEST_QUOTE = 24
_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def place_edits(edits: Edits, lines: Sequence[Line]) -> Placed:
    """Return the entries with the current numbers of their lines, and the entries whose lines were not found."""
    placer = _Placer(edits, lines)
    placed: list[EditEntry] = []
    moved: dict[int, int] = {}
    outcomes: list[Outcome] = []
    for entry in edits.entries:
        if not isinstance(entry, LineEntry):
            placed.append(entry)
            continue
        found = placer.place(entry)
        if isinstance(found, Outcome):
            outcomes.append(found)
            continue
        placed.append(found)
        if found.first_line != entry.first_line:
            moved[entry.at] = found.first_line - entry.first_line
    return Placed(Edits(edits.name, tuple(placed)), moved, tuple(outcomes))


def quoting(entry: EditEntry, lines: Sequence[Line]) -> dict[str, str]:
    """Return a quotation for an entry that lacks a quotation: its key, and the first words of the first line of the entry.

    The result is empty if the entry has a quotation or if its first line is not found. `lines`: the current lines of the
    transcript.
    """
    if not isinstance(entry, LineEntry) or entry.quote:
        return {}
    file, other = _quoted_side(entry)
    own = (line for line in lines if line.number == entry.first_line and line.file in (file, None))
    text = next((line.text for line in own if line.text and (other is None or line.lang != other)), "")
    return {entry.quote_key: _beginning(text)} if text else {}


def _quoted_side(entry: LineEntry) -> tuple[Language | None, Language | None]:
    """Return the file of the line that an entry quotes, and a language that this line must not have.

    Each value may be None. An entry that names Chinese and English lines quotes a Chinese line.
    """
    if isinstance(entry, TwoSidedEntry):
        return "zh", "en"
    return (entry.file if isinstance(entry, OneSideEntry) else None), None


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


@dataclass(frozen=True, slots=True)
class _Trace:
    """The lines of the current transcript that contain the quotation of an entry."""

    file: Language | None
    lines: tuple[int, ...]
    """The numbers of these lines in their file."""
    shift: int | None = None
    """The number of lines by which the line of the entry moved; None if that is not certain."""


class _Placer:
    """Finds for each entry of an edits file the lines of the current transcript that the entry means."""

    def __init__(self, edits: Edits, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._two_files = any(line.file for line in lines)
        self._numbers = {(line.file, line.number) for line in lines}
        self._mends = edits.of(MendEntry)
        quoted = sorted((entry for entry in edits.of(LineEntry) if entry.quote), key=lambda entry: entry.first_line)
        self._traces = {entry: self._trace(entry) for entry in quoted}
        files = {trace.file for trace in self._traces.values()}
        self._known_shifts = {file: self._follow(file) for file in files}

    # ---- the lines of all entries with quotations

    def _trace(self, entry: LineEntry) -> _Trace:
        """Find the quotation of an entry in the file that the entry names, or else in the file that contains the quotation."""
        found = [line for line in self._lines if self._contains(line, entry)]
        file = self._file_of(entry)
        if self._two_files and not file and found:
            file = min(found, key=lambda line: line.number != entry.first_line).file
        return _Trace(file, tuple(sorted({line.number for line in found if line.file == file})))

    def _contains(self, line: Line, entry: LineEntry) -> bool:
        """Return whether a line contains the quotation of an entry, before or after the [[mend]] corrections of the line."""
        quote = entry.quote or ""
        if quote in line.text or isinstance(entry, MendEntry):
            return quote in line.text
        own = [mend for mend in self._mends if mend.line == entry.first_line and mend.find in line.text]
        return bool(own) and quote in mended(line.text, own)

    def _follow(self, file: Language | None) -> list[tuple[int, int]]:
        """Determine by how many lines each entry of one file moved.

        Return the results that are certain, as pairs (line number, shift).
        """
        own = [(entry, trace) for entry, trace in self._traces.items() if trace.file == file]
        shifts = find_shifts([QuoteMatches(entry.first_line, trace.lines) for entry, trace in own])
        known = []
        for (entry, trace), shift in zip(own, shifts, strict=True):
            self._traces[entry] = replace(trace, shift=shift)
            if shift is not None:
                known.append((entry.first_line, shift))
        return in_order(known)

    def _file_of(self, entry: LineEntry) -> Language | None:
        """Return the file that an entry names. Return None if the entry does not name a file or if there is only one file."""
        return _quoted_side(entry)[0] if self._two_files else None

    # ---- one entry

    def place(self, entry: LineEntry) -> LineEntry | Outcome:
        """Return an entry with the current numbers of its lines, or an outcome with the reason why they are not certain."""
        if isinstance(entry, TwoSidedEntry):
            return self._place_two_sided(entry)
        if isinstance(entry, OneSideEntry):
            return self._place_one_side(entry)
        raise TypeError(f"{type(entry).__name__} has neither one side nor two")

    def _place_one_side(self, entry: OneSideEntry) -> OneSideEntry | Outcome:
        trace = self._traces.get(entry)
        file = trace.file if trace else self._file_of(entry)
        if self._two_files and not (entry.may_name_file and (trace or file)):
            return _ambiguous_file(entry)
        shift = self._shift(entry, file)
        if isinstance(shift, Outcome):
            return shift
        moved = entry.moved(shift, file)
        for number in moved.required_lines:
            if (file, number) not in self._numbers:
                return _missing_line(entry, number)
        return moved

    def _place_two_sided(self, entry: TwoSidedEntry) -> TwoSidedEntry | Outcome:
        zh = self._shift(entry, self._file_of(entry))
        if isinstance(zh, Outcome):
            return zh
        en = self._neighbours(entry.en_lines[0], "en") if self._two_files else zh
        if en is None:
            return _uncertain(entry, entry.en_lines[0])
        moved = entry.moved(zh, en)
        problems = (*self._side_problems(entry, moved.zh, "zh"), *self._side_problems(entry, moved.en_lines, "en"))
        return problems[0] if problems else moved

    def _side_problems(self, entry: TwoSidedEntry, numbers: Sequence[int], side: Language) -> Iterator[Outcome]:
        """Yield a problem for each named line of one language that does not exist or that is in the other language.

        `numbers`: the lines that the entry names for the language `side`.
        """
        file = side if self._two_files else None
        for number in numbers:
            own = [line for line in self._lines if line.number == number and line.file == file]
            if not own:
                yield _missing_line(entry, number)
            elif all(line.lang not in (side, None) for line in own):
                yield _wrong_side(entry, number, side)

    def _shift(self, entry: LineEntry, file: Language | None) -> int | Outcome:
        """Return the number of lines by which an entry moved.

        If the number is not certain, return an outcome with the reason.
        """
        if trace := self._traces.get(entry):
            return _not_found(entry, trace.lines, self._lines) if trace.shift is None else trace.shift
        shift = self._neighbours(entry.first_line, file)
        return _uncertain(entry, entry.first_line) if shift is None else shift

    def _neighbours(self, number: int, file: Language | None) -> int | None:
        """Return the number of lines by which both neighbours of a line moved.

        The neighbours are the nearest entries with quotations before and after the line. If there is only one neighbour,
        return the number for this neighbour. Return 0 if there is no neighbour, and None if the neighbours moved by different
        numbers of lines.
        """
        known = self._known_shifts.get(file, [])
        before = max((found for found in known if found[0] <= number), default=None)
        after = min((found for found in known if found[0] >= number), default=None)
        shifts = {found[1] for found in (before, after) if found}
        if len(shifts) > 1:
            return None
        return shifts.pop() if shifts else 0


# ---- reasons why the line of an entry is not certain


def _not_found(entry: LineEntry, matches: Sequence[int], lines: Sequence[Line]) -> Outcome:
    if not matches:
        problem = f"no line of the transcript contains “{entry.quote}” (the entry names line {entry.first_line})"
        return Outcome(entry, problem, remedy=_quote_remedy(entry, lines))
    shown = listed(matches[:_MOST_SHOWN])
    if len(matches) > _MOST_SHOWN:
        shown += " and more lines"
    noun = "line" if len(matches) == 1 else "lines"
    problem = f"“{entry.quote}” is on {noun} {shown}; it is not certain that line {entry.first_line} is meant"
    return Outcome(entry, problem, remedy="Write the number of the line that you mean.")


def _quote_remedy(entry: LineEntry, lines: Sequence[Line]) -> str:
    """Return how to correct a quotation that no line contains.

    If a line has the same words in a different form, such as a different case, suggest to copy this form.
    """
    nearest = sorted(lines, key=lambda line: abs(line.number - entry.first_line))[:LOOKED_THROUGH]
    for line in nearest:
        written = as_written(entry.quote or "", line.text)
        if written:
            return f"Line {line.number} says “{written}”. Copy that into {entry.quote_key}."
    return f"Copy the current words of the line into {entry.quote_key}, or remove the entry."


def _uncertain(entry: LineEntry, number: int) -> Outcome:
    return Outcome(
        entry,
        f"the transcript has changed around line {number}, and the entry does not quote the line that it means",
        remedy='Check the line number and add text = "…" with words of that line.',
    )


def _missing_line(entry: LineEntry, number: int) -> Outcome:
    return Outcome(entry, f"the transcript has no line {number}", remedy="Write the numbers of existing lines.")


def _wrong_side(entry: LineEntry, number: int, side: Language) -> Outcome:
    problem = f"line {number} is named in {side}, but it is not {_NAMES[side]}"
    return Outcome(entry, problem, remedy="Name Chinese lines in zh and English lines in en.")


def _ambiguous_file(entry: OneSideEntry) -> Outcome:
    problem = f"the transcript consists of two files, and each of them has a line {entry.first_line}"
    if not entry.may_name_file:
        return Outcome(entry, problem, remedy="Write a [[join]] for each of the two units instead.")
    return Outcome(entry, problem, remedy='Add file = "zh" or file = "en".')
