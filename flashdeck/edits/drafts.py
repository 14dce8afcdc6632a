"""A correction that a person may accept: an entry, why it is suggested, and the lines that it is about."""

from dataclasses import dataclass

from flashdeck.model import Language

Value = str | int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of an entry. `is_open`: a person has to write what the line should say, before it can be applied."""

    kind: str
    values: tuple[tuple[str, Value], ...]
    why: str
    lines: tuple[tuple[int, str], ...]
    is_open: bool = False
    rule: str | None = None
    """The id of the rule that made the decision in doubt; `flashdeck why` explains it. None if there is no such rule."""


def draft_values(values: dict[str, Value], file: Language | None) -> tuple[tuple[str, Value], ...]:
    """Return the keys of a draft; of a transcript in two files with the file that its line counts in."""
    return tuple((values | ({"file": file} if file else {})).items())
