"""行 重 长 只 数 种 and others: characters of several readings that stand alone, by sense and part of speech.

Readings: 现代汉语词典, 7th edition. A rule returns None where the evidence is thin.
"""

from collections.abc import Mapping

from flashdeck.chinese.readings.context import DEGREES, PERSONS, Place, Rule, follows_predicate, is_counter, is_person
from flashdeck.chinese.words import NO_WORD

_FIGURES = frozenset("零〇一二两三四五六七八九十百千万亿半几第0123456789")
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
_SPELT_BEFORE, _SPELT_AFTER = frozenset("何贝杜卢林纳马"), frozenset("尔浦维拉")  # beside 塞 in names: 圣何塞
_MIXED = frozenset("色味汁酒音调料漆")  # last characters of what is mixed or tuned
_PLACES = frozenset("市省县区州部局处科厂校院所室组队站团军营镇乡村司行")  # last characters of where people are posted


def _row(place: Place) -> str | None:
    """行: háng when counted (三行代码, 这一行, 行数), xíng as predicate."""
    return "hang2" if is_counter(place.before) or place.after.text in ("数", "距") else "xing2"


def _again(place: Place) -> str | None:
    """重: chóng when counted (两重) or before a verb (重做), else zhòng: with a degree, or a weight after it (重达三吨)."""
    if place.before.text in DEGREES or place.after.text in ("达", "约", "逾", "近"):
        return "zhong4"
    return "chong2" if is_counter(place.before) or place.after.tag[:1] == "v" else "zhong4"


def _grow(place: Place) -> str | None:
    """长: zhǎng before a result or aspect (长出, 长着, 长得), cháng as adjective (很长, 多长)."""
    before, after = place.before, place.after
    if after.text[:1] in _RESULTS:
        return "zhang3"
    if after.text == "了" and before.text not in DEGREES:
        is_sure = is_person(before) or before.tag[:1] in ("d", "f", "s")
        return "zhang3" if is_sure and not place.ends_after(1) else None  # 头发长了, 裤子长了两寸 may be either
    return "chang2"


def _only(place: Place) -> str | None:
    """只: zhī as a measure after a number, else zhǐ (only)."""
    return "zhi1" if is_counter(place.before) and place.after.tag[:1] not in ("v", "d") else "zhi3"


def _count(place: Place) -> str | None:
    """数: shǔ (count) before a number, a result or what is counted (数星星), else shù."""
    before, after = place.before, place.after
    is_figure = bool(after.text) and _FIGURES.issuperset(after.text) and after.text[0] not in "十百千万亿"  # 数十: some tens
    to_figure = is_figure and before.tag[:1] != "n"  # 旅客数570
    counts = len(after.text) > 1 and after.tag[:1] == "n" and not is_counter(before) and before.text != "的"
    return "shu3" if after.text in _COUNTED or to_figure or counts else "shu4"


def _kind_or_plant(place: Place) -> str | None:
    """种: zhòng (plant) before what is planted or an aspect, zhǒng (kind) after a number or pronoun."""
    if is_counter(place.before):
        return "zhong3"
    return "zhong4" if place.after.text in _PLANTED or place.after.text in ("了", "过", "着") else None


def _adjust(place: Place) -> str | None:
    """调: tiáo (adjust) to a figure, a degree or a result, diào (transfer, call up) to a place, away, back or out."""
    after = place.after
    if after.text[:1] in ("走", "离", "任", "往", "动", "回", "来", "取", "过"):
        return "diao4"
    if after.text[:1] == "出":  # 调出图表, 把图表调出来; but 调出颜色
        return "tiao2" if any(word.text[-1:] in _MIXED for word in place.following + place.preceding) else "diao4"
    if after.text == "到":
        goal = next((word for word in place.following[1:] if word.text != "了"), NO_WORD)
        to_place = goal.tag.startswith(("ns", "nt", "s")) or (goal.tag[:1] == "n" and goal.text[-1:] in _PLACES)
        return "diao4" if to_place else "tiao2"
    return "tiao2" if after.text in ("好", "成", "高", "低", "整", "大", "小") else None


def _be_at(place: Place) -> str | None:
    """处: chǔ (be at, get along) as a verb, behind 所 and before 在, chù (place) elsewhere."""
    return "chu3" if place.before.text == "所" or place.after.text in ("在", "得", "好") else "chu4"


def _measure(place: Place) -> str | None:
    """量: liáng (measure) before a result, else liàng (amount)."""
    return "liang2" if place.after.text in ("好", "一", "一下", "了", "出", "完", "体温", "血压") else "liang4"


def _do_or_dry(place: Place) -> str | None:
    """干: gàn (do) as a verb; gān (dry) after a degree or a verb that dries, and of a thing, where no object follows."""
    if place.before.text in ("很", "太", "擦", "晒", "吹", "喝", "晾", "烘", "烤", "拧", "流", "抽", "榨", "变"):
        return "gan1"
    subject = tuple(word for word in place.preceding if word.tag[:1] not in ("d", "t") and word.text not in ("没", "没有"))
    of_thing = subject and subject[0].tag[:1] == "n" and not any(map(is_person, subject))
    came_about = place.after.text == "了" or place.before.text in ("没", "没有")
    return "gan1" if of_thing and came_about and place.ends_after(0) else "gan4"


def _carry(place: Place) -> str | None:
    """背: bēi (carry) with an aspect, bèi (back; recite) otherwise."""
    after = place.after
    return "bei1" if after.text in ("着", "起", "上") else "bei4" if is_counter(place.before) or after.tag == "x" else None


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
    if not is_counter(before):
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
    return "juan4" if of_animals and is_place and not is_counter(place.before) else "quan1"


def _tighten(place: Place) -> str | None:
    """勒: lēi (tighten) before a result or aspect, lè in names."""
    return "lei1" if place.after.text in ("紧", "住", "死", "着", "出", "得") else "le4"


def _cannot(place: Place) -> str | None:
    """不了: bù liǎo after a verb (吃不了); "no thanks" (bù le) stands alone."""
    return "bu4 liao3" if follows_predicate(place.words, place.at) else None


def _can(place: Place) -> str | None:
    """得了: de liǎo after a verb (吃得了); "that's enough" (dé le) stands alone."""
    return "de5 liao3" if follows_predicate(place.words, place.at) else None


def _teach(place: Place) -> str | None:
    """教会: jiāo huì (teach) before whom it is taught, behind what a verb follows, or with an aspect; the church elsewhere."""
    before, after = place.before, place.after
    if after.text in PERSONS or after.text in ("了", "过"):
        return "jiao1 hui4"
    is_verb = before.tag[:1] in ("v", "d", "r", "f") or is_person(before)
    return "jiao1 hui4" if is_verb and after.tag[:1] in ("n", "r") else None


WORD_RULES: Mapping[str, Rule] = {"不了": _cannot, "得了": _can, "教会": _teach}
POLYPHONE_RULES: Mapping[str, Rule] = {
    "率": _lead_or_rate,
    "弄": lambda place: "long4" if place.before.tag[:1] == "m" else "nong4",  # alley, after a number; do
    "行": _row,
    "重": _again,
    "长": _grow,
    "只": _only,
    "数": _count,
    "种": _kind_or_plant,
    "调": _adjust,
    "处": _be_at,
    "啊": lambda place: "a5" if place.preceding else "a1",  # a cry at the beginning: 啊哈
    "塞": lambda place: "sai4" if place.before.text in _SPELT_BEFORE or place.after.text[:1] in _SPELT_AFTER else "sai1",
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
