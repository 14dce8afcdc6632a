"""Cutting Chinese text into words that a dictionary knows.

jieba's dictionary and its most probable path, without the hidden Markov model: that model invents words (会朝, 聊过) which no
dictionary can gloss. Two corrections: headwords of CC-CEDICT and HSK that occur in the text and that jieba lacks are
added, and what jieba joins but no dictionary knows is cut (三年, 我会).
"""

import math
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flashdeck.lexicon.cedict import load_dictionary
from flashdeck.lexicon.hsk import load_hsk

if TYPE_CHECKING:
    from jieba import Tokenizer

_PIECE = re.compile(
    r"(?P<han>[㐀-鿿〇𠀀-𯿿]+)|(?P<latin>[A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+(?:[.\-'’&/_@][A-Za-z0-9]+)*[%+#]*)|(?P<mark>\S)"
)
_NAME_DOT = "·"
_LONGEST_HEADWORD = 8  # characters; longer ones are proverbs and proper names
# A headword with one of these characters is more often two words side by side (都会 "metropolis", 中的, 这就, 并不).
FUNCTION_CHARACTERS = frozenset("的了是不在都会这那就也还有我你他她它们个和与把被让给从着吗呢吧啊很太更最没并所")
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_CLOSED_TAGS = frozenset("mrtqdpcfuyz")  # numerals, pronouns, times, measures, adverbs and other small words
_LONGEST_COMPOUND = 4
_NEGATIONS = frozenset("不无非未")
_ABSTRACT = frozenset("性度率")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of text and jieba's part of speech ("x" for marks, "eng" for Latin letters, "m" for digits)."""

    text: str
    start: int
    tag: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Segmenter:
    """Cuts the lines of one text; the text itself says which headwords are added."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._tokenizer, self._tags = _tokenizer()
        self._dictionary = load_dictionary()
        self._listed = load_hsk("2025").words
        for word in self._missing_headwords(lines):
            self._add(word)

    def cut(self, line: str) -> tuple[Word, ...]:
        """Cut a line into words; white space belongs to none, and joining the texts gives the rest of the line back."""
        words = list(_mend_cai_neng(list(self._pieces(line))))
        return tuple(_join_names(words) if _NAME_DOT in line else words)

    def _pieces(self, line: str) -> Iterator[Word]:
        for piece in _PIECE.finditer(line):
            if piece["han"]:
                yield from self._cut_han(piece[0], piece.start())
            elif piece["latin"]:
                yield Word(piece[0], piece.start(), "m" if piece[0][0].isdigit() else "eng")
            else:
                yield Word(piece[0], piece.start(), "x")

    def _cut_han(self, run: str, at: int) -> Iterator[Word]:
        for text in self._tokenizer.cut(run, HMM=False):
            for part in self._split(text):
                yield Word(part, at, self._tags.get(part) or self._guessed_tag(part))
                at += len(part)

    def _guessed_tag(self, text: str) -> str:
        """Return the part of speech of a word that jieba lacks, by its dictionary definition: "to ..." is a verb's."""
        if len(text) == 1:
            return "x"
        senses = [sense for entry in self._dictionary.entries(text) for sense in entry.senses]
        return "v" if senses and senses[0].startswith("to ") else "n"

    def _known(self, text: str) -> bool:
        return text in self._dictionary or text in self._listed

    def _frequency(self, text: str) -> int:
        return (self._tokenizer.FREQ.get(text) or 1) if self._known(text) else 0

    def _split(self, text: str) -> Sequence[str]:
        """Cut what no dictionary knows into the fewest words that one does; names and plain compounds stay whole."""
        tag = self._tags.get(text, "n")
        if len(text) == 1 or self._known(text) or tag.startswith(_NAME_TAGS):
            return (text,)
        parts = fewest_words(text, self._frequency) or (text,)
        if text[0] in _NEGATIONS and text[-1] in _ABSTRACT and tag.startswith("n"):
            return (text,)  # a noun of its own: 不确定性
        is_compound = tag.startswith(("n", "v")) and len(text) <= _LONGEST_COMPOUND
        if is_compound and not any(self._closed_class(part) for part in parts):
            return (text,)
        return parts

    def _closed_class(self, part: str) -> bool:
        tag = self._tags.get(part, "x")
        is_morpheme = tag.endswith("g")  # zg, ng, vg: no class of its own
        return not FUNCTION_CHARACTERS.isdisjoint(part) or (tag[:1] in _CLOSED_TAGS and not is_morpheme)

    def _missing_headwords(self, lines: Iterable[str]) -> Iterator[str]:
        for run in {run for line in lines for run in re.findall(r"[㐀-鿿]{2,}", line)}:
            for word in _stretches(run):
                if self._known(word) and not self._tokenizer.FREQ.get(word) and FUNCTION_CHARACTERS.isdisjoint(word):
                    yield word

    def _add(self, word: str) -> None:
        """Give a word the lowest frequency at which it wins over its parts."""
        frequencies = self._tokenizer.FREQ
        share = 1.0
        for part in self._tokenizer.cut(word, HMM=False):
            share *= frequencies.get(part, 1) / self._tokenizer.total
        frequencies[word] = int(share * self._tokenizer.total) + 1
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)


@cache
def _dictionary_of_jieba() -> tuple[dict[str, int], dict[str, str]]:
    """Return jieba's frequencies (with all beginnings of words, at 0) and its parts of speech.

    One pass over its dictionary gives both; its own loader would write a cache under a fixed name into the shared
    temporary folder.
    """
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    with _quiet_jieba().get_dict_file() as source:
        for line in source.read().decode("utf-8").splitlines():
            word, frequency, tags[word] = line.split(" ")
            frequencies[word] = int(frequency)
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
    return frequencies, tags


def _quiet_jieba() -> "Tokenizer":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 imports pkg_resources where present, and has invalid escapes
        import jieba

    return jieba.Tokenizer()


def _tokenizer() -> tuple["Tokenizer", dict[str, str]]:
    """Return a tokenizer of our own, whose frequencies may be changed, and the parts of speech."""
    frequencies, tags = _dictionary_of_jieba()
    tokenizer = _quiet_jieba()
    tokenizer.FREQ = dict(frequencies)
    tokenizer.total = sum(frequencies.values())
    tokenizer.initialized = True
    return tokenizer, tags


def fewest_words(text: str, frequency: Callable[[str], int]) -> tuple[str, ...]:
    """Return the fewest words that make up a text, of equally few the commoner ones; empty where none do.

    A word is known when its frequency is above 0.

    >>> fewest_words("弄清楚", {"弄": 9, "弄清": 2, "清楚": 90, "楚": 5}.get)
    ('弄', '清楚')
    """
    best: list[tuple[int, float, tuple[str, ...]] | None] = [*[None] * len(text), (0, 0.0, ())]
    for start in range(len(text) - 1, -1, -1):
        for end in range(start + 1, len(text) + 1):
            rest, word = best[end], text[start:end]
            if rest is None or not (found := frequency(word)):
                continue
            path = (rest[0] + 1, rest[1] - math.log(found), (word, *rest[2]))
            best[start] = min(path, best[start] or path)
    return best[0][2] if best[0] else ()


def _stretches(run: str) -> Iterator[str]:
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + _LONGEST_HEADWORD) + 1):
            yield run[start:end]


def _mend_cai_neng(words: list[Word]) -> Iterator[Word]:
    """Cut 才能 before a verb into 才 (only then) and 能 (can); the noun "talent" has no verb after it."""
    for word, after in zip(words, [*words[1:], Word("", 0, "x")], strict=True):
        if word.text == "才能" and after.tag[:1] in ("v", "p", "d"):
            yield Word("才", word.start, "d")
            yield Word("能", word.start + 1, "v")
        else:
            yield word


def _join_names(words: list[Word]) -> Iterator[Word]:
    """Join the parts of a transcribed name around its dot: 里奇, ·, 萨, 顿."""
    at = 0
    while at < len(words):
        end = _name_end(words, at)
        if end > at + 1:
            yield Word("".join(word.text for word in words[at:end]), words[at].start, "nr")
        else:
            yield words[at]
        at = end


def _name_end(words: list[Word], at: int) -> int:
    """Return where the name that begins at a word ends; the next word where none begins."""
    end = at + 1
    while end + 1 < len(words) and words[end].text == _NAME_DOT:
        end += 2
        while end < len(words) and _continues_name(words[end - 1], words[end]):
            end += 1
    return end


def _continues_name(one: Word, other: Word) -> bool:
    """Tell whether an unknown name fell into single characters here; a function word ends it."""
    alone = len(one.text) == len(other.text) == 1
    return alone and other.tag not in ("x", "p", "d", "c", "u", "r", "m") and other.text not in FUNCTION_CHARACTERS
