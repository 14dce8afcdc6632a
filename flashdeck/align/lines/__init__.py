"""Decisions about single lines: whether a line is page furniture, and whether a sentence goes on in the next line."""
