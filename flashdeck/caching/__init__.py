"""Cache results that can be computed again at any time. Each entry is checked before it is used."""

from flashdeck.caching.cache_files import (
    VARIABLE,
    cache_folder,
    clear_entries,
    code_digest,
    digest,
    is_own_folder,
    list_entries,
    read_entry,
    remember,
    replace_file,
    write_entry,
)
from flashdeck.caching.codec import Codec, UnsupportedValueError

__all__ = [
    "VARIABLE",
    "Codec",
    "UnsupportedValueError",
    "cache_folder",
    "clear_entries",
    "code_digest",
    "digest",
    "is_own_folder",
    "list_entries",
    "read_entry",
    "remember",
    "replace_file",
    "write_entry",
]
