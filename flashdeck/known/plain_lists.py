"""Word lists and CSV files."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.known.word_tables import Row, Table, columns_of

_LEMMA = "Morph-Lemma"  # AnkiMorphs' own export of known words
_HEADERS = frozenset(
    {_LEMMA.casefold(), "word", "words", "lemma", "headword", "simplified", "hanzi", "单词", "词", "词语", "汉字"}
)
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_list(path: Path, content: bytes) -> Table:
    """Read a word list, one word a line, or a CSV or TSV file; lines that begin with # are no words.

    A first row that names a column (AnkiMorphs: Morph-Lemma) decides; of other files with several columns the one that
    holds words is found.
    """
    lines = [line for line in _decoded(path, content).splitlines() if line.strip() and not line.startswith("#")]
    rows = _rows(lines, path.suffix.casefold())
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    named = [place for place, cell in enumerate(header) if cell in _HEADERS]
    if named:
        return Table(tuple(rows[0]), _known(rows[1:]), named[0])
    single = all(len(row) == 1 for row in rows)
    return Table(columns_of(rows), _known(rows), 0 if single else None)


def _known(rows: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    return tuple(Row(tuple(row)) for row in rows)


def _rows(lines: Sequence[str], suffix: str) -> list[list[str]]:
    if suffix == ".csv" or (lines and lines[0].startswith(_LEMMA)):
        return [row for row in csv.reader(io.StringIO("\n".join(lines))) if row]
    return [line.split("\t") for line in lines]


def _decoded(path: Path, content: bytes) -> str:
    for mark, encoding in _BOMS.items():
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
        f"{path}: is no word list (not text), no Anki package and no Anki collection",
        remedy="Give one word a line in UTF-8, an AnkiMorphs CSV, an .apkg or .colpkg, or a collection.anki2.",
    )
