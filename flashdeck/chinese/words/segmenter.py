"""Cutting Chinese text into words that a dictionary knows.

jieba's dictionary and its most probable path, without the hidden Markov model: that model invents words (会朝, 聊过) which no
dictionary can gloss. Corrections: headwords of CC-CEDICT and HSK that occur in the text and that jieba lacks are added; what
jieba joins but no dictionary knows is cut (三年, 我会, 坐火车); words that are two beside certain others are cut there (才能);
figures and transcribed names are joined.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashdeck.chinese.words.chances import cut_chances
from flashdeck.chinese.words.compounds import (
    NAME_DOT,
    NUMERALS,
    TRANSCRIBING,
    join_compounds,
    join_figures,
    join_fragments,
    join_names,
)
from flashdeck.chinese.words.jieba_words import jieba_words
from flashdeck.chinese.words.splitting import CLOSED_TAGS, Splitter
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, Word, may_be_verb

_PIECE = re.compile(
    r"(?P<han>[㐀-鿿〇𠀀-𯿿]+)|(?P<figure>(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?%?)|(?P<latin>[A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+(?:[.\-'’&/_@][A-Za-z0-9]+)*[%+#]*)|(?P<mark>\S)"
)
_HEADWORDS = re.compile(rf"(?:(?![{''.join(sorted(FUNCTION_CHARACTERS))}])[㐀-鿿]){{2,}}")  # where one without these may stand
_LONGEST_HEADWORD = 8  # characters; longer ones are proverbs and proper names


class Segmenter:
    """Cuts the lines of one text; the text itself says which headwords are added."""

    def __init__(self, lines: Iterable[str]) -> None:
        lines = tuple(lines)
        words = jieba_words()
        words.learn(lines)
        self._tokenizer, self._tags = words.tokenizer(), words.tags
        self._splitter = Splitter(self._tags, self._tokenizer.FREQ.get)
        for word in self._missing_headwords(lines):
            self._add(word)

    def cut(self, line: str) -> tuple[Word, ...]:
        """Cut a line into words; white space belongs to none, and joining the texts gives the rest of the line back."""
        words = list(join_figures(list(cut_chances(list(self._pieces(line))))))
        words = list(join_fragments(list(join_compounds(words, self._splitter.is_common)), self._is_fragment))
        return tuple(join_names(words, self._is_fragment) if NAME_DOT in line else words)

    def _pieces(self, line: str) -> Iterator[Word]:
        for piece in _PIECE.finditer(line):
            if piece["han"]:
                yield from self._cut_han(piece[0], piece.start())
            elif piece["latin"] or piece["figure"]:
                yield Word(piece[0], piece.start(), "m" if piece[0][0].isdigit() else "eng")
            else:
                yield Word(piece[0], piece.start(), "x")

    def _cut_han(self, run: str, at: int) -> Iterator[Word]:
        for text in self._claim_strays([list(self._splitter.split(text)) for text in self._tokenizer.cut(run, HMM=False)]):
            yield Word(text, at, self._tags.get(text) or self._guessed_tag(text))
            at += len(text)

    def _claim_strays(self, groups: Sequence[list[str]]) -> Iterator[str]:
        """Yield the parts; what an adverb was cut from takes the next character where HSK lists the two as a word: 很|大|意, 很|大意."""
        for group, after in zip(groups, [*groups[1:], []], strict=True):
            stray = after[0] if len(after) == 1 and len(after[0]) == 1 and after[0] not in FUNCTION_CHARACTERS else ""
            if stray and self._splitter.takes_stray(group, stray):
                group[-1] += after.pop()
            yield from group

    def _guessed_tag(self, text: str) -> str:
        """Return the part of speech of a word that jieba lacks, by its dictionary definition: "to ..." is a verb's."""
        if len(text) == 1:
            return "m" if text in NUMERALS else "x"
        return "v" if may_be_verb(text, first=True) else "n"

    def _is_fragment(self, word: Word) -> bool:
        """Tell whether a word may be part of a foreign name that fell apart: 艾, 洛芙."""
        if not TRANSCRIBING.issuperset(word.text):
            return False
        is_name = word.tag.startswith("nr") and not self._splitter.is_common(word.text)
        return word.tag[:1] not in CLOSED_TAGS if len(word.text) == 1 else is_name or not self._splitter.known(word.text)

    def _missing_headwords(self, lines: Iterable[str]) -> Iterator[str]:
        for run in dict.fromkeys(run for line in lines for run in _HEADWORDS.findall(line)):
            for word in _stretches(run):
                if not self._tokenizer.FREQ.get(word) and self._splitter.known(word):
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


def _stretches(run: str) -> Iterator[str]:
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + _LONGEST_HEADWORD) + 1):
            yield run[start:end]
