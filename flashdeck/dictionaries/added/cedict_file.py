"""Check a release of CC-CEDICT that the user adds, and store it in place of the installed one."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from flashdeck.dictionaries.added.added_files import CEDICT, AddedDictionary, store_dictionary
from flashdeck.dictionaries.cedict import entry_lines, release_date
from flashdeck.errors import InputError

FEWEST_ENTRIES = 100_000
"""The minimum number of entries of a release of CC-CEDICT. The release of November 2023 has 122,143."""
_MOST_BROKEN = 0.001  # the maximum share of lines that are no entries; the releases of 2023 and 2025 have none
_STATED = re.compile(r"^#! entries=(\d+)", re.MULTILINE)
_COMMENTS = 4_000  # number of characters in which the comments at the top are searched for
_HERE = "Download cedict_ts.u8 again from https://www.mdbg.net/chinese/dictionary?page=cc-cedict."


def is_cedict(parts: Mapping[str, bytes]) -> bool:
    """Tell whether the files are those of a dictionary in the format of CC-CEDICT."""
    return any(name.endswith((".u8", ".txt")) for name in parts)


def add_cedict(path: Path, parts: Mapping[str, bytes]) -> AddedDictionary:
    """Store a release of CC-CEDICT. Raises `InputError` if it is another dictionary, damaged or incomplete."""
    content = next(content for name, content in parts.items() if name.endswith((".u8", ".txt")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 at byte {error.start}", remedy=_HERE) from error
    count = _checked_count(path, text)
    digest = blake2b(text.encode(), digest_size=8).hexdigest()
    facts = AddedDictionary(CEDICT, "cc-cedict", "CC-CEDICT", release_date(text), count, digest, "zh", "en")
    store_dictionary(facts, (), text)
    return facts


def _checked_count(path: Path, text: str) -> int:
    """Return the number of entries, after checking that the file is a whole release of CC-CEDICT."""
    if "CC-CEDICT" not in text[:_COMMENTS]:
        raise InputError(f"{path}: the comments at the top do not say that this is CC-CEDICT", remedy=_HERE)
    lines = sum(1 for line in text.splitlines() if line.strip() and not line.startswith("#"))
    count = sum(1 for _ in entry_lines(text))
    if lines - count > _MOST_BROKEN * lines:
        raise InputError(f"{path}: {lines - count:,} of {lines:,} lines are not entries of CC-CEDICT", remedy=_HERE)
    stated = _STATED.search(text)
    expected = max(FEWEST_ENTRIES, int(stated[1]) if stated else 0)
    if count < expected:
        raise InputError(f"{path}: has {count:,} entries; {expected:,} or more were expected", remedy=_HERE)
    return count
