"""English text: its words with lemmas, parts of speech, levels and pronunciation, and expressions of two or more words."""
