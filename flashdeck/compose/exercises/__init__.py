"""Exercises on the lines of a passage.

The module `exercise_registry` lists all exercises, and `exercise` explains how to add an exercise. The same seed generates the
same questions. At most one exercise uses a line; the discussion is an exception, and may use any line that the text still
shows. An exercise never shows an answer of another exercise.
"""
