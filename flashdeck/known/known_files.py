"""A file that tells what a learner knows, by what is in it and not by its name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.known.collections import read_collection
from flashdeck.known.own_decks import is_ours, taught_words
from flashdeck.known.packages import read_package
from flashdeck.known.plain_lists import read_list
from flashdeck.known.word_tables import Row, Status, Table, words_of
from flashdeck.model import Language

_ZIP, _SQLITE = b"PK\x03\x04", b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The tables of a file, each row with how well the learner knows it."""

    path: Path
    tables: tuple[Table, ...]

    def words(self, study: Language, *statuses: Status) -> frozenset[str]:
        """Return the words of a language that have one of these statuses, as headwords in lower case."""
        return frozenset(word.casefold() for word, status in self._words(study) if status in statuses)

    def _words(self, study: Language) -> Iterator[tuple[str, Status]]:
        for table in self.tables:
            if is_ours(table):
                yield from ((taught.word, taught.status) for taught in taught_words(table) if taught.study == study)
            else:
                yield from words_of(table, study)


def read_known(path: Path) -> KnownFile:
    """Read a word list, an AnkiMorphs CSV, an .apkg or .colpkg, or an Anki collection.

    In a package of which no card was ever studied, all words count as known, those of suspended cards too: it is given as a
    word list. InputError for a file that is missing, locked, damaged or none of these.
    """
    start = _beginning(path)
    if start.startswith(_ZIP):
        notes = read_package(path)
        is_deck = path.suffix.casefold() != ".colpkg"
        tables = notes.tables if notes.was_studied or not is_deck else tuple(map(_all_known, notes.tables))
        return KnownFile(path, tables)
    if start.startswith(_SQLITE):
        return KnownFile(path, read_collection(path).tables)
    return KnownFile(path, (read_list(path, path.read_bytes()),))


def _all_known(table: Table) -> Table:
    return replace(table, rows=tuple(Row(row.values) for row in table.rows))


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE))
    except IsADirectoryError as error:
        raise InputError(
            f"{path}: is a folder, a file was expected", remedy="Name the file: collection.anki2 in it?"
        ) from error
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file", remedy="Check the path that --known or --unknown names.") from error
    except OSError as error:
        problem = f"{path}: cannot be read ({error.strerror})"
        raise InputError(problem, remedy="Check that you may read the file, and close Anki.") from error
