"""Exercises on the lines of a passage.

The module `exercise_registry` lists all exercises, and `exercise` explains how to add an exercise. The same seed generates the
same questions. A line is used by at most one exercise, except that the exercise "discuss" may use any line that the student's
copy still shows. An exercise never shows the answer to a question of a different exercise.
"""
