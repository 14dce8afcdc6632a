"""Exercises on the lines of a passage.

The module `exercise_registry` lists all exercises, and `exercise` explains how to add an exercise. The same seed generates the
same questions. Two exercises do not use the same line, except that the discussion may name any line that the text still shows.
An exercise never shows the answer of a different exercise.
"""
