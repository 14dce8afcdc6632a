"""Make cards from annotated sentences: grade the sentences for a learner, choose the cards, and put the cards in order.

This stage and all later stages distinguish a target side and a context side. `flashdeck.bilingual.languages` maps the two sides
to languages.
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
