"""What jieba's dictionary joins and no other dictionary knows: names and plain compounds stay whole, phrases are cut."""

from collections.abc import Callable, Mapping, Sequence

from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, fewest_words, may_be_verb
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.dictionaries.hsk import load_hsk

CLOSED_TAGS = frozenset("mrtqdpcfuyz")  # numerals, pronouns, times, measures, adverbs and other small words
_NAME_TAGS = ("nr", "ns", "nt", "nz")
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
_MODALS = frozenset("想要会能应肯敢愿")
# Adjectives that stand before a noun without 的 and after one as its predicate (Zhu Dexi, 语法讲义, chapter 5): 大用处, 效率高.
_PLAIN_ADJECTIVES = frozenset("大小好坏新旧高低多少强弱快慢")


class Splitter:
    """Cuts words of jieba's dictionary by what CC-CEDICT and HSK know of their parts."""

    def __init__(self, tags: Mapping[str, str], frequency: Callable[[str], int | None]) -> None:
        self._tags = tags
        self._frequency_of = frequency
        self._dictionary = load_dictionary()
        self._listed = load_hsk("2025").words

    def known(self, text: str) -> bool:
        """Tell whether one of the two dictionaries has a word."""
        return text in self._dictionary or text in self._listed

    def is_common(self, word: str) -> bool:
        """Tell whether a word is one of the dictionary and more than a name."""
        return any(not entry.is_name for entry in self._dictionary.entries(word))

    def takes_stray(self, parts: Sequence[str], stray: str) -> bool:
        """Tell whether a character belongs to what an adverb was cut from: 很|大|意, 很|大意."""
        return len(parts) == 2 and parts[0] in _ADVERBS and parts[1] + stray in self._listed

    def split(self, text: str) -> Sequence[str]:
        """Cut what no dictionary knows into the fewest words that one does; names and plain compounds stay whole."""
        if len(text) == 1 or self.known(text):
            return (text,)
        tag = self._tags.get(text, "n")
        parts = fewest_words(text, self._frequency) or (text,)
        if tag.startswith(_NAME_TAGS):
            return parts if self._is_no_name(parts, tag) else (text,)
        if text[0] in _NEGATIONS and text[-1] in _ABSTRACT and tag.startswith("n"):
            return (text,)  # a noun of its own: 不确定性
        is_compound = tag.startswith(("n", "v")) and len(text) <= _LONGEST_COMPOUND
        return (text,) if is_compound and not self._is_phrase(parts) else parts

    def _frequency(self, text: str) -> int:
        return (self._frequency_of(text) or 1) if self.known(text) else 0

    def _tag(self, word: str) -> str:
        return self._tags.get(word, "x")

    # ---- names that are none

    def _is_no_name(self, parts: Sequence[str], tag: str) -> bool:
        """Tell whether common words make up what jieba takes for a name: 太|大意, 花园|里, 两|棵|树, 努力|争取."""
        if len(parts) == 3:
            counted = parts[0] in _COUNTED_BY and self._tag(parts[1]) == "q"
            return counted or (parts[0] in _ADVERBS and parts[2] == "了")
        if len(parts) != 2:
            return False
        before, after = parts
        if len(before) == len(after) == 1:
            return before in _ADVERBS or (tag == "nz" and self._takes_object(before, after))
        if len(before) > 1 and len(after) > 1:
            return self._is_plain(before) and self._is_plain(after)
        placed = after in _LOCALIZERS and self._tag(before)[:1] in ("n", "s", "t") and self.is_common(before)
        return placed or self._stands_before(before, after) or self._stands_after(before, after)

    def _stands_before(self, before: str, after: str) -> bool:
        """Tell whether a small word or a measure stands before a common word: 太|大意, 段|时间."""
        if before in _BEFORE_WORDS:
            return self.is_common(after)
        measures = self._tag(before) == "q" or before in _PLAIN_ADJECTIVES
        return measures and after in self._listed and self._tag(after)[:1] == "n"

    def _stands_after(self, before: str, after: str) -> bool:
        """Tell whether a small word stands after a common one: 迟早|会."""
        return len(after) == 1 and after in FUNCTION_CHARACTERS and before in self._listed

    def _is_plain(self, word: str) -> bool:
        """Tell whether a word is a common one, or a country: 美国|政府."""
        return word in self._listed or (word[-1] == "国" and word in self._dictionary)

    # ---- phrases

    def _is_phrase(self, parts: Sequence[str]) -> bool:
        if any(map(self._closed_class, parts)) or self._is_verb_phrase(parts):
            return True
        if len(parts) != 2:
            return False
        before, after = parts
        if len(after) > 1 and before in _MODALS:
            return self.known(after) and self._tag(after)[:1] == "v"
        attribute = before in _PLAIN_ADJECTIVES and len(after) > 1 and after in self._listed
        predicate = after in _PLAIN_ADJECTIVES and len(before) > 1 and before in self._listed
        return (attribute and self._tag(after)[:1] == "n") or (predicate and self._tag(before)[:1] == "n")

    def _is_verb_phrase(self, parts: Sequence[str]) -> bool:
        """Tell whether a verb of one character and its result or its object stand here: 吹|倒, 坐|火车; not 计算|资源.

        The object is a word of the HSK lists. What begins with a word of two characters is a compound: 加工|业, not 加|工业.
        """
        if len(parts) != 2 or len(parts[0]) > 1 or parts[0] == parts[1][0]:  # 摇摇头
            return False
        before, after = parts
        tag = self._tag(before)
        acts = tag[:1] == "v" or (tag[:1] != "a" and may_be_verb(before, first=True))
        if len(after) == 1:
            return acts and after in _COMPLEMENTS
        return acts and self._takes_object(before, after) and not self.known(before + after[0])

    def _takes_object(self, before: str, after: str) -> bool:
        is_object = after in self._listed and self._tags.get(after, "n")[:1] == "n"
        return is_object and self._tag(before)[:1] != "a" and may_be_verb(before, first=True)

    def _closed_class(self, part: str) -> bool:
        tag = self._tag(part)
        is_morpheme = tag.endswith("g")  # zg, ng, vg: no class of its own
        return not FUNCTION_CHARACTERS.isdisjoint(part) or (tag[:1] in CLOSED_TAGS and not is_morpheme)
