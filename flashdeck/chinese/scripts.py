"""Convert Chinese text between simplified and traditional characters, and convert pinyin to zhuyin."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from flashdeck.lazy import Lazy
from flashdeck.model import Script

if TYPE_CHECKING:
    from flashdeck.chinese.variants import Variant

_Convert = Callable[[str], str]
_VARIANTS = frozenset("著甚妳牠姊份祇藉")
"""The characters that the keys of `data/variants.tsv` begin or end with. The tables are loaded only for lines that have one."""
_KEPT = frozenset("范于余涂游郁岳")
"""The keys of `data/kept_characters.tsv`."""


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

    >>> traditional("面条和头发"), traditional("范先生在师范学校")
    ('麵條和頭髮', '范先生在師範學校')
    """
    converted = _converted(text, _load_to_traditional())
    if _KEPT.isdisjoint(text):
        return converted
    from flashdeck.chinese.variants import kept_characters

    return _with_variants(converted, kept_characters(text))


def simplified(text: str) -> str:
    """Convert a whole line to simplified characters without changing its length, so that offsets stay valid.

    >>> simplified("麵條和頭髮"), simplified("著名的姊姊看著妳")
    ('面条和头发', '著名的姐姐看着你')
    """
    converted = _converted(text, _load_to_simplified())
    if _VARIANTS.isdisjoint(converted):
        return converted
    from flashdeck.chinese.variants import simplified_variants

    return _with_variants(converted, simplified_variants(converted))


def _with_variants(text: str, variants: "Iterable[Variant]") -> str:
    for variant in variants:
        text = text[: variant.start] + variant.text + text[variant.start + len(variant.text) :]
    return text


def is_traditional(text: str) -> bool:
    """Tell whether a line is in traditional characters.

    It is if the conversion to simplified changes more of its characters than the conversion to traditional does. A single
    character is not sufficient evidence, because 著 and 乾 occur in simplified text as well.

    >>> is_traditional("數據中心"), is_traditional("他叫乾隆皇帝,说过什么话")
    (True, False)
    """
    simple = simplified(text)
    return simple != text and _differences(text, simple) > _differences(text, traditional(text))


def simple_text(text: str) -> str:
    """Return a line with its traditional characters converted to simplified characters. Other lines are not changed.

    >>> simple_text("數據中心"), simple_text("他叫乾隆皇帝,说过什么话")
    ('数据中心', '他叫乾隆皇帝,说过什么话')
    """
    return simplified(text) if is_traditional(text) else text


def main_script(lines: Sequence[str]) -> Script:
    """Return the script of most of the lines. Lines that are the same in both scripts do not count, and a tie is simplified.

    >>> main_script(["數據中心", "你好", "發展"]), main_script(["发展", "發展"])
    ('traditional', 'simplified')
    """
    simple, other = _load_to_simplified(), _load_to_traditional()
    texts = [line.replace("\n", " ") for line in lines]
    together = "\n".join(texts)
    votes = [
        _differences(text, one) - _differences(text, two)
        for text, one, two in zip(texts, simple(together).split("\n"), other(together).split("\n"), strict=True)
    ]
    return "traditional" if sum(vote > 0 for vote in votes) > sum(vote < 0 for vote in votes) else "simplified"


def _differences(one: str, other: str) -> int:
    return sum(left != right for left, right in zip(one, other, strict=False))


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
