"""Readings of Chinese words in their lines: citation tones, one syllable for each Han character."""

from flashdeck.chinese.readings.reading_tables import ReadingDecision
from flashdeck.chinese.readings.word_readings import entries_of, plain_syllables, reading_of, usual_reading

__all__ = ["ReadingDecision", "entries_of", "plain_syllables", "reading_of", "usual_reading"]
