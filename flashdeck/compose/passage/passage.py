"""Choose the lines of a handout: the lines that a person asks for, or consecutive lines of which few are doubtful."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.language_sides import is_reading_doubtful, source_lines, speaker_of
from flashdeck.errors import UsageError
from flashdeck.model import Card, Graded

_DAMAGE = ("garbled", "ratio", "sponsor", "appeal", "fragment", "trailing", "disfluent", "duplicate")
"""Grading reasons that make a line doubtful in a handout.

All other reasons exclude a line from cards, but not from handouts.
"""
_HARMLESS_IN_BACKCHANNEL = ("fragment", "duplicate")
"""Grading reasons that do not make a mere reaction such as "Right." doubtful. Reactions are often short and repeated."""
_NO_SENTENCE = frozenset({"backchannel", "subclause"})
# A line is doubtful if the score of its pair is lower than this number, because the Chinese and the English text may not
# translate each other. Chosen by hand.
_LEAST_PAIR_SCORE = 0.5
# The length of a passage may differ from the requested length by this share of the requested length. Chosen by hand.
_LENGTH_TOLERANCE = 0.15
# The weights of the criteria in `_window_score`. A weight of 1.0 is worth as much as one word of the deck in the passage.
# Chosen by hand.
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
        """Tell whether the reading of a word in this line is doubtful."""
        return any(is_reading_doubtful(token) for token in self.graded.tokens)

    @property
    def is_sound(self) -> bool:
        """Tell whether the line is not doubtful and all its readings are certain."""
        return not self.faults and not self.has_doubtful_reading

    @property
    def is_whole_sentence(self) -> bool:
        """Tell whether the line is a whole sentence without doubts, so that an exercise may show it alone.

        A mere reaction and a lone subclause are not whole sentences.
        """
        return self.is_sound and _NO_SENTENCE.isdisjoint(self.graded.reasons)

    @property
    def speaker(self) -> str:
        """The name of the speaker. Empty if the transcript does not name the speaker."""
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
    """Return a passage that consists of all these sentences, in order."""
    return Passage(tuple(PassageLine(number, item, faults(item)) for number, item in enumerate(graded, start=1)))


def passage_of_lines(graded: Sequence[Graded], wanted: str) -> Passage:
    """Return a passage of the sentences with the line numbers in `wanted`, such as "30-44", "8,30-44" or "all".

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
    """Return the best sequence of consecutive sentences with about the given length.

    `length` is a number of Han characters for learners of Chinese, and a number of words for learners of English. The best
    sequence has the fewest doubtful lines. If two sequences have the same number of doubtful lines, the better one has more
    words of the deck, lines of better quality, and a first line that does not refer to an earlier line. Among equally good
    sequences, the earliest sequence is returned. A talk shorter than `length` is returned as a whole.
    """
    taught = {word for card in cards for word in card.targets}
    windows = list(_windows(graded, length))
    if not windows:
        return whole_passage(graded)
    scores = ((_window_score(graded[first:end], taught, length), -first, end) for first, end in windows)
    _, negative_first, end = max(scores)
    return whole_passage(graded[-negative_first:end])


def faults(item: Graded) -> tuple[str, ...]:
    """Return codes of the reasons why a line may be damaged. The tuple is empty for a line without faults.

    A code is a grading reason, or "pair" if the Chinese and the English text may not translate each other.
    """
    harmless = _HARMLESS_IN_BACKCHANNEL if "backchannel" in item.reasons else ()
    found: list[str] = [reason for reason in item.reasons if reason in _DAMAGE and reason not in harmless]
    if min(pair.score for pair in item.annotated.sentence.pairs) < _LEAST_PAIR_SCORE:
        found.append("pair")
    return tuple(found)


def _source_lines(item: Graded) -> tuple[int, ...]:
    return source_lines(item.annotated.sentence)


def _windows(graded: Sequence[Graded], length: int) -> Iterator[tuple[int, int]]:
    """Yield the passages among which `choose_passage` chooses. A passage is a start index and an end index.

    At most one passage starts at each sentence: the passage whose length is closest to `length`. It is left out if its length
    differs too much from `length`.
    """
    sizes = [TRAITS[item.study].length(item.target) for item in graded]
    for first in range(len(graded)):
        end, total = first, 0
        while end < len(graded) and abs(total + sizes[end] - length) <= abs(total - length):
            total += sizes[end]
            end += 1
        if end > first and abs(total - length) <= max(_LENGTH_TOLERANCE * length, sizes[first]):
            yield first, end


def _window_score(window: Sequence[Graded], taught: set[str], length: int) -> tuple[int, float]:
    """Return a key to compare passages: the negative number of doubtful lines, and a score that combines all other criteria."""
    traits = TRAITS[window[0].study]
    words = {token.headword for item in window for token in item.units if token.headword in taught}
    doubtful = sum(not PassageLine(0, item, faults(item)).is_sound for item in window)
    backchannels = sum("backchannel" in item.reasons for item in window)
    weak_start = bool(traits.patterns["connective"].search(window[0].target)) or "backchannel" in window[0].reasons
    off = abs(sum(traits.length(item.target) for item in window) - length) / length
    quality = sum(item.quality for item in window) / len(window)
    score = len(words) + _QUALITY_WEIGHT * quality - backchannels - _WEAK_START_COST * weak_start - _LENGTH_COST * off
    return -doubtful, score
