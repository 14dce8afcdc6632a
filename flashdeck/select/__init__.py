"""Annotated sentences become cards: graded for this learner, chosen, ordered.

From here on the code speaks of a target side and a context side and never of a language.
"""

from flashdeck.select.choice import Wish, choose_cards
from flashdeck.select.drafts import draft_corrections
from flashdeck.select.grading import grade_sentences
from flashdeck.select.learner import Learner

__all__ = ["Learner", "Wish", "choose_cards", "draft_corrections", "grade_sentences"]
