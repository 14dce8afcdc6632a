"""Rules for characters that stand alone and have several readings in everyday speech.

Each rule looks at the words beside it. Grammar: 得 地 着 了 as in Lü Shuxiang, 现代汉语八百词 (1999), entries of the same names;
行 重 长 为 还 数 种 as in 现代汉语词典, 7th edition, by part of speech. `None` means that the evidence is thin.
"""

from collections.abc import Callable, Mapping, Sequence

from flashdeck.annotate.chinese_words import Word

Rule = Callable[[Word, Word, Sequence[Word]], str | None]
_NO_WORD = Word("", 0, "x")
_COUNTERS = frozenset("一二两三四五六七八九十百千万几这那哪每各某第多数")
_HELPERS = frozenset("要得该会能来请想应没可快去就")
_RETURNED = frozenset({"给", "清", "债", "钱", "款", "贷", "书", "债务", "贷款", "欠款", "本金", "利息"})
_RESULTS = frozenset("出大成高到起满")
_COUNTED = frozenset({"一", "一下", "了", "到", "清", "清楚", "过", "数", "得", "不", "完"})
_PLANTED = frozenset(
    {"地", "田", "树", "菜", "花", "草", "粮", "粮食", "玉米", "水稻", "小麦", "庄稼", "棉花", "水果", "下", "植"}
)


def rule_reading(words: Sequence[Word], at: int) -> tuple[str | None, bool]:
    """Return the numbered reading of a one-character word, and whether the evidence is thin; (None, False) without a rule."""
    rule = _RULES.get(words[at].text)
    if rule is None:
        return _SETTLED.get(words[at].text), False
    before = words[at - 1] if at else _NO_WORD
    after = words[at + 1] if at + 1 < len(words) else _NO_WORD
    reading = rule(before, after, words[at + 1 :])
    return (reading, False) if reading else (_USUAL[words[at].text], True)


def _is_counter(word: Word) -> bool:
    return word.tag[:1] in ("m", "q") or word.text[-1:] in _COUNTERS


def _is_predicate(word: Word) -> bool:
    return word.tag[:1] in ("v", "a", "i", "l", "z")


def _de_particle(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """得: de after a verb or adjective, děi (must) between a subject or adverb and a verb, dé (obtain) elsewhere."""
    if before.tag[:1] in ("r", "d", "n", "t", "c") and after.tag[:1] in ("v", "p", "a", "d", "z", "i", "l"):
        return "dei3"
    if _is_predicate(before):
        return "de5"
    if before.tag == "x" and after.tag[:1] in ("v", "p", "d"):
        return "dei3"
    return "de2" if after.tag[:1] in ("n", "m") or after.text == "了" else None


def _adverbial(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """地: de between a modifier and a verb or adjective, else dì (ground)."""
    modifies = len(before.text) > 1 and before.tag != "x"
    if modifies and after.tag[:1] in ("v", "a", "d", "p", "i", "l", "r", "c"):
        return "de5"
    if modifies and after.tag[:1] == "n" and before.tag[:1] in ("a", "d", "z", "i", "l", "v"):
        return "de5" if before.tag[:1] != "v" else None  # a noun after a modifier with 地 is a verb the tagger missed
    if modifies and after.tag == "x" and before.tag[:1] in ("a", "d", "z"):
        return None
    return "di4"


def _aspect_zhe(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """着: zháo as a result (睡不着), zhe after a verb or adjective."""
    return "zhao2" if before.text[-1:] in ("不", "得") else "zhe5" if before.tag != "x" else None


def _aspect_le(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """了: liǎo after 不 or 得 as a potential complement (做不了), else le."""
    return "liao3" if before.text[-1:] in ("不", "得") else "le5"


def _still_or_return(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """还: huán (give back) before what is returned or to whom, and where nothing follows; else hái."""
    if after.text in _RETURNED or after.tag == "x":
        return "huan2"
    to_whom = after.text in ("我", "你", "他", "她", "他们", "你们", "我们")
    return "huan2" if to_whom and before.text[-1:] in _HELPERS else "hai2"


def _row(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """行: háng when counted (三行代码, 这一行), xíng as predicate."""
    return "hang2" if _is_counter(before) else "xing2"


def _again(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """重: chóng when counted (两重) or before a verb (重做), else zhòng."""
    return "chong2" if _is_counter(before) or after.tag[:1] == "v" else "zhong4"


def _grow(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """长: zhǎng before a result or aspect (长出, 长了), cháng as adjective (很长, 多长)."""
    if after.text[:1] in _RESULTS:
        return "zhang3"
    if after.text in ("了", "着", "得", "过") and before.tag[:1] in ("n", "r"):
        return None
    return "chang2"


def _only(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """只: zhī as a measure after a number, else zhǐ (only)."""
    return "zhi1" if _is_counter(before) and after.tag[:1] not in ("v", "d") else "zhi3"


def _for_or_be(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """为: wéi after a verb (变为), wèi before an object whose verb follows in the clause (为客户提供)."""
    if before.tag[:1] == "v" and len(before.text) == 1 and before.text not in _HELPERS:
        return "wei2"
    for word in rest[1:]:
        if word.tag == "x":
            break
        if word.tag[:1] == "v":
            return "wei4"
    return None if rest and rest[0].tag[:1] in ("r", "n") else "wei2"


def _count(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """数: shǔ (count) before a number or result, else shù."""
    return "shu3" if after.text in _COUNTED else "shu4"


def _kind_or_plant(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """种: zhòng (plant) before what is planted or an aspect, zhǒng (kind) after a number or pronoun."""
    if _is_counter(before):
        return "zhong3"
    if after.text in _PLANTED or after.text in ("了", "过", "着"):
        return "zhong4"
    return None


def _adjust(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """调: diào for a transfer or a tone, tiáo (adjust) as a verb with an object or result."""
    return "tiao2" if after.text in ("好", "到", "成", "高", "低", "整", "出", "大", "小") else None


def _measure(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """量: liáng (measure) before a result, else liàng (amount)."""
    return "liang2" if after.text in ("好", "一", "一下", "了", "出", "完", "体温", "血压") else "liang4"


def _do_or_dry(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """干: gàn (do) as a verb, gān (dry) after an adverb of degree or a verb of result."""
    return "gan1" if before.text in ("很", "太", "擦", "晒", "吹", "喝") else "gan4"


def _carry(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """背: bēi (carry) with an aspect, bèi (back; recite) otherwise."""
    return "bei1" if after.text in ("着", "起", "上") else "bei4" if _is_counter(before) or after.tag == "x" else None


def _pour(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """倒: dào before a verb or adjective (倒是), dǎo (fall) after a verb."""
    return "dao3" if before.tag[:1] == "v" else "dao4" if after.tag[:1] in ("v", "a", "d") else None


def _lead_or_rate(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """率: shuài (lead) before whom one leads, lǜ (rate) elsewhere."""
    return "shuai4" if after.tag[:1] in ("n", "r") and before.tag[:1] in ("n", "r", "d", "x") else "lv4"


def _alley_or_do(before: Word, after: Word, rest: Sequence[Word]) -> str | None:
    """弄: lòng (alley) after a number, nòng (do) elsewhere."""
    return "long4" if before.tag[:1] == "m" else "nong4"


_RULES: Mapping[str, Rule] = {
    "率": _lead_or_rate,
    "弄": _alley_or_do,
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
# Read in one way when they stand alone in modern speech; their other readings live inside words or in names.
_SETTLED: Mapping[str, str] = dict(
    entry.split()
    for entry in (
        "的 de5  都 dou1  教 jiao1  尽 jin4  更 geng4  差 cha4  应 ying1  处 chu4  分 fen1  当 dang1  便 bian4  "
        "和 he2  与 yu3  给 gei3  好 hao3  看 kan4  没 mei2  那 na4  哪 na3  几 ji3  将 jiang1  会 hui4  过 guo4  "
        "中 zhong1  间 jian1  空 kong1  难 nan2  相 xiang1  传 chuan2  转 zhuan3  称 cheng1  占 zhan4  "
        "似 si4  吗 ma5  吧 ba5  呢 ne5  啊 a5  么 me5  们 men5  个 ge4  上 shang4  下 xia4  一 yi1  不 bu4  "
        "曾 ceng2  使 shi3  正 zheng4  系 xi4  少 shao3  切 qie1  别 bie2  听 ting1  累 lei4  据 ju4  圈 quan1  "
        "卷 juan3  要 yao4  可 ke3  能 neng2  大 da4  车 che1  朝 chao2  号 hao4  把 ba3  钉 ding1  脏 zang1  "
        "薄 bao2  血 xie3  露 lu4  落 luo4  宁 ning4  乐 le4  石 shi2  万 wan4  食 shi2  说 shuo1  识 shi2  "
        "提 ti2  通 tong1  同 tong2  头 tou2  台 tai2  见 jian4  奇 qi2  且 qie3  若 ruo4  思 si1  王 wang2  "
        "什 shi2  曲 qu3  子 zi3  哦 o4  吓 xia4  于 yu2  其 qi2"
    ).split("  ")
)
