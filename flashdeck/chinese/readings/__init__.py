"""Find the reading of a Chinese word in its line. A reading has one syllable in its citation tone for each Han character."""

from flashdeck.chinese.readings.reading_tables import ReadingDecision
from flashdeck.chinese.readings.word_readings import (
    entries_of,
    entries_without_suffix,
    is_only_name,
    plain_syllables,
    reading_of,
    usual_reading,
)

__all__ = [
    "ReadingDecision",
    "entries_of",
    "entries_without_suffix",
    "is_only_name",
    "plain_syllables",
    "reading_of",
    "usual_reading",
]
