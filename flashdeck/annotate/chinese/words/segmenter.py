"""Cutting Chinese text into words that a dictionary knows.

jieba's dictionary and its most probable path, without the hidden Markov model: that model invents words (会朝, 聊过) which no
dictionary can gloss. Corrections: headwords of CC-CEDICT and HSK that occur in the text and that jieba lacks are added; what
jieba joins but no dictionary knows is cut (三年, 我会, 坐火车); words that are two beside certain others are cut there (才能);
figures and transcribed names are joined.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashdeck.annotate.chinese.words.chances import cut_chances
from flashdeck.annotate.chinese.words.joining import NAME_DOT, NUMERALS, TRANSCRIBING, join_figures, join_names
from flashdeck.annotate.chinese.words.word import FUNCTION_CHARACTERS, Word, fewest_words, may_be_verb
from flashdeck.lexicon.cedict import load_dictionary
from flashdeck.lexicon.hsk import load_hsk
from flashdeck.lexicon.jieba_words import jieba_words

_PIECE = re.compile(
    r"(?P<han>[㐀-鿿〇𠀀-𯿿]+)|(?P<figure>(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?%?)|(?P<latin>[A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+(?:[.\-'’&/_@][A-Za-z0-9]+)*[%+#]*)|(?P<mark>\S)"
)
_LONGEST_HEADWORD = 8  # characters; longer ones are proverbs and proper names
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_CLOSED_TAGS = frozenset("mrtqdpcfuyz")  # numerals, pronouns, times, measures, adverbs and other small words
_LONGEST_COMPOUND = 4
_NEGATIONS = frozenset("不无非未")
_ABSTRACT = frozenset("性度率")
_COUNTED_BY = frozenset("一两几")  # 两棵树; other figures begin place names: 三座门, 五棵松
# Second parts of result and direction compounds (Zhu Dexi, 语法讲义, 1982, chapter 9), each a word in its own right.
_COMPLEMENTS = frozenset("好完到住掉开走低高满紧松错对清破断死醒懂会成脏干倒大小出起进回过来去入")
# What stands before a word that jieba takes with it for a name: 太大意, 那道士. Not 都 or 呢, which names begin with.
_BEFORE_WORDS = frozenset("太很更最不没那这在从和与")
_ADVERBS = frozenset("太很更最")
_LOCALIZERS = frozenset("里上中下外内前后")


class Segmenter:
    """Cuts the lines of one text; the text itself says which headwords are added."""

    def __init__(self, lines: Iterable[str]) -> None:
        lines = tuple(lines)
        words = jieba_words()
        words.learn(lines)
        self._tokenizer, self._tags = words.tokenizer(), words.tags
        self._dictionary = load_dictionary()
        self._listed = load_hsk("2025").words
        for word in self._missing_headwords(lines):
            self._add(word)

    def cut(self, line: str) -> tuple[Word, ...]:
        """Cut a line into words; white space belongs to none, and joining the texts gives the rest of the line back."""
        words = list(join_figures(list(cut_chances(list(self._pieces(line))))))
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
        for text in self._claim_strays([list(self._split(text)) for text in self._tokenizer.cut(run, HMM=False)]):
            yield Word(text, at, self._tags.get(text) or self._guessed_tag(text))
            at += len(text)

    def _claim_strays(self, groups: Sequence[list[str]]) -> Iterator[str]:
        """Yield the parts; what an adverb was cut from takes the next character where HSK lists the two as a word: 很|大|意, 很|大意."""
        for group, after in zip(groups, [*groups[1:], []], strict=True):
            stray = after[0] if len(after) == 1 and len(after[0]) == 1 and after[0] not in FUNCTION_CHARACTERS else ""
            if len(group) == 2 and group[0] in _ADVERBS and stray and group[1] + stray in self._listed:
                group[-1] += after.pop()
            yield from group

    def _guessed_tag(self, text: str) -> str:
        """Return the part of speech of a word that jieba lacks, by its dictionary definition: "to ..." is a verb's."""
        if len(text) == 1:
            return "m" if text in NUMERALS else "x"
        return "v" if may_be_verb(text, first=True) else "n"

    def _known(self, text: str) -> bool:
        return text in self._dictionary or text in self._listed

    def _frequency(self, text: str) -> int:
        return (self._tokenizer.FREQ.get(text) or 1) if self._known(text) else 0

    def _split(self, text: str) -> Sequence[str]:
        """Cut what no dictionary knows into the fewest words that one does; names and plain compounds stay whole."""
        if len(text) == 1 or self._known(text):
            return (text,)
        tag = self._tags.get(text, "n")
        parts = fewest_words(text, self._frequency) or (text,)
        if tag.startswith(_NAME_TAGS):
            return parts if self._is_no_name(parts) else (text,)
        if text[0] in _NEGATIONS and text[-1] in _ABSTRACT and tag.startswith("n"):
            return (text,)  # a noun of its own: 不确定性
        is_compound = tag.startswith(("n", "v")) and len(text) <= _LONGEST_COMPOUND
        is_phrase = any(self._closed_class(part) for part in parts) or self._is_verb_phrase(parts)
        return (text,) if is_compound and not is_phrase else parts

    def _is_no_name(self, parts: Sequence[str]) -> bool:
        """Tell whether common words make up what jieba takes for a name: 太|大意, 花园|里, 两|棵|树."""
        if len(parts) == 3:
            return parts[0] in _COUNTED_BY and self._tags.get(parts[1]) == "q"
        if len(parts) != 2 or len(max(parts, key=len)) == 1:
            return False
        before, after = parts
        placed = after in _LOCALIZERS and self._tags.get(before, "x")[:1] in ("n", "s", "t") and self._is_common(before)
        return placed or (before in _BEFORE_WORDS and self._is_common(after))

    def _is_fragment(self, word: Word) -> bool:
        """Tell whether a word may be part of a foreign name that fell apart: 艾, 洛芙."""
        if not TRANSCRIBING.issuperset(word.text):
            return False
        is_name = word.tag.startswith("nr") and not self._is_common(word.text)
        return word.tag[:1] not in _CLOSED_TAGS if len(word.text) == 1 else is_name or not self._known(word.text)

    def _is_common(self, word: str) -> bool:
        return any(not entry.is_name for entry in self._dictionary.entries(word))

    def _is_verb_phrase(self, parts: Sequence[str]) -> bool:
        """Tell whether a verb of one character and its result or its object stand here: 吹|倒, 坐|火车; not 计算|资源.

        The object is a word of the HSK lists. What begins with a word of two characters is a compound: 加工|业, not 加|工业.
        """
        if len(parts) != 2 or len(parts[0]) > 1 or parts[0] == parts[1][0]:  # 摇摇头
            return False
        before, after = parts
        tag = self._tags.get(before, "x")
        acts = tag[:1] == "v" or (tag[:1] != "a" and may_be_verb(before, first=True))
        if len(after) == 1:
            return acts and after in _COMPLEMENTS
        is_object = after in self._listed and self._tags.get(after, "n")[:1] == "n"
        return acts and is_object and may_be_verb(before, first=True) and not self._known(before + after[0])

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


def _stretches(run: str) -> Iterator[str]:
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + _LONGEST_HEADWORD) + 1):
            yield run[start:end]
