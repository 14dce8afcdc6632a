"""Look words up in the dictionaries that the user added, except CC-CEDICT, which `flashdeck.dictionaries.cedict` reads."""

import sqlite3
from typing import NamedTuple

from flashdeck.dictionaries.added.added_files import CEDICT, AddedDictionary, added_dictionaries, open_dictionary
from flashdeck.dictionaries.added.ecdict import TAG_KEY
from flashdeck.dictionaries.added.entry_text import EntryText
from flashdeck.lazy import Lazy
from flashdeck.model import Language


class FoundEntry(NamedTuple):
    """The entry of a word in an added dictionary."""

    dictionary: AddedDictionary
    entry: EntryText


class _OpenDictionary(NamedTuple):
    facts: AddedDictionary
    connection: sqlite3.Connection

    def text(self, key: str) -> str | None:
        try:
            row = self.connection.execute("SELECT text FROM entries WHERE key = ?", (key,)).fetchone()
        except UnicodeEncodeError:  # half of a surrogate pair
            return None
        return None if row is None else str(row[0])


def _open_all() -> tuple[_OpenDictionary, ...]:
    return tuple(_OpenDictionary(facts, open_dictionary(facts.name)) for facts in added_dictionaries() if facts.name != CEDICT)


_open_dictionaries = Lazy(_open_all)


def has_entries() -> bool:
    """Tell whether the user added a dictionary other than CC-CEDICT."""
    return bool(_open_dictionaries())


def added_entries(word: str, language: Language) -> tuple[FoundEntry, ...]:
    """Return the entries of a word in the added dictionaries whose headwords are in a language, sorted by dictionary name."""
    key = word.casefold()
    found = ((one.facts, one.text(key)) for one in _open_dictionaries() if one.facts.headwords == language)
    return tuple(FoundEntry(facts, EntryText.unpacked(text)) for facts, text in found if text is not None)


def words_with_tags(tags: frozenset[str]) -> frozenset[str]:
    """Return the words, in lower case, that the word list of an exam has. `tags` are the exams."""
    texts = (one.text(f"{TAG_KEY}{tag}") for one in _open_dictionaries() for tag in sorted(tags))
    return frozenset(word for text in texts if text for word in text.split("\n"))


def exam_tags() -> frozenset[str]:
    """Return the exams whose word lists the added dictionaries have."""
    return frozenset(tag for facts in added_dictionaries() for tag in facts.tags.split())


def definition_languages() -> frozenset[Language]:
    """Return the languages in which an added dictionary has definitions of its own words."""
    found = added_dictionaries()
    return frozenset(facts.headwords for facts in found if facts.is_monolingual or facts.kind == "ecdict")


def forget_lookups() -> None:
    """Close the open dictionaries and forget them, after a dictionary was added or removed."""
    for one in _open_dictionaries.clear() or ():
        one.connection.close()
