"""Tell whether a Chinese word transcribes a foreign name: 里奇·萨顿, Rich Sutton.

Only consonants are compared. Consonants that Chinese transcription does not distinguish are treated as equal: b p, d t, l r,
f v w, g k, and all sibilants (音译表, 世界人名翻译大辞典, 2nd edition, 2007).
"""

import re
from functools import lru_cache

from flashdeck.chinese.readings import usual_reading

_NAME_DOT = "·"
_SYLLABLE = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxzcsrw]?)[aeiouvy]*(ng?|r)?")
_SOUND = re.compile(r"sch|tch|ch|sh|th|ph|ck|[b-df-hj-np-tv-xz]")
_ALIKE = {
    letters: sound
    for sound, spellings in {
        "p": "b p",
        "t": "d t th",
        "l": "l r",
        "f": "f v w ph",
        "k": "g k c q ck",
        "s": "s z j x zh ch sh sch tch",
        "m": "m",
        "n": "n ng",
    }.items()
    for letters in spellings.split()
}
# A word with fewer consonants than this is not compared, because a single consonant may agree by chance.
_FEWEST = 2


@lru_cache(maxsize=16384)
def sounds_like(zh: str, english: str) -> float:
    """Return how similar the consonants of a Chinese word and an English name are, 0 to 1.

    If a Chinese word has parts that are separated by a dot, the most similar part counts.

    >>> sounds_like("里奇·萨顿", "Sutton"), sounds_like("桥", "Boat")
    (1.0, 0.0)
    """
    wanted = _consonants(english)
    parts = (_spoken(part) for part in zh.split(_NAME_DOT))
    return max((_shared(part, wanted) for part in parts if min(len(part), len(wanted)) >= _FEWEST), default=0.0)


def _consonants(english: str) -> str:
    """Return the consonants of an English name. Before e, i and y the letters c and g are read as s."""
    text = english.casefold().removesuffix("'s")
    sounds = (
        "s" if match[0] in ("c", "g") and text[match.end() : match.end() + 1] in ("e", "i", "y") else _ALIKE.get(match[0], "")
        for match in _SOUND.finditer(text)
    )
    return re.sub(r"(.)\1+", r"\1", "".join(sounds))


def _spoken(zh: str) -> str:
    found = (_SYLLABLE.match(syllable) for syllable in usual_reading(zh) if syllable)
    letters = ((match[1], match[2] or "") for match in found if match)
    sounds = (("s" if initial in ("q", "c") else _ALIKE.get(initial, "")) + _final(final) for initial, final in letters)
    return re.sub(r"(.)\1+", r"\1", "".join(sounds))


def _final(final: str) -> str:
    return "l" if final == "r" else final[:1]


def _shared(one: str, other: str) -> float:
    """Return the similarity of two sequences of consonants, 0 to 1.

    It is twice the length of the longest common subsequence, divided by the sum of the two lengths.
    """
    row = [0] * (len(other) + 1)
    for letter in one:
        before = row
        row = [0]
        for at, found in enumerate(other, start=1):
            row.append(before[at - 1] + 1 if letter == found else max(before[at], row[-1]))
    return round(2 * row[-1] / (len(one) + len(other)), 2)
