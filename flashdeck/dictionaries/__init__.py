"""Dictionaries and word lists: CC-CEDICT, HSK, CEFR and word frequencies, with their sources and licences.

This is the lowest layer of language knowledge. Apart from types and the definition of Han characters in
`flashdeck.model`, its modules do not import higher layers. `compiled` has the names of modules in higher layers that provide
rows, and imports these modules only to compile the lists.
"""
