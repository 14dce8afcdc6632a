"""Read StarDict dictionaries: .ifo (facts), .idx (words, offsets), .dict (texts). Pictures and sounds are not read.

The format is described in `doc/StarDictFileFormat` of https://github.com/huzheng001/stardict-3. The libraries for it on PyPI are
under the GPL (PyStarDict 0.9) or have not been maintained since 2018 (stargaze 0.0.2), so this module reads the files itself.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from flashdeck.dictionaries.added.added_files import AddedDictionary, store_dictionary
from flashdeck.dictionaries.added.entry_languages import Languages, find_languages
from flashdeck.dictionaries.added.entry_text import EntryText, definitions_of, glosses_of, plain_text
from flashdeck.errors import InputError

_MAGIC = "StarDict's dict ifo file"
_TEXTS = frozenset("mlgxhw")  # the types of fields with a meaning: plain text, and text with the markup of Pango, XDXF or HTML
_LONGEST_WORD = 256  # bytes; the format allows no longer headwords
_MOST_WORDS = 3_000_000
_AGAIN = "Download the dictionary again, and give the folder or archive with its .ifo, .idx and .dict files."


class _Files(NamedTuple):
    path: Path
    facts: Mapping[str, str]
    words: bytes
    texts: bytes

    def error(self, problem: str) -> InputError:
        return InputError(f"{self.path}: {problem}", remedy=_AGAIN)


def is_stardict(parts: Mapping[str, bytes]) -> bool:
    """Tell whether the files are those of a StarDict dictionary."""
    return any(name.endswith(".ifo") for name in parts)


def add_stardict(path: Path, parts: Mapping[str, bytes], name: str) -> AddedDictionary:
    """Store a StarDict dictionary between Chinese and English, or of one of the two.

    Raises `InputError` if a file is missing or damaged, or if the dictionary has other languages.
    """
    found = _files(path, parts)
    texts = _entry_texts(found)
    languages = find_languages(texts)
    if languages is None:
        raise InputError(
            f"{path}: the words and their explanations are not in Chinese or English",
            remedy="Give a dictionary of Chinese, of English, or between the two.",
        )
    packed = {word: entry.packed() for word, entry in _entries(texts, languages)}
    if not packed:
        raise InputError(f"{path}: no entry has a short meaning or a definition", remedy="Give another dictionary.")
    digest = blake2b(found.words + found.texts, digest_size=8).hexdigest()
    title, release = (" ".join(found.facts.get(key, "").split())[:80] for key in ("bookname", "date"))
    facts = AddedDictionary(name, "stardict", title or name, release, len(packed), digest, *languages)
    store_dictionary(facts, packed.items())
    return facts


def _entries(texts: Mapping[str, Sequence[str]], languages: Languages) -> Iterator[tuple[str, EntryText]]:
    for word, explanations in texts.items():
        text = "\n".join(explanations)
        if languages.headwords == languages.definitions:
            entry = EntryText(definitions=definitions_of(text))
        else:
            entry = EntryText(glosses=glosses_of(text, languages.definitions))
        if entry.glosses or entry.definitions:
            yield word, entry


# ---- the files


def _files(path: Path, parts: Mapping[str, bytes]) -> _Files:
    """Return the three files of the dictionary, after checking that they belong together."""
    names = [name for name in parts if name.endswith(".ifo")]
    if len(names) > 1:
        raise InputError(f"{path}: has {len(names)} dictionaries", remedy="Give the .ifo file of one of them.")
    stem = names[0].removesuffix(".ifo")
    missing = [suffix for suffix in (".idx", ".dict") if stem + suffix not in parts]
    if missing:
        raise InputError(f"{path}: {stem}{missing[0]} is missing", remedy=_AGAIN)
    facts = _facts(parts[names[0]].decode("utf-8-sig", "replace"))
    found = _Files(path, facts, parts[f"{stem}.idx"], parts[f"{stem}.dict"])
    if not facts:
        raise found.error("the .ifo file is not one of StarDict")
    return found


def _facts(text: str) -> dict[str, str]:
    first, _, rest = text.lstrip().partition("\n")
    if first.strip() != _MAGIC:
        return {}
    rows = (line.partition("=") for line in rest.splitlines() if "=" in line)
    return {key.strip(): value.strip() for key, _, value in rows}


def _entry_texts(found: _Files) -> dict[str, list[str]]:
    """Return the explanations of each word. English words are in lower case."""
    texts: dict[str, list[str]] = {}
    types = found.facts.get("sametypesequence", "")
    for word, start, size in _index(found):
        if start + size > len(found.texts):
            raise found.error("the .idx file names a place after the end of the .dict file")
        fields = _fields(found.texts[start : start + size], types)
        text = "\n".join(plain_text(field.decode("utf-8", "replace")) for kind, field in fields if kind in _TEXTS)
        texts.setdefault(word.casefold(), []).append(text)
    return texts


def _index(found: _Files) -> Iterator[tuple[str, int, int]]:
    """Yield the words of the index, each with the start and the size of its text."""
    numbers = struct.Struct(">QI" if found.facts.get("idxoffsetbits") == "64" else ">II")
    at = count = 0
    while at < len(found.words):
        end = found.words.find(b"\0", at, at + _LONGEST_WORD + 1)
        count += 1
        if end < 0 or end + 1 + numbers.size > len(found.words) or count > _MOST_WORDS:
            raise found.error("the .idx file is damaged")
        word = found.words[at:end].decode("utf-8", "replace").strip()
        start, size = numbers.unpack_from(found.words, end + 1)
        at = end + 1 + numbers.size
        if word:
            yield word, start, size
    if found.facts.get("wordcount") not in (None, str(count)):
        raise found.error(f"the .idx file has {count:,} words, but the .ifo file states {found.facts['wordcount']}")


def _fields(data: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    """Yield the fields of an entry with their types. The type of each field is in `types`, or else before the field."""
    at = 0
    if not types:
        while at < len(data):
            kind = chr(data[at])
            field, at = _field(data, at + 1, kind)
            yield kind, field
        return
    for kind in types[:-1]:
        field, at = _field(data, at, kind)
        yield kind, field
    yield types[-1], data[at:]  # the last field has no end mark


def _field(data: bytes, at: int, kind: str) -> tuple[bytes, int]:
    """Return the field that begins at an offset, and the offset of the next field."""
    if kind.isupper():  # pictures and sounds have their size before them; texts have a zero byte after them
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        return data[at + 4 : end], end
    end = data.find(b"\0", at)
    return (data[at:], len(data)) if end < 0 else (data[at:end], end + 1)
