"""Split Chinese text into words that a dictionary has.

jieba splits a text along the most probable path through its dictionary. jieba's hidden Markov model is not used, because it
invents words (会朝, 聊过) that no dictionary can explain. The words are corrected in four ways:

- Headwords of CC-CEDICT and HSK that occur in the text are added if jieba lacks them.
- Words that only jieba's dictionary has are split (三年, 我会, 坐火车).
- The rows of `data/cuts.tsv` split and join words (才能).
- Figures and transcribed names are joined.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashdeck.chinese.words.compounds import (
    ERHUA,
    NAME_DOT,
    NUMERALS,
    TRANSCRIBING,
    join_compounds,
    join_erhua,
    join_figures,
    join_fragments,
    join_names,
)
from flashdeck.chinese.words.cuts import load_cuts
from flashdeck.chinese.words.jieba_words import JiebaWords
from flashdeck.chinese.words.splitting import CLOSED_TAGS, Splitter
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, Word, may_be_verb
from flashdeck.dictionaries.ai_terms import load_terms
from flashdeck.model.characters import HAN_RANGES, HAN_RUN

_PIECE = re.compile(
    rf"""
    (?P<han> [{HAN_RANGES}]+ )
    | (?P<figure> (?<!\d) \d{{1,3}} (?:,\d{{3}})+ (?!\d) (?:\.\d+)? %? )  # 1,234.5%
    | (?P<latin> [A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+ (?:[.\-'’&/_@][A-Za-z0-9]+)* [%+\#]* )
    | (?P<mark> \S )
    """,
    re.VERBOSE,
)
_FUNCTION_CHARACTER = re.compile(f"[{''.join(sorted(FUNCTION_CHARACTERS))}]")
_LONGEST_HEADWORD = 8  # maximum number of characters of an added headword; longer headwords are proverbs and proper names

ADDED_HEADWORD = "zh.word.add-headword"
CLAIMED_STRAY = "zh.word.take-stray-character"


_RuledText = tuple[str, str | None]
"""A word, and the id of the rule that split or added the word (None if no rule did)."""


class Segmenter:
    """Splits the lines of one text. Only headwords that occur in the text are added to jieba's dictionary."""

    def __init__(self, lines: Iterable[str]) -> None:
        lines = tuple(lines)
        words = JiebaWords(lines)
        self._tokenizer, self._tags = words.tokenizer, words.tags
        self._splitter = Splitter(self._tags, self._tokenizer.FREQ.get)
        self._added: set[str] = set()
        for word in self._missing_headwords(lines):
            self._add(word)

    def cut(self, line: str) -> tuple[Word, ...]:
        """Split a line into words.

        White space is not part of any word. Joining the texts of all words gives the line without its white space.
        """
        words = list(join_figures(load_cuts().apply(list(self._pieces(line)), line)))
        words = list(join_compounds(words, self._splitter.is_common))
        if ERHUA in line:
            words = list(join_erhua(words))
        words = list(join_fragments(words, self._is_fragment))
        if NAME_DOT in line:
            words = list(join_names(words, self._is_fragment))
        return tuple(words)

    def log_probability(self, line: str) -> float:
        """Return the logarithm of the probability of the most probable path through a line, which must be one of the lines."""
        route: dict[int, tuple[float, int]] = {}
        self._tokenizer.calc(line, self._tokenizer.get_DAG(line), route)
        return float(route[0][0])

    def _pieces(self, line: str) -> Iterator[Word]:
        for piece in _PIECE.finditer(line):
            text, start = piece[0], piece.start()
            if piece["han"]:
                yield from self._cut_han(text, start)
            elif piece["mark"]:
                yield Word(text, start, "x")
            else:
                yield Word(text, start, "m" if text[0].isdigit() else "eng")

    def _cut_han(self, run: str, at: int) -> Iterator[Word]:
        groups = [self._split(text) for text in self._tokenizer.cut(run, HMM=False)]
        for text, rule in self._claim_strays(groups):
            yield Word(text, at, self._tags.get(text) or self._guessed_tag(text), rule)
            at += len(text)

    def _split(self, text: str) -> list[_RuledText]:
        if text in self._added:
            return [(text, ADDED_HEADWORD)]
        if len(text) == 1 or self._splitter.known(text):
            return [(text, None)]
        parts, rule = self._splitter.split(text)
        return [(part, rule) for part in parts]

    def _claim_strays(self, groups: Sequence[list[_RuledText]]) -> Iterator[_RuledText]:
        """Yield the words of all groups, after joining stray characters to the word before them.

        If HSK lists a word and the single character after it as one word, the two are joined after a degree adverb: 很|大|意
        becomes 很|大意.
        """
        for group, after in zip(groups, [*groups[1:], []], strict=True):
            if len(group) == 2 and len(after) == 1 and self._takes_stray(group, after[0][0]):
                stray, _ = after.pop()
                group[-1] = group[-1][0] + stray, CLAIMED_STRAY
            yield from group

    def _takes_stray(self, group: Sequence[_RuledText], stray: str) -> bool:
        is_content = len(stray) == 1 and stray not in FUNCTION_CHARACTERS
        return is_content and self._splitter.takes_stray([text for text, _ in group], stray)

    def _guessed_tag(self, text: str) -> str:
        """Return the tag of a word that jieba lacks.

        A term of the glossary has its own tag. Any other word is a verb if its definition begins with "to", else a noun.
        """
        if len(text) == 1:
            return "m" if text in NUMERALS else "x"
        term = load_terms().get(text)
        if term:
            return term.word_class
        return "v" if may_be_verb(text, first=True) else "n"

    def _is_fragment(self, word: Word) -> bool:
        """Tell whether a word may be part of a transcribed foreign name that jieba split: 艾, 洛芙."""
        if not TRANSCRIBING.issuperset(word.text):
            return False
        if len(word.text) == 1:
            return word.tag[:1] not in CLOSED_TAGS
        is_name = word.tag.startswith("nr") and not self._splitter.is_common(word.text)
        return is_name or not self._splitter.known(word.text)

    def _missing_headwords(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the headwords of CC-CEDICT and HSK that occur in the lines and are not in jieba's dictionary."""
        runs: dict[str, None] = {}
        for line in lines:
            runs.update(dict.fromkeys(_content_runs(line)))
        for run in runs:
            for word in _stretches(run):
                if not self._tokenizer.FREQ.get(word) and self._splitter.known(word):
                    yield word

    def _add(self, word: str) -> None:
        """Add a word with the lowest frequency at which jieba prefers the word to its parts."""
        self._added.add(word)
        frequencies = self._tokenizer.FREQ
        share = 1.0
        for part in self._tokenizer.cut(word, HMM=False):
            share *= frequencies.get(part, 1) / self._tokenizer.total
        frequencies[word] = int(share * self._tokenizer.total) + 1
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)


def _content_runs(line: str) -> Iterator[str]:
    """Yield the runs of Han characters without function characters. Missing headwords are searched for only in such runs."""
    for run in HAN_RUN.findall(line):
        yield from _FUNCTION_CHARACTER.split(run)


def _stretches(run: str) -> Iterator[str]:
    """Yield all substrings of a text that have at least two characters and are not longer than a headword can be."""
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + _LONGEST_HEADWORD) + 1):
            yield run[start:end]
