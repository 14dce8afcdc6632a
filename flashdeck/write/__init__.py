"""Write decks, handouts and reports to files."""
