"""Choose the reading of a Chinese word in its line.

A reading has one syllable in its citation tone for each Han character. The first of these sources that has a reading for the
word decides:

1. the tables of `flashdeck.chinese.readings.reading_tables`
2. CC-CEDICT; if it has more than one reading, a sense that the English line confirms decides between the readings
3. the readings of the parts of the word
4. pypinyin
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from flashdeck.chinese.readings.phrase_readings import phrase_reading
from flashdeck.chinese.readings.reading_tables import (
    ReadingDecision,
    Syllables,
    has_key,
    keyed_reading,
    load_settled,
    table_reading,
)
from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.word_context import WordContext
from flashdeck.chinese.words import Word, fewest_words
from flashdeck.dictionaries.cedict import CedictEntry, load_dictionary
from flashdeck.model.characters import count_han

_CITATION = {"一": "yi1", "不": "bu4"}  # characters whose tones pypinyin changes in some words
_ERHUA = "儿"
_NAME_TAGS = ("nr", "ns", "nt")
_TONES = "12345"
_MOST_REMEMBERED = 65536  # maximum number of remembered words; a transcript of one hour has about 2,000 different words

CONFIRMED_SENSE = "zh.reading.confirmed-sense"
"""The rule id for a word that has more than one reading in the dictionary. The English line confirms the chosen reading."""
DICTIONARY_ONLY = "zh.reading.dictionary-only"
"""The rule id for a word that has only one reading in the dictionary."""
NEUTRAL_VARIANT = "zh.reading.neutral-variant"
"""The rule id for a word whose readings differ only in the tone of the last syllable. The neutral tone is chosen."""
USUAL_OF_SEVERAL = "zh.reading.usual-of-several"
"""The rule id for a word with more than one reading in the dictionary, if nothing else decides between the readings.

Pypinyin's reading is chosen if the dictionary also has it, else the first reading in the dictionary.
"""
NEUTRAL_ENDING = "zh.reading.neutral-ending"
"""The rule id for a longer dictionary word that gets the neutral tone of the everyday word at its end."""
FROM_PARTS = "zh.reading.parts"
"""The rule id for a word that the dictionary lacks. The readings of the shorter words that make up the word are joined."""
FROM_PYPINYIN = "zh.reading.pypinyin"
"""The rule id for a word that the dictionary lacks and that gets pypinyin's reading."""


class ScoredSense(Protocol):
    """A sense that the English line confirms."""

    @property
    def score(self) -> float:
        """The strength of the confirmation, a number above 0."""
        ...


class SenseEvidence(Protocol):
    """The words of the English line, as evidence for the senses of a Chinese word."""

    def best(self, senses: Sequence[str]) -> ScoredSense | None:
        """Return the sense that the line confirms best, or None if the line does not confirm any sense."""
        ...


def entries_of(word: Word) -> tuple[CedictEntry, ...]:
    """Return the dictionary entries of a word.

    If the word is tagged as a name, only the entries for names are returned. If it is not, only the entries for ordinary words
    are returned. If the word does not have such entries, all its entries are returned.
    """
    return _entries(word.text, is_name=word.tag.startswith(_NAME_TAGS))


def is_only_name(word: Word) -> bool:
    """Tell whether the dictionary has a word as a name only. A name that ends with a common noun, such as 国会, does not count."""
    entries = entries_of(word)
    return bool(entries) and all(entry.is_name for entry in entries) and word.text[-1] not in CLASSES["heads-of-names"]


def entries_without_suffix(word: Word) -> tuple[CedictEntry, ...]:
    """Return the entries of the word before the suffix 儿, which does not change the meaning: 门口 for 门口儿."""
    plain = word.text.removesuffix(_ERHUA)
    return entries_of(word._replace(text=plain)) if len(plain) < len(word.text) else ()


@lru_cache(maxsize=_MOST_REMEMBERED)
def _entries(text: str, *, is_name: bool) -> tuple[CedictEntry, ...]:
    entries = tuple(entry for entry in load_dictionary().entries(text) if entry.is_spelled)
    wanted = tuple(entry for entry in entries if entry.is_name == is_name)
    return wanted or entries


def reading_of(words: Sequence[Word], at: int, entries: Sequence[CedictEntry], other: SenseEvidence) -> ReadingDecision:
    """Return the reading of the word at index `at` of its line.

    `entries` are the dictionary entries of the word, as `entries_of` returns them. `other` has the words of the English line,
    which can confirm the senses of the entries.
    """
    if decided := table_reading(words, at):
        return decided
    readings = list(dict.fromkeys([plain_syllables(entry.pinyin) for entry in entries]))
    if len(readings) == 1:
        return _corrected(ReadingDecision(readings[0], doubtful=False, rule=DICTIONARY_ONLY), WordContext.in_line(words, at))
    if readings:
        return _choose(words[at].text, readings, entries, other)
    return _reading_without_entry(WordContext.in_line(words, at))


def _corrected(decision: ReadingDecision, context: WordContext) -> ReadingDecision:
    """Correct the only reading that the dictionary has for a word.

    A longer entry gets the neutral tone of the everyday word at its end: 做生意 ends like 生意. A character of a foreign name
    gets the reading that it has in `readings.tsv` (`[塞]`).
    """
    text = context.word_at(0)[0]
    read = list(decision.syllables)
    if text[-2:] in CLASSES["neutral-endings"] and len(read) == len(text) > len(text[-2:]):
        read[-1] = read[-1].rstrip(_TONES) + "5"
        return ReadingDecision(tuple(read), doubtful=False, rule=NEUTRAL_ENDING)
    rule = decision.rule
    for place, char in enumerate(text if len(read) == len(text) else ""):
        if has_key(f"[{char}]") and (listed := keyed_reading(f"[{char}]", context)):
            read[place] = listed.syllables[0]
            rule = listed.rule
    return ReadingDecision(tuple(read), doubtful=False, rule=rule)


def _choose(text: str, readings: Sequence[Syllables], entries: Sequence[CedictEntry], other: SenseEvidence) -> ReadingDecision:
    """Choose one of the readings that the dictionary has for a word.

    The reading that the English line confirms is chosen first, then the variant with a neutral tone, then the usual reading.
    The usual reading is marked as doubtful, except for a word of one character. The usual reading of a single character is
    nearly always right if no rule applies.
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
    """Return the reading of the entry whose senses the English line confirms best.

    The first entry wins if two entries are confirmed equally well. The result is None if the line does not confirm any sense.
    """
    best: Syllables | None = None
    highest = 0.0
    for entry in entries:
        choice = other.best(entry.senses)
        if choice and choice.score > highest:
            highest = choice.score
            best = plain_syllables(entry.pinyin)
    return best


def _neutral_variant(readings: Sequence[Syllables]) -> Syllables | None:
    """Return the reading with a neutral last syllable if the readings differ only in the tone of that syllable, else None.

    The reading with the neutral tone is the everyday word: 东西 with a neutral tone is "thing", not "east and west".
    """
    neutral = [reading for reading in readings if reading[-1].endswith("5")]
    without_tone = {(*reading[:-1], reading[-1].rstrip(_TONES)) for reading in readings}
    return neutral[0] if len(neutral) == 1 and len(without_tone) == 1 else None


# --- words without an entry ----------------------------------------------------------------------------------------


def _reading_without_entry(context: WordContext) -> ReadingDecision:
    """Return the reading of a word that the dictionary lacks.

    The characters of a transcribed foreign name get the readings that they have in names.
    """
    text = "".join(char for char in context.words[context.at].text if count_han(char))
    syllables, _, rule = _reading_with_prefix(text, context) or _reading_of_parts(text, context)
    read = list(syllables)
    for place, char in enumerate(text):
        if transcribed := keyed_reading(f"{{{char}}}", context):
            read[place] = transcribed.syllables[0]
            rule = transcribed.rule
    return ReadingDecision(tuple(read), doubtful=False, rule=rule)


def _reading_with_prefix(text: str, context: WordContext) -> ReadingDecision | None:
    """Return the reading of a word that begins with a prefix in `readings.tsv` (`重-`), or None for any other word.

    The characters after the prefix get pypinyin's reading.
    """
    prefix = keyed_reading(f"{text[0]}-", context)
    return prefix and prefix._replace(syllables=(*prefix.syllables, *usual_reading(text[1:])))


def _reading_of_parts(text: str, context: WordContext) -> ReadingDecision:
    """Return the reading of a text, joined from the readings of the dictionary words that make up the text.

    Pypinyin's reading of the text is used if no dictionary words make up the text. It is also used if all of these words are
    single characters, unless the table has a rule for the last character (`+尽`).
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
    """Return the smallest number of dictionary words that make up a text.

    If the text ends with a suffix such as 化, and the dictionary has the text without the suffix, the words are that text and
    the suffix.
    """
    dictionary = load_dictionary()
    if text[-1] in CLASSES["scattered-suffixes"] and text[:-1] in dictionary:
        return text[:-1], text[-1]
    return fewest_words(text, lambda part: int(part != text and part in dictionary))


def _reading_of_part(part: str) -> Syllables:
    """Return the reading of a word without looking at its context.

    The reading is that of `settled_readings.tsv`, else the only reading in the dictionary, else pypinyin's reading.
    """
    settled = load_settled().get(part) if len(part) > 1 else None
    if settled:
        return settled.syllables
    readings = {plain_syllables(entry.pinyin) for entry in entries_of(Word(part, 0, "n"))}
    return next(iter(readings)) if len(readings) == 1 else usual_reading(part)


def plain_syllables(pinyin: Syllables) -> Syllables:
    """Return CC-CEDICT's syllables in lower case and with v for ü. CC-CEDICT writes names with capitals, and u: for ü."""
    text = " ".join(pinyin)
    plain = text.lower().replace("u:", "v")
    return pinyin if plain == text else tuple(plain.split(" "))


def usual_reading(text: str) -> Syllables:
    """Return pypinyin's reading of a word in citation tones: numbered, one syllable for each character.

    The syllable is "" for a character that pypinyin does not know.
    """
    found = phrase_reading(text)
    if len(found) != len(text):
        found = [_first_syllable(char) for char in text]
    return tuple(_CITATION.get(char, syllable) for char, syllable in zip(text, found, strict=True))


def _first_syllable(char: str) -> str:
    return "".join(phrase_reading(char)[:1])
