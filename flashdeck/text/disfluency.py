"""The repair of spoken English: pure functions from text to text, run until nothing changes.

Restarts ("we we don't, we never") are not repaired by guessing. Number words, negations and words that people double for
emphasis are never removed.
"""

from collections.abc import Callable

from flashdeck.text.fillers import drop_fillers
from flashdeck.text.repeats import drop_repeats
from flashdeck.text.words import WORD

REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (("fillers", drop_fillers), ("repeats", drop_repeats))


def clean_english(text: str) -> tuple[str, tuple[str, ...]]:
    """Run the repairs in order until none finds more; return the text and the names of those that changed it.

    A line of nothing but fillers stays as it is.
    """
    before, found = "", text
    ran: set[str] = set()
    while found != before:
        before = found
        for name, repair in REPAIRS:
            repaired = repair(found)
            if repaired != found and WORD.search(repaired):
                found = repaired
                ran.add(name)
    return found, tuple(name for name, _ in REPAIRS if name in ran)
