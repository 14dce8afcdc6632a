"""Read ECDICT, an English-Chinese dictionary in CSV with English definitions and the exams in whose word lists a word is.

The columns are described at https://github.com/skywind3000/ECDICT. Only `word`, `translation`, `definition` and `tag` are used.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, get_args

from flashdeck.dictionaries.added.added_files import AddedDictionary, store_dictionary
from flashdeck.dictionaries.added.entry_text import EntryText, definitions_of, glosses_of
from flashdeck.errors import InputError
from flashdeck.model import Exam

TAG_KEY = "\ttag:"
"""The beginning of the key under which the words with an exam tag are listed. No word begins with a tab."""
_EXAMS = get_args(Exam)
_COLUMNS = frozenset(("word", "translation"))
_LONGEST_FIELD = 1 << 20
_AGAIN = "Download ecdict.csv again from https://github.com/skywind3000/ECDICT."


def is_ecdict(parts: Mapping[str, bytes]) -> bool:
    """Tell whether the files are those of a dictionary in CSV."""
    return any(name.endswith(".csv") for name in parts)


def add_ecdict(path: Path, parts: Mapping[str, bytes], name: str) -> AddedDictionary:
    """Store ECDICT. Raises `InputError` if the file is damaged, or is another table."""
    content = next(content for part, content in parts.items() if part.endswith(".csv"))
    found = _checked_entries(path, content)
    tags = " ".join(tag for tag in _EXAMS if tag in found.tagged)
    digest = blake2b(content, digest_size=8).hexdigest()
    facts = AddedDictionary(name, "ecdict", "ECDICT", "", len(found.packed), digest, "en", "zh", tags)
    lists = ((f"{TAG_KEY}{tag}", "\n".join(words)) for tag, words in found.tagged.items())
    store_dictionary(facts, (*found.packed.items(), *lists))
    return facts


class _Entries(NamedTuple):
    """The packed entries by word in lower case, the words of each exam, and the number of entries with a Chinese gloss."""

    packed: dict[str, str]
    tagged: dict[str, list[str]]
    glossed: int


def _checked_entries(path: Path, content: bytes) -> _Entries:
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    try:
        found = _entries(_rows(path, text))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 ({error.reason})", remedy=_AGAIN) from error
    except csv.Error as error:
        raise InputError(f"{path}: is not a table in CSV ({error})", remedy=_AGAIN) from error
    if not found.glossed:
        raise InputError(f"{path}: no English word has a Chinese translation", remedy=_AGAIN)
    return found


def _entries(rows: Iterable[Mapping[str, str]]) -> _Entries:
    """Return the entries of a table. Of words that differ only in case, the first is kept. Affixes are left out.

    Entries are packed at once, because ECDICT has 770,000 of them.
    """
    packed, tagged, glossed = dict[str, str](), dict[str, list[str]](), 0
    for row in rows:
        word = row["word"].strip().casefold()
        if not word or word.strip("-") != word or word in packed:
            continue
        entry = _entry(row)
        if any(entry):
            packed[word] = entry.packed()
        glossed += bool(entry.glosses)
        for tag in entry.tags.split():
            tagged.setdefault(tag, []).append(word)
    return _Entries(packed, tagged, glossed)


def _rows(path: Path, text: io.TextIOBase) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    table = csv.DictReader(text, restval="", strict=True)
    if not _COLUMNS.issubset(table.fieldnames or ()):
        raise InputError(f"{path}: the first line has no columns word and translation, as ECDICT has", remedy=_AGAIN)
    yield from table


def _entry(row: Mapping[str, str]) -> EntryText:
    # ECDICT writes a line break inside a field as a backslash and an n.
    translation, definition = (
        row.get(name, "").replace("\\n", "\n").replace("\\r", "") for name in ("translation", "definition")
    )
    tags = " ".join(tag for tag in row.get("tag", "").split() if tag in _EXAMS)
    return EntryText(glosses_of(translation, "zh"), definitions_of(definition), tags)
