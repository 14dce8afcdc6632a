"""Read the numbered lines that `flashdeck lines` writes and that a translator gives back.

The first line of the file is a comment that names the transcript and has a digest of its lines. A translator may drop the
comment, add marks around the numbers, or write something before and after the lines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flashdeck.errors import InputError
from flashdeck.model import Notice
from flashdeck.read.transcript import STDIN, Input, open_document

BESIDE_NUMBERS = "read.left-out.beside-numbers"
_HEADER = re.compile(r"[#\s>*]*flashdeck lines\b.*?\bcheck ([0-9a-f]{8})\b.*", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[-*>]\s+)?(?:\*\*)?[\[(（【]?(\d{1,6})(?:[\])）】.、:：)]+(?:\*\*)?\s*|(?:\*\*)?\t\s*)(.*)")
# A file without the comment is a translation only if two shares are high enough (chosen by hand). The first is the share of its
# lines that have numbers. The second is the share of the transcript's line numbers that occur in the file.
_MOSTLY_NUMBERED, _MOSTLY_ANSWERED = 0.9, 0.8
_FEWEST = 3
_MOST_BESIDE = 4  # this number of lines before and after the numbered lines is ignored in the first share (chosen by hand)


class NumberedLine(NamedTuple):
    """A line of a translation: its line number in the file, the number before its text, and its text."""

    line: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class NumberedTranslation:
    """A translation of numbered lines. `check` is the digest in its first comment; None if the comment is missing."""

    name: str
    lines: tuple[NumberedLine, ...]
    notices: tuple[Notice, ...]
    check: str | None
    share: float
    """The share of the file's lines that have a number. A few lines before and after the numbered lines are not counted."""

    def answers(self, count: int) -> bool:
        """Tell whether this is the translation of `count` numbered lines. Return false for another text with numbers."""
        numbers = [line.number for line in self.lines]
        if self.check is not None:
            return True
        if count < _FEWEST or self.share < _MOSTLY_NUMBERED or len(set(numbers)) < len(numbers):
            return False
        return len(numbers) >= _MOSTLY_ANSWERED * count and max(numbers) <= count


def numbered_header(name: str, count: int, language: str, check: str) -> str:
    """Return the comment with which a file of numbered lines begins."""
    lines = "1 line" if count == 1 else f"{count} lines"
    return f"# flashdeck lines: {name}, {lines} of {language}, check {check}"


def read_numbered(given: Input) -> NumberedTranslation | None:
    """Return the numbered lines of the translation in `given`. Return None if it does not look like numbered lines.

    Raises `InputError` if the file cannot be read, or if two lines have the same number after the comment.
    """
    if given.translation is None or str(given.translation) == STDIN:
        return None
    texts = open_document(given.translation, given).lines
    check = next((match[1] for text in texts[:5] if (match := _HEADER.fullmatch(text))), None)
    if check is None and not any(map(_NUMBERED.fullmatch, texts)):
        return None
    lines, beside = _numbered_lines(texts)
    if check is not None:
        _refuse_twice(given.translation, lines)
    filled = len(lines) + max(0, len(beside) - _MOST_BESIDE)
    notices = tuple(Notice("comment", line, text, rule=BESIDE_NUMBERS) for line, text in beside)
    share = len(lines) / filled if filled else 0.0
    return NumberedTranslation(str(given.translation), tuple(lines), notices, check, share)


def _numbered_lines(texts: Sequence[str]) -> tuple[list[NumberedLine], list[tuple[int, str]]]:
    """Return the numbered lines, and the lines before the first or after the last of them.

    A line without a number that is between numbered lines is added to the text of the numbered line above it.
    """
    found, beside, waiting = list[NumberedLine](), list[tuple[int, str]](), list[tuple[int, str]]()
    for at, text in enumerate(texts, start=1):
        match = _NUMBERED.fullmatch(text)
        if match and match[2].strip():
            if found:
                found[-1] = found[-1]._replace(text=" ".join([found[-1].text, *(more for _, more in waiting)]))
            else:
                beside += waiting
            waiting = []
            found.append(NumberedLine(at, int(match[1]), match[2].strip()))
        elif text and not _is_comment(text):
            waiting.append((at, text))
    return found, beside + waiting


def _is_comment(text: str) -> bool:
    return text.startswith(("#", "```"))


def _refuse_twice(path: Path, lines: Sequence[NumberedLine]) -> None:
    for twice in _repeated(lines):
        raise InputError(
            f"{path}:{twice.line}: the number {twice.number} is there twice",
            remedy="Give each line the number that `flashdeck lines` wrote.",
        )


def _repeated(lines: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
    seen = set[int]()
    for line in lines:
        if line.number in seen:
            yield line
        seen.add(line.number)
