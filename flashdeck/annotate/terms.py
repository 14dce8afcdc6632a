"""Terms of the talk that no dictionary has, found in the talk itself.

Words that stand side by side are one term where they are bound to each other and do not simply mean what they mean apart:
强化 is always followed by 学习 and never translated as "strengthen". A transparent phrase (语言模型, language model) stays two
words, each a word in its own right.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashdeck.annotate.chinese_words import FUNCTION_CHARACTERS, Word

Row = Sequence[Word]
Term = tuple[str, str]
IsConfirmed = Callable[[int, int], bool]
"""Whether the other line bears out the dictionary sense of the word at (row, place)."""

_LEAST_OFTEN, _LEAST_NPMI = 4, 0.55  # bound words (design notes on language, 2: 21 terms found so)
_LEAST_SHARE = 0.4  # of the first word's occurrences: else it is a word in its own right (上下文 in 上下文长度)
_ALWAYS = 0.9
_FEW, _TIGHT_SHARE = 3, 0.7  # rarer ones, nearly always together
_MOST_CONFIRMED = 0.5  # of the occurrences in which a part means what it means alone
_PAIR, _CHARACTER_SHARE = 2, 0.6  # of two single characters that fell apart
# Affixes that make nouns of nouns and verbs (类词缀: Lü Shuxiang, 汉语语法分析问题, 1979, section 48).
_SUFFIXES = frozenset("率性量值器机员者力法库集层式型化论学家师厂词群链商业界费税权仪剂症炎")
_PREFIXES = frozenset("预元微非反亚跨")
_SMALL_WORDS = FUNCTION_CHARACTERS | frozenset("零一二三四五六七八九十百千万亿两半几第")
_WORD_TAGS = ("n", "v", "a", "b", "j", "i", "l", "z")
_LONGEST = 6  # characters


def find_terms(rows: Sequence[Row], is_confirmed: IsConfirmed) -> frozenset[Term]:
    """Return the pairs of words that are one term in these lines."""
    counts = Counter(word.text for row in rows for word in row)
    pairs: defaultdict[tuple[Word, Word], list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for place, (one, other) in enumerate(pairwise(row)):
            if one.end == other.start and _may_join(row, place):
                pairs[Word(one.text, 0, one.tag), Word(other.text, 0, other.tag)].append((number, place))
    finder = _Finder(counts, is_confirmed)
    return frozenset((one.text, other.text) for (one, other), places in pairs.items() if finder.is_term(one, other, places))


def _may_join(row: Row, place: int) -> bool:
    one, other = row[place], row[place + 1]
    if not all(map(_is_content, (one, other))) or len(one.text) + len(other.text) > _LONGEST:
        return False
    counted = place > 0 and row[place - 1].tag[:1] == "m"  # 三|元|学费: the second word is a measure
    return not (counted and len(one.text) == 1)


def _is_content(word: Word) -> bool:
    is_han = all("㐀" <= char <= "鿿" for char in word.text)
    is_morpheme = word.tag in ("x", "q", "m") or word.tag.endswith("g")  # 元 is tagged as a measure
    return is_han and _SMALL_WORDS.isdisjoint(word.text) and (word.tag.startswith(_WORD_TAGS) or is_morpheme)


@dataclass(frozen=True)
class _Finder:
    counts: Mapping[str, int]
    is_confirmed: IsConfirmed

    def is_term(self, one: Word, other: Word, places: Sequence[tuple[int, int]]) -> bool:
        if len(one.text) == 1 and len(other.text) == 1:
            return self._are_fallen_apart(one, other, len(places))
        return _is_derived(one, other) or self._are_bound(one, other, places)

    def _are_fallen_apart(self, one: Word, other: Word, often: int) -> bool:
        """Two characters of a word that no dictionary has: 词|元."""
        nominal = one.tag[:1] in ("n", "x") and other.tag[:1] in ("n", "q", "m", "x")
        share = often / min(self.counts[one.text], self.counts[other.text])
        return nominal and often >= _PAIR and share >= _CHARACTER_SHARE

    def _are_bound(self, one: Word, other: Word, places: Sequence[tuple[int, int]]) -> bool:
        often = len(places)
        share, back = often / self.counts[one.text], often / self.counts[other.text]
        tight = often >= _FEW and min(share, back) >= _TIGHT_SHARE
        bound = often >= _LEAST_OFTEN and share >= _LEAST_SHARE and self._npmi(one, other, often) > _LEAST_NPMI
        if not (tight or bound):
            return False
        first, second = (self._confirmed(places, part) < _MOST_CONFIRMED for part in (0, 1))
        if one.tag.startswith("v") and share < _ALWAYS:
            return first and second  # else a verb and its object: 取得|进展
        return first if bound else first or second

    def _confirmed(self, places: Sequence[tuple[int, int]], part: int) -> float:
        return sum(self.is_confirmed(row, place + part) for row, place in places) / len(places)

    def _npmi(self, one: Word, other: Word, often: int) -> float:
        """Return the normalised pointwise mutual information of two neighbours, -1 to 1."""
        total = sum(self.counts.values())
        information = math.log(often * total / (self.counts[one.text] * self.counts[other.text]))
        return information / -math.log(often / total)


def _is_derived(one: Word, other: Word) -> bool:
    """Tell whether an affix makes one word of two: 代码|库, 预|训练."""
    bases = ("v",) if other.text == "量" else ("n", "v", "a")  # 量 is a verb (measure) after a noun
    suffixed = len(one.text) > 1 and other.text in _SUFFIXES and one.tag.startswith(bases)
    prefixed = len(other.text) > 1 and one.text in _PREFIXES and other.tag.startswith(("n", "v"))
    return suffixed or prefixed


def join_terms(row: Row, terms: frozenset[Term]) -> Iterator[Word]:
    """Yield the words of a line, the terms in one piece."""
    place = 0
    while place < len(row):
        one = row[place]
        other = row[place + 1] if place + 1 < len(row) else None
        if other and one.end == other.start and (one.text, other.text) in terms and _may_join(row, place):
            yield Word(one.text + other.text, one.start, "n")
            place += 2
        else:
            yield one
            place += 1
