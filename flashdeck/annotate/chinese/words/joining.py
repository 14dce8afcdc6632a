"""What jieba cuts and is one: the figures of a number, the parts of a transcribed name."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from flashdeck.annotate.chinese.words.word import FUNCTION_CHARACTERS, Word

NAME_DOT = "·"
NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿几")
_NO_FIGURES = frozenset({"万一", "千万", "一一"})  # in case, by all means, one by one: a figure does not begin with these
# Characters that transcribe foreign names (音译表, 世界人名翻译大辞典, 2nd edition, 2007), common words among them left out.
TRANSCRIBING = frozenset(
    "阿埃艾安奥巴班贝本比彼毕伯勃博布查达戴丹德登邓狄迪蒂丁顿杜多厄恩尔法范菲费芬冯弗芙伏福夫盖甘冈戈格根古圭哈海汉翰赫亨胡华怀霍基吉加贾"
    "简杰津卡凯坎康柯科克肯库夸奎拉莱赖兰朗劳勒雷蕾黎里理利莉丽莲林琳伦隆卢鲁露路罗洛吕马玛麦迈曼芒梅门蒙米密缪莫默姆穆娜纳奈南内尼涅宁纽努"
    "诺欧帕派潘庞佩彭皮平普齐奇恰乔琼丘荣茹瑞若撒萨塞森沙珊绍圣施什士史舒斯丝松苏索塔泰坦汤唐陶特腾廷图托瓦威韦维魏文沃乌武西希锡夏香肖谢辛欣"
    "休许雪逊雅亚延扬耶叶伊因英尤约赞泽扎詹珍芝朱卓兹佐"
)


def join_figures(words: list[Word]) -> Iterator[Word]:
    """Join the figures of one number: 三|百, 第二|百, 二|〇|二|六."""
    at = 0
    while at < len(words):
        end = at + 1
        while _is_figure(words[at]) and end < len(words) and _continues_figure(words[end - 1], words[end]):
            end += 1
        yield Word("".join(word.text for word in words[at:end]), words[at].start, "m") if end > at + 1 else words[at]
        at = end


def _is_figure(word: Word) -> bool:
    return word.text not in _NO_FIGURES and NUMERALS.issuperset(word.text.removeprefix("第"))


def _continues_figure(one: Word, other: Word) -> bool:
    return one.end == other.start and NUMERALS.issuperset(other.text)


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
