"""Chinese words: where they are cut, how they are read, what they mean here."""
