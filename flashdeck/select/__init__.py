"""Make cards from annotated sentences: grade the sentences for a learner, choose the cards, and put the cards in order.

In this stage and all later stages, the target side is the line in the language that the learner studies, and the context side
is the line in the other language. `flashdeck.bilingual.languages` maps these sides to languages.
"""

from typing import TYPE_CHECKING

from flashdeck.select.choice import CardLimits, choose_cards
from flashdeck.select.learner import Learner

if TYPE_CHECKING:
    from flashdeck.select.grading import grade_sentences, grade_talk

__all__ = ["CardLimits", "Learner", "choose_cards", "grade_sentences", "grade_talk"]


def __getattr__(name: str) -> object:
    """Load the grading code when it is first used, because a build with cached grades does not need it."""
    if name not in __all__:
        raise AttributeError(f"module 'flashdeck.select' has no attribute {name!r}")
    from flashdeck.select import grading

    return getattr(grading, name)
