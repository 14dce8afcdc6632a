"""Annotated sentences become cards: graded for this learner, chosen, ordered.

From here on the code speaks of a target side and a context side and never of a language.
"""

from typing import TYPE_CHECKING

from flashdeck.select.choice import Wish, choose_cards
from flashdeck.select.learner import Learner

if TYPE_CHECKING:
    from flashdeck.select.draft_edits import draft_corrections
    from flashdeck.select.grading import grade_sentences, grade_talk

__all__ = ["Learner", "Wish", "choose_cards", "draft_corrections", "grade_sentences", "grade_talk"]


def __getattr__(name: str) -> object:
    """Load what grades when it is first asked for: grades that are kept need none of it."""
    if name not in __all__:
        raise AttributeError(f"module 'flashdeck.select' has no attribute {name!r}")
    if name == "draft_corrections":
        from flashdeck.select.draft_edits import draft_corrections

        return draft_corrections
    from flashdeck.select import grading

    return getattr(grading, name)
