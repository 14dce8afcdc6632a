"""Dictionaries and word lists: CC-CEDICT, HSK, CEFR and word frequencies, with their sources and licences.

This is the lowest layer of language knowledge: its modules import no other one. `compiled` names the modules of other
layers that provide rows, and imports them only to compile.
"""
