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

from flashdeck.chinese.words.compounds import SUFFIXES
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, NO_WORD, Word

Row = Sequence[Word]
Term = tuple[str, ...]
IsConfirmed = Callable[[int, int], bool]
"""Whether the other line bears out the dictionary sense of the word at (row, place)."""

_LEAST_OFTEN, _LEAST_NPMI = 4, 0.55  # bound words (design notes on language, 2: 21 terms found so)
_LEAST_SHARE = 0.4  # of the first word's occurrences: else it is a word in its own right (上下文 in 上下文长度)
_ALWAYS = 0.9
_FEW, _TIGHT_SHARE = 3, 0.7  # rarer ones, nearly always together
_MOST_CONFIRMED = 0.5  # of the occurrences in which a part means what it means alone
_PAIR, _CHARACTER_SHARE = 2, 0.6  # of two single characters that fell apart
_ONCE_SHARE = 0.5  # of the commoner one, where the other never stands alone
_PREFIXES = frozenset("预元微非反亚跨")
_PERSONS = frozenset("师家员者")
_SMALL_WORDS = FUNCTION_CHARACTERS | frozenset("零一二三四五六七八九十百千万亿两半几第")
_WORD_TAGS = ("n", "v", "a", "b", "j", "i", "l", "z")
_DEMONSTRATIVES = frozenset("这那哪每某各")
_LONGEST = 6  # characters
_OPAQUE_SIZES = (2, 3)  # words
_MOST_LINKED = 0.2  # share of the words
_LEAST_DICE = 0.8  # of the phrase and one English word, over the sentences that have them


def find_terms(rows: Sequence[Row], is_confirmed: IsConfirmed) -> frozenset[Term]:
    """Return the pairs of words that are one term in these lines."""
    counts = Counter(word.text for row in rows for word in row)
    pairs: defaultdict[tuple[Word, Word], list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for place, (one, other) in enumerate(pairwise(row)):
            if one.end == other.start and _may_join(row, place):
                pairs[Word(one.text, 0, one.tag), Word(other.text, 0, other.tag)].append((number, place))
    finder = _Finder(counts, is_confirmed)
    found = {(one.text, other.text) for (one, other), places in pairs.items() if finder.is_term(one, other, places)}
    often = Counter({(one.text, other.text): len(places) for (one, other), places in pairs.items()})
    return frozenset(found | set(_derived(often)))


def _derived(often: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """Yield the phrases of which the talk also derives whom they occupy: 软件|工程, as it says 软件|工程师.

    An affix is put to a word, not to a phrase (lexical integrity: Packard, The Morphology of Chinese, 2000, chapter 3).
    """
    for first, second in often:
        base = first, second[:-1]
        if second[-1] in _PERSONS and len(first) > 1 and min(often[first, second], often.get(base, 0)) >= _PAIR:
            yield from ((first, second), base)


def _may_join(row: Row, place: int) -> bool:
    one, other = row[place], row[place + 1]
    if not all(map(_is_content, (one, other))) or len(one.text) + len(other.text) > _LONGEST:
        return False
    return not (len(one.text) == 1 and _is_counted(row, place))  # 三|元|学费


def _is_counted(row: Row, place: int) -> bool:
    """Tell whether a number or a demonstrative stands before a word: 三|元, 这|笔; not 多|词, a quantity takes no measure."""
    before = row[place - 1] if place else NO_WORD
    return before.text in _DEMONSTRATIVES or (before.tag[:1] == "m" and before.text[-1] not in "多少些")


def _measures(row: Row, place: int) -> bool:
    """Tell whether a word is a measure behind its number: 三|年|可能."""
    return row[place].tag[:1] in ("q", "m") and _is_counted(row, place)


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
        if one.tag[:1] == "n" and other.tag[:1] in ("q", "m"):
            return True  # a measure behind a noun counts nothing: 词元, as 车辆, 纸张 (Chao, A Grammar of Spoken Chinese, 1968, 6.1.5)
        nominal = one.tag[:1] in ("n", "x") and other.tag[:1] in ("n", "q", "m", "x")
        low, high = sorted(often / self.counts[char.text] for char in (one, other))
        bound = often >= _PAIR and high >= _CHARACTER_SHARE
        return nominal and (bound or (high == 1.0 and low >= _ONCE_SHARE))

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
    suffixed = len(one.text) > 1 and other.text in SUFFIXES and one.tag.startswith(bases)
    prefixed = len(other.text) > 1 and one.text in _PREFIXES and other.tag.startswith(("n", "v"))
    return suffixed or prefixed


def find_opaque_terms(rows: Sequence[Row], english: Sequence[frozenset[str]], is_linked: IsConfirmed) -> frozenset[Term]:
    """Return the phrases that one English word renders, though none of their words does: 大语言模型, LLM.

    `english`: the content words of each line; `is_linked`: whether the word at (row, place) has a counterpart.
    """
    places: defaultdict[Term, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for place, phrase in _phrases(row):
            places[phrase].append((number, place))
    sentences = Counter(word for words in english for word in words)
    return frozenset(
        phrase
        for phrase, found in places.items()
        if len(found) >= _FEW and _is_unlinked(phrase, found, is_linked) and _is_rendered(found, english, sentences)
    )


def _phrases(row: Row) -> Iterator[tuple[int, Term]]:
    content = [_is_content(word) for word in row]
    for size in _OPAQUE_SIZES:
        for place in range(len(row) - size + 1):
            if not all(content[place : place + size]):
                continue
            words = row[place : place + size]
            joined = all(one.end == other.start for one, other in pairwise(words))
            fits = sum(len(word.text) for word in words) <= _LONGEST
            if joined and fits and not _measures(row, place):
                yield place, tuple(word.text for word in words)


def _is_unlinked(phrase: Term, found: Sequence[tuple[int, int]], is_linked: IsConfirmed) -> bool:
    linked = sum(is_linked(number, place + part) for number, place in found for part in range(len(phrase)))
    return linked <= _MOST_LINKED * len(phrase) * len(found)


def _is_rendered(found: Sequence[tuple[int, int]], english: Sequence[frozenset[str]], sentences: Mapping[str, int]) -> bool:
    numbers = {number for number, _ in found}
    together = Counter(word for number in numbers for word in english[number])
    return any(2 * often / (len(numbers) + sentences[word]) >= _LEAST_DICE for word, often in together.items())


def join_terms(row: Row, terms: frozenset[Term]) -> Iterator[Word]:
    """Yield the words of a line, the terms in one piece."""
    openings = {term[0] for term in terms}
    place = 0
    while place < len(row):
        sizes = (3, 2) if row[place].text in openings else ()
        size = next((size for size in sizes if _begins_term(row[place : place + size], size, terms)), 1)
        words = row[place : place + size]
        yield Word("".join(word.text for word in words), words[0].start, "n") if size > 1 else words[0]
        place += size


def _begins_term(words: Row, size: int, terms: frozenset[Term]) -> bool:
    together = len(words) == size and all(one.end == other.start for one, other in pairwise(words))
    return together and tuple(word.text for word in words) in terms
