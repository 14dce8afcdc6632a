"""Find terms of a transcript that are not in any dictionary, and join each term into one word.

Neighbouring words are a term if they nearly always occur together and do not keep their separate meanings. For example, 强化
is always followed by 学习 and never translated as "strengthen". A transparent phrase (语言模型, language model) stays two
words, because each word can be learned by itself. `data/cutting.tsv` has an example of each rule.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.words.compounds import SUFFIXES
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, NO_WORD, Word
from flashdeck.model.characters import is_han

WordRow = Sequence[Word]
TermWords = tuple[str, ...]
TermRules = Mapping[TermWords, str]
"""The words of each term, mapped to the id of the rule that found the term."""
IsConfirmed = Callable[[int, int], bool]
"""A function that tells whether the English line confirms a dictionary sense of a word.

Its arguments are the index of the row and the index of the word in the row.
"""
Places = Sequence[tuple[int, int]]
"""The occurrences of a pair or phrase, each as the index of the row and the index of the first word in the row."""

MEASURE_AFTER_NOUN = "zh.word.term.measure-after-noun"
BOUND_CHARACTERS = "zh.word.term.bound-characters"
WITH_SUFFIX = "zh.word.term.suffix"
WITH_PREFIX = "zh.word.term.prefix"
BOUND_WORDS = "zh.word.term.bound-words"
OCCUPATION = "zh.word.term.occupation"
OPAQUE = "zh.word.term.opaque"

# Two words count as often together if they occur together at least this number of times, and their NPMI (normalised pointwise
# mutual information) is above this value. With these values, 21 terms are found in the reference transcript.
_LEAST_OFTEN, _LEAST_NPMI = 4, 0.55
# Two words count as often together only if the second word follows in at least this share of the occurrences of the first word.
# In 上下文长度 the share is lower, so 上下文 stays a separate word.
_LEAST_SHARE = 0.4
# If a verb is followed by the same object in less than this share of its occurrences, the two form a term only if the English
# line rarely confirms the verb and rarely confirms the object.
_ALWAYS = 0.9
# Two words count as nearly always together if they occur together at least this number of times, and in at least this share of
# the occurrences of the more frequent word. This condition finds terms that are rarer than `_LEAST_OFTEN`. Chosen by hand.
_FEW, _TIGHT_SHARE = 3, 0.7
# A part of a term counts as rarely confirmed if the English line confirms a sense of the part in less than this share of the
# occurrences of the term.
_MOST_CONFIRMED = 0.5
# Two characters are inseparable if they occur together at least this number of times, and in at least this share of the
# occurrences of the rarer character. Chosen by hand.
_PAIR, _CHARACTER_SHARE = 2, 0.6
# Two characters are also inseparable if the rarer character never occurs alone, and they occur together in at least this
# share of the occurrences of the more common character.
_ONCE_SHARE = 0.5
_PREFIXES = CLASSES["prefixes"]
_BASES_OF_PREFIXES = {"多": CLASSES["multiple-bases"], "超": CLASSES["super-bases"]}
"""Prefixes that are also adverbs, and the words before which they are prefixes."""
_OCCUPATIONS = CLASSES["occupations"]
_SMALL_WORDS = FUNCTION_CHARACTERS | CLASSES["term-numerals"]
_WORD_TAGS = ("n", "v", "a", "b", "j", "i", "l", "z")
_MORPHEME_TAGS = ("x", "q", "m")  # jieba tags 元 as a measure word
_BASE_TAGS = ("n", "v", "a")
_DEMONSTRATIVES = CLASSES["term-demonstratives"]
_VAGUE_ENDINGS = ("多", "少", "些")  # last characters of vague quantities, which do not take a measure word: 多|词
_LONGEST = 6  # maximum number of characters of a term
_OPAQUE_SIZES = (2, 3)  # possible numbers of words of an opaque term
# A phrase can be an opaque term only if at most this share of its words, over all its occurrences, are linked to English words.
_MOST_LINKED = 0.2
# An opaque term must occur in nearly the same sentences as one English word. The Dice coefficient of the sentences with the
# term and the sentences with the English word must be at least this number.
_LEAST_DICE = 0.8


def find_terms(rows: Sequence[WordRow], is_confirmed: IsConfirmed) -> dict[TermWords, str]:
    """Return the pairs of words that are terms in these lines, each with the id of the rule that found the term."""
    counts = Counter(word.text for row in rows for word in row)
    pairs = _neighbours(rows)
    finder = _Finder(counts, is_confirmed)
    often: Counter[tuple[str, str]] = Counter()
    found: dict[TermWords, str] = {}
    for (one, other), places in pairs.items():
        term = one.text, other.text
        often[term] = len(places)  # if a pair occurs with different tags, the last count is kept
        rule = finder.rule_of(one, other, places)
        if rule:
            found.setdefault(term, rule)
    for term in _occupations(often):
        found.setdefault(term, OCCUPATION)
    return found


def _neighbours(rows: Sequence[WordRow]) -> Mapping[tuple[Word, Word], Places]:
    """Return the pairs of neighbouring words that may be a term, each with its occurrences."""
    pairs: defaultdict[tuple[Word, Word], list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for place, (one, other) in enumerate(pairwise(row)):
            if one.end == other.start and _may_join(row, place):
                pairs[Word(one.text, 0, one.tag), Word(other.text, 0, other.tag)].append((number, place))
    return pairs


def _occupations(often: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """Yield occupations and the phrases that they are derived from, if the transcript has both: 软件|工程师 and 软件|工程.

    An affix is added to a word, not to a phrase, so the phrase is one word (lexical integrity: Packard, The Morphology of
    Chinese, 2000, chapter 3).
    """
    for first, second in often:
        base = first, second[:-1]
        if second[-1] in _OCCUPATIONS and len(first) > 1 and min(often[first, second], often.get(base, 0)) >= _PAIR:
            yield first, second
            yield base


def _may_join(row: WordRow, place: int) -> bool:
    one, other = row[place], row[place + 1]
    if not _is_content(one) or not _is_content(other) or len(one.text) + len(other.text) > _LONGEST:
        return False
    return len(one.text) > 1 or not _is_counted(row, place)  # 三|元|学费


def _is_counted(row: WordRow, place: int) -> bool:
    """Tell whether a number or a demonstrative is before a word: 三|元, 这|笔.

    A vague quantity does not count as a number, because it does not take a measure word: 多|词.
    """
    before = row[place - 1] if place else NO_WORD
    return before.text in _DEMONSTRATIVES or (before.tag.startswith("m") and not before.text.endswith(_VAGUE_ENDINGS))


def _measures(row: WordRow, place: int) -> bool:
    """Tell whether a word is a measure word after its number: 年 in 三|年|可能."""
    return row[place].tag[:1] in ("q", "m") and _is_counted(row, place)


def _is_content(word: Word) -> bool:
    """Tell whether a word consists of Han characters and has a meaning of its own, so that it may be part of a term."""
    if not is_han(word.text) or not _SMALL_WORDS.isdisjoint(word.text):
        return False
    return word.tag.startswith(_WORD_TAGS) or word.tag in _MORPHEME_TAGS or word.tag.endswith("g")


@dataclass(frozen=True)
class _Finder:
    """Decides which pairs of neighbouring words are terms. `counts` has the number of occurrences of each word."""

    counts: Mapping[str, int]
    is_confirmed: IsConfirmed

    def rule_of(self, one: Word, other: Word, places: Places) -> str | None:
        """Return the id of the rule that makes two neighbouring words one term, or None if they stay two words."""
        if len(one.text) == 1 and len(other.text) == 1:
            return self._character_rule(one, other, len(places))
        if affix := _affix_rule(one, other):
            return affix
        return BOUND_WORDS if self._are_bound(one, other, places) else None

    def _character_rule(self, one: Word, other: Word, often: int) -> str | None:
        """Return the id of the rule that makes two single characters one word, or None if no rule applies.

        A measure word counts something only if it follows a number. If it follows a noun, the two characters are therefore one
        word: 词元, like 车辆 and 纸张 (Chao, A Grammar of Spoken Chinese, 1968, 6.1.5).
        """
        if one.tag.startswith("n") and other.tag.startswith(("q", "m")):
            return MEASURE_AFTER_NOUN
        nominal = one.tag.startswith(("n", "x")) and other.tag.startswith(("n", "q", "m", "x"))
        return BOUND_CHARACTERS if nominal and self._are_inseparable(one, other, often) else None

    def _are_inseparable(self, one: Word, other: Word, often: int) -> bool:
        """Tell whether two characters mostly occur together, or one character never occurs without the other character."""
        low, high = sorted((often / self.counts[one.text], often / self.counts[other.text]))
        if often >= _PAIR and high >= _CHARACTER_SHARE:
            return True
        return high == 1.0 and low >= _ONCE_SHARE

    def _are_bound(self, one: Word, other: Word, places: Places) -> bool:
        """Tell whether two words nearly always occur together, and the English line does not translate each word by itself."""
        often = len(places)
        share = often / self.counts[one.text]
        is_bound = self._are_often_together(one, other, often)
        if not is_bound and not self._are_nearly_always_together(one, other, often):
            return False
        first = self._confirmed(places, 0) < _MOST_CONFIRMED
        second = self._confirmed(places, 1) < _MOST_CONFIRMED
        if one.tag.startswith("v") and share < _ALWAYS:
            # If the English line translates the verb or the object separately, the two stay separate words: 取得|进展.
            return first and second
        return first or (second and not is_bound)

    def _are_often_together(self, one: Word, other: Word, often: int) -> bool:
        share = often / self.counts[one.text]
        return often >= _LEAST_OFTEN and share >= _LEAST_SHARE and self._npmi(one, other, often) > _LEAST_NPMI

    def _are_nearly_always_together(self, one: Word, other: Word, often: int) -> bool:
        return often >= _FEW and often / max(self.counts[one.text], self.counts[other.text]) >= _TIGHT_SHARE

    def _confirmed(self, places: Places, part: int) -> float:
        """Return the share of a pair's occurrences in which the English line confirms a sense of its first or second word.

        `part` is 0 for the first word, and 1 for the second word.
        """
        return sum(self.is_confirmed(row, place + part) for row, place in places) / len(places)

    def _npmi(self, one: Word, other: Word, often: int) -> float:
        """Return the normalised pointwise mutual information of two neighbouring words, from -1 to 1."""
        total = sum(self.counts.values())
        information = math.log(often * total / (self.counts[one.text] * self.counts[other.text]))
        return information / -math.log(often / total)


def _affix_rule(one: Word, other: Word) -> str | None:
    """Return the id of the rule that joins a word and an affix, or None if no rule applies: 代码|库, 预|训练."""
    bases = ("v",) if other.text == "量" else _BASE_TAGS  # after a noun, 量 is a verb, "to measure"
    if len(one.text) > 1 and other.text in SUFFIXES and one.tag.startswith(bases):
        return WITH_SUFFIX
    return WITH_PREFIX if _has_prefix(one, other) else None


def _has_prefix(one: Word, other: Word) -> bool:
    """Tell whether a word has a prefix before it: 预|训练, 多|模态, 可|解释性."""
    if one.text in _BASES_OF_PREFIXES:
        return other.text in _BASES_OF_PREFIXES[one.text]
    if one.text == "可":
        return len(other.text) > 2 and other.text[-1] == "性"
    return len(other.text) > 1 and one.text in _PREFIXES and other.tag.startswith(("n", "v"))


# --- terms with one English word -----------------------------------------------------------------------------------


def find_opaque_terms(
    rows: Sequence[WordRow], english: Sequence[frozenset[str]], is_linked: IsConfirmed
) -> dict[TermWords, str]:
    """Return the phrases that are translated as a whole by one English word: 大语言模型, LLM.

    The words of such a phrase are hardly ever linked to English words one by one. `english` has the content words of each line.
    `is_linked` tells whether a word is linked: it is called with the index of the row and the index of the word in the row. The
    result maps each phrase to the id of the rule that found the phrase.
    """
    places: defaultdict[TermWords, list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for place, phrase in _phrases(row):
            places[phrase].append((number, place))
    sentences = Counter(word for words in english for word in words)
    found: dict[TermWords, str] = {}
    for phrase, where in places.items():
        if len(where) >= _FEW and _is_unlinked(phrase, where, is_linked) and _is_rendered(where, english, sentences):
            found[phrase] = OPAQUE
    return found


def _phrases(row: WordRow) -> Iterator[tuple[int, TermWords]]:
    """Yield the phrases of a line that may be opaque terms, each as the index of its first word and the words of the phrase."""
    content = [_is_content(word) for word in row]
    for size in _OPAQUE_SIZES:
        for place in range(len(row) - size + 1):
            words = row[place : place + size]
            if all(content[place : place + size]) and _is_short_stretch(words) and not _measures(row, place):
                yield place, _texts(words)


def _is_short_stretch(words: WordRow) -> bool:
    return _are_neighbours(words) and words[-1].end - words[0].start <= _LONGEST


def _are_neighbours(words: WordRow) -> bool:
    return all(one.end == other.start for one, other in pairwise(words))


def _texts(words: Iterable[Word]) -> TermWords:
    return tuple([word.text for word in words])


def _is_unlinked(phrase: TermWords, found: Places, is_linked: IsConfirmed) -> bool:
    """Tell whether the words of a phrase are hardly ever linked to English words."""
    linked = sum(is_linked(number, place + part) for number, place in found for part in range(len(phrase)))
    return linked <= _MOST_LINKED * len(phrase) * len(found)


def _is_rendered(found: Places, english: Sequence[frozenset[str]], sentences: Mapping[str, int]) -> bool:
    """Tell whether an English word occurs in nearly the same sentences as a phrase.

    `sentences` has the number of sentences that contain each English word.
    """
    numbers = {number for number, _ in found}
    together = Counter(word for number in numbers for word in english[number])
    return any(2 * often / (len(numbers) + sentences[word]) >= _LEAST_DICE for word, often in together.items())


# --- joining -------------------------------------------------------------------------------------------------------


def join_terms(row: WordRow, terms: TermRules) -> Iterator[Word]:
    """Yield the words of a line after joining the words of each term into one word."""
    first_words = {term[0] for term in terms}
    place = 0
    while place < len(row):
        size = _term_size(row, place, terms) if row[place].text in first_words else 1
        words = row[place : place + size]
        if size == 1:
            yield words[0]
        else:
            texts = _texts(words)
            yield Word("".join(texts), words[0].start, "n", terms[texts])
        place += size


def _term_size(row: WordRow, place: int, terms: TermRules) -> int:
    """Return the number of words of the longest term that begins at index `place`, or 1 if no term begins there."""
    for size in reversed(_OPAQUE_SIZES):
        words = row[place : place + size]
        if len(words) == size and _are_neighbours(words) and _texts(words) in terms:
            return size
    return 1
