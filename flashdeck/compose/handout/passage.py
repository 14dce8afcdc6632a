"""The lines of a handout: those asked for, or a coherent passage without doubtful lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.bilingual.languages import TRAITS
from flashdeck.errors import UsageError
from flashdeck.model import Card, Graded, ZhToken

_DAMAGE = ("garbled", "ratio", "sponsor", "fragment", "trailing", "disfluent", "duplicate")
"""Reasons of grading that make a line doubtful in a text; the others only say that it is no card."""
_HARMLESS = ("fragment", "duplicate")  # of a backchannel: "Right." is whole, however often it is said
_LEAST_SCORE = 0.5
_SLACK = 0.15  # of the length asked for
_WEAK_START_COST = 2.0
_RANGE = re.compile(r"\s*(\d+)\s*(?:-\s*(\d+)\s*)?")


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A sentence of the passage, numbered from 1. `faults` are why it may be damaged, in the codes of grading."""

    number: int
    graded: Graded
    faults: tuple[str, ...]

    @property
    def has_doubtful_reading(self) -> bool:
        """Tell whether a reading is in doubt; only who learns Chinese is shown readings."""
        return self.graded.study == "zh" and any(token.doubtful for token in self.graded.annotated.zh_tokens)

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing about the line is in doubt."""
        return not self.faults and not self.has_doubtful_reading

    @property
    def speaker(self) -> str:
        pair = self.graded.annotated.sentence.pairs[0]
        return next((line.speaker for line in (*pair.zh_source, *pair.en_source) if line.speaker), "")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines in order, and the range of lines of the input that they come from."""

    lines: tuple[PassageLine, ...]

    @property
    def source_range(self) -> str:
        numbers = [number for line in self.lines for number in _source_lines(line.graded)]
        return f"{min(numbers)}–{max(numbers)}"


def whole_passage(graded: Sequence[Graded]) -> Passage:
    """Return the passage of all lines."""
    return Passage(tuple(PassageLine(number, item, faults(item)) for number, item in enumerate(graded, start=1)))


def passage_of_lines(graded: Sequence[Graded], wanted: str) -> Passage:
    """Return the sentences that stand on lines of the input: "30-44", or "8,30-44", or "all".

    Raises `UsageError` for a text that names no lines, and where no sentence stands on them.
    """
    if wanted.strip().casefold() == "all":
        return whole_passage(graded)
    ranges = list(parse_ranges(wanted))
    found = [item for item in graded if any(first <= line <= last for line in _source_lines(item) for first, last in ranges)]
    if not found:
        last = max((line for item in graded for line in _source_lines(item)), default=0)
        raise UsageError(
            f"--lines {wanted}: no sentence stands there, the last line with one is {last}",
            remedy="Lines are counted as in the transcript's file, both languages; `flashdeck inspect --stage sentences` shows them.",
        )
    return whole_passage(found)


def parse_ranges(wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges that a text names.

    >>> list(parse_ranges("8, 30-44"))
    [(8, 8), (30, 44)]
    """
    for part in wanted.split(","):
        match = _RANGE.fullmatch(part.replace("–", "-"))
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last:
            raise UsageError(
                f"--lines {wanted}: {part.strip()!r} is no range of lines", remedy="Write for example --lines 30-44."
            )
        yield first, last


def choose_passage(graded: Sequence[Graded], cards: Sequence[Card], length: int) -> Passage:
    """Return the best run of sentences of about a length (characters or words of the language studied).

    Best: without doubtful lines, or with as few as any; then rich in words of the deck, with a beginning that does not lean on
    what was said before.
    """
    taught = {word for card in cards for word in card.targets}
    windows = list(_windows(graded, length))
    if not windows:
        return whole_passage(graded)
    merits = ((_merit(graded[slice(*window)], taught, length), -window[0], window) for window in windows)
    *_, best = max(merits)
    return whole_passage(graded[slice(*best)])


def faults(item: Graded) -> tuple[str, ...]:
    """Return why a line may be damaged: reasons of grading, and "pair" where the two sides may not belong together."""
    weak = min(pair.score for pair in item.annotated.sentence.pairs) < _LEAST_SCORE
    spared = _HARMLESS if "backchannel" in item.reasons else ()
    damage = (reason for reason in item.reasons if reason in _DAMAGE and reason not in spared)
    return (*damage, *(("pair",) if weak else ()))


def _source_lines(item: Graded) -> tuple[int, ...]:
    sentence = item.annotated.sentence
    return (*sentence.zh_lines, *sentence.en_lines)


def _windows(graded: Sequence[Graded], length: int) -> Iterator[tuple[int, int]]:
    """Yield for each beginning the run of sentences that comes nearest to the length."""
    sizes = [TRAITS[item.study].length(item.target) for item in graded]
    for first in range(len(graded)):
        end, total = first, 0
        while end < len(graded) and abs(total + sizes[end] - length) <= abs(total - length):
            total += sizes[end]
            end += 1
        if end > first and abs(total - length) <= max(_SLACK * length, sizes[first]):
            yield first, end


def _merit(window: Sequence[Graded], taught: set[str], length: int) -> tuple[int, float]:
    """Return how few lines are in doubt, and how good the window is else."""
    traits = TRAITS[window[0].study]
    words = {token.headword for item in window for token in item.units if token.headword in taught}
    doubtful = sum(not PassageLine(0, item, faults(item)).is_sound for item in window)
    backchannels = sum("backchannel" in item.reasons for item in window)
    weak_start = bool(traits.patterns["connective"].search(window[0].target)) or "backchannel" in window[0].reasons
    off = abs(sum(traits.length(item.target) for item in window) - length) / length
    quality = sum(item.quality for item in window) / len(window)
    return -doubtful, len(words) + 5 * quality - backchannels - _WEAK_START_COST * weak_start - 5 * off


def doubtful_tokens(line: PassageLine) -> Iterator[ZhToken]:
    """Yield the words of a line whose reading rests on thin evidence, where readings are shown."""
    return (token for token in line.graded.annotated.zh_tokens if token.doubtful and line.has_doubtful_reading)
