"""Rules for characters that stand alone and have several readings in everyday speech.

Each rule looks at the words beside it and at its clause. Grammar: 得 地 着 了 还 为 as in Lü Shuxiang, 现代汉语八百词 (1999),
entries of the same names; the others as in 现代汉语词典, 7th edition, by sense and part of speech. A rule returns None where
the evidence is thin.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from flashdeck.annotate.chinese.words import Word, may_be_verb

_NO_WORD = Word("", 0, "x")
_COUNTERS = frozenset("零〇一二两三四五六七八九十百千万几这那哪每各某第多数")
_FIGURES = frozenset("零〇一二两三四五六七八九十百千万亿半几第0123456789")
_HELPERS = frozenset("要得该会能来请想应没可快去就敢肯愿再先")
_MODALS = frozenset({"会", "能", "可以", "要", "想", "应该", "可能", "必须", "希望"})
_PERSONS = frozenset({"我", "你", "您", "他", "她", "它", "我们", "咱们", "你们", "他们", "她们", "它们", "大家", "人家", "谁"})
_PERSON_ENDINGS = frozenset("们人员者师工生长兵匠友妈爸哥姐弟妹爷奶叔姨孩民")
_CLOSING = frozenset({*"了吗吧呢啊呀嘛啦的", "没有"})
_DEGREES = frozenset(
    {"太", "很", "更", "最", "真", "挺", "非常", "十分", "特别", "极", "极其", "多么", "这么", "那么", "比较", "越来越"}
)
_NEVER_AFTER_MUST = frozenset("太很真挺")  # must is followed by what is to be done, never by an exclamation or a plain degree
_CAUSED = frozenset({"用来", "迫", "逼", "要求", "邀请", "请", "允许"})  # a verb of its own follows these
_RETURNED = frozenset({"清", "债", "钱", "款", "贷", "书", "债务", "贷款", "欠款", "本金", "利息"})
_RESULTS = frozenset("出大成高到起满着得过")
_COUNTED = frozenset({"一下", "了", "到", "清", "清楚", "过", "着", "数", "得", "不", "完", "钱", "票", "羊"})
_PLANTED = frozenset(
    {"地", "田", "树", "菜", "花", "草", "粮", "粮食", "玉米", "水稻", "小麦", "庄稼", "棉花", "水果", "下", "植"}
)
_LOOKED_AFTER = frozenset({"孩子", "小孩", "宝宝", "家", "门", "店", "摊", "摊子", "瓜", "羊", "牛", "鸭", "仓库"})
_TURNED = frozenset({"身", "头", "向", "过", "过去", "过来", "到", "入", "为", "成", "给", "进", "回", "往", "发", "账"})
_FASTENING = frozenset({"好", "上", "着", "紧", "住", "牢", "了", "得"})
_FASTENED = frozenset("带扣巾裙结绳")  # last characters: 安全带 鞋带 领带, 扣, 围巾, 围裙, 蝴蝶结, 绳
_WOUND = frozenset("纸布卷带线钱毯绳丝网席皮")  # last characters of what is rolled up, not printed: 手纸, 胶卷, 胶带
_POURED = frozenset("水茶酒汤奶油饭圾")  # last characters of what is poured out: 开水, 牛奶, 垃圾
_ANIMALS = frozenset("羊猪牛马鸡鸭")
_PLACES = frozenset("市省县区州部局处科厂校院所室组队站团军营镇乡村司行")  # last characters of where people are posted


@dataclass(frozen=True, slots=True)
class Place:
    """A word among the words of its line. Marks bound its clause."""

    words: Sequence[Word]
    at: int

    @property
    def before(self) -> Word:
        return self.words[self.at - 1] if self.at else _NO_WORD

    @property
    def after(self) -> Word:
        return self.words[self.at + 1] if self.at + 1 < len(self.words) else _NO_WORD

    @property
    def following(self) -> tuple[Word, ...]:
        """The rest of the clause."""
        return tuple(takewhile(lambda word: not _is_mark(word), self.words[self.at + 1 :]))

    @property
    def preceding(self) -> tuple[Word, ...]:
        """The clause up to here, the nearest word first."""
        return tuple(takewhile(lambda word: not _is_mark(word), reversed(self.words[: self.at])))

    def ends_after(self, count: int) -> bool:
        """Tell whether the clause ends after so many further words, but for closing particles."""
        return all(word.text in _CLOSING for word in self.following[count:])

    def disposes(self) -> bool:
        """Tell whether an object with 把 (将, 拿) stands before, and no other verb between."""
        nouns = tuple(takewhile(lambda word: word.text not in ("把", "将", "拿"), self.preceding))
        found = len(nouns) < len(self.preceding)
        return found and bool(nouns) and not any(word.tag[:1] == "v" for word in nouns)


Rule = Callable[[Place], str | None]


def rule_reading(words: Sequence[Word], at: int) -> tuple[str | None, bool]:
    """Return the numbered reading of a one-character word, and whether the evidence is thin; (None, False) without a rule."""
    text = words[at].text
    if text not in _RULES:
        return None, False
    reading = _RULES[text](Place(words, at))
    return (reading, False) if reading else (_USUAL[text], True)


def follows_predicate(words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb or an adjective stands before a word: then 得 or 不 behind it makes a complement."""
    return at > 0 and (_is_predicate(words[at - 1]) or words[at - 1].text == "还")


def _is_mark(word: Word) -> bool:
    return not word.text[:1].isalnum()


def _is_counter(word: Word) -> bool:
    return word.tag[:1] in ("m", "q") or word.text[-1:] in _COUNTERS


def _is_predicate(word: Word) -> bool:
    """Tell whether a word is one by its tag; jieba tags many a verb of one character otherwise (飞 传 运 as nouns)."""
    by_tag = word.tag[:1] in ("v", "a", "i", "l", "z") or word.text == "多"
    return by_tag or (len(word.text) == 1 and word.tag[:1] == "n" and may_be_verb(word.text, first=True))


def _is_person(word: Word) -> bool:
    return word.text in _PERSONS or word.tag.startswith("nr") or (word.tag[:1] == "n" and word.text[-1:] in _PERSON_ENDINGS)


def _de_particle(place: Place) -> str | None:
    """得: de after a verb or adjective, děi (must) between a subject or adverb and a verb, dé (obtain) elsewhere."""
    before, after = place.before, place.after
    if after.text == "的" or (before.text in _MODALS and after.tag[:1] in ("n", "m", "q")):
        return "de2"  # 得的病; 会得病, 想得第一
    if _is_predicate(before) or _has_degree(before, after) or _can_return(place.words, place.at - 1):
        return "de5"
    if before.tag == "n" and len(before.text) == 1 and after.text in _PERSONS and may_be_verb(before.text, first=False):
        return None  # 气得他说不出话, but 书得你还
    if before.tag[:1] in ("r", "d", "n", "t", "c", "x") and _may_be_done(place):
        return "dei3"
    return "de2" if after.tag[:1] in ("n", "m") or after.text == "了" else None


def _has_degree(before: Word, after: Word) -> bool:
    """Tell whether an adverb of degree begins the complement of what is tagged as a noun: 病得太重, but 司机得更小心."""
    may_be = before.tag[:1] == "n" and after.text in _DEGREES
    return may_be and (after.text in _NEVER_AFTER_MUST or may_be_verb(before.text, first=False))


def _may_be_done(place: Place) -> bool:
    """Tell whether a verb phrase follows, its own subject included: 得等, 得自己补."""
    after = place.after
    if after.tag[:1] == "r":
        own = place.following[1:]
        return any(word.tag[:1] == "v" for word in own) and own[0].text != "的"
    kinds = ("v", "p", "d") if place.before.tag == "x" else ("v", "p", "a", "d", "z", "i", "l")
    return after.tag[:1] in kinds or after.text == "等"


def _adverbial(place: Place) -> str | None:
    """地: de between a modifier and a verb or adjective, else dì (ground)."""
    before, after = place.before, place.after
    modifies = len(before.text) > 1 and before.tag != "x"
    if modifies and after.tag[:1] in ("v", "a", "d", "p", "i", "l", "r", "c"):
        return "de5"
    if modifies and after.tag[:1] == "n" and before.tag[:1] in ("a", "d", "z", "i", "l", "v"):
        return "de5" if before.tag[:1] != "v" else None  # a noun after a modifier with 地 is a verb the tagger missed
    if modifies and after.tag == "x" and before.tag[:1] in ("a", "d", "z"):
        return None
    return "di4"


def _aspect_zhe(place: Place) -> str | None:
    """着: zháo as a result (睡不着), zhe after a verb or adjective."""
    before = place.before
    return "zhao2" if before.text[-1:] in ("不", "得") else "zhe5" if before.tag != "x" else None


def _aspect_le(place: Place) -> str | None:
    """了: liǎo after 不, or after a predicate and 得, as a potential complement (做不了, 做得了), else le."""
    before = place.before.text
    if before == "得":
        return "liao3" if follows_predicate(place.words, place.at - 1) else "le5"
    return "liao3" if before[-1:] in ("不", "得") else "le5"


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
    return "huan2" if after.text in _PERSONS and owes else "hai2"


def _can_return(words: Sequence[Word], at: int) -> bool:
    """Tell whether 还 and a potential complement stand here: 还得起, 还不清."""
    place = Place(words, at)
    possible = at >= 0 and words[at].text == "还" and place.after.text in ("得", "不")
    return possible and len(place.following) > 1 and place.following[1].text in ("起", "清", "上") and place.ends_after(2)


def _row(place: Place) -> str | None:
    """行: háng when counted (三行代码, 这一行), xíng as predicate."""
    return "hang2" if _is_counter(place.before) else "xing2"


def _again(place: Place) -> str | None:
    """重: chóng when counted (两重) or before a verb (重做), else zhòng: with a degree, or a weight after it (重达三吨)."""
    if place.before.text in _DEGREES or place.after.text in ("达", "约", "逾", "近"):
        return "zhong4"
    return "chong2" if _is_counter(place.before) or place.after.tag[:1] == "v" else "zhong4"


def _grow(place: Place) -> str | None:
    """长: zhǎng before a result or aspect (长出, 长着, 长得), cháng as adjective (很长, 多长)."""
    before, after = place.before, place.after
    if after.text[:1] in _RESULTS:
        return "zhang3"
    if after.text == "了" and before.text not in _DEGREES:
        is_sure = _is_person(before) or before.tag[:1] in ("d", "f", "s")
        return "zhang3" if is_sure and not place.ends_after(1) else None  # 头发长了, 裤子长了两寸 may be either
    return "chang2"


def _only(place: Place) -> str | None:
    """只: zhī as a measure after a number, else zhǐ (only)."""
    return "zhi1" if _is_counter(place.before) and place.after.tag[:1] not in ("v", "d") else "zhi3"


def _for_or_be(place: Place) -> str | None:
    """为: wéi after a verb (变为, 被选为), wèi before an object whose verb follows in the clause (为客户提供)."""
    before, rest = place.before, place.following
    is_verb = before.tag[:1] == "v" and before.text not in _HELPERS
    if is_verb and len(before.text) == 1:
        return "wei2"
    is_passive = any(word.text == "被" for word in place.preceding)
    if is_passive and before.text not in _CAUSED and (is_verb or may_be_verb(before.text, first=True)):
        return "wei2"
    if any(word.tag[:1] == "v" for word in rest[1:]):
        return "wei4"
    return None if rest and rest[0].tag[:1] in ("r", "n") and not is_verb else "wei2"


def _count(place: Place) -> str | None:
    """数: shǔ (count) before a number, a result or what is counted (数星星), else shù."""
    before, after = place.before, place.after
    is_figure = bool(after.text) and _FIGURES.issuperset(after.text) and after.text[0] not in "十百千万亿"  # 数十: some tens
    to_figure = is_figure and before.tag[:1] != "n"  # 旅客数570
    counts = len(after.text) > 1 and after.tag[:1] == "n" and not _is_counter(before) and before.text != "的"
    return "shu3" if after.text in _COUNTED or to_figure or counts else "shu4"


def _kind_or_plant(place: Place) -> str | None:
    """种: zhòng (plant) before what is planted or an aspect, zhǒng (kind) after a number or pronoun."""
    if _is_counter(place.before):
        return "zhong3"
    return "zhong4" if place.after.text in _PLANTED or place.after.text in ("了", "过", "着") else None


def _adjust(place: Place) -> str | None:
    """调: tiáo (adjust) to a figure, a degree or a result, diào (transfer) to a place, away or back."""
    after = place.after
    if after.text in ("走", "离", "任", "往", "动", "回", "来"):
        return "diao4"
    if after.text == "到":
        goal = next((word for word in place.following[1:] if word.text != "了"), _NO_WORD)
        to_place = goal.tag.startswith(("ns", "nt", "s")) or (goal.tag[:1] == "n" and goal.text[-1:] in _PLACES)
        return "diao4" if to_place else "tiao2"
    return "tiao2" if after.text in ("好", "成", "高", "低", "整", "出", "大", "小") else None


def _measure(place: Place) -> str | None:
    """量: liáng (measure) before a result, else liàng (amount)."""
    return "liang2" if place.after.text in ("好", "一", "一下", "了", "出", "完", "体温", "血压") else "liang4"


def _do_or_dry(place: Place) -> str | None:
    """干: gàn (do) as a verb; gān (dry) after a degree or a verb that dries, and of a thing, where no object follows."""
    if place.before.text in ("很", "太", "擦", "晒", "吹", "喝", "晾", "烘", "烤", "拧", "流", "抽", "榨", "变"):
        return "gan1"
    subject = tuple(word for word in place.preceding if word.tag[:1] not in ("d", "t") and word.text not in ("没", "没有"))
    of_thing = subject and subject[0].tag[:1] == "n" and not any(map(_is_person, subject))
    came_about = place.after.text == "了" or place.before.text in ("没", "没有")
    return "gan1" if of_thing and came_about and place.ends_after(0) else "gan4"


def _carry(place: Place) -> str | None:
    """背: bēi (carry) with an aspect, bèi (back; recite) otherwise."""
    after = place.after
    return "bei1" if after.text in ("着", "起", "上") else "bei4" if _is_counter(place.before) or after.tag == "x" else None


def _pour(place: Place) -> str | None:
    """倒: dào before a verb or adjective (倒是), dǎo (fall) after a verb, and of what stands, where no object follows."""
    before, after = place.before, place.after
    if before.tag[:1] == "v":
        return "dao3"
    if after.tag[:1] in ("v", "a", "d"):
        return "dao4"
    if after.text == "了" and place.ends_after(0) and before.tag[:1] in ("n", "r", "d", "z"):
        poured = place.disposes() or any(word.text[-1] in _POURED for word in place.preceding)
        return "dao4" if poured else "dao3"
    return None


def _lead_or_rate(place: Place) -> str | None:
    """率: shuài (lead) before whom one leads, lǜ (rate) elsewhere."""
    return "shuai4" if place.after.tag[:1] in ("n", "r") and place.before.tag[:1] in ("n", "r", "d", "x") else "lv4"


def _take_for(place: Place) -> str | None:
    """当: dàng (take for) after an object with 把, else dāng."""
    return "dang4" if place.disposes() or place.before.text == "被" else "dang1"


def _look_after(place: Place) -> str | None:
    """看: kān (watch over) before whom or what is looked after and nothing else, unless one goes to see it."""
    watches = place.after.text in _LOOKED_AFTER and place.ends_after(1)
    return "kan1" if watches and place.before.text not in ("去", "来", "回") else "kan4"


def _spin(place: Place) -> str | None:
    """转: zhuàn round and round (转得快, 转个不停, 转三圈, 绕着它转), zhuǎn in another direction."""
    before, after = place.before, place.after
    if after.text in _TURNED:
        return "zhuan3"
    circle = any(word.text[-1] == "圈" for word in place.following)
    orbit = place.ends_after(0) and (before.text == "在" or any(word.text[0] in "绕围" for word in place.preceding))
    return "zhuan4" if circle or orbit or after.text in ("得", "个", "着", "动") or before.text == "地" else "zhuan3"


def _volume(place: Place) -> str | None:
    """卷: juàn (volume) with a number beside it, or after a title, unless what is counted is rolled up; else juǎn."""
    before, after = place.before, place.after
    if before.text == "》" or after.text[:1] in _FIGURES:
        return "juan4"
    if not _is_counter(before):
        return "juan3"
    return "juan3" if after.tag[:1] == "n" and after.text[-1] in _WOUND and before.text[0] != "第" else "juan4"


def _leave_behind(place: Place) -> str | None:
    """落: là (forget) of an object with 把 that stays somewhere, else luò."""
    is_thing = place.disposes() and place.before.text not in ("目光", "视线", "眼光", "重点", "脚")
    return "la4" if is_thing and place.after.text in ("在", "下") else "luo4"


def _fasten(place: Place) -> str | None:
    """系: jì (fasten) with an aspect or result, or before what is fastened; else xì."""
    after = place.after
    return "ji4" if after.text in _FASTENING or (after.tag[:1] == "n" and after.text[-1] in _FASTENED) else "xi4"


def _pen(place: Place) -> str | None:
    """圈: juàn (pen) where the line speaks of farm animals and does not count, else quān."""
    of_animals = any(not _ANIMALS.isdisjoint(word.text) for word in place.words)
    is_place = place.after.tag[:1] == "f" or place.before.text[-1:] in _ANIMALS
    return "juan4" if of_animals and is_place and not _is_counter(place.before) else "quan1"


def _tighten(place: Place) -> str | None:
    """勒: lēi (tighten) before a result or aspect, lè in names."""
    return "lei1" if place.after.text in ("紧", "住", "死", "着", "出", "得") else "le4"


_RULES: Mapping[str, Rule] = {
    "率": _lead_or_rate,
    "弄": lambda place: "long4" if place.before.tag[:1] == "m" else "nong4",  # alley, after a number; do
    "得": _de_particle,
    "地": _adverbial,
    "着": _aspect_zhe,
    "了": _aspect_le,
    "还": _still_or_return,
    "行": _row,
    "重": _again,
    "长": _grow,
    "只": _only,
    "为": _for_or_be,
    "数": _count,
    "种": _kind_or_plant,
    "调": _adjust,
    "量": _measure,
    "干": _do_or_dry,
    "背": _carry,
    "倒": _pour,
    "当": _take_for,
    "看": _look_after,
    "转": _spin,
    "卷": _volume,
    "落": _leave_behind,
    "系": _fasten,
    "圈": _pen,
    "勒": _tighten,
}
_USUAL: Mapping[str, str] = {
    "得": "de5",
    "地": "de5",
    "着": "zhe5",
    "长": "chang2",
    "为": "wei4",
    "种": "zhong3",
    "调": "tiao2",
    "背": "bei4",
    "倒": "dao4",
}
