"""How a word is read here: citation tones, one syllable a Han character.

Single characters by the rules of `rules`; words by CC-CEDICT, of several readings the one whose sense the English
bears out; what the dictionary lacks by its parts, else by pypinyin.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from flashdeck.bilingual.senses import OtherLine
from flashdeck.chinese.characters import count_han
from flashdeck.chinese.readings.phrase_readings import phrase_reading
from flashdeck.chinese.readings.single_characters import rule_reading, word_reading
from flashdeck.chinese.words import Word, fewest_words
from flashdeck.dictionaries.cedict import Entry, load_dictionary

Syllables = tuple[str, ...]
_CITATION = {"一": "yi1", "不": "bu4"}  # pypinyin writes sandhi for these two, unevenly; sandhi is display
# Everyday readings of words that CC-CEDICT lists with a rare one, too (bùshi "fault", jiēguǒ "bear fruit"): 现代汉语词典, 7th ed.
_EVERYDAY = {
    word: tuple(reading.split())
    for word, reading in (
        entry.split(" ", 1)
        for entry in (
            "不是 bu4 shi4|当时 dang1 shi2|起来 qi3 lai5|出来 chu1 lai5|过来 guo4 lai5|结果 jie2 guo3|过去 guo4 qu4|女人 nv3 ren2|"
            "转向 zhuan3 xiang4|土地 tu3 di4|精神 jing1 shen2|老公 lao3 gong1|说道 shuo1 dao4|开通 kai1 tong1|言语 yan2 yu3|"
            "冷战 leng3 zhan4|回回 hui2 hui2|明朝 ming2 chao2|教学 jiao4 xue2|总长 zong3 chang2|大夫 dai4 fu5|温和 wen1 he2|"
            "尽可能 jin3 ke3 neng2|尽量 jin3 liang4|尽快 jin3 kuai4|为人 wei2 ren2|得了 de2 le5|大都 da4 dou1|大爷 da4 ye5|过得 guo4 de5"
        ).split("|")
    )
}

# Read in one way when they stand alone in modern speech; their other readings live inside words or in names.
_SETTLED: Mapping[str, str] = dict(
    entry.split()
    for entry in (
        "的 de5  都 dou1  教 jiao1  尽 jin4  更 geng4  差 cha4  应 ying1  处 chu4  分 fen1  便 bian4  "
        "和 he2  与 yu3  给 gei3  好 hao3  没 mei2  那 na4  哪 na3  几 ji3  将 jiang1  会 hui4  "
        "中 zhong1  间 jian1  空 kong1  难 nan2  相 xiang1  传 chuan2  称 cheng1  占 zhan4  "
        "似 si4  吗 ma5  吧 ba5  呢 ne5  啊 a5  么 me5  们 men5  个 ge4  上 shang4  下 xia4  一 yi1  不 bu4  "
        "曾 ceng2  使 shi3  正 zheng4  少 shao3  切 qie1  别 bie2  听 ting1  累 lei4  据 ju4  "
        "要 yao4  可 ke3  能 neng2  大 da4  车 che1  朝 chao2  号 hao4  把 ba3  钉 ding1  脏 zang1  "
        "薄 bao2  血 xie3  露 lu4  宁 ning4  乐 le4  石 shi2  万 wan4  食 shi2  说 shuo1  识 shi2  "
        "提 ti2  通 tong1  同 tong2  头 tou2  台 tai2  见 jian4  奇 qi2  且 qie3  若 ruo4  思 si1  王 wang2  "
        "什 shi2  曲 qu3  子 zi3  哦 o4  吓 xia4  于 yu2  其 qi2  耶 ye1  茜 xi1"
    ).split("  ")
)
_SUFFIXES = frozenset("化性者式型级率")  # cut off first: 差异化 is 差异 and 化, not 差 and 异化
# In names that no dictionary has, mostly foreign: 现代汉语词典 under these characters (茜 冯 贾: names and transcription alone).
_TRANSCRIBED = dict(
    entry.split() for entry in "什 shi2|勒 le4|塞 sai4|耶 ye1|肖 xiao1|冯 feng2|贾 jia3|茜 xi1|卜 bu3".split("|")
)


def entries_of(word: Word) -> tuple[Entry, ...]:
    """Return the entries of a word; those of names only where it has no others or is tagged as one."""
    return _entries(word.text, word.tag.startswith(("nr", "ns", "nt")))


@lru_cache(maxsize=65536)
def _entries(text: str, is_name: bool) -> tuple[Entry, ...]:  # noqa: FBT001  positional, as it is a key of the memo
    entries = tuple(entry for entry in load_dictionary().entries(text) if entry.is_spelled)
    wanted = tuple(entry for entry in entries if entry.is_name == is_name)
    return wanted or entries


def reading_of(words: Sequence[Word], at: int, entries: Sequence[Entry], other: OtherLine) -> tuple[Syllables, bool]:
    """Return the numbered syllables of a word and whether they are in doubt."""
    word = words[at]
    if len(word.text) == 1:
        ruled, doubtful = rule_reading(words, at)
        if reading := ruled or _SETTLED.get(word.text):
            return (reading,), doubtful
    if known := word_reading(words, at) or _EVERYDAY.get(word.text):
        return known, False
    readings = tuple(dict.fromkeys(lower(entry.pinyin) for entry in entries))
    if len(readings) == 1:
        return readings[0], False
    if readings:
        return _choose(word, readings, entries, other)
    return _reading_of_parts(word), False


def _choose(word: Word, readings: Sequence[Syllables], entries: Sequence[Entry], other: OtherLine) -> tuple[Syllables, bool]:
    """Of several readings take the one whose sense the English confirms, else the usual one, with a doubt."""
    choices = [(other.best(entry.senses), lower(entry.pinyin)) for entry in entries]
    confirmed = [(choice.score, reading) for choice, reading in choices if choice]
    if confirmed:
        return max(confirmed, key=lambda found: found[0])[1], False  # the dictionary's first of equals
    usual = usual_reading(word.text)
    if len(word.text) == 1:
        return (usual if usual in readings else readings[0]), False
    if neutral := _neutral_variant(readings):
        return neutral, False
    return (usual if usual in readings else readings[0]), True


def _reading_of_parts(word: Word) -> Syllables:
    """Read a word that the dictionary lacks: by its words where all are known, else as pypinyin reads it."""
    text = "".join(char for char in word.text if count_han(char))
    if text[0] == "重" and word.tag.startswith("v"):
        return ("chong2", *usual_reading(text[1:]))  # "again" before a verb: 重写, 重做
    dictionary = load_dictionary()
    has_suffix = text[-1] in _SUFFIXES and text[:-1] in dictionary
    parts = (text[:-1], text[-1]) if has_suffix else fewest_words(text, lambda part: int(part != text and part in dictionary))
    found: list[str] = []
    for part in parts if any(len(part) > 1 for part in parts) or text[-1] == "尽" else ():
        readings = {lower(entry.pinyin) for entry in entries_of(Word(part, 0, "n"))}
        if part == "干" and not found:
            readings = {("gan1",)}  # "dry" before a noun: 干电池
        if part == "尽" and found:
            readings = {("jin4",)}  # "to the end" behind a verb: 想尽, 用尽
        found.extend(next(iter(readings)) if len(readings) == 1 else usual_reading(part))
    reading = tuple(found) or usual_reading(text)
    is_name = word.tag.startswith(("nr", "ns"))
    return tuple(_TRANSCRIBED.get(char, one) if is_name else one for char, one in zip(text, reading, strict=True))


@lru_cache(maxsize=65536)
def lower(pinyin: Syllables) -> Syllables:
    """Return syllables in lower case, ü as v: CC-CEDICT writes names with capitals, and u: for ü."""
    return tuple(syllable.lower().replace("u:", "v") for syllable in pinyin)


def _neutral_variant(readings: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Of readings that differ in a neutral last syllable alone (东西), return the neutral one: the everyday word."""
    neutral = [reading for reading in readings if reading[-1].endswith("5")]
    same = {(*reading[:-1], reading[-1].rstrip("12345")) for reading in readings}
    return neutral[0] if len(neutral) == 1 and len(same) == 1 else None


@cache
def usual_reading(text: str) -> tuple[str, ...]:
    """Return pypinyin's reading of a word: numbered, citation tones, a syllable a Han character, "" where it has none."""
    found = phrase_reading(text)
    if len(found) != len(text):
        found = [syllable for char in text for syllable in phrase_reading(char) or [""]]
    return tuple(_CITATION.get(char, syllable) for char, syllable in zip(text, found, strict=True))
