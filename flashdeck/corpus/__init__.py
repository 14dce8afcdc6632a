"""Many transcripts in one run: who does the work, and one collection with a deck for each."""
