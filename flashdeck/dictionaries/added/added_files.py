"""Keep the dictionaries that the user added, each in one SQLite file of the user's data folder.

A file has two tables. `facts` describes the dictionary (see `AddedDictionary`); the fact `content` is the whole text of a
CC-CEDICT. `entries` has the entries of every other dictionary, with their headwords as keys.
"""

import os
import re
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

from flashdeck.caching import is_own_folder, replace_file
from flashdeck.caching.user_folders import DATA, user_folder
from flashdeck.errors import InputError, OutputError, UsageError
from flashdeck.lazy import Lazy
from flashdeck.model import Language

VARIABLE = "FLASHDECK_DATA_DIR"
CEDICT = "cc-cedict"
"""The name of an added CC-CEDICT. There is only one, because it replaces the installed one."""
_SUFFIX = ".sqlite"
_NAME = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_NOT_OF_NAME = re.compile(r"[\W_]+")
_LONGEST_NAME = 40
_CONTENT = "content"

DictionaryKind = Literal["cc-cedict", "ecdict", "stardict"]


@dataclass(frozen=True, slots=True)
class AddedDictionary:
    """A dictionary that the user added. `release` is its date or version, or empty. `digest` is that of its entries.

    `headwords` and `definitions` are the languages. They are the same for a monolingual dictionary.
    """

    name: str
    kind: DictionaryKind
    title: str
    release: str
    entries: int
    digest: str
    headwords: Language
    definitions: Language
    tags: str = ""
    """The exam tags that entries have, separated by spaces."""

    @property
    def is_monolingual(self) -> bool:
        return self.headwords == self.definitions


Entry = tuple[str, str]
"""A headword, in lower case if it is English, and the text of its entry."""


def dictionaries_folder() -> Path | None:
    """Return the folder of added dictionaries. It may not exist. None if the environment switches added dictionaries off.

    The user's data folder is named by `FLASHDECK_DATA_DIR`, else it is the platform's folder for data. An empty variable
    switches added dictionaries off.
    """
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    try:
        return (Path(named) if named else user_folder(DATA)) / "dictionaries"
    except RuntimeError:  # there is no home folder
        return None


def _load_added() -> tuple[AddedDictionary, ...]:
    folder = dictionaries_folder()
    # As with the cache, files that another user may have written are not used.
    if folder is None or not folder.is_dir() or not is_own_folder(folder):
        return ()
    return tuple(_facts(path) for path in sorted(folder.glob(f"*{_SUFFIX}")))


added_dictionaries = Lazy(_load_added)
"""Returns the added dictionaries, sorted by name. Raises `InputError` if the file of one is damaged."""


def added_cedict() -> AddedDictionary | None:
    """Return the added CC-CEDICT, or None if the installed one is used."""
    return next((found for found in added_dictionaries() if found.name == CEDICT), None)


def added_cedict_text() -> str | None:
    """Return the text of the added CC-CEDICT, or None if there is none."""
    if added_cedict() is None:
        return None
    with closing(open_dictionary(CEDICT)) as connection:
        return str(connection.execute("SELECT text FROM facts WHERE key = ?", (_CONTENT,)).fetchone()[0])


def dictionary_name(text: str) -> str:
    """Return a name for a dictionary, made from the name of its file or from its title.

    >>> dictionary_name("Oxford 2nd_Ed.")
    'oxford-2nd-ed'
    """
    return _NOT_OF_NAME.sub("-", text.casefold()).strip("-")[:_LONGEST_NAME].strip("-") or "dictionary"


def store_dictionary(facts: AddedDictionary, entries: Iterable[Entry], content: str = "") -> None:
    """Write the file of a dictionary in one step, and replace an earlier dictionary of the same name.

    Raises `OutputError` if the file cannot be written.
    """
    path = _path(facts.name)
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(temporary)) as connection:
                _fill(connection, facts, entries, content)
            replace_file(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError) as error:
        raise OutputError(
            f"{path}: cannot be written: {error}",
            remedy=f"Check the free space and the permissions, or name another folder in {VARIABLE}.",
        ) from error
    added_dictionaries.clear()


def _fill(connection: sqlite3.Connection, facts: AddedDictionary, entries: Iterable[Entry], content: str) -> None:
    connection.execute("CREATE TABLE facts (key TEXT PRIMARY KEY, text TEXT)")
    connection.execute("CREATE TABLE entries (key TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
    rows = {**asdict(facts), _CONTENT: content}
    connection.executemany("INSERT INTO facts VALUES (?, ?)", ((key, str(value)) for key, value in rows.items()))
    connection.executemany("INSERT INTO entries VALUES (?, ?)", entries)
    connection.commit()


def remove_dictionary(name: str) -> None:
    """Remove an added dictionary. Raises `UsageError` if there is none of this name."""
    path = _path(name) if _NAME.fullmatch(name) else None
    if path is None or not path.is_file():
        raise UsageError(f"{name}: no dictionary of this name was added", remedy="See flashdeck dictionary list.")
    try:
        path.unlink()
    except OSError as error:
        raise OutputError(f"{path}: cannot be removed: {error.strerror}", remedy="Remove the file yourself.") from error
    added_dictionaries.clear()


def open_dictionary(name: str) -> sqlite3.Connection:
    """Open the file of an added dictionary for reading."""
    # immutable: SQLite does not lock the file. A lock is not needed, because a finished file is never changed.
    connection = sqlite3.connect(f"{_path(name).absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _path(name: str) -> Path:
    folder = dictionaries_folder()
    if folder is None:
        raise UsageError(f"{VARIABLE} is empty, so there are no added dictionaries", remedy=f"Name a folder in {VARIABLE}.")
    return folder / f"{name}{_SUFFIX}"


def _facts(path: Path) -> AddedDictionary:
    try:
        with closing(open_dictionary(path.stem)) as connection:
            found = dict(connection.execute("SELECT key, text FROM facts WHERE key != ?", (_CONTENT,)))
        values = {field.name: found[field.name] for field in fields(AddedDictionary)}
        return AddedDictionary(**{**values, "entries": int(values["entries"])})
    except (sqlite3.Error, KeyError, ValueError) as error:
        raise InputError(
            f"{path}: the file of this added dictionary is damaged",
            remedy=f"Remove it with `flashdeck dictionary remove {path.stem}`, and add the dictionary again.",
        ) from error
