"""Other ways to write Chinese: traditional characters, and zhuyin for pinyin."""

from functools import cache
from typing import Any


@cache
def _converter(configuration: str) -> Any:
    """Return OpenCC's converter; s2tw, to Taiwan's characters, leaves the vocabulary alone, and so does t2s."""
    from opencc import OpenCC

    return OpenCC(configuration)


def traditional(text: str) -> str:
    """Return a whole line in traditional characters, one for one, so that offsets hold.

    >>> traditional("面条和头发")
    '麵條和頭髮'
    """
    return _converted(text, "s2tw")


def simplified(text: str) -> str:
    """Return a whole line in simplified characters, one for one, so that offsets hold.

    >>> simplified("麵條和頭髮")
    '面条和头发'
    """
    return _converted(text, "t2s")


def _converted(text: str, configuration: str) -> str:
    convert = _converter(configuration).convert
    converted = str(convert(text))
    if len(converted) == len(text):
        return converted
    return "".join(one if len(one := str(convert(char))) == 1 else char for char in text)


@cache
def zhuyin(syllable: str) -> str:
    """Return a marked pinyin syllable in zhuyin (bopomofo).

    >>> zhuyin("zhōng")
    'ㄓㄨㄥ'
    """
    from pypinyin import Style
    from pypinyin.style import convert

    return str(convert(syllable, Style.BOPOMOFO, strict=False)) if syllable else ""
