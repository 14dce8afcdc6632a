"""Repair the text of spoken lines.

The repairs are pure functions. They run in order, again and again, until the text does not change any more.

Every repair is logged with the id of its rule and the text before the repair, as in ftfy's `fix_and_explain`. Restarts ("we
we don't, we never") are not repaired, because a repair would be a guess. Grading finds them instead. Number words, negations
and words that people double for emphasis are never removed.
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
"""Repairs that remove words. Such a repair is not applied if it would remove the last word of a line."""
_CHINESE = (drop_invisible, tidy_chinese_spaces)


def clean_english(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Run the repairs of English in order, again and again until the text does not change any more.

    Returns the repaired text and the repairs in order. Each repair has the id of the rule and the text before the repair. A
    line that consists only of fillers is not changed.

    >>> clean_english("Um, we we left.")[0]
    'We left.'
    """
    return _clean(text, (*_MARKS, *_WORDS))


def clean_chinese(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Remove invisible characters and stray spaces. Marks are not changed here; they become full-width when a line is shown."""
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
    """Tell whether a repaired text still has content.

    After a repair that removes words, the text must have a word. After any other repair, it must not be empty.
    """
    if repair in _WORDS:
        return bool(WORD.search(repaired))
    return bool(repaired)
