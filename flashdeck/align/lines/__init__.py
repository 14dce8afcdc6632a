"""Decisions about single lines: whether a line is page furniture, and whether a sentence continues in the next line."""
