"""Entries about units, which are lines that translate each other: [[join]], [[split]] and [[shift]]."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from flashdeck.edits.entries import InvalidValue, Key, OneSideEntry, TomlValue, TwoSidedEntry, shifted
from flashdeck.edits.kinds import entry_values as values
from flashdeck.edits.kinds.entry_effects import Unit, UnitEffect
from flashdeck.edits.kinds.entry_values import QUOTE_KEY
from flashdeck.edits.outcomes import Outcome, listed
from flashdeck.model import Language, Sentence, line_numbers

_SPLIT_REMEDY = "Write the number of the last line of a unit."


@dataclass(frozen=True, slots=True)
class JoinEntry(TwoSidedEntry, UnitEffect):
    """An entry that joins lines to one unit."""

    kind: ClassVar[str] = "join"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("zh", values.numbers, from_text=values.numbers_from_text),
        Key("en", values.numbers, from_text=values.numbers_from_text),
        QUOTE_KEY,
    )
    example: ClassVar[Mapping[str, TomlValue]] = {"zh": [911, 913, 915], "en": [912, 914, 916]}

    en: tuple[int, ...]
    text: str | None = None

    @property
    def en_lines(self) -> tuple[int, ...]:
        return self.en

    def moved(self, zh: int, en: int) -> Self:
        return replace(self, zh=shifted(self.zh, zh), en=shifted(self.en, en))

    def units(self) -> tuple[Unit, ...]:
        return ((self.zh, self.en),)

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome:
        return _units_outcome(self, sentences)


@dataclass(frozen=True, slots=True)
class ShiftEntry(TwoSidedEntry, UnitEffect):
    """An entry that corrects a wrong alignment.

    It names Chinese lines and, for each Chinese line, the English lines that translate it.
    """

    kind: ClassVar[str] = "shift"
    keys: ClassVar[tuple[Key, ...]] = (
        Key("zh", values.numbers, from_text=values.numbers_from_text),
        Key("en", values.groups, from_text=values.groups_from_text),
        QUOTE_KEY,
    )
    example: ClassVar[Mapping[str, TomlValue]] = {"zh": [877, 879], "en": [[878], [880]]}

    en: tuple[tuple[int, ...], ...]
    text: str | None = None

    def check(self) -> None:
        if len(self.zh) != len(self.en):
            problem = f"zh and en must have the same length, not {len(self.zh)} and {len(self.en)}"
            raise InvalidValue(problem, "Write one list of English lines for each Chinese line.", "en")

    @property
    def en_lines(self) -> tuple[int, ...]:
        return tuple(number for group in self.en for number in group)

    def moved(self, zh: int, en: int) -> Self:
        groups = tuple(shifted(group, en) for group in self.en)
        return replace(self, zh=shifted(self.zh, zh), en=groups)

    def units(self) -> tuple[Unit, ...]:
        return tuple(((zh,), en) for zh, en in zip(self.zh, self.en, strict=True))

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome:
        return _units_outcome(self, sentences)


@dataclass(frozen=True, slots=True)
class SplitEntry(OneSideEntry, UnitEffect):
    """An entry that splits units: a unit ends after each line that the entry names. `text` quotes the first of these lines."""

    kind: ClassVar[str] = "split"
    keys: ClassVar[tuple[Key, ...]] = (Key("after", values.numbers, from_text=values.numbers_from_text), QUOTE_KEY)
    example: ClassVar[Mapping[str, TomlValue]] = {"after": [838]}
    may_name_file: ClassVar[bool] = False

    after: tuple[int, ...]
    text: str | None = None

    def first_numbers(self) -> Mapping[str, int]:
        return {"after": self.after[0]}

    def moved(self, shift: int, file: Language | None) -> Self:
        return replace(self, after=shifted(self.after, shift))

    def ends(self) -> tuple[int, ...]:
        return self.after

    def outcome(self, sentences: Sequence[Sentence]) -> Outcome:
        ends = {number for item in sentences for number in (item.zh_lines[-1], item.en_lines[-1])}
        missing = next((number for number in self.after if number not in ends), None)
        if missing is None:
            lines = "line" if len(self.after) == 1 else "lines"
            return Outcome(self, f"a unit ends after {lines} {listed(self.after)}", self.after[0])
        if any(missing in (*item.zh_lines, *item.en_lines) for item in sentences):
            problem = f"a unit cannot end after line {missing}, because one of the two parts would have only one language"
            return Outcome(self, problem, missing, remedy=f"{_SPLIT_REMEDY[:-1]}, or group the lines with [[join]].")
        return Outcome(self, f"line {missing} is not part of any sentence", missing, remedy=_SPLIT_REMEDY)


def _units_outcome(entry: JoinEntry | ShiftEntry, sentences: Sequence[Sentence]) -> Outcome:
    """Return the outcome of an entry that requires units: whether all these units are among the pairs of the sentences."""
    pairs = {(line_numbers(pair.zh_source), line_numbers(pair.en_source)) for item in sentences for pair in item.pairs}
    for zh, en in entry.units():
        if (zh, en) not in pairs:
            problem = f"lines {listed(zh)} and {listed(en)} cannot become a unit, because some lines are left out or empty"
            remedy = "Run `flashdeck inspect --stage align` to see the units of these lines."
            return Outcome(entry, problem, zh[0], remedy=remedy)
    units = "; ".join(f"{listed(zh)} goes with {listed(en)}" for zh, en in entry.units())
    return Outcome(entry, units, entry.first_line)
