"""The file itself: read and checked, and written back with its comments."""
