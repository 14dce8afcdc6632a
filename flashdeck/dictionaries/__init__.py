"""Dictionaries and word lists: CC-CEDICT, HSK, CEFR and word frequencies, with their sources and licences.

This is the lowest layer of language knowledge. From higher layers, its modules import only the definition of Han characters.
`compiled` also has the names of modules in higher layers that provide rows, and imports these modules only to compile.
"""
