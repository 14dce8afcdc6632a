"""Convert pinyin syllables between tone numbers and tone marks, and find the tone of a syllable."""

import re
import unicodedata
from functools import lru_cache

_MARKS = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ", "m": "m̄ḿm̌m̀", "n": "n̄ńňǹ"}
_TONE_OF = {mark: tone for marks in _MARKS.values() if len(marks) == 4 for tone, mark in enumerate(marks, start=1)}
_COMBINING = "\u0304\u0301\u030c\u0300"  # macron, acute, caron and grave are the marks of the tones 1 to 4
_NUMBERED = re.compile(r"([a-zü]+)([1-5])")


@lru_cache(maxsize=4096)  # enough for all syllables with tones, which are about 1,300
def marked(syllable: str) -> str:
    """Replace the tone number of a syllable by a tone mark. The neutral tone (5) does not have a mark.

    The mark is on a or e, else on the o of ou, else on the last vowel (GB/T 16159-2012, 汉语拼音正词法基本规则).

    >>> marked("lu:4"), marked("dui4"), marked("gou3"), marked("de5"), marked("r5")
    ('lǜ', 'duì', 'gǒu', 'de', 'r')
    """
    match = _NUMBERED.fullmatch(syllable.lower().replace("u:", "ü").replace("v", "ü"))
    if not match:
        return syllable.lower()
    letters, tone = match[1], int(match[2])
    if tone == 5:
        return letters
    at = _mark_place(letters)
    marks = _MARKS[letters[at]]
    if len(marks) != 4:  # m and n do not get a mark, because some of their marked forms are two characters
        return letters
    return letters[:at] + marks[tone - 1] + letters[at + 1 :]


def _mark_place(letters: str) -> int:
    """Return the index of the letter that takes the tone mark."""
    for vowel in ("a", "e", "ou"):
        if vowel in letters:
            return letters.index(vowel)
    return max((place for place, letter in enumerate(letters) if letter in "iouü"), default=0)


def with_tone(syllable: str, tone: int) -> str:
    """Replace the tone mark of a syllable by the mark of `tone`, which is 1, 2, 3 or 4.

    >>> with_tone("nǐ", 2)
    'ní'
    """
    for marks in _MARKS.values():
        for mark in marks if len(marks) == 4 else ():
            if mark in syllable:
                return syllable.replace(mark, marks[tone - 1])
    return syllable


def numbered(syllable: str) -> str:
    """Return a syllable with a tone number in place of its tone mark, and with v for ü.

    >>> numbered("lǜ"), numbered("zhōng"), numbered("de"), numbered("ḿ")
    ('lv4', 'zhong1', 'de5', 'm2')
    """
    letters, tone = "", 5
    for char in unicodedata.normalize("NFD", syllable):
        if char in _COMBINING:
            tone = _COMBINING.index(char) + 1
        else:
            letters += char
    return f"{unicodedata.normalize('NFC', letters).replace('ü', 'v')}{tone}"


def tone_of(syllable: str) -> int:
    """Return the tone of a syllable with a tone mark: 1 to 4, or 5 for the neutral tone.

    >>> tone_of("lǜ"), tone_of("de")
    (4, 5)
    """
    return next((_TONE_OF[char] for char in syllable if char in _TONE_OF), 5)
