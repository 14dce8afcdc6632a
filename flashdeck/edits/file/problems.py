"""Mistakes in an edits file: the values that describe them, the exception that stops a build, and help with TOML syntax."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.errors import UsageError

_QUOTED_OR_COMMENT = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
# Characters that a Chinese keyboard or a word processor writes instead of the ones that TOML requires.
_PLAIN = str.maketrans("“”„＂‘’「」『』＝：，［］【】０１２３４５６７８９\u3000\xa0", '""""\'\'""""==,[][]0123456789  ')
_FOREIGN_CHARACTER = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
# Frequent errors of syntax, and how to correct each.
_SYNTAX_REMEDIES = (
    (re.compile(r"^\s*\[\s*\w+\s*\]"), "Write [[…]] with two brackets, once for each entry."),
    (re.compile(r"^\s*(//|;|--|%)"), "A comment begins with #."),
    (re.compile(r"^\s*(-\s*)?\w+\s*:"), "Write = between a key and its value: line = 16."),
    (re.compile(r"=\s*(True|TRUE|False|FALSE)\b"), "Write true and false in small letters."),
    (re.compile(r"[=,\[]\s*\d+\s*[-–~～]\s*\d"), 'Write a range in quotes: "673-712".'),
)
_DEFAULT_REMEDY = "Correct that line: put text in quotes and lists in [ ]."


@dataclass(frozen=True, slots=True)
class EditsProblem:
    """A mistake on a line of an edits file: the number of the line, the problem, and how to correct it."""

    at: int
    text: str
    remedy: str


class EditsError(UsageError):
    """A mistake in an edits file. The message names the file and the line; the remedy says how to correct it."""

    @classmethod
    def of(cls, name: str, problems: Sequence[EditsProblem]) -> "EditsError":
        """Return an error for the first of several mistakes; its remedy says how many more there are."""
        first, *more = problems
        remedy = first.remedy
        if more:
            remedy += f" {len(more)} more in this file: `flashdeck edits check` lists them."
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
        return "Type a full-width or non-breaking space as a plain space: TOML requires plain characters."
    return f"Type {char} as {plain}: TOML requires the characters of an English keyboard."
