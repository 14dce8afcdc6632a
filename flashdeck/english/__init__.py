"""English words: where they are cut, lemma, part of speech, level, sound, and expressions of several words."""
