"""Exercises on the lines of a passage. `exercise_registry` lists them, `exercise` says how to add one.

The same seed generates the same questions. No line is used by two exercises, and no exercise shows the answer of another.
"""
