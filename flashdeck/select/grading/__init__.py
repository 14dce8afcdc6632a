"""Grade sentences for a learner: difficulty, quality, unknown words, and the reasons why a sentence may not be a card."""

from flashdeck.select.grading.grade import grade_clauses, grade_sentences, grade_talk

__all__ = ["grade_clauses", "grade_sentences", "grade_talk"]
