"""Join words that jieba split apart.

Examples are the figures of a number, the parts of a transcribed foreign name, and a compound and its suffix.

Each function takes the words of a line and yields the words of the line after joining. A joined word has the id of the rule
that joined it. `data/cutting.tsv` has an example of each rule.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, NO_WORD, Word
from flashdeck.model.characters import is_han

NAME_DOT = "·"
ERHUA = "儿"
NUMERALS = CLASSES["numerals"]
TRANSCRIBING = CLASSES["transcribing"]
SUFFIXES = CLASSES["affix-nouns"]

JOINED_SUFFIX = "zh.word.join-suffix"
JOINED_BEFORE_GIVE = "zh.word.join-verb-before-give"
JOINED_FIGURES = "zh.word.join-figures"
JOINED_ERHUA = "zh.word.join-erhua"
JOINED_FRAGMENTS = "zh.word.join-name-fragments"
JOINED_AT_DOT = "zh.word.join-name-at-dot"

_NO_FIGURES = CLASSES["not-figures"]
_LARGE_NUMERALS = ("十", "百", "千", "万", "亿")  # numerals that can follow 数 in a number: 数万亿
_NAME_TAGS = ("nr", "ns")
_NAME_CHARACTER_TAGS = frozenset(
    {"nz", "j", "x", "zg", "vg", "rg", "ng", "ag", "g"}
)  # jieba's tags for characters that are not words
_NEVER_IN_NAME_TAGS = frozenset({"x", "p", "d", "c", "u", "r", "m", "v"})

IsFragment = Callable[[Word], bool]
"""A function that tells whether a word may be part of a transcribed foreign name that jieba split apart."""


def join_compounds(words: Sequence[Word], is_headword: Callable[[str], bool]) -> Iterator[Word]:
    """Correct compounds that jieba split at the wrong character.

    软件|工程师 becomes one word, because 软件工程 is a word and 师 is a suffix. 分|发给 becomes 分发 and 给.
    """
    at = 0
    while at < len(words):
        one, other = words[at], words[at + 1] if at + 1 < len(words) else NO_WORD
        joined = _joined_compound(one, other, is_headword) if len(other.text) > 1 else ()
        yield from joined or (one,)
        at += 2 if joined else 1


def _joined_compound(one: Word, other: Word, is_headword: Callable[[str], bool]) -> tuple[Word, ...]:
    """Return the words that replace two neighbouring words, or an empty tuple if the two words do not change."""
    if one.end != other.start:
        return ()
    together = one.text + other.text
    if not is_headword(together[:-1]):
        return ()
    if other.text[-1] in SUFFIXES and len(one.text) > 1:
        return (Word(together, one.start, "n", JOINED_SUFFIX),)
    if other.text[1:] == "给" and len(one.text) == 1 and one.tag.startswith("v"):
        verb = Word(together[:-1], one.start, "v", JOINED_BEFORE_GIVE)
        return verb, Word("给", other.start + 1, "p", JOINED_BEFORE_GIVE)
    return ()


def join_erhua(words: Sequence[Word]) -> Iterator[Word]:
    """Join the suffix 儿 to the word before it: 门口|儿, 一阵|儿.

    儿 alone is a suffix unless a function word is before it: 我|的|儿.
    """
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else NO_WORD
        if word.text == ERHUA and before.end == word.start and _takes_erhua(before):
            joined[-1] = _joined((before, word), before.tag, JOINED_ERHUA)
        else:
            joined.append(word)
    yield from joined


def _takes_erhua(word: Word) -> bool:
    has_han = is_han(word.text) and word.text[-1] != ERHUA
    return has_han and (word.text == "会" or word.text not in FUNCTION_CHARACTERS)


def join_figures(words: Sequence[Word]) -> Iterator[Word]:
    """Join neighbouring words that are figures of the same number: 三|百, 第二|百, 二|〇|二|六, 数|万亿."""
    at = 0
    while at < len(words):
        end = at + 1
        while _is_figure(words[at]) and end < len(words) and _continues_figure(words[end - 1], words[end]):
            end += 1
        yield words[at] if end == at + 1 else _joined(words[at:end], "m", JOINED_FIGURES)
        at = end


def _joined(words: Sequence[Word], tag: str, rule: str) -> Word:
    """Join words into a single word with this tag and this rule id."""
    return Word("".join([word.text for word in words]), words[0].start, tag, rule)


def _is_figure(word: Word) -> bool:
    return word.text not in _NO_FIGURES and NUMERALS.issuperset(word.text.removeprefix("第").removeprefix("数"))


def _continues_figure(one: Word, other: Word) -> bool:
    follows = one.end == other.start and NUMERALS.issuperset(other.text)
    return follows and (one.text != "数" or other.text.startswith(_LARGE_NUMERALS))


def join_fragments(words: Sequence[Word], is_fragment: IsFragment) -> Iterator[Word]:
    """Join the parts of a transcribed foreign name if one part has two or more characters: 阿姆|达尔, 德|米斯."""
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and _may_be_name(words[end], is_fragment) and _are_joined(words[at : end + 1]):
            end += 1
        is_name = end - at > 1 and any(len(word.text) > 1 for word in words[at:end])
        if not is_name:
            end = at + 1
        yield words[at] if end == at + 1 else _joined(words[at:end], "nrt", JOINED_FRAGMENTS)
        at = end


def _may_be_name(word: Word, is_fragment: IsFragment) -> bool:
    return is_fragment(word) and (word.tag.startswith(_NAME_TAGS) or word.tag in _NAME_CHARACTER_TAGS)


def join_names(words: Sequence[Word], is_fragment: IsFragment) -> Iterator[Word]:
    """Join the parts of a transcribed foreign name before and after its dot: 里奇|·|萨|顿.

    The part before the dot may be several words: 艾|达|·.
    """
    at = 0
    while at < len(words):
        end = _name_end(words, at, is_fragment)
        yield words[at] if end == at + 1 else _joined(words[at:end], "nr", JOINED_AT_DOT)
        at = end


def _name_end(words: Sequence[Word], at: int, is_fragment: IsFragment) -> int:
    """Return the end index of the name that begins at index `at`, or `at + 1` if no name begins there."""
    end = before_dot = _fragments_end(words, at, is_fragment)
    while end + 1 < len(words) and words[end].text == NAME_DOT and _are_joined(words[end - 1 : end + 2]):
        end += 2
        while end < len(words) and _continues_name(words[end - 1], words[end], is_fragment):
            end += 1
    return end if end > before_dot else at + 1


def _fragments_end(words: Sequence[Word], at: int, is_fragment: IsFragment) -> int:
    """Return the index after the last part of a name before its dot. The first part is at index `at`."""
    end = at + 1
    while end < len(words) and is_fragment(words[end - 1]) and _are_joined(words[end - 1 : end + 1]):
        after = words[end + 1].text if end + 1 < len(words) else ""
        is_last = after == NAME_DOT and TRANSCRIBING.issuperset(words[end].text)
        if not is_last and not is_fragment(words[end]):
            break
        end += 1
    return end


def _are_joined(words: Sequence[Word]) -> bool:
    return all(one.end == other.start for one, other in pairwise(words))


def _continues_name(one: Word, other: Word, is_fragment: IsFragment) -> bool:
    """Tell whether the second of two words belongs to the same unknown name as the first word.

    A function word or a verb does not continue a name.
    """
    if not _are_joined((one, other)):
        return False
    alone = len(one.text) == len(other.text) == 1
    if is_fragment(other):
        return alone or other.tag != "v"
    closed = other.tag in _NEVER_IN_NAME_TAGS or other.text in FUNCTION_CHARACTERS
    return alone and not closed
