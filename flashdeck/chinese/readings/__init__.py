"""How words are read here: citation tones, one syllable a Han character."""

from flashdeck.chinese.readings.word_readings import entries_of, lower, reading_of, usual_reading

__all__ = ["entries_of", "lower", "reading_of", "usual_reading"]
