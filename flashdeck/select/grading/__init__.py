"""How a sentence meets a learner: its difficulty, its quality, its unknown words, and why it may not be a card."""

from flashdeck.select.grading.grade import grade_clauses, grade_sentences, grade_talk

__all__ = ["grade_clauses", "grade_sentences", "grade_talk"]
