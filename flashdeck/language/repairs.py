"""Run repairs of spoken lines in order, again and again until a text does not change any more.

Every repair is logged with the id of its rule and the text before the repair, as in ftfy's `fix_and_explain`. The repairs of a
language are in `flashdeck.english.speech` and `flashdeck.chinese.speech`. Repairs of both languages are in this module.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flashdeck.model import Repair

TURN_MARK = "speech.turn-mark"
"""The rule id for the removal of ">>", with which captions mark a new speaker inside a line."""
_TURN = re.compile(r"\s*>{2,9}\s*")


_INTERRUPTED = re.compile(r"[^\s.?!…。？！”\"’'）)\]>—-]\s*>>+\s*\w")


class Repaired(NamedTuple):
    """A text after a repair, and the ids of the rules that changed the text."""

    text: str
    rules: tuple[str, ...] = ()


RepairFunction = Callable[[str], Repaired]


def run_repairs(text: str, repairs: Sequence[RepairFunction]) -> tuple[str, tuple[Repair, ...]]:
    """Return the repaired text and the log of the repairs. A repair that leaves nothing of the text is not applied."""
    before, found = "", text
    log: list[Repair] = []
    while found != before:
        before = found
        for repair in repairs:
            repaired, rules = repair(found)
            if repaired and repaired != found:
                log += [Repair(rule, found) for rule in rules]
                found = repaired
    return found, tuple(log)


def keep_words(repair: RepairFunction, word: re.Pattern[str]) -> RepairFunction:
    """Return a repair that does nothing if it would remove the last word of a text."""

    def careful(text: str) -> Repaired:
        repaired = repair(text)
        return repaired if repaired.text == text or word.search(repaired.text) else Repaired(text)

    return careful


def drop_turn_marks(text: str) -> Repaired:
    """Remove the marks of new speakers.

    >>> drop_turn_marks(">> Are you sure? >> Yes.").text, drop_turn_marks("真的吗？>> 真的。").text
    ('Are you sure? Yes.', '真的吗？真的。')
    """
    if ">>" not in text:
        return Repaired(text)
    spaced = _TURN.sub(" ", text).strip()
    return Repaired(re.sub(r"(?<=[。！？…]) ", "", spaced), (TURN_MARK,))


def begins_turn(text: str) -> bool:
    """Tell whether a text as read begins with the mark of a new speaker."""
    return text.lstrip().startswith(">>")


def interrupts(text: str) -> bool:
    """Tell whether a new speaker begins inside a sentence.

    >>> interrupts("We took the >> Which one?"), interrupts("We took it. >> Which one?")
    (True, False)
    """
    return ">>" in text and _INTERRUPTED.search(text) is not None
