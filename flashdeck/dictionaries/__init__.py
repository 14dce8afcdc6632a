"""Reference lists: CC-CEDICT, HSK editions, word frequencies, and what a language's text looks like."""
