"""Convert Chinese text between simplified and traditional characters, and convert pinyin to zhuyin."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flashdeck.lazy import Lazy
from flashdeck.model import Script
from flashdeck.model.characters import HAN_RUN

if TYPE_CHECKING:
    from flashdeck.chinese.variants import Variant

_Convert = Callable[[str], str]
_VARIANTS = re.compile("[著妳牠姊祇藉]|甚[么麼麽]|部份")
"""Matches the keys of `data/variants.tsv`. The table is loaded only for lines in which this pattern matches."""
_KEPT = re.compile("[范余涂游郁岳]|[老小阿]于|于(?=[先女小太老教博医大经总主校院局部市同师阿叔律警导])")
"""Matches the keys of `data/kept_characters.tsv`. The frequent word 于 matches only where it may be a surname."""
_CHANGED_IN_GB2312 = frozenset("乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽")
"""The characters of GB 2312 that OpenCC's t2s changes. All other characters that t2s changes are not in GB 2312."""


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
    if not _KEPT.search(text):
        return converted
    from flashdeck.chinese.variants import kept_characters

    return _with_variants(converted, kept_characters(text))


def simplified(text: str) -> str:
    """Convert a whole line to simplified characters without changing its length, so that offsets stay valid.

    >>> simplified("麵條和頭髮"), simplified("著名的姊姊看著妳")
    ('面条和头发', '著名的姐姐看着你')
    """
    plain = _plain_simplified(text)
    if not _VARIANTS.search(plain):
        return plain
    from flashdeck.chinese.variants import simplified_variants

    return _with_variants(plain, simplified_variants(plain))


def _plain_simplified(text: str) -> str:
    """Convert a line to simplified characters with OpenCC. OpenCC is loaded only if it may change the line."""
    return _converted(text, _load_to_simplified()) if _may_be_traditional(text) else text


def _may_be_traditional(text: str) -> bool:
    """Tell whether a text has a character that OpenCC may change when it converts the text to simplified characters."""
    return not _CHANGED_IN_GB2312.isdisjoint(text) or _count_missing(text, "gb2312") > 0


def _count_missing(text: str, encoding: str) -> int:
    """Return the number of Han characters in a text that an encoding lacks.

    GB 2312 lacks nearly all characters that occur only in traditional text. Big5 lacks nearly all characters that occur only in
    simplified text.
    """
    han = "".join(HAN_RUN.findall(text))
    return len(han) - len(han.encode(encoding, errors="ignore").decode(encoding))


def _with_variants(text: str, variants: "Iterable[Variant]") -> str:
    for variant in variants:
        text = text[: variant.start] + variant.text + text[variant.start + len(variant.text) :]
    return text


def is_traditional(text: str) -> bool:
    """Tell whether a line is in traditional characters.

    The number of characters that change in the conversion to simplified characters must be greater than the number that change
    in the conversion to traditional characters. A single character is not sufficient evidence, because 著 and 乾 occur in
    simplified text as well.

    >>> is_traditional("數據中心"), is_traditional("他叫乾隆皇帝,说过什么话"), is_traditional("他是著名歌手")
    (True, False, False)
    """
    variants = len(_VARIANTS.findall(text))
    if _plain_simplified(text) == text and _count_missing(text, "big5") >= variants:
        return False
    simple = simplified(text)
    return simple != text and _differences(text, simple) > _differences(text, traditional(text))


def simple_text(text: str) -> str:
    """Return a line with its traditional characters converted to simplified characters. Other lines are not changed.

    >>> simple_text("數據中心"), simple_text("他叫乾隆皇帝,说过什么话")
    ('数据中心', '他叫乾隆皇帝,说过什么话')
    """
    return simplified(text) if is_traditional(text) else text


def main_script(lines: Iterable[str]) -> Script:
    """Return the script of most of the lines. If both scripts have the same number of lines, return "simplified".

    Lines whose characters occur in both scripts do not count.

    >>> main_script(["數據中心", "你好", "發展"]), main_script(["发展", "發展"])
    ('traditional', 'simplified')
    """
    votes = Counter(_script_of(line) for line in lines)
    return "traditional" if votes["traditional"] > votes["simplified"] else "simplified"


def _script_of(text: str) -> Script | None:
    """Return the script of a line. Return None if its characters occur in both scripts: 你好."""
    missing = _count_missing(text, "gb2312") - _count_missing(text, "big5")
    if missing:
        return "traditional" if missing > 0 else "simplified"
    return None


def _differences(one: str, other: str) -> int:
    return sum(left != right for left, right in zip(one, other, strict=True))


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


def zhuyin(syllable: str) -> str:
    """Return the zhuyin (bopomofo) for a pinyin syllable with a tone mark, or "" for an empty syllable.

    >>> zhuyin("zhōng")
    'ㄓㄨㄥ'
    """
    from pypinyin import Style
    from pypinyin.style import convert

    return str(convert(syllable, Style.BOPOMOFO, strict=False)) if syllable else ""
