"""Analyse English text: its words with lemmas, parts of speech, levels and pronunciation, and its expressions and compounds."""
