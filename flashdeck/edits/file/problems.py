"""A mistake in an edits file, and the exception that stops a build for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.errors import UsageError

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
# What a keyboard for Chinese, or a word processor, writes in the place of TOML's own signs.
_PLAIN = str.maketrans("“”„＂‘’「」『』＝：，［］【】０１２３４５６７８９\u3000\xa0", '""""\'\'""""==,[][]0123456789  ')
_FOREIGN_SIGN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_SLIPS = (
    (re.compile(r"^\s*\[\s*\w+\s*\]"), "Write [[…]] with two brackets, once for each entry."),
    (re.compile(r"^\s*(//|;|--|%)"), "A comment begins with #."),
    (re.compile(r"^\s*(-\s*)?\w+\s*:"), "Write = between a key and what it says: line = 16."),
    (re.compile(r"=\s*(True|TRUE|False|FALSE)\b"), "Write true and false in small letters."),
    (re.compile(r"[=,\[]\s*\d+\s*[-–~～]\s*\d"), 'Write a range in quotes: "673-712".'),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line of an edits file, and the way to mend it."""

    at: int
    text: str
    remedy: str


class EditsError(UsageError):
    """A mistake in an edits file: file, line, what to do about it."""

    @classmethod
    def of(cls, name: str, problems: Sequence[Problem]) -> "EditsError":
        """Return the first mistake; where there are more, say so."""
        first, *more = problems
        others = f" {len(more)} more in this file: `flashdeck edits check` lists them." if more else ""
        return cls(f"{name}:{first.at}: {first.text}", remedy=first.remedy + others)


def toml_remedy(problem: str, line: str) -> str:
    """Return the way to mend a line that is no TOML, by what people write there."""
    bare = _QUOTED.sub("", line)
    if sign := _FOREIGN_SIGN.search(bare):
        plain = sign[0].translate(_PLAIN)
        shown = "a wide or unbreakable space" if plain == " " else sign[0]
        return (
            f"Type {shown} as {'a plain space' if plain == ' ' else plain}: TOML knows the signs of an English keyboard alone."
        )
    slips = (remedy for pattern, remedy in _SLIPS if pattern.search(bare))
    twice = "The key stands there twice: keep one of the two." if "overwrite" in problem else None
    return next(slips, twice) or "Mend that line: text stands in quotes, lists in [ ]."
