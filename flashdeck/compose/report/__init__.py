"""Compose the report on a talk: how much of it a learner knows, what the deck adds, and what was left out."""
