"""Add a dictionary that the user brings: find its kind, check it, and store it."""

from pathlib import Path

from flashdeck.dictionaries.added.added_files import AddedDictionary
from flashdeck.dictionaries.added.cedict_file import add_cedict, is_cedict
from flashdeck.dictionaries.added.parts import read_parts
from flashdeck.errors import InputError


def add_dictionary(path: Path) -> AddedDictionary:
    """Add the dictionary in a file, an archive or a folder. An added dictionary of the same name is replaced.

    Raises `InputError` if the dictionary is damaged or of an unknown kind, and `OutputError` if it cannot be stored.
    """
    parts = read_parts(path)
    if is_cedict(parts):
        return add_cedict(path, parts)
    raise InputError(f"{path}: no dictionary that flashdeck can read", remedy="Give CC-CEDICT as cedict_ts.u8, .gz or .zip.")
