"""Cutting Chinese text into words that a dictionary knows.

jieba's dictionary and its most probable path, without the hidden Markov model: that model invents words (会朝, 聊过) which no
dictionary can gloss. Corrections: headwords of CC-CEDICT and HSK that occur in the text and that jieba lacks are added; what
jieba joins but no dictionary knows is cut (三年, 我会, 坐火车); words that are two beside certain others are cut there (才能);
figures and transcribed names are joined.
"""

import math
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, pairwise
from typing import TYPE_CHECKING

from flashdeck.lexicon.cedict import load_dictionary
from flashdeck.lexicon.hsk import load_hsk

if TYPE_CHECKING:
    from jieba import Tokenizer

_PIECE = re.compile(
    r"(?P<han>[㐀-鿿〇𠀀-𯿿]+)|(?P<figure>(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?%?)|(?P<latin>[A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+(?:[.\-'’&/_@][A-Za-z0-9]+)*[%+#]*)|(?P<mark>\S)"
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
_NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿几")
_NO_FIGURES = frozenset({"万一", "千万", "一一"})  # in case, by all means, one by one: a figure does not begin with these
_COUNTED_BY = frozenset("一两几")  # 两棵树; other figures begin place names: 三座门, 五棵松
# Second parts of result and direction compounds (Zhu Dexi, 语法讲义, 1982, chapter 9), each a word in its own right.
_COMPLEMENTS = frozenset("好完到住掉开走低高满紧松错对清破断死醒懂会成脏干倒大小出起进回过来去入")
# What stands before a word that jieba takes with it for a name: 太大意, 那道士. Not 都 or 呢, which names begin with.
_BEFORE_WORDS = frozenset("太很更最不没那这在从和与")
_ADVERBS = frozenset("太很更最")
_LOCALIZERS = frozenset("里上中下外内前后")
_ATTRIBUTIVE = frozenset("的有个种")  # before a noun: 她的才能, 有才能, 一个把手
_HAVING_HANDLES = frozenset("门车窗柜箱锅壶杯")
_BEFORE_VERBS = frozenset("请要想会能可应该须得来去先再就快都也别不没")  # helpers and adverbs: 要把手放下, 要还给他
_DEMONSTRATIVES = frozenset({"这", "那", "各", "哪", "每", "了", "第"})
# Characters that transcribe foreign names (音译表, 世界人名翻译大辞典, 2nd edition, 2007), common words among them left out.
_TRANSCRIBING = frozenset(
    "阿埃艾安奥巴班贝本比彼毕伯勃博布查达戴丹德登邓狄迪蒂丁顿杜多厄恩尔法范菲费芬冯弗芙伏福夫盖甘冈戈格根古圭哈海汉翰赫亨胡华怀霍基吉加贾"
    "简杰津卡凯坎康柯科克肯库夸奎拉莱赖兰朗劳勒雷蕾黎里理利莉丽莲林琳伦隆卢鲁露路罗洛吕马玛麦迈曼芒梅门蒙米密缪莫默姆穆娜纳奈南内尼涅宁纽努"
    "诺欧帕派潘庞佩彭皮平普齐奇恰乔琼丘荣茹瑞若撒萨塞森沙珊绍圣施什士史舒斯丝松苏索塔泰坦汤唐陶特腾廷图托瓦威韦维魏文沃乌武西希锡夏香肖谢辛欣"
    "休许雪逊雅亚延扬耶叶伊因英尤约赞泽扎詹珍芝朱卓兹佐"
)


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
        words = list(_join_figures(list(_cut_chances(list(self._pieces(line))))))
        return tuple(_join_names(words, self._is_fragment) if _NAME_DOT in line else words)

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
            return "m" if text in _NUMERALS else "x"
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
        if not _TRANSCRIBING.issuperset(word.text):
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


@cache
def may_be_verb(text: str, *, first: bool) -> bool:
    """Tell whether the dictionary has a word as a verb ("to ..."): its first sense, or any."""
    senses = [sense for entry in load_dictionary().entries(text) for sense in entry.senses]
    return any(sense.startswith("to ") for sense in (senses[:1] if first else senses))


def _stretches(run: str) -> Iterator[str]:
    for start in range(len(run) - 1):
        for end in range(start + 2, min(len(run), start + _LONGEST_HEADWORD) + 1):
            yield run[start:end]


def _cut_chances(words: list[Word]) -> Iterator[Word]:
    """Cut what is a word by itself, but beside its neighbours is two that chance to stand side by side."""
    for at, word in enumerate(words):
        chance = _CHANCES.get(word.text)
        if chance and chance.is_two(words[at - 1] if at else _NO_WORD, words[at + 1 :]):
            first, second = chance.tags
            yield Word(word.text[0], word.start, first)
            yield Word(word.text[1:], word.start + 1, second)
        else:
            yield word


def _only_then_can(before: Word, rest: Sequence[Word]) -> bool:
    """才能: only then (才) can (能) before a verb; the noun "talent" where something has it, or where nothing is done."""
    acts = rest and (rest[0].tag[:1] in ("v", "p", "d") or may_be_verb(rest[0].text, first=True))
    return bool(acts) and before.text[-1:] not in _ATTRIBUTIVE


def _takes_hand(before: Word, rest: Sequence[Word]) -> bool:
    """把手: a hand (手) is washed or put somewhere (把), where a verb follows; the noun "handle" after 的, 个 or 门."""
    acts = rest and rest[0].tag[:1] in ("v", "p") and rest[0].text != "在"
    subject = before.tag[:1] in ("r", "x", "d") or before.tag == "nr" or before.text[-1:] in _BEFORE_VERBS
    person = before.tag[:1] == "n" and len(before.text) > 1 and before.text[-1] not in _HAVING_HANDLES
    return bool(acts) and (subject or person) and before.text[-1:] not in _ATTRIBUTIVE


def _counts_lines(before: Word, rest: Sequence[Word]) -> bool:
    """一行: a line or trade (行) after a demonstrative or verb (这一行, 干一行); the party that travels elsewhere."""
    if rest and (rest[0].text == "人" or rest[0].tag[:1] == "m"):
        return False
    counted = before.tag == "x" and rest and rest[0].tag[:1] == "n"  # 一行字
    return bool(counted) or before.text in _DEMONSTRATIVES or before.tag[:1] == "v"


def _also_for(before: Word, rest: Sequence[Word]) -> bool:
    """还给: also (还) for (给) whom something is done (还给他做饭); else the verb "give back"."""
    others = list(dropwhile(lambda word: word.tag[:1] in ("r", "n"), rest))
    acts = others and others[0].tag == "v" and len(others) < len(rest)
    return bool(acts) and before.tag[:1] in ("r", "n", "x") and before.text[-1:] not in _BEFORE_VERBS


@dataclass(frozen=True, slots=True)
class _Chance:
    is_two: Callable[[Word, Sequence[Word]], bool]
    tags: tuple[str, str]


_NO_WORD = Word("", 0, "x")
_CHANCES = {
    "才能": _Chance(_only_then_can, ("d", "v")),
    "把手": _Chance(_takes_hand, ("p", "n")),
    "一行": _Chance(_counts_lines, ("m", "q")),
    "还给": _Chance(_also_for, ("d", "p")),
}


def _join_figures(words: list[Word]) -> Iterator[Word]:
    """Join the figures of one number: 三|百, 第二|百, 二|〇|二|六."""
    at = 0
    while at < len(words):
        end = at + 1
        while _is_figure(words[at]) and end < len(words) and _continues_figure(words[end - 1], words[end]):
            end += 1
        yield Word("".join(word.text for word in words[at:end]), words[at].start, "m") if end > at + 1 else words[at]
        at = end


def _is_figure(word: Word) -> bool:
    return word.text not in _NO_FIGURES and _NUMERALS.issuperset(word.text.removeprefix("第"))


def _continues_figure(one: Word, other: Word) -> bool:
    return one.end == other.start and _NUMERALS.issuperset(other.text)


def _join_names(words: list[Word], is_fragment: Callable[[Word], bool]) -> Iterator[Word]:
    """Join the parts of a transcribed name around its dot: 里奇, ·, 萨, 顿; fragments stand before the dot, too: 艾, 达."""
    at = 0
    while at < len(words):
        end = _name_end(words, at, is_fragment)
        if end > at + 1:
            yield Word("".join(word.text for word in words[at:end]), words[at].start, "nr")
        else:
            yield words[at]
        at = end


def _name_end(words: Sequence[Word], at: int, is_fragment: Callable[[Word], bool]) -> int:
    """Return where the name that begins at a word ends; the next word where none begins."""
    end = dot = _fragments_end(words, at, is_fragment)
    while end + 1 < len(words) and words[end].text == _NAME_DOT and _are_joined(words[end - 1 : end + 2]):
        end += 2
        while end < len(words) and _continues_name(words[end - 1], words[end], is_fragment):
            end += 1
    return end if end > dot else at + 1


def _fragments_end(words: Sequence[Word], at: int, is_fragment: Callable[[Word], bool]) -> int:
    end = at + 1
    while end < len(words) and is_fragment(words[end - 1]) and _are_joined(words[end - 1 : end + 1]):
        is_last = words[end + 1 : end + 2] and words[end + 1].text == _NAME_DOT and _TRANSCRIBING.issuperset(words[end].text)
        if not (is_last or is_fragment(words[end])):
            break
        end += 1
    return end


def _are_joined(words: Sequence[Word]) -> bool:
    return all(one.end == other.start for one, other in pairwise(words))


def _continues_name(one: Word, other: Word, is_fragment: Callable[[Word], bool]) -> bool:
    """Tell whether an unknown name fell apart here; a function word or a verb ends it."""
    if not _are_joined((one, other)):
        return False
    alone = len(one.text) == len(other.text) == 1
    if is_fragment(other):
        return alone or other.tag != "v"
    closed = other.tag in ("x", "p", "d", "c", "u", "r", "m", "v") or other.text in FUNCTION_CHARACTERS
    return alone and not closed
