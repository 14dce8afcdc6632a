"""Choose the passage of a handout, list its words, and show its lines. Sections, exercises and reports use the results."""
