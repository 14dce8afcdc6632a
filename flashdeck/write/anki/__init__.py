"""Write Anki packages, and a state file about them.

With the state file, a later version of a package updates the notes in Anki and keeps the learner's progress.
"""
