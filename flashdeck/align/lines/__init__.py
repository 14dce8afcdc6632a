"""Lines of one file: which are of the page and not of the talk, which stand in pairs, where a sentence was cut in two."""
