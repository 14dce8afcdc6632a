"""Deck → files: Anki packages, and the memory that lets a corrected deck reach a learner without harm."""
