"""Convert Chinese text between simplified and traditional characters, and convert pinyin to zhuyin."""

from collections.abc import Callable
from functools import lru_cache

from flashdeck.lazy import Lazy

_Convert = Callable[[str], str]


def _load_traditional() -> _Convert:
    """Return OpenCC's converter to the traditional characters of Taiwan. The converter does not replace words."""
    from opencc import OpenCC

    convert: _Convert = OpenCC("s2tw").convert
    return convert


def _load_simplified() -> _Convert:
    """Return OpenCC's converter to simplified characters."""
    from opencc import OpenCC

    convert: _Convert = OpenCC("t2s").convert
    return convert


_load_to_traditional = Lazy(_load_traditional)
_load_to_simplified = Lazy(_load_simplified)


def traditional(text: str) -> str:
    """Convert a whole line to traditional characters without changing its length, so that offsets stay valid.

    >>> traditional("面条和头发")
    '麵條和頭髮'
    """
    return _converted(text, _load_to_traditional())


def simplified(text: str) -> str:
    """Convert a whole line to simplified characters without changing its length, so that offsets stay valid.

    >>> simplified("麵條和頭髮")
    '面条和头发'
    """
    return _converted(text, _load_to_simplified())


def _converted(text: str, convert: _Convert) -> str:
    """Convert a text without changing its length.

    If converting the whole text changes the length, each character is converted by itself.
    """
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    return "".join([_converted_character(char, convert) for char in text])


def _converted_character(char: str, convert: _Convert) -> str:
    converted = convert(char)
    return converted if len(converted) == 1 else char


@lru_cache(maxsize=4096)  # Chinese has about 1,300 syllables with tones
def zhuyin(syllable: str) -> str:
    """Return the zhuyin (bopomofo) for a pinyin syllable with a tone mark, or "" for an empty syllable.

    >>> zhuyin("zhōng")
    'ㄓㄨㄥ'
    """
    from pypinyin import Style
    from pypinyin.style import convert

    return str(convert(syllable, Style.BOPOMOFO, strict=False)) if syllable else ""
