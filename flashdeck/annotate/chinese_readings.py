"""How a word is read here: citation tones, one syllable a Han character.

Single characters by the rules of `chinese_rules`; words by CC-CEDICT, of several readings the one whose sense the English
bears out; what the dictionary lacks by its parts, else by pypinyin.
"""

from collections.abc import Sequence
from functools import cache

from flashdeck.annotate.chinese_rules import rule_reading
from flashdeck.annotate.chinese_words import Word, fewest_words
from flashdeck.annotate.senses import OtherLine
from flashdeck.lexicon.cedict import Entry, load_dictionary
from flashdeck.lexicon.traits import count_han

Syllables = tuple[str, ...]
_CITATION = {"一": "yi1", "不": "bu4"}  # pypinyin writes sandhi for these two, unevenly; sandhi is display
# Everyday readings of words that CC-CEDICT also lists with a rare one (bùshi "fault", jiēguǒ "bear fruit"); 现代汉语词典, 7th ed.
_EVERYDAY = {
    word: tuple(reading.split())
    for word, reading in (
        entry.split(" ", 1)
        for entry in (
            "不是 bu4 shi4|当时 dang1 shi2|起来 qi3 lai5|出来 chu1 lai5|过来 guo4 lai5|结果 jie2 guo3|过去 guo4 qu4|女人 nv3 ren2|"
            "转向 zhuan3 xiang4|土地 tu3 di4|精神 jing1 shen2|老公 lao3 gong1|说道 shuo1 dao4|开通 kai1 tong1|言语 yan2 yu3|"
            "冷战 leng3 zhan4|回回 hui2 hui2|明朝 ming2 chao2|教学 jiao4 xue2|总长 zong3 chang2|大夫 dai4 fu5|温和 wen1 he2|"
            "尽可能 jin3 ke3 neng2|尽量 jin3 liang4|尽快 jin3 kuai4|为人 wei2 ren2|得了 de2 le5|大都 da4 dou1|大爷 da4 ye5"
        ).split("|")
    )
}


def entries_of(word: Word) -> tuple[Entry, ...]:
    """Return the entries of a word; those of names only where it has no others or is tagged as one."""
    entries = tuple(entry for entry in load_dictionary().entries(word.text) if entry.is_spelled)
    is_name = word.tag.startswith(("nr", "ns", "nt"))
    wanted = tuple(entry for entry in entries if entry.is_name == is_name)
    return wanted or entries


def reading_of(words: Sequence[Word], at: int, entries: Sequence[Entry], other: OtherLine) -> tuple[Syllables, bool]:
    """Return the numbered syllables of a word and whether they are in doubt."""
    word = words[at]
    if len(word.text) == 1:
        ruled, doubtful = rule_reading(words, at)
        if ruled:
            return (ruled,), doubtful
    readings = tuple(dict.fromkeys(lower(entry.pinyin) for entry in entries))
    if len(readings) == 1:
        return readings[0], False
    if readings:
        return _choose(word, readings, entries, other)
    return _reading_of_parts(word), False


def _choose(word: Word, readings: Sequence[Syllables], entries: Sequence[Entry], other: OtherLine) -> tuple[Syllables, bool]:
    """Of several readings take the one whose sense the English confirms, else the usual one, with a doubt."""
    if word.text in _EVERYDAY:
        return _EVERYDAY[word.text], False
    choices = [(other.best(entry.senses), lower(entry.pinyin)) for entry in entries]
    confirmed = [(choice.score, reading) for choice, reading in choices if choice]
    if confirmed:
        return max(confirmed)[1], False
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
    parts = fewest_words(text, lambda part: int(part != text and part in dictionary))
    if len(parts) < 2 or all(len(part) == 1 for part in parts):
        return usual_reading(text)
    found: list[str] = []
    for part in parts:
        readings = {lower(entry.pinyin) for entry in entries_of(Word(part, 0, "n"))}
        found.extend(next(iter(readings)) if len(readings) == 1 else usual_reading(part))
    return tuple(found)


def lower(pinyin: Sequence[str]) -> Syllables:
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
    found = _pypinyin(text)
    if len(found) != len(text):
        found = [syllable for char in text for syllable in _pypinyin(char) or [""]]
    return tuple(_CITATION.get(char, syllable) for char, syllable in zip(text, found, strict=True))


def _pypinyin(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
