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
UNMATCHED_QUOTE = "speech.unmatched-quote"
"""The rule id for the removal of a quotation mark whose other half is in another sentence."""
_QUOTES = (("“", "”"), ("「", "」"), ('"', '"'))
_STOPS = ".。!！?？…,，"
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


def drop_unmatched_quotes(text: str) -> Repaired:
    """Remove a quotation mark at the beginning or the end of a text whose other quotation mark is in another sentence.

    >>> drop_unmatched_quotes("我们走吧。”").text, drop_unmatched_quotes('"We sold it.').text, drop_unmatched_quotes("他说“走吧”。").text
    ('我们走吧。', 'We sold it.', '他说“走吧”。')
    """
    found = text
    for opening, closing in _QUOTES:
        if _count(found, opening, closing) == (1, 0) or (opening == closing and found.count(opening) == 1):
            found = found.removeprefix(opening)
        if _count(found, opening, closing) == (0, 1) or (opening == closing and found.count(closing) == 1):
            found = _drop_last(found, closing)
    return Repaired(text) if found == text else Repaired(found.strip(), (UNMATCHED_QUOTE,))


def _count(text: str, opening: str, closing: str) -> tuple[int, int]:
    return text.count(opening), text.count(closing)


def _drop_last(text: str, closing: str) -> str:
    """Remove a closing mark from the end of a text. Punctuation marks may follow the closing mark.

    A straight mark after a figure stays, because it may mean inches: 5".
    """
    bare = text.rstrip(_STOPS)
    kept = bare.removesuffix(closing)
    if kept == bare or (closing == '"' and kept[-1:].isdigit()):
        return text
    return kept + text[len(bare) :]


def begins_turn(text: str) -> bool:
    """Tell whether a text as read begins with the mark of a new speaker."""
    return text.lstrip().startswith(">>")


def interrupts(text: str) -> bool:
    """Tell whether a new speaker begins inside a sentence.

    >>> interrupts("We took the >> Which one?"), interrupts("We took it. >> Which one?")
    (True, False)
    """
    return ">>" in text and _INTERRUPTED.search(text) is not None
