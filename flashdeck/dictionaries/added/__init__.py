"""Dictionaries that the user adds: a newer CC-CEDICT, ECDICT, and StarDict files. They are kept in the user's data folder."""
