"""得 地 着 了 过 还 为: particles and small words of several readings.

Grammar: Lü Shuxiang, 现代汉语八百词 (1999), entries of the same names. A rule returns None where the evidence is thin.
"""

import re
from collections.abc import Mapping, Sequence

from flashdeck.chinese.readings.context import DEGREES, PERSONS, Place, Rule, is_predicate
from flashdeck.chinese.words import NO_WORD, Word, may_be_verb
from flashdeck.dictionaries.cedict import load_dictionary

_HELPERS = frozenset("要得该会能来请想应没可快去就敢肯愿再先")
_MODALS = frozenset({"会", "能", "可以", "要", "想", "应该", "可能", "必须", "希望"})
_NEVER_AFTER_MUST = frozenset("太很真挺")  # must is followed by what is to be done, never by an exclamation or a plain degree
_CAUSED = frozenset({"用来", "迫", "逼", "要求", "邀请", "请", "允许"})  # a verb of its own follows these
# Verbs of passing and surpassing: 过 behind them is a direction, past or beyond (现代汉语八百词, 过 as 趋向动词).
_PASSING = frozenset("走跑穿飞跨越翻游绕掠闪流拂递接转扭侧胜赛强漫挤爬渡划驶躲逃")
_EVER = frozenset({"没", "没有", "未", "从", "从来", "从未", "曾", "曾经", "以前"})
_TIME = re.compile(r"^[几两一二三四五六七八九十半好多数0-9]+个?(?:天|年|月|周|星期|小时|分钟|钟头)")
_SPENT = frozenset(
    {"年", "节", "日子", "生日", "周末", "春节", "夏天", "冬天", "夜", "河", "桥", "马路", "海关", "生活", "一辈子"}
)
# Verbs of turning into and of naming: 为 behind them is "as, into" (现代汉语八百词, 为).
_TURNS = frozenset(
    "描述 转化 转换 转变 设置 设定 定义 成长 演变 划分 区分 复制 翻译 解释 理解 归类 归纳 认定 评选 任命 命名 改编 升级 发展 扩大 分解 简化 "
    "概括 总结 表述 形容 宣布 公认 改造 打造 培养 塑造 合并 视 译 称 誉 列 改名 更名 归结 判断 评价".split()
)
_AIMS = frozenset(
    "中心 目标 目的 导向 主 基础 核心 标准 准 例 前提 代价 重点 荣 单位 借口 由 特色 主题".split()
)  # what something is taken for
_RETURNED = frozenset({"清", "债", "钱", "款", "贷", "书", "债务", "贷款", "欠款", "本金", "利息"})


def _de_particle(place: Place) -> str | None:
    """得: de after a verb or adjective, děi (must) between a subject or adverb and a verb, dé (obtain) elsewhere."""
    before, after = place.before, place.after
    if after.text == "的" or before.text in ("兼", "所", "易") or (before.text in _MODALS and after.tag[:1] in ("n", "m", "q")):
        return "de2"  # 得的病; 会得病, 想得第一
    if is_predicate(before) or _has_degree(before, after) or _can_return(place.words, place.at - 1):
        return "de5"
    if _cannot_follow(place) or (after.text == "比" and len(before.text) > 1 and may_be_verb(before.text, first=False)):
        return "de5"  # 交流得比我们多
    if before.tag == "n" and len(before.text) == 1 and after.text in PERSONS and may_be_verb(before.text, first=False):
        return None  # 气得他说不出话, but 书得你还
    if before.tag[:1] in ("r", "d", "n", "t", "c", "x") and (_may_be_done(place) or _takes_time(place)):
        return "dei3"
    return "de2" if after.tag[:1] in ("n", "m") or after.text == "了" else None


def _has_degree(before: Word, after: Word) -> bool:
    """Tell whether an adverb of degree begins the complement of what is tagged as a noun: 病得太重, but 司机得更小心."""
    may_be = before.tag[:1] == "n" and after.text in DEGREES
    return may_be and (after.text in _NEVER_AFTER_MUST or may_be_verb(before.text, first=False))


def _cannot_follow(place: Place) -> bool:
    """Tell whether a verb in the negative potential follows what may be a verb itself: 病得起不来; nothing must be impossible."""
    rest = place.following
    impossible = len(rest) > 1 and rest[0].tag[:1] == "v" and (rest[1].text == "不" or rest[0].text[1:2] == "不")
    return impossible and may_be_verb(place.before.text, first=False)


def _may_be_done(place: Place) -> bool:
    """Tell whether a verb phrase follows, its own subject included: 得等, 得自己补."""
    after = place.after
    if after.tag[:1] == "r":
        own = place.following[1:]
        return any(word.tag[:1] == "v" for word in own) and own[0].text != "的"
    if after.tag == "n" and len(after.text) > 1 and may_be_verb(after.text, first=False):
        return True  # 得定义一下
    kinds = ("v", "p", "d") if place.before.tag == "x" else ("v", "p", "a", "d", "z", "i", "l")
    return after.tag[:1] in kinds or after.text == "等"


def _takes_time(place: Place) -> bool:
    """Tell whether a time follows that something takes: 至少得几天."""
    return place.before.tag == "d" and bool(_TIME.search("".join(word.text for word in place.following[:3])))


def _adverbial(place: Place) -> str | None:
    """地: de between a modifier and a verb or adjective, else dì (ground)."""
    before, after = place.before, place.after
    if _is_said_twice(place) and after.tag != "x":
        return "de5"
    modifies = before.tag != "x" and (len(before.text) > 1 or _is_graded(place))
    if modifies and after.tag[:1] in ("v", "a", "d", "p", "i", "l", "r", "c"):
        return "de5"
    if modifies and (before.tag[:1] in ("a", "b", "d", "z", "i", "l") or before.text[-1] in "性般样"):
        return "de5" if after.tag != "x" else None  # a noun after a modifier with 地 is a verb the tagger missed
    if modifies and after.tag[:1] == "n" and before.tag[:1] == "v":
        return None
    return "di4"


def _is_graded(place: Place) -> bool:
    """Tell whether an adjective of one character stands before, with its degree: 更快地, 快得多地; but 种好地 "till the land"."""
    degree = place.words[place.at - 2] if place.at > 1 else NO_WORD
    is_degree = degree.tag[:1] in ("d", "a", "b", "z") or degree.text in DEGREES or degree.text == "得"
    is_degree = is_degree or (degree.tag[:1] == "v" and not may_be_verb(degree.text, first=True))
    return is_degree and (place.before.tag[:1] == "a" or place.before.text in ("多", "少"))


def _is_said_twice(place: Place) -> bool:
    """Tell whether a character, or a number and its measure, stand before twice: 静静地, 一步一步地."""
    said = "".join(word.text for word in place.words[max(0, place.at - 4) : place.at])
    return (len(said) > 1 and said[-1] == said[-2]) or (len(said) > 3 and said[-4:-2] == said[-2:])


def _aspect_zhe(place: Place) -> str | None:
    """着: zháo as a result (睡不着), zhe after a verb or adjective."""
    before = place.before
    return "zhao2" if before.text[-1:] in ("不", "得") else "zhe5" if before.tag != "x" else None


def _aspect_le(place: Place) -> str | None:
    """了: liǎo after 不, or after a predicate and 得, as a potential complement (做不了, 做得了), else le, also of 获得了."""
    before = place.before.text
    if before == "得":
        verb = place.at - 2
        is_verb = verb >= 0 and (is_predicate(place.words[verb]) or _can_return(place.words, verb))
        return "liao3" if is_verb else "le5"
    is_word = len(before) > 1 and before in load_dictionary()  # 获得了, 舍不得了
    return "liao3" if before[-1:] in ("不", "得") and not is_word else "le5"


def _aspect_guo(place: Place) -> str | None:
    """过: guo after a verb or adjective, as an aspect; guò as a verb (过年, 想过好日子) and as a direction (走过大街)."""
    before, after = place.before, place.after
    is_verb = is_predicate(before) or _is_experienced(place)
    if not is_verb or before.text[-1] in _MODALS - {"想"} or after.text.removeprefix("好") in _SPENT:
        return "guo4"
    has_been = any(word.text in _EVER for word in place.preceding)
    return "guo4" if before.text in _PASSING and not has_been else "guo5"


def _is_experienced(place: Place) -> bool:
    """Tell whether a verb stands before that is tagged as a noun: 经历过; but 日子过得很好."""
    before = place.before
    is_noun = before.tag[:1] == "n" and len(before.text) > 1 and before.text not in _SPENT
    return is_noun and place.after.text != "得" and may_be_verb(before.text, first=False)


def _still_or_return(place: Place) -> str | None:
    """还: huán (give back) before what is returned or to whom, and where nothing follows; else hái.

    The adverb hái never stands right before an aspect or a result of returning (还了, 还完), nor before a pronoun that
    nothing is said of (还我, 还他一个公道).
    还给 "give back" is one word; cut, it is "also for".
    """
    before, after = place.before, place.after
    if after.text in _RETURNED or after.tag == "x" or after.text in ("了", "完", "不了") or _can_return(place.words, place.at):
        return "huan2"
    if after.text == "过":
        return "huan2" if place.ends_after(1) else "hai2"
    owes = before.text[-1:] in _HELPERS or all(word.tag[:1] in ("n", "m", "q", "u", "y") for word in place.following[1:])
    return "huan2" if after.text in PERSONS and owes else "hai2"


def _can_return(words: Sequence[Word], at: int) -> bool:
    """Tell whether 还 and a potential complement stand here: 还得起, 还不清, 还得了这笔钱; but 还得了病 "caught, too"."""
    place = Place(words, at)
    rest = place.following
    if at < 0 or words[at].text != "还" or len(rest) < 2 or rest[0].text not in ("得", "不"):
        return False
    if rest[1].text == "了":
        return len(rest) > 2 and rest[-1].text in _RETURNED and not any(word.tag[:1] == "v" for word in rest[2:])
    return rest[1].text in ("起", "清", "上") and place.ends_after(2)


def _for_or_be(place: Place) -> str | None:
    """为: wéi after a verb (变为, 被选为) and in 以…为, wèi before an object whose verb follows in the clause (为客户提供)."""
    before, rest = place.before, place.following
    is_verb = before.tag[:1] == "v" and before.text not in _HELPERS and before.text[-1] != "是"  # 是为孩子准备的
    if is_verb and len(before.text) == 1:
        return "wei2"
    is_passive = any(word.text == "被" for word in place.preceding)
    if is_passive and before.text not in _CAUSED and (is_verb or may_be_verb(before.text, first=True)):
        return "wei2"
    if before.text in _TURNS or (is_verb and _disposes_of(place)):
        return "wei2"
    takes = any(word.text == "以" for word in place.preceding[1:]) and before.text != "以"
    is_aim = bool(rest) and (rest[0].text in _AIMS or (len(rest) > 1 and rest[0].tag == "n" and rest[1].text == "的"))
    if takes and rest and (is_aim or not any(word.tag[:1] == "v" for word in rest[1:])):
        return "wei2"
    if any(word.tag[:1] == "v" for word in rest[1:]):
        return "wei4"
    return None if rest and rest[0].tag[:1] in ("r", "n") and not is_verb else "wei2"


def _disposes_of(place: Place) -> bool:
    """Tell whether the verb before turns an object with 把 or 将 into something: 把它设置为自动开机."""
    return Place(place.words, place.at - 1).disposes()


PARTICLE_RULES: Mapping[str, Rule] = {
    "得": _de_particle,
    "地": _adverbial,
    "着": _aspect_zhe,
    "了": _aspect_le,
    "过": _aspect_guo,
    "还": _still_or_return,
    "为": _for_or_be,
}
