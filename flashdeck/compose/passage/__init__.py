"""The passage of a handout, its words, and how its lines are shown: the material of sections, exercises and reports."""
