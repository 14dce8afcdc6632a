"""Write Anki packages, and the state that lets a later version update notes without harming the learner's progress."""
