"""Read a file that lists the words that a learner knows. The content of the file, and not its name, decides the format."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.known.anki_notes import read_collection, read_package
from flashdeck.known.own_decks import is_ours, taught_words
from flashdeck.known.word_tables import Status, WordRow, WordTable, words_of
from flashdeck.model import Language

_ZIP, _SQLITE = b"PK\x03\x04", b"SQLite format 3\0"  # the first bytes of zip files and of SQLite files
_LEMMA = "Morph-Lemma"  # the name of the column of words in a file of known words that AnkiMorphs exports
_WORD_HEADERS = frozenset(
    {_LEMMA.casefold(), "word", "words", "lemma", "headword", "simplified", "hanzi", "单词", "词", "词语", "汉字"}
)
_UTF16_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The content of a file with known words: tables in which each row has a word and how well the learner knows it."""

    path: Path
    tables: tuple[WordTable, ...]

    def words(self, study: Language, *statuses: Status) -> frozenset[str]:
        """Return the words of a language that have one of the given statuses. The words are headwords in lower case."""
        return frozenset(word.casefold() for word, status in self._words(study) if status in statuses)

    def _words(self, study: Language) -> Iterator[tuple[str, Status]]:
        for table in self.tables:
            if is_ours(table):
                yield from ((taught.word, taught.status) for taught in taught_words(table) if taught.study == study)
            else:
                yield from words_of(table, study)


def read_known(path: Path) -> KnownFile:
    """Read a word list, an AnkiMorphs CSV, an .apkg or .colpkg, or an Anki collection.

    If an .apkg has no card that was studied, the package is treated as a word list. Then all its words count as known, even the
    words of suspended cards. Raise `InputError` for a file that is missing, locked or damaged, or that has a different format.
    """
    start = _beginning(path)
    if start.startswith(_ZIP):
        notes = read_package(path)
        is_deck = path.suffix.casefold() != ".colpkg"
        if notes.was_studied or not is_deck:
            return KnownFile(path, notes.tables)
        return KnownFile(path, tuple(map(_all_known, notes.tables)))
    if start.startswith(_SQLITE):
        return KnownFile(path, read_collection(path).tables)
    return KnownFile(path, (_read_list(path),))


def _all_known(table: WordTable) -> WordTable:
    return replace(table, rows=tuple(WordRow(row.values) for row in table.rows))


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE))
    except IsADirectoryError as error:
        remedy = "Name a file, for example the collection.anki2 in this folder."
        raise InputError(f"{path}: this is a folder, not a file", remedy=remedy) from error
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file", remedy="Check the path after --known or --unknown.") from error
    except OSError as error:
        problem = f"{path}: cannot be read ({error.strerror})"
        raise InputError(problem, remedy="Close Anki, and check that you may read the file.") from error


# ---- word lists and CSV files


def _read_list(path: Path) -> WordTable:
    """Read a list with one word on each line, or a CSV or TSV file. Lines that begin with # are comments.

    If a name in the first row is the name of a column of words (AnkiMorphs: Morph-Lemma), that column is used. In other files
    with two or more columns the column is found by its content (see `words_of`).
    """
    text = _decoded(path, path.read_bytes())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = _rows(lines, path.suffix.casefold())
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    for place, cell in enumerate(header):
        if cell in _WORD_HEADERS:
            return WordTable(tuple(rows[0]), _known(rows[1:]), place)
    width = max((len(row) for row in rows), default=0)
    only_column = 0 if width <= 1 else None
    return WordTable(("",) * width, _known(rows), only_column)


def _known(rows: Sequence[Sequence[str]]) -> tuple[WordRow, ...]:
    return tuple(WordRow(tuple(row)) for row in rows)


def _rows(lines: Sequence[str], suffix: str) -> list[list[str]]:
    if suffix == ".csv" or (lines and lines[0].startswith(_LEMMA)):
        return [row for row in csv.reader(io.StringIO("\n".join(lines))) if row]
    return [line.split("\t") for line in lines]


def _decoded(path: Path, content: bytes) -> str:
    for mark, encoding in _UTF16_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(
        f"{path}: the format of the file is not known; it is not text, an Anki package or an Anki collection",
        remedy="Use a text file in UTF-8 with one word on each line, an AnkiMorphs CSV, an .apkg, .colpkg or collection.anki2.",
    )
