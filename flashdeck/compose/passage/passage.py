"""Choose the lines of a handout: the lines that a person named, or a coherent passage with few doubtful lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.language_sides import is_reading_doubtful, source_lines, speaker_of
from flashdeck.errors import UsageError
from flashdeck.model import Card, Graded

_DAMAGE = ("garbled", "ratio", "sponsor", "fragment", "trailing", "disfluent", "duplicate")
"""Grading reasons that make a line of a text doubtful. All other reasons only exclude the line from cards."""
_HARMLESS_IN_BACKCHANNEL = ("fragment", "duplicate")
"""Reasons that do not make a reaction such as "Right." doubtful, because a reaction is often short and often repeated."""
_NO_SENTENCE = frozenset({"backchannel", "subclause"})
_LEAST_PAIR_SCORE = 0.5  # below this score, the sides may not be translations of each other; chosen by hand
_LENGTH_TOLERANCE = 0.15  # of the requested length; chosen by hand
# The weights of `_window_score`: 1.0 counts as much as one word of the deck in the passage. Chosen by hand.
_QUALITY_WEIGHT = 5.0
_WEAK_START_COST = 2.0
_LENGTH_COST = 5.0
_RANGE = re.compile(r"\s*(\d+)\s*(?:-\s*(\d+)\s*)?")


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A sentence of the passage. Numbers start at 1; `faults` has codes of reasons why the line may be damaged."""

    number: int
    graded: Graded
    faults: tuple[str, ...]

    @property
    def has_doubtful_reading(self) -> bool:
        """Tell whether a reading of the target side is in doubt."""
        return any(is_reading_doubtful(token) for token in self.graded.tokens)

    @property
    def is_sound(self) -> bool:
        """Tell whether neither the line nor its readings are in doubt."""
        return not self.faults and not self.has_doubtful_reading

    @property
    def is_whole_sentence(self) -> bool:
        """Tell whether an exercise may use the line as it is: it is sound, and neither a reaction nor a lone subclause."""
        return self.is_sound and _NO_SENTENCE.isdisjoint(self.graded.reasons)

    @property
    def speaker(self) -> str:
        """The name of the speaker; empty if the transcript does not name the speaker."""
        return speaker_of(self.graded.annotated.sentence)


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines of a passage, in order."""

    lines: tuple[PassageLine, ...]

    @property
    def source_range(self) -> str:
        """The numbers of the first and the last line of the passage in the transcript's file: "30–44"."""
        numbers = [number for line in self.lines for number in _source_lines(line.graded)]
        return f"{min(numbers)}–{max(numbers)}"


def whole_passage(graded: Sequence[Graded]) -> Passage:
    """Return the passage of all lines."""
    return Passage(tuple(PassageLine(number, item, faults(item)) for number, item in enumerate(graded, start=1)))


def passage_of_lines(graded: Sequence[Graded], wanted: str) -> Passage:
    """Return the sentences on the lines that `wanted` names, such as "30-44", "8,30-44" or "all".

    Lines are counted in the transcript's file, starting at 1. Raises `UsageError` if `wanted` is not a list of ranges, or
    if no sentence is on these lines.
    """
    if wanted.strip().casefold() == "all":
        return whole_passage(graded)
    ranges = list(parse_ranges(wanted))
    found = [item for item in graded if _is_in_ranges(item, ranges)]
    if not found:
        last = max((line for item in graded for line in _source_lines(item)), default=0)
        raise UsageError(
            f"--lines {wanted}: there is no sentence on these lines; the last line with a sentence is {last}",
            remedy="Run `flashdeck inspect --stage sentences` to see the line numbers; lines of both languages are counted.",
        )
    return whole_passage(found)


def _is_in_ranges(item: Graded, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= line <= last for line in _source_lines(item) for first, last in ranges)


def parse_ranges(wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each range in a comma-separated list.

    >>> list(parse_ranges("8, 30-44"))
    [(8, 8), (30, 44)]
    """
    for part in wanted.split(","):
        match = _RANGE.fullmatch(part.replace("–", "-"))
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last:
            raise UsageError(
                f"--lines {wanted}: {part.strip()!r} is not a range of lines", remedy="Write for example --lines 30-44."
            )
        yield first, last


def choose_passage(graded: Sequence[Graded], cards: Sequence[Card], length: int) -> Passage:
    """Return the best run of sentences that has about the given length.

    `length` counts Han characters for learners of Chinese, and words for learners of English. The best run has the fewest
    doubtful lines. Among runs with equally few doubtful lines, a run is better if it has many words of the deck, lines of good
    quality, and a first line that does not refer to an earlier line. Among equally good runs, the earliest run is returned. A
    talk shorter than `length` is returned as a whole.
    """
    taught = {word for card in cards for word in card.targets}
    windows = list(_windows(graded, length))
    if not windows:
        return whole_passage(graded)
    scores = ((_window_score(graded[first:end], taught, length), -first, end) for first, end in windows)
    _, negative_first, end = max(scores)
    return whole_passage(graded[-negative_first:end])


def faults(item: Graded) -> tuple[str, ...]:
    """Return why a line may be damaged: codes of grading, and "pair" if its two sides may not be translations of each other."""
    harmless = _HARMLESS_IN_BACKCHANNEL if "backchannel" in item.reasons else ()
    found: list[str] = [reason for reason in item.reasons if reason in _DAMAGE and reason not in harmless]
    if min(pair.score for pair in item.annotated.sentence.pairs) < _LEAST_PAIR_SCORE:
        found.append("pair")
    return tuple(found)


def _source_lines(item: Graded) -> tuple[int, ...]:
    return source_lines(item.annotated.sentence)


def _windows(graded: Sequence[Graded], length: int) -> Iterator[tuple[int, int]]:
    """For each sentence, yield the start and the end index of the run from there that is closest to `length`."""
    sizes = [TRAITS[item.study].length(item.target) for item in graded]
    for first in range(len(graded)):
        end, total = first, 0
        while end < len(graded) and abs(total + sizes[end] - length) <= abs(total - length):
            total += sizes[end]
            end += 1
        if end > first and abs(total - length) <= max(_LENGTH_TOLERANCE * length, sizes[first]):
            yield first, end


def _window_score(window: Sequence[Graded], taught: set[str], length: int) -> tuple[int, float]:
    """Return the negative number of doubtful lines, and a score of all other criteria."""
    traits = TRAITS[window[0].study]
    words = {token.headword for item in window for token in item.units if token.headword in taught}
    doubtful = sum(not PassageLine(0, item, faults(item)).is_sound for item in window)
    backchannels = sum("backchannel" in item.reasons for item in window)
    weak_start = bool(traits.patterns["connective"].search(window[0].target)) or "backchannel" in window[0].reasons
    off = abs(sum(traits.length(item.target) for item in window) - length) / length
    quality = sum(item.quality for item in window) / len(window)
    score = len(words) + _QUALITY_WEIGHT * quality - backchannels - _WEAK_START_COST * weak_start - _LENGTH_COST * off
    return -doubtful, score
