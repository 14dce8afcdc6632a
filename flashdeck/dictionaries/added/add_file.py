"""Add a dictionary that the user brings: find its kind, check it, and store it."""

from pathlib import Path

from flashdeck.dictionaries.added.added_files import CEDICT, AddedDictionary, dictionary_name
from flashdeck.dictionaries.added.cedict_file import add_cedict, is_cedict
from flashdeck.dictionaries.added.ecdict import add_ecdict, is_ecdict
from flashdeck.dictionaries.added.lookup import forget_lookups
from flashdeck.dictionaries.added.parts import Parts, read_parts
from flashdeck.dictionaries.added.stardict import add_stardict, is_stardict
from flashdeck.errors import InputError


def add_dictionary(path: Path) -> AddedDictionary:
    """Add the dictionary in a file, an archive or a folder. An added dictionary of the same name is replaced.

    Raises `InputError` if the dictionary is damaged or of an unknown kind, and `OutputError` if it cannot be stored.
    """
    parts = read_parts(path)
    try:
        return _added(path, parts)
    finally:
        forget_lookups()


def _added(path: Path, parts: Parts) -> AddedDictionary:
    if is_stardict(parts):
        return add_stardict(path, parts, _name(path))
    if is_ecdict(parts):
        return add_ecdict(path, parts, _name(path))
    if is_cedict(parts):
        return add_cedict(path, parts)
    raise InputError(
        f"{path}: no dictionary that flashdeck can read",
        remedy="Give CC-CEDICT as cedict_ts.u8, .gz or .zip, ECDICT as ecdict.csv, or StarDict files.",
    )


def _name(path: Path) -> str:
    """Return a name for a dictionary other than CC-CEDICT, made from the name of its file."""
    name = dictionary_name(path.name.partition(".")[0])
    return f"{name}-2" if name == CEDICT else name
