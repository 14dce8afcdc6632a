"""How the examples of each table of rules are run.

Each module of this package defines `RUNNERS`: from the path of a table below `flashdeck/` to a function that takes a line and
returns the ids of the rules that decided something in it.
"""
