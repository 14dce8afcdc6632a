"""Grade sentences for a learner by their difficulty, quality and unknown words, and by the reasons against a card."""

from flashdeck.select.grading.grade import grade_clauses, grade_sentences, grade_talk

__all__ = ["grade_clauses", "grade_sentences", "grade_talk"]
