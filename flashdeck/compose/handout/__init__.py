"""A selection becomes a class handout: a passage, its vocabulary, exercises on its lines, and what to check before class."""
