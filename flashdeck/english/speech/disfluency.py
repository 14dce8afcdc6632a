"""The repair of what was said: named, pure functions from text to text, run until nothing changes.

What ran is a log of names that can be run again (after ftfy's `fix_and_explain`). Restarts ("we we don't, we never") are not
repaired by guessing; grading flags them. Number words, negations and words that people double for emphasis are never removed.
"""

from collections.abc import Callable, Iterable, Mapping

from flashdeck.english.speech.fillers import drop_fillers
from flashdeck.english.speech.repeats import drop_repeats
from flashdeck.english.speech.speech_marks import drop_invisible, tidy_chinese_spaces, tidy_english_spaces
from flashdeck.english.speech.speech_words import WORD

Repair = Callable[[str], str]
ENGLISH_REPAIRS: Mapping[str, Repair] = {
    "invisible": drop_invisible,
    "spaces": tidy_english_spaces,
    "fillers": drop_fillers,
    "repeats": drop_repeats,
}
CHINESE_REPAIRS: Mapping[str, Repair] = {"invisible": drop_invisible, "spaces": tidy_chinese_spaces}
_KEEP_A_WORD = frozenset({"fillers", "repeats"})


def clean_english(text: str) -> tuple[str, tuple[str, ...]]:
    """Run the repairs in order until none finds more; return the text and the names of those that changed it, in order.

    A line of nothing but fillers stays as it is.
    """
    return _clean(text, ENGLISH_REPAIRS)


def clean_chinese(text: str) -> tuple[str, tuple[str, ...]]:
    """Remove what nobody sees; marks stay as they are, as they are widened where a line is shown."""
    return _clean(text, CHINESE_REPAIRS)


def replay(text: str, log: Iterable[str], repairs: Mapping[str, Repair] = ENGLISH_REPAIRS) -> str:
    """Run the repairs of a log again: the verbatim text becomes the clean one.

    >>> replay("Um, we we left.", clean_english("Um, we we left.")[1])
    'We left.'
    """
    for name in log:
        text = repairs[name](text)
    return text


def _clean(text: str, repairs: Mapping[str, Repair]) -> tuple[str, tuple[str, ...]]:
    before, found = "", text
    log: list[str] = []
    while found != before:
        before = found
        for name, repair in repairs.items():
            repaired = repair(found)
            if repaired != found and (WORD.search(repaired) if name in _KEEP_A_WORD else repaired):
                found = repaired
                log.append(name)
    return found, tuple(log)
