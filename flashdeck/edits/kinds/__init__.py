"""Define the kinds of entries of an edits file. There is one module for each stage that applies entries."""
