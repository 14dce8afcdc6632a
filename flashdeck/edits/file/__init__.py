"""The edits file itself: its positions, its mistakes, reading and writing it."""
