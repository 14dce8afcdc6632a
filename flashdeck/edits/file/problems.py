"""Describe mistakes in an edits file as values and as an exception, and suggest corrections of TOML syntax."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.errors import UsageError

_QUOTED_OR_COMMENT = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
# Characters that a Chinese keyboard or a word processor writes instead of the characters that TOML requires.
_PLAIN = str.maketrans("“”„＂‘’「」『』＝：，［］【】０１２３４５６７８９\u3000\xa0", '""""\'\'""""==,[][]0123456789  ')
_FOREIGN_CHARACTER = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
# Frequent errors of syntax, each with a correction.
_SYNTAX_REMEDIES = (
    (re.compile(r"^\s*\[\s*\w+\s*\]"), "Write [[…]] with two brackets, once for each entry."),
    (re.compile(r"^\s*(//|;|--|%)"), "Begin a comment with #."),
    (re.compile(r"^\s*(-\s*)?\w+\s*:"), "Write = between a key and its value: line = 16."),
    (re.compile(r"=\s*(True|TRUE|False|FALSE)\b"), "Write true and false in small letters."),
    (re.compile(r"[=,\[]\s*\d+\s*[-–~～]\s*\d"), 'Write a range in quotes: "673-712".'),
)
_DEFAULT_REMEDY = "Correct that line: put text in quotes and lists in [ ]."


@dataclass(frozen=True, slots=True)
class EditsProblem:
    """A mistake in an edits file: the number of its line, the problem, and how to correct it."""

    at: int
    text: str
    remedy: str


class EditsError(UsageError):
    """A mistake in an edits file. The message names the file and the line. The remedy says how to correct the mistake."""

    @classmethod
    def of(cls, name: str, problems: Sequence[EditsProblem]) -> "EditsError":
        """Return an error for the first mistake. Its remedy gives the number of further mistakes."""
        first, *more = problems
        remedy = first.remedy
        if more:
            remedy += f" The file has {len(more)} more: run `flashdeck edits check` to list all mistakes."
        return cls(f"{name}:{first.at}: {first.text}", remedy=remedy)


def toml_remedy(problem: str, line: str) -> str:
    """Return how to correct a line that is not valid TOML.

    >>> toml_remedy("Invalid value", "line: 16")
    'Write = between a key and its value: line = 16.'
    """
    code = _QUOTED_OR_COMMENT.sub("", line)
    if foreign := _FOREIGN_CHARACTER.search(code):
        return _replacement_remedy(foreign[0])
    for pattern, remedy in _SYNTAX_REMEDIES:
        if pattern.search(code):
            return remedy
    return "The table has this key twice: keep one of the two." if "overwrite" in problem else _DEFAULT_REMEDY


def _replacement_remedy(char: str) -> str:
    plain = char.translate(_PLAIN)
    if plain == " ":
        return "Replace the full-width or non-breaking space with a plain space, because TOML requires plain characters."
    return f"Replace {char} with {plain}, because TOML requires the characters of an English keyboard."
