"""Compose a class handout from a selection: a passage, its vocabulary, exercises on its lines, and a list of doubts."""
