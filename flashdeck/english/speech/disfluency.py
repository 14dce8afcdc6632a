"""The repair of speech: pure functions from text to text, run in order until nothing changes.

Every repair is logged as the id of a rule with the text before it (after ftfy's `fix_and_explain`). Restarts ("we we don't,
we never") are not repaired by guessing; grading flags them. Number words, negations and words that people double for emphasis
are never removed.
"""

from collections.abc import Callable

from flashdeck.english.speech.fillers import drop_fillers
from flashdeck.english.speech.repeats import drop_repeats
from flashdeck.english.speech.speech_marks import drop_invisible, tidy_chinese_spaces, tidy_english_spaces
from flashdeck.english.speech.speech_words import WORD, Repaired
from flashdeck.model import Repair

RepairFunction = Callable[[str], Repaired]
_MARKS = (drop_invisible, tidy_english_spaces)
_WORDS = (drop_fillers, drop_repeats)
"""These remove words; one that would remove the last word of a line is not applied."""
_CHINESE = (drop_invisible, tidy_chinese_spaces)


def clean_english(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Run the repairs of English in order until none finds more.

    Returns the text, and for each rule that changed it, in order, the id of the rule and the text before it. A line of nothing
    but fillers stays as it is.

    >>> clean_english("Um, we we left.")[0]
    'We left.'
    """
    return _clean(text, (*_MARKS, *_WORDS))


def clean_chinese(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Remove invisible characters and stray spaces; marks stay as they are, as they are widened where a line is shown."""
    return _clean(text, _CHINESE)


def _clean(text: str, repairs: tuple[RepairFunction, ...]) -> tuple[str, tuple[Repair, ...]]:
    before, found = "", text
    log: list[Repair] = []
    while found != before:
        before = found
        for repair in repairs:
            repaired, rules = repair(found)
            if repaired != found and _leaves_something(repaired, repair):
                log += [Repair(rule, found) for rule in rules]
                found = repaired
    return found, tuple(log)


def _leaves_something(repaired: str, repair: RepairFunction) -> bool:
    """Tell whether a repaired text still has a word, or where no words are removed, a character."""
    if repair in _WORDS:
        return bool(WORD.search(repaired))
    return bool(repaired)
