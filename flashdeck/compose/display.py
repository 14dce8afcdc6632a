"""Show Chinese text in the chosen script and phonetic notation, and decide which glosses are shown as doubtful.

Everything here affects the display only. Annotations and the identity of notes do not depend on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from flashdeck.bilingual.senses import is_adverbial
from flashdeck.chinese.scripts import is_traditional, simple_text, traditional, zhuyin
from flashdeck.chinese.syllables import tone_of, with_tone
from flashdeck.chinese.taiwan import taiwan_readings
from flashdeck.dictionaries.cefr import is_listed
from flashdeck.model import Phonetic, Phrase, Script, Token, ZhToken
from flashdeck.model.characters import count_han

_VOWELS = frozenset("aāáǎàeēéěèoōóǒò")


class ShownToken(NamedTuple):
    """A Chinese word as a card or a handout shows it.

    `readings` and `tones` (1 to 5) have one value for each Han character of the word. Both are empty if no reading is shown.
    """

    text: str
    start: int
    end: int
    headword: str
    readings: tuple[str, ...] = ()
    tones: tuple[int, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Display:
    """How a deck or a handout shows Chinese."""

    script: Script = "simplified"
    phonetic: Phonetic = "pinyin"
    sandhi: bool = False

    @property
    def lang(self) -> str:
        """The language tag of Chinese text (BCP 47)."""
        return "zh-Hans" if self.script == "simplified" else "zh-Hant"

    @property
    def is_taiwanese(self) -> bool:
        """Whether words are shown with the readings of Taiwan. This is so for traditional characters with zhuyin."""
        return self.script == "traditional" and self.phonetic == "zhuyin"

    def text(self, text: str) -> str:
        """Return a line in the script of the display (simplified or traditional), with full-width punctuation.

        A line that is in this script already is shown as it is written. Each character keeps its position in the line.
        """
        if self.script == "simplified":
            return full_width(simple_text(text))
        return full_width(text if is_traditional(text) else traditional(text))

    def tokens(self, text: str, tokens: Sequence[ZhToken]) -> tuple[ShownToken, ...]:
        """Return the tokens of a line in the script of the display, with the readings that are shown."""
        shown = self.text(text)
        pinyin = sandhi_readings(tokens) if self.sandhi else [token.pinyin for token in tokens]
        return tuple(self._token(token, shown, readings) for token, readings in zip(tokens, pinyin, strict=True))

    def _token(self, token: ZhToken, line: str, pinyin: tuple[str, ...]) -> ShownToken:
        text = line[token.start : token.end]
        if self.phonetic == "none" or not pinyin:
            return ShownToken(text, token.start, token.end, token.headword, doubtful=token.doubtful)
        if self.is_taiwanese:
            pinyin = taiwan_readings(text, pinyin)
        readings = tuple(self._phonetic(syllable) for syllable in pinyin)
        tones = tuple(tone_of(syllable) for syllable in pinyin)
        return ShownToken(text, token.start, token.end, token.headword, readings, tones, token.doubtful)

    def _phonetic(self, syllable: str) -> str:
        return syllable if self.phonetic == "pinyin" else zhuyin(syllable)

    def spelled(self, token: ShownToken) -> str:
        """Return the reading of a whole word as one text.

        In pinyin, the syllables are joined, with an apostrophe before a vowel (GB/T 16159-2012): xī'ān. A word without pinyin,
        such as "GPT", is returned unchanged. In zhuyin, there is a space between syllables.
        """
        if self.phonetic == "zhuyin":
            return " ".join(token.readings)
        if not token.readings:
            return "" if self.phonetic == "none" else token.text
        first, *rest = token.readings
        return first + "".join(f"'{syllable}" if syllable[:1] in _VOWELS else syllable for syllable in rest)


# ---- glosses and word classes


def word_class(token: ZhToken) -> str:
    """Return the word class of a token, as the first letter of an ICTCLAS tag: "n" for nouns, "v" for verbs.

    The tag of the token is corrected if its gloss shows a different word class: a word with the gloss "to assume" is a verb.

    >>> [word_class(ZhToken("假设", 0, 2, pos="vn", gloss=gloss, gloss_from="dictionary")) for gloss in ("to assume", "hypothesis")]
    ['v', 'n']
    >>> word_class(ZhToken("监管", 0, 2, pos="vn", gloss="regulation", gloss_from="aligned"))
    'n'
    """
    tag, gloss = (token.pos or "")[:1], token.gloss or ""
    if gloss.startswith(("to ", "ought to")) and tag in ("n", "v", "d", "a"):
        return "v"
    return "n" if gloss and _has_noun_gloss(token, tag) else tag


def _has_noun_gloss(token: ZhToken, tag: str) -> bool:
    """Tell whether a word is a noun here although it is tagged as a verb or an adverb.

    The caller knows that the gloss of the word does not begin with "to". A gloss that only the translated line confirms may be
    a free translation. It therefore counts only for words that are tagged as verbal nouns (`vn`).
    """
    if token.gloss_from not in ("dictionary", "unconfirmed") and token.pos != "vn":
        return False
    if token.gloss_from == "unconfirmed" and tag == "v":
        return _ends_with_noun(token.gloss or "")
    return tag == "v" or (tag == "d" and _is_verb_for_adverb(token))


def _ends_with_noun(gloss: str) -> bool:
    """Tell whether a gloss looks like a noun: "conference", but not "for example" or "considered to be"."""
    return not is_adverbial(gloss) and is_listed(gloss.rsplit(maxsplit=1)[-1], "NOUN")


def _is_verb_for_adverb(token: ZhToken) -> bool:
    """Tell whether the dictionary has a verb for a word that is tagged as an adverb, and the gloss is no adverb."""
    gloss = token.gloss or ""
    if is_adverbial(gloss) or is_listed(gloss, "ADV"):
        return False
    return any(sense.startswith("to ") for sense in token.senses)


def is_in_doubt(token: Token) -> bool:
    """Tell whether the gloss of a token is shown with (?).

    An unconfirmed gloss is shown with (?), unless the token is an expression with one fixed meaning.
    """
    has_fixed_meaning = isinstance(token, Phrase) and token.is_fixed and not token.senses
    return token.gloss_from == "unconfirmed" and not has_fixed_meaning


def core_sense(token: Token) -> str | None:
    """Return the first dictionary sense of a word if a card must show it beside the gloss, or else None.

    A card shows this sense if the gloss comes from the translated line and is not a dictionary translation of the word. None
    is also returned if no dictionary has the word, or if the gloss is the same as the first sense.
    """
    if token.gloss_from != "aligned" or not token.gloss or not token.senses:
        return None
    core = token.senses[0]
    is_same = token.gloss == core.split(", ")[0] or core in token.gloss.split("; ")
    return None if is_same else core


# ---- tone sandhi (现代汉语八百词, introduction; GB/T 16159-2012, 7.3)

_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿第")
_ORDINAL_AFTER = frozenset("月号")  # before these characters 一 keeps its first tone: 一月 is yīyuè
_FOURTH = 4


@dataclass(frozen=True, slots=True)
class _Syllable:
    """A Han character of a line, and where it is in the line.

    `row` is the index of the token that contains the character. `place` counts the Han characters of this token, starting
    at 0. `before` is the previous character of the line.
    """

    row: int
    place: int
    char: str
    before: str


def sandhi_readings(tokens: Sequence[ZhToken]) -> list[tuple[str, ...]]:
    """Return the readings of the tokens with tone sandhi.

    The tones of 一 and 不 change before other tones, as in yí gè. A third tone changes before a third tone of the same word. 一
    does not change in numbers.
    """
    readings = [list(_third_tones(token.pinyin)) for token in tokens]
    for syllable, following in pairwise(_syllables(tokens)):
        is_adjacent = syllable.row == following.row or tokens[syllable.row].end == tokens[following.row].start
        if is_adjacent and readings[syllable.row][syllable.place] in ("yī", "bù"):
            tone = tone_of(tokens[following.row].pinyin[following.place])
            changed = _sandhi(syllable, following.char, tone)
            if changed:
                readings[syllable.row][syllable.place] = changed
    return [tuple(row) for row in readings]


def _syllables(tokens: Sequence[ZhToken]) -> Iterator[_Syllable]:
    """Yield the Han characters of a line, in order."""
    last = ""
    for row, token in enumerate(tokens):
        place = 0
        for char in token.text:
            if count_han(char):
                yield _Syllable(row, place, char, last)
                place += 1
            last = char


def _sandhi(syllable: _Syllable, after: str, tone: int) -> str | None:
    """Return the changed reading of 一 or 不, or None if the reading does not change.

    `after` is the next character, and `tone` is its tone.
    """
    if syllable.char == "不":
        return "bú" if tone == _FOURTH else None
    in_number = syllable.before in _NUMERALS or after in _NUMERALS or after in _ORDINAL_AFTER
    if syllable.char != "一" or in_number:
        return None
    if tone == _FOURTH:
        return "yí"
    return "yì" if tone in (1, 2, 3) else None


def _third_tones(pinyin: tuple[str, ...]) -> tuple[str, ...]:
    """Return the syllables of a word after third-tone sandhi: a third tone before another third tone becomes a second tone."""
    pairs = zip(pinyin, (*pinyin[1:], ""), strict=False)
    return tuple(with_tone(one, 2) if tone_of(one) == tone_of(other) == 3 else one for one, other in pairs)


# ---- full-width marks

_WIDE_MARKS = {",": "，", "?": "？", "!": "！", ":": "：", ";": "；", "(": "（", ")": "）"}
_SKIPPED = frozenset({*_WIDE_MARKS, *_WIDE_MARKS.values(), *" \"'“”‘’"})
"""Punctuation marks and spaces.

A mark is inside Latin text if the nearest characters before and after it are Latin. Characters in this set are skipped.
"""


def full_width(text: str) -> str:
    """Return a Chinese line with full-width punctuation. Punctuation inside Latin text and numbers does not change.

    >>> full_width("对吧?它有1,000个(GPU),比例是3:1,用GPT-4!")
    '对吧？它有1,000个（GPU），比例是3:1，用GPT-4！'
    """
    if not count_han(text):
        return text
    wide = {place for place, char in enumerate(text) if char in _WIDE_MARKS and not _is_inside_latin(text, place)}
    wide |= _partners(text, wide)
    return "".join(_WIDE_MARKS[char] if place in wide else char for place, char in enumerate(text))


def _is_inside_latin(text: str, place: int) -> bool:
    before = next((char for char in reversed(text[:place]) if char not in _SKIPPED), "")
    after = next((char for char in text[place + 1 :] if char not in _SKIPPED), "")
    return _is_latin(before) and _is_latin(after)


def _is_latin(char: str) -> bool:
    return bool(char) and char.isascii()


def _partners(text: str, wide: set[int]) -> set[int]:
    """Return the positions of all brackets that must be full-width.

    If one bracket of a pair is in `wide`, the positions of both brackets are returned.
    """
    found, open_at = set[int](), list[int]()
    for place, char in enumerate(text):
        if char == "(":
            open_at.append(place)
        elif char == ")" and open_at:
            pair = {open_at.pop(), place}
            if pair & wide:
                found |= pair
    return found
