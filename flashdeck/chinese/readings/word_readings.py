"""Choose the reading of a Chinese word in its line: citation tones, one syllable for each Han character.

The first of these that knows the word decides: the tables of `flashdeck.chinese.readings.reading_tables`; CC-CEDICT, and of
several readings the one whose sense the English line confirms; the parts of the word; pypinyin.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from flashdeck.chinese.readings.phrase_readings import phrase_reading
from flashdeck.chinese.readings.reading_tables import ReadingDecision, Syllables, has_key, keyed_reading, table_reading
from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.word_context import WordContext
from flashdeck.chinese.words import Word, fewest_words
from flashdeck.dictionaries.cedict import CedictEntry, load_dictionary
from flashdeck.model.characters import count_han

_CITATION = {"一": "yi1", "不": "bu4"}  # pypinyin writes tone sandhi for these two, but not in all words
_NAME_TAGS = ("nr", "ns", "nt")
_TONES = "12345"
_MOST_REMEMBERED = 65536  # words; a transcript of an hour has about 2,000 different ones

CONFIRMED_SENSE = "zh.reading.confirmed-sense"
"""Of several readings in the dictionary, the one whose sense the English line confirms."""
DICTIONARY_ONLY = "zh.reading.dictionary-only"
"""The only reading in the dictionary."""
NEUTRAL_VARIANT = "zh.reading.neutral-variant"
"""Of readings that differ in a neutral last syllable, the neutral one."""
USUAL_OF_SEVERAL = "zh.reading.usual-of-several"
"""Of several readings in the dictionary, the one that pypinyin gives; the dictionary's first where it gives another."""
FROM_PARTS = "zh.reading.parts"
"""The readings of the words that make up a word without an entry."""
FROM_PYPINYIN = "zh.reading.pypinyin"
"""The reading that pypinyin gives to a word without an entry."""


class ScoredSense(Protocol):
    """A sense that the other line confirms."""

    @property
    def score(self) -> float:
        """How strongly the line confirms the sense; above 0."""
        ...


class SenseEvidence(Protocol):
    """The words of the other line, which can confirm senses."""

    def best(self, senses: Sequence[str]) -> ScoredSense | None:
        """Return the sense that the line confirms best; None if it confirms none."""
        ...


def entries_of(word: Word) -> tuple[CedictEntry, ...]:
    """Return the dictionary entries of a word.

    Entries of names are left out, unless the word is tagged as a name or has no other entries.
    """
    return _entries(word.text, is_name=word.tag.startswith(_NAME_TAGS))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _entries(text: str, *, is_name: bool) -> tuple[CedictEntry, ...]:
    entries = tuple(entry for entry in load_dictionary().entries(text) if entry.is_spelled)
    wanted = tuple(entry for entry in entries if entry.is_name == is_name)
    return wanted or entries


def reading_of(words: Sequence[Word], at: int, entries: Sequence[CedictEntry], other: SenseEvidence) -> ReadingDecision:
    """Return the reading of the word at a place of its line.

    `entries` are those of the word, as `entries_of` returns them. `other`: the English words that can confirm their senses.
    """
    if decided := table_reading(words, at):
        return decided
    readings = list(dict.fromkeys([plain_syllables(entry.pinyin) for entry in entries]))
    if len(readings) == 1:
        return ReadingDecision(readings[0], doubtful=False, rule=DICTIONARY_ONLY)
    if readings:
        return _choose(words[at].text, readings, entries, other)
    return _reading_without_entry(WordContext(words, at))


def _choose(text: str, readings: Sequence[Syllables], entries: Sequence[CedictEntry], other: SenseEvidence) -> ReadingDecision:
    """Choose one of several readings: the confirmed one, else the neutral one, else the usual one, which is doubtful.

    A single character is not marked as doubtful: its usual reading is nearly always right where no rule knows better.
    """
    if confirmed := _confirmed(entries, other):
        return ReadingDecision(confirmed, doubtful=False, rule=CONFIRMED_SENSE)
    is_word = len(text) > 1
    neutral = _neutral_variant(readings)
    if is_word and neutral:
        return ReadingDecision(neutral, doubtful=False, rule=NEUTRAL_VARIANT)
    usual = usual_reading(text)
    if usual not in readings:
        usual = readings[0]
    return ReadingDecision(usual, doubtful=is_word, rule=USUAL_OF_SEVERAL)


def _confirmed(entries: Sequence[CedictEntry], other: SenseEvidence) -> Syllables | None:
    """Return the reading of the entry whose senses the other line confirms best, the first of equals; None if it confirms none."""
    best: Syllables | None = None
    highest = 0.0
    for entry in entries:
        choice = other.best(entry.senses)
        if choice and choice.score > highest:
            highest = choice.score
            best = plain_syllables(entry.pinyin)
    return best


def _neutral_variant(readings: Sequence[Syllables]) -> Syllables | None:
    """Return the neutral one of readings that differ only in a neutral last syllable (东西): it is the everyday word."""
    neutral = [reading for reading in readings if reading[-1].endswith("5")]
    without_tone = {(*reading[:-1], reading[-1].rstrip(_TONES)) for reading in readings}
    return neutral[0] if len(neutral) == 1 and len(without_tone) == 1 else None


# --- words without an entry ----------------------------------------------------------------------------------------


def _reading_without_entry(context: WordContext) -> ReadingDecision:
    """Read a word that the dictionary lacks; a character that transcribes a foreign name has its reading in names."""
    text = "".join(char for char in context.words[context.at].text if count_han(char))
    syllables, _, rule = _reading_with_prefix(text, context) or _reading_of_parts(text, context)
    read = list(syllables)
    for place, char in enumerate(text):
        if transcribed := keyed_reading(f"{{{char}}}", context):
            read[place] = transcribed.syllables[0]
            rule = transcribed.rule
    return ReadingDecision(tuple(read), doubtful=False, rule=rule)


def _reading_with_prefix(text: str, context: WordContext) -> ReadingDecision | None:
    """Read a word whose first character is a prefix in the table (`重-`): the rest is read as pypinyin does. None for others."""
    prefix = keyed_reading(f"{text[0]}-", context)
    return prefix and prefix._replace(syllables=(*prefix.syllables, *usual_reading(text[1:])))


def _reading_of_parts(text: str, context: WordContext) -> ReadingDecision:
    """Read a text by its words where the dictionary has all of them and one is longer than a character, else as pypinyin does.

    A last character that the table has as a part (`+尽`) is read apart from a single character, too.
    """
    parts = _parts(text)
    is_joined = any(len(part) > 1 for part in parts) or has_key(f"+{text[-1]}")
    if not parts or not is_joined:
        return ReadingDecision(usual_reading(text), doubtful=False, rule=FROM_PYPINYIN)
    keys = [f"{parts[0]}+", *(f"+{part}" for part in parts[1:])]
    syllables: list[str] = []
    rule = FROM_PARTS
    for part, key in zip(parts, keys, strict=True):
        decision = keyed_reading(key, context)
        if decision:
            rule = decision.rule
            syllables.extend(decision.syllables)
        else:
            syllables.extend(_reading_of_part(part))
    return ReadingDecision(tuple(syllables), doubtful=False, rule=rule)


def _parts(text: str) -> tuple[str, ...]:
    """Return the fewest words of the dictionary that make up a text; what is before a suffix such as 化 is one of them."""
    dictionary = load_dictionary()
    if text[-1] in CLASSES["scattered-suffixes"] and text[:-1] in dictionary:
        return text[:-1], text[-1]
    return fewest_words(text, lambda part: int(part != text and part in dictionary))


def _reading_of_part(part: str) -> Syllables:
    """Return the reading of a word by itself: the dictionary's if it has one only, else pypinyin's."""
    readings = {plain_syllables(entry.pinyin) for entry in entries_of(Word(part, 0, "n"))}
    return next(iter(readings)) if len(readings) == 1 else usual_reading(part)


def plain_syllables(pinyin: Syllables) -> Syllables:
    """Return CC-CEDICT's syllables in lower case and with ü as v: it writes names with capitals, and u: for ü."""
    text = " ".join(pinyin)
    plain = text.lower().replace("u:", "v")
    return pinyin if plain == text else tuple(plain.split(" "))


def usual_reading(text: str) -> Syllables:
    """Return pypinyin's reading of a word in citation tones: numbered, one syllable for each character.

    A character that pypinyin does not know has the syllable "".
    """
    found = phrase_reading(text)
    if len(found) != len(text):
        found = [_first_syllable(char) for char in text]
    return tuple(_CITATION.get(char, syllable) for char, syllable in zip(text, found, strict=True))


def _first_syllable(char: str) -> str:
    return "".join(phrase_reading(char)[:1])
