"""The user's cache: results that can be computed again at any time. Nothing in it is trusted without a check."""

from flashdeck.caching.codec import Codec, UnsupportedValueError
from flashdeck.caching.entries import (
    VARIABLE,
    cache_folder,
    clear_entries,
    code_digest,
    digest,
    list_entries,
    read_entry,
    remember,
    replace_file,
    write_entry,
)

__all__ = [
    "VARIABLE",
    "Codec",
    "UnsupportedValueError",
    "cache_folder",
    "clear_entries",
    "code_digest",
    "digest",
    "list_entries",
    "read_entry",
    "remember",
    "replace_file",
    "write_entry",
]
