"""What jieba cuts and is one: figures of a number, parts of a transcribed name, a compound and its last character."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, NO_WORD, Word

NAME_DOT = "·"
NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿几")
_NO_FIGURES = frozenset({"万一", "千万", "一一"})  # in case, by all means, one by one: a figure does not begin with these
_NAME_CHARACTER_TAGS = frozenset({"nz", "j", "x", "zg", "vg", "rg", "ng", "ag", "g"})  # a single character that is no word
# Characters that transcribe foreign names (音译表, 世界人名翻译大辞典, 2nd edition, 2007), common words among them left out.
TRANSCRIBING = frozenset(
    "阿埃艾安奥巴班贝本比彼毕伯勃博布查达戴丹德登邓狄迪蒂丁顿杜多厄恩尔法范菲费芬冯弗芙伏福夫盖甘冈戈格根古圭哈海汉翰赫亨胡华怀霍基吉加贾"
    "简杰津卡凯坎康柯科克肯库夸奎拉莱赖兰朗劳勒雷蕾黎里理利莉丽莲林琳伦隆卢鲁露路罗洛吕马玛麦迈曼芒梅门蒙米密缪莫默姆穆娜纳奈南内尼涅宁纽努"
    "诺欧帕派潘庞佩彭皮平普齐奇恰乔琼丘荣茹瑞若撒萨塞桑森沙珊绍圣施什士史舒斯丝松苏索塔泰坦汤唐陶特腾廷图托瓦威韦维魏文沃乌武西希锡夏香肖谢辛欣"
    "休许雪逊雅亚延扬耶叶伊因英尤约赞泽扎詹珍芝朱卓兹佐"
)


# Affixes that make nouns of nouns and verbs (类词缀: Lü Shuxiang, 汉语语法分析问题, 1979, section 48).
SUFFIXES = frozenset("率性量值器机员者力法库集层式型化论学家师厂词群链商业界费税权仪剂症炎体感观期额")


def join_compounds(words: Sequence[Word], is_headword: Callable[[str], bool]) -> Iterator[Word]:
    """Join what jieba cuts at the wrong place: 软件|工程师 is who does 软件工程, and 分|发给 is 分发, to somebody."""
    at = 0
    while at < len(words):
        one, other = words[at], words[at + 1] if at + 1 < len(words) else NO_WORD
        together = one.text + other.text
        if one.end != other.start or len(other.text) == 1:
            yield one
        elif other.text[-1] in SUFFIXES and len(one.text) > 1 and is_headword(together[:-1]):
            yield Word(together, one.start, "n")
            at += 1
        elif other.text[1:] == "给" and len(one.text) == 1 and one.tag[:1] == "v" and is_headword(together[:-1]):
            yield Word(together[:-1], one.start, "v")
            yield Word("给", other.start + 1, "p")
            at += 1
        else:
            yield one
        at += 1


def join_figures(words: list[Word]) -> Iterator[Word]:
    """Join the figures of one number: 三|百, 第二|百, 二|〇|二|六, 数|万亿."""
    at = 0
    while at < len(words):
        end = at + 1
        while _is_figure(words[at]) and end < len(words) and _continues_figure(words[end - 1], words[end]):
            end += 1
        yield Word("".join(word.text for word in words[at:end]), words[at].start, "m") if end > at + 1 else words[at]
        at = end


def _is_figure(word: Word) -> bool:
    return word.text not in _NO_FIGURES and NUMERALS.issuperset(word.text.removeprefix("第").removeprefix("数"))


def _continues_figure(one: Word, other: Word) -> bool:
    follows = one.end == other.start and NUMERALS.issuperset(other.text)
    return follows and (one.text != "数" or other.text[0] in "十百千万亿")


def join_fragments(words: list[Word], is_fragment: Callable[[Word], bool]) -> Iterator[Word]:
    """Join a transcribed name that fell apart: 阿姆|达尔, 德|米斯. One part at least has two characters."""
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and _may_be_name(words[end], is_fragment) and _are_joined(words[at : end + 1]):
            end += 1
        if end - at > 1 and any(len(word.text) > 1 for word in words[at:end]):
            yield Word("".join(word.text for word in words[at:end]), words[at].start, "nrt")
            at = end
        else:
            yield words[at]
            at += 1


def _may_be_name(word: Word, is_fragment: Callable[[Word], bool]) -> bool:
    return is_fragment(word) and (word.tag.startswith(("nr", "ns")) or word.tag in _NAME_CHARACTER_TAGS)


def join_names(words: list[Word], is_fragment: Callable[[Word], bool]) -> Iterator[Word]:
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
    while end + 1 < len(words) and words[end].text == NAME_DOT and _are_joined(words[end - 1 : end + 2]):
        end += 2
        while end < len(words) and _continues_name(words[end - 1], words[end], is_fragment):
            end += 1
    return end if end > dot else at + 1


def _fragments_end(words: Sequence[Word], at: int, is_fragment: Callable[[Word], bool]) -> int:
    end = at + 1
    while end < len(words) and is_fragment(words[end - 1]) and _are_joined(words[end - 1 : end + 1]):
        is_last = words[end + 1 : end + 2] and words[end + 1].text == NAME_DOT and TRANSCRIBING.issuperset(words[end].text)
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
