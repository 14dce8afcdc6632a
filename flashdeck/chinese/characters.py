"""Han characters: the one definition of them that the package uses."""

import re
from functools import lru_cache

HAN_RANGES = "〇㐀-鿿𠀀-𯿿"
"""The Han characters as the inside of a regular expression's character class: the zero 〇, the main block with its first
extension, and the extensions beyond U+20000 (The Unicode Standard, version 15, table 18-1)."""
_HAN = re.compile(f"[{HAN_RANGES}]")
_MOST_COUNTED = 4096  # texts: the lines and words of one transcript, which are counted again and again


@lru_cache(maxsize=_MOST_COUNTED)
def count_han(text: str) -> int:
    """Return the number of Han characters.

    >>> count_han("二〇二六年 A")
    5
    """
    return len(_HAN.findall(text))
