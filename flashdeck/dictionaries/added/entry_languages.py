"""Find the languages of a dictionary: of its words, and of their explanations."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from flashdeck.dictionaries.added.entry_text import without_pronunciations
from flashdeck.dictionaries.frequency import zipf
from flashdeck.model import Language
from flashdeck.model.characters import count_han

_SAMPLE = 2_000  # number of entries that are looked at
# One Chinese character counts as this number of Latin letters. Explanations in Chinese have letters in labels and examples.
_LETTERS_A_CHARACTER = 3
_OTHER_SCRIPTS = re.compile(r"[\u0370-\u1cff\u3040-\u30ff\uac00-\ud7af]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+")
_COMMON = 2.5  # Zipf frequency from which a word counts as an English word
# The minimum share of English words. Explanations have rarer words and names; in German or French ones, under a third of the
# words are frequent in English text. Chosen by hand.
_ENGLISH_SHARE = 0.8


class Languages(NamedTuple):
    """The language of the words, and of their explanations. They are the same for a monolingual dictionary."""

    headwords: Language
    definitions: Language


def find_languages(entries: Mapping[str, Sequence[str]]) -> Languages | None:
    """Return the languages of a dictionary, or None if one of them is neither Chinese nor English."""
    step = max(1, len(entries) // _SAMPLE)
    sample = list(islice(entries, 0, None, step))
    headwords = _language(sample)
    definitions = _language(without_pronunciations(text) for word in sample for text in entries[word])
    return Languages(headwords, definitions) if headwords and definitions else None


def _language(texts: Iterable[str]) -> Language | None:
    text = "\n".join(texts)
    words = _WORD.findall(text)
    letters, characters = sum(map(len, words)), count_han(text) * _LETTERS_A_CHARACTER
    if len(_OTHER_SCRIPTS.findall(text)) * _LETTERS_A_CHARACTER > max(letters, characters) / 10:
        return None
    if characters >= letters:
        return "zh" if characters else None
    known = sum(1 for word in words if (zipf(word.casefold(), "en") or 0.0) >= _COMMON)
    return "en" if known >= _ENGLISH_SHARE * len(words) else None
