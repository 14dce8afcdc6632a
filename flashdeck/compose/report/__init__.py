"""Compose the report on a talk: how much of the talk a learner knows, how much the deck adds, and which lines were left out."""
