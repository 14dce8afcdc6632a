"""Decks → .apkg, and the state that lets a later version update the notes without hurting the learner's progress."""
