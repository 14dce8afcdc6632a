"""Other ways to write Chinese: traditional characters, and zhuyin for pinyin."""

from functools import cache
from typing import Any


@cache
def _converter() -> Any:
    """Return OpenCC's converter to Taiwan's characters; it leaves the vocabulary alone."""
    from opencc import OpenCC

    return OpenCC("s2tw")


def traditional(text: str) -> str:
    """Return a whole line in traditional characters, one for one, so that offsets hold.

    >>> traditional("面条和头发")
    '麵條和頭髮'
    """
    converted = str(_converter().convert(text))
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one := str(_converter().convert(char))) == 1 else char for char in text)


@cache
def zhuyin(syllable: str) -> str:
    """Return a marked pinyin syllable in zhuyin (bopomofo).

    >>> zhuyin("zhōng")
    'ㄓㄨㄥ'
    """
    from pypinyin import Style
    from pypinyin.style import convert

    return str(convert(syllable, Style.BOPOMOFO, strict=False)) if syllable else ""
