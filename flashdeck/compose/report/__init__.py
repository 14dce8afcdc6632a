"""Compose the report on a talk.

It shows how many words of the talk a learner knows before and after the deck, and which lines were left out.
"""
