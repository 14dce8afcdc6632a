"""The kinds of entries, one module for each stage that applies them, and what the modules share."""
