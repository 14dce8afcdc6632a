"""Entries about lines of the transcript: [[mend]], [[skip]] and [[speaker]]. The original text of a line stays available."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from flashdeck.edits.entries import Edits, InvalidValue, Key, OneSideEntry, SingleLineEntry, TomlValue, shifted
from flashdeck.edits.kinds import entry_values as values
from flashdeck.edits.kinds.entry_effects import LineEffect, LineKey, Lines, line_key
from flashdeck.edits.kinds.entry_values import FILE_KEY, LINE_KEY, QUOTE_KEY
from flashdeck.edits.outcomes import Outcome, counted
from flashdeck.model import Language, Line


@dataclass(frozen=True, slots=True)
class MendEntry(SingleLineEntry, LineEffect):
    """An entry that corrects an error in one line of the transcript. The card still shows the original line as its source."""

    kind: ClassVar[str] = "mend"
    keys: ClassVar[tuple[Key, ...]] = (
        LINE_KEY,
        Key("find", values.search_text),
        Key("replace", values.verbatim),
        FILE_KEY,
    )
    example: ClassVar[Mapping[str, TomlValue]] = {"line": 639, "find": "plot forms", "replace": "platforms"}
    quote_key: ClassVar[str] = "find"

    find: str
    replace: str

    def check(self) -> None:
        if self.find == self.replace:
            raise InvalidValue("find and replace are the same", "Write the right words in replace.")

    @property
    def subject(self) -> tuple[str | int, ...]:
        return ("line", self.line, self.find)

    def change_lines(self, lines: Lines, as_read: Lines, edits: Edits) -> tuple[Lines, Outcome]:
        after = tuple(self._corrected(line) for line in lines)
        if after == lines:
            problem = f"an earlier [[mend]] has already replaced “{self.find}” in line {self.line}"
            return lines, Outcome(self, problem, self.line, remedy="Combine the two entries into one [[mend]].")
        if _with_text(after) < _with_text(lines):
            remedy = f'Use [[skip]] with lines = "{self.line}" to leave out the line.'
            return lines, Outcome(self, f"the correction would leave line {self.line} empty", self.line, remedy=remedy)
        return after, Outcome(self, f"line {self.line}: “{self.find}” → “{self.replace}”", self.line)

    def _corrected(self, line: Line) -> Line:
        """Return the corrected line if this is the line of the entry, else the line unchanged."""
        if line_key(line) != (self.file, self.line):
            return line
        text = mended(line.text, [self]).strip()
        return line if text == line.text else replace(line, text=text, original=line.as_read)


def mended(text: str, mends: Iterable[MendEntry]) -> str:
    """Return a text after corrections. The corrections are applied in order, and each replaces all occurrences of its text.

    >>> mended("I seen the the sea", [MendEntry(1, 1, "seen", "saw"), MendEntry(4, 1, "the the", "the")])
    'I saw the sea'
    """
    for mend in mends:
        text = text.replace(mend.find, mend.replace)
    return text


@dataclass(frozen=True, slots=True)
class SkipEntry(OneSideEntry, LineEffect):
    """An entry that leaves out lines that do not belong to the conversation, such as advertising.

    `text` quotes the first line.
    """

    kind: ClassVar[str] = "skip"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("lines", values.ranges),
        Key("why", values.text, is_required=False),
        QUOTE_KEY,
        FILE_KEY,
    )
    example: ClassVar[Mapping[str, TomlValue]] = {"lines": "673-712", "why": "sponsor"}

    lines: tuple[int, ...]
    why: str | None = None
    text: str | None = None

    @property
    def required_lines(self) -> tuple[int, ...]:
        """The first and the last line. Lines between these two may have been removed from the transcript."""
        return self.lines[0], self.lines[-1]

    def first_numbers(self) -> Mapping[str, int]:
        return {"lines": self.lines[0]}

    def moved(self, shift: int, file: Language | None) -> Self:
        return replace(self, lines=shifted(self.lines, shift), file=file)

    def change_lines(self, lines: Lines, as_read: Lines, edits: Edits) -> tuple[Lines, Outcome]:
        numbers = frozenset(self.lines)
        kept = tuple(line for line in lines if line.file != self.file or line.number not in numbers)
        count = _with_text(lines) - _with_text(kept)
        first, last = self.required_lines
        where = f"line {first}" if first == last else f"lines {first}–{last}"
        if not count:
            return kept, Outcome(self, f"{where}: there is no text to leave out", first, remedy="Remove the entry.")
        why = f" ({self.why})" if self.why else ""
        return kept, Outcome(self, f"{where}: {counted(count, 'line')} left out{why}", first)


def _with_text(lines: Lines) -> int:
    return sum(bool(line.text) for line in lines)


@dataclass(frozen=True, slots=True)
class SpeakerEntry(SingleLineEntry, LineEffect):
    """An entry that names the speaker of a line and of the following lines.

    It ends before the line of the next [[speaker]] entry, and before the line where the transcript names a different speaker.
    """

    kind: ClassVar[str] = "speaker"
    keys: ClassVar[tuple[Key, ...]] = (LINE_KEY, Key("name", values.text), QUOTE_KEY, FILE_KEY)
    example: ClassVar[Mapping[str, TomlValue]] = {"line": 644, "name": "Host"}

    name: str
    text: str | None = None

    @property
    def subject(self) -> tuple[str | int, ...]:
        return ("line", self.line)

    def change_lines(self, lines: Lines, as_read: Lines, edits: Edits) -> tuple[Lines, Outcome]:
        others = {(other.file, other.line) for other in edits.of(SpeakerEntry) if other is not self}
        turn = self._turn(as_read, others)
        changed = [replace(line, speaker=self.name) if line_key(line) in turn else line for line in lines]
        return tuple(changed), Outcome(
            self, f"{self.name} speaks from line {self.line} ({counted(len(turn), 'line')})", self.line
        )

    def _turn(self, lines: Lines, others: set[LineKey]) -> set[LineKey]:
        """Return the lines that the speaker of this entry speaks.

        `others`: the lines that the other [[speaker]] entries name.
        """
        turn: set[LineKey] = set()
        named: str | None = None
        for line in lines:
            if line.file != self.file or line.number < self.line or not line.text:
                continue
            if not turn:
                named = line.speaker
            elif line_key(line) in others or line.speaker != named:
                break
            turn.add(line_key(line))
        return turn
