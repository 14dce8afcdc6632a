"""How Chinese is shown: script, phonetics, tone sandhi. Display alone: what is annotated and identified stays as it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashdeck.chinese.characters import count_han
from flashdeck.chinese.scripts import traditional, zhuyin
from flashdeck.chinese.syllables import tone_of, with_tone
from flashdeck.compose.typography import full_width
from flashdeck.model import Phonetic, Phrase, Script, Token, ZhToken

_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿第")
_ORDINAL_AFTER = frozenset("月号")  # 一月 is yīyuè


def word_class(token: ZhToken) -> str:
    """Return the first letter of a word's tag (ICTCLAS), made to agree with what its gloss says it is here.

    >>> [word_class(ZhToken("假设", 0, 2, pos="vn", gloss=gloss, gloss_from="dictionary")) for gloss in ("to assume", "hypothesis")]
    ['v', 'n']
    >>> word_class(ZhToken("监管", 0, 2, pos="vn", gloss="regulation", gloss_from="aligned"))
    'n'
    """
    tag, gloss = (token.pos or "")[:1], token.gloss or ""
    if gloss.startswith("to ") and tag in ("n", "v", "d", "a"):
        return "v"
    is_verb_elsewhere = any(sense.startswith("to ") for sense in token.senses)
    is_said = bool(gloss) and (token.gloss_from in ("dictionary", "unconfirmed") or token.pos == "vn")
    return "n" if is_said and (tag == "v" or (tag == "d" and is_verb_elsewhere)) else tag


def is_in_doubt(token: Token) -> bool:
    """Tell whether a gloss is shown with (?): the line does not bear it out, and it is no expression with one meaning."""
    means_one_thing = isinstance(token, Phrase) and token.is_fixed and not token.senses
    return token.gloss_from == "unconfirmed" and not means_one_thing


def core_sense(token: Token) -> str | None:
    """Return the dictionary's sense that stands beside a counterpart which no dictionary bears out, unless both say the same."""
    if token.gloss_from != "aligned" or not token.gloss or not token.senses:
        return None
    core = token.senses[0]
    says_it = token.gloss == core.split(", ")[0] or core in token.gloss.split("; ")
    return None if says_it else core


@dataclass(frozen=True, slots=True)
class ShownToken:
    """A token as it is shown. `readings` and `tones` (1 to 5): one a Han character, none where no reading is shown."""

    text: str
    start: int
    end: int
    headword: str
    readings: tuple[str, ...] = ()
    tones: tuple[int, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Display:
    """The choices of one deck."""

    script: Script = "simplified"
    phonetic: Phonetic = "pinyin"
    sandhi: bool = False

    @property
    def lang(self) -> str:
        return "zh-Hans" if self.script == "simplified" else "zh-Hant"

    def text(self, text: str) -> str:
        """Return a whole line in the script asked for and with full-width marks, character for character."""
        return full_width(text if self.script == "simplified" else traditional(text))

    def tokens(self, text: str, tokens: Sequence[ZhToken]) -> tuple[ShownToken, ...]:
        """Return the tokens of a line as they are shown."""
        shown = self.text(text)
        pinyin = sandhi_readings(tokens) if self.sandhi else [token.pinyin for token in tokens]
        return tuple(self._token(token, shown, readings) for token, readings in zip(tokens, pinyin, strict=True))

    def _token(self, token: ZhToken, line: str, pinyin: tuple[str, ...]) -> ShownToken:
        text = line[token.start : token.end]
        readings = tuple(map(self._phonetic, pinyin)) if self.phonetic != "none" else ()
        tones = tuple(map(tone_of, pinyin)) if readings else ()
        return ShownToken(text, token.start, token.end, token.headword, readings, tones, token.doubtful)

    def _phonetic(self, syllable: str) -> str:
        return syllable if self.phonetic == "pinyin" else zhuyin(syllable)

    def spelled(self, token: ShownToken) -> str:
        """Return a word's reading in one piece: an apostrophe before a vowel (GB/T 16159-2012), a space in zhuyin."""
        if self.phonetic == "zhuyin":
            return " ".join(token.readings)
        first, *rest = token.readings or (token.text if self.phonetic != "none" else "",)
        return first + "".join(f"'{syllable}" if syllable[:1] in _VOWELS else syllable for syllable in rest)


_VOWELS = frozenset("aāáǎàeēéěèoōóǒò")


# ---- tone sandhi (现代汉语八百词, introduction; GB/T 16159-2012, 7.3)


def sandhi_readings(tokens: Sequence[ZhToken]) -> list[tuple[str, ...]]:
    """Return the readings with sandhi of 一, 不 and of third tones inside a word; 一 keeps its tone in numbers."""
    rows = [_third_tones(token.pinyin) for token in tokens]
    flat = [(row, place, char) for row, token in enumerate(tokens) for place, char in enumerate(_han(token.text))]
    readings = [list(row) for row in rows]
    for (row, place, char), (next_row, next_place, next_char) in pairwise(flat):
        adjacent = row == next_row or tokens[row].end == tokens[next_row].start
        before = tokens[row].text[place - 1] if place else (tokens[row - 1].text[-1:] if row else "")
        if adjacent and readings[row][place] in ("yī", "bù"):
            changed = _sandhi(char, before, next_char, tone_of(tokens[next_row].pinyin[next_place]))
            readings[row][place] = changed or readings[row][place]
    return [tuple(row) for row in readings]


def _han(text: str) -> Iterator[str]:
    return (char for char in text if count_han(char))


def _sandhi(char: str, before: str, after: str, tone: int) -> str | None:
    if char == "不":
        return "bú" if tone == 4 else None
    in_number = before in _NUMERALS or after in _NUMERALS or after in _ORDINAL_AFTER
    if char != "一" or in_number:
        return None
    return "yí" if tone == 4 else "yì" if tone in (1, 2, 3) else None


def _third_tones(pinyin: tuple[str, ...]) -> tuple[str, ...]:
    """Return a word's syllables, a third tone before another one as a second."""
    pairs = zip(pinyin, (*pinyin[1:], ""), strict=False)
    return tuple(with_tone(one, 2) if tone_of(one) == tone_of(other) == 3 else one for one, other in pairs)
