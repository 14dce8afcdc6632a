"""Repair the text of spoken English lines.

The repairs are pure functions, which `flashdeck.language.repairs` runs and logs. A restart ("we we don't, we never") is
repaired only if the speaker repeats just the beginning of a clause. Grading finds the restarts that are not repaired. Number
words, negations and words that people double for emphasis are never removed.
"""

from flashdeck.english.speech.fillers import drop_fillers
from flashdeck.english.speech.repeats import drop_repeats
from flashdeck.english.speech.restarts import drop_restarts
from flashdeck.english.speech.speech_marks import drop_invisible, tidy_english_spaces
from flashdeck.english.speech.speech_words import WORD
from flashdeck.language.repairs import drop_turn_marks, drop_unmatched_quotes, keep_words, run_repairs
from flashdeck.model import Repair

_REPAIRS = (
    drop_turn_marks,
    drop_unmatched_quotes,
    drop_invisible,
    tidy_english_spaces,
    keep_words(drop_fillers, WORD),
    keep_words(drop_repeats, WORD),
    keep_words(drop_restarts, WORD),
)


def clean_english(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Run the repairs of English in order, again and again until the text does not change any more.

    Returns the repaired text and the repairs in order. Each repair has the id of the rule and the text before the repair. A
    line that consists only of fillers is not changed.

    >>> clean_english("Um, we we left.")[0]
    'We left.'
    """
    return run_repairs(text, _REPAIRS)
