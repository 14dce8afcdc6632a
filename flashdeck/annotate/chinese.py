"""Chinese tokens: words with part of speech, reading, level, frequency and the sense meant here."""

from collections.abc import Iterable, Sequence
from functools import cache

from flashdeck.annotate.chinese_rules import rule_reading
from flashdeck.annotate.chinese_words import Segmenter, Word, fewest_words
from flashdeck.annotate.senses import Choice, OtherLine, first_gloss, fits_gloss
from flashdeck.lexicon.cedict import Entry, load_dictionary
from flashdeck.lexicon.frequency import zipf
from flashdeck.lexicon.hsk import load_hsk
from flashdeck.lexicon.syllables import marked
from flashdeck.lexicon.traits import count_han
from flashdeck.model import GlossSource, HskEdition, ZhToken

_CITATION = {"一": "yi1", "不": "bu4"}  # pypinyin writes sandhi for these two, unevenly; sandhi is display
_MOST_SENSES = 6
# Everyday readings of words that CC-CEDICT also lists with a rare one (bùshi "fault", jiēguǒ "bear fruit"); 现代汉语词典, 7th ed.
_EVERYDAY = {
    "不是": ("bu4", "shi4"),
    "当时": ("dang1", "shi2"),
    "起来": ("qi3", "lai5"),
    "出来": ("chu1", "lai5"),
    "结果": ("jie2", "guo3"),
    "过去": ("guo4", "qu4"),
    "转向": ("zhuan3", "xiang4"),
}


# One spelling, different words by reading; part of a note's identity, so this list never changes.
HOMOGRAPHS = frozenset("长行还重种数调干背倒得教量只为都好分处当应转传切空冲弹藏盛挑扎假落露卷圈降强朝乐率缝散担钻尽")


class ChineseAnnotator:
    """Annotates the Chinese lines of one text; `lines` tells it which headwords occur."""

    def __init__(self, lines: Iterable[str], edition: HskEdition) -> None:
        self._segmenter = Segmenter(lines)
        self._dictionary = load_dictionary()
        self._hsk = load_hsk(edition)

    def annotate(self, zh: str, en: str) -> tuple[ZhToken, ...]:
        """Return the tokens of a Chinese text, their senses chosen by its English."""
        words = self._segmenter.cut(zh)
        other = OtherLine(en)
        return tuple(self._token(words, at, other) for at in range(len(words)))

    def _token(self, words: Sequence[Word], at: int, other: OtherLine) -> ZhToken:
        word = words[at]
        kind = self._hsk.kind(word.text, word.tag)
        if kind in ("mark", "latin") or not count_han(word.text):
            return ZhToken(word.text, word.start, word.end, pos=word.tag, kind=kind)
        entries = self._entries(word)
        reading, doubtful = self._reading(words, at, entries, other)
        fitting = [entry for entry in entries if _same_syllables(entry.pinyin, reading)] or list(entries)
        gloss, gloss_from, senses = self._gloss(word, fitting, other)
        if kind == "function" and gloss_from == "unconfirmed":
            gloss = gloss_from = None  # a small word's first sense is seldom what it does here (把 "handlebar")
        return ZhToken(
            word.text,
            word.start,
            word.end,
            pos=word.tag,
            kind=kind,
            level=self._hsk.level(word.text) if kind in ("word", "function") else 0.0,
            zipf=zipf(word.text, "zh"),
            gloss=gloss,
            gloss_from=gloss_from,
            senses=senses,
            pinyin=tuple(map(marked, reading)),
            hsk=self._hsk.label(word.text),
            traditional=fitting[0].traditional if fitting else None,
            doubtful=doubtful,
            homograph=reading[0] if word.text in HOMOGRAPHS else None,
        )

    def _entries(self, word: Word) -> tuple[Entry, ...]:
        """Return the entries of a word; those of names only where it has no others or is tagged as one."""
        entries = tuple(entry for entry in self._dictionary.entries(word.text) if entry.is_spelled)
        is_name = word.tag.startswith(("nr", "ns", "nt"))
        wanted = tuple(entry for entry in entries if entry.is_name == is_name)
        return wanted or entries

    # ---- readings

    def _reading(
        self, words: Sequence[Word], at: int, entries: Sequence[Entry], other: OtherLine
    ) -> tuple[tuple[str, ...], bool]:
        """Return numbered syllables, one a Han character, and whether they are in doubt."""
        word = words[at]
        if len(word.text) == 1:
            ruled, doubtful = rule_reading(words, at)
            if ruled:
                return (ruled,), doubtful
        readings = tuple(dict.fromkeys(_lower(entry.pinyin) for entry in entries))
        if len(readings) == 1:
            return readings[0], False
        if readings:
            return self._choose_reading(word, readings, entries, other)
        return self._reading_of_parts(word), False

    def _choose_reading(
        self, word: Word, readings: Sequence[tuple[str, ...]], entries: Sequence[Entry], other: OtherLine
    ) -> tuple[tuple[str, ...], bool]:
        """Of several readings take the one whose sense the English confirms, else the usual one, with a doubt."""
        if word.text in _EVERYDAY:
            return _EVERYDAY[word.text], False
        choices = [(other.best(entry.senses), _lower(entry.pinyin)) for entry in entries]
        confirmed = [(choice.score, reading) for choice, reading in choices if choice]
        if confirmed:
            return max(confirmed)[1], False
        usual = usual_reading(word.text)
        if len(word.text) == 1:
            return (usual if usual in readings else readings[0]), False
        if neutral := _neutral_variant(readings):
            return neutral, False
        return (usual if usual in readings else readings[0]), True

    def _reading_of_parts(self, word: Word) -> tuple[str, ...]:
        """Read a word that the dictionary lacks: by its words where all are known, else as pypinyin reads it."""
        text = _han_only(word.text)
        if text[0] == "重" and word.tag.startswith("v"):
            return ("chong2", *usual_reading(text[1:]))  # "again" before a verb: 重写, 重做
        parts = fewest_words(text, lambda part: int(part != text and part in self._dictionary))
        if len(parts) < 2 or all(len(part) == 1 for part in parts):
            return usual_reading(text)
        found: list[str] = []
        for part in parts:
            entries = self._entries(Word(part, 0, "n"))
            readings = {_lower(entry.pinyin) for entry in entries}
            found.extend(next(iter(readings)) if len(readings) == 1 else usual_reading(part))
        return tuple(found)

    # ---- glosses

    def _gloss(
        self, word: Word, entries: Sequence[Entry], other: OtherLine
    ) -> tuple[str | None, GlossSource | None, tuple[str, ...]]:
        """Return the gloss, where it comes from, and further senses."""
        senses = tuple(dict.fromkeys(sense for entry in entries for sense in entry.senses))
        if not senses:
            return self._gloss_of_parts(word.text, other)
        choice = other.best([sense if fits_gloss(sense) else "" for sense in senses])
        gloss = choice.sense if choice else first_gloss(senses, word.tag)
        source: GlossSource | None = "dictionary" if choice else "unconfirmed" if gloss else None
        return gloss, source, tuple(sense for sense in senses if sense != gloss)[:_MOST_SENSES]

    def _gloss_of_parts(self, text: str, other: OtherLine) -> tuple[str | None, GlossSource | None, tuple[str, ...]]:
        """Gloss a compound that the dictionary lacks (数据中心) by its words, where the English confirms each of them."""
        parts = fewest_words(text, lambda part: int(part != text and len(part) > 1 and part in self._dictionary))
        choices: list[Choice] = []
        for part in parts:
            senses = [sense for entry in self._entries(Word(part, 0, "n")) for sense in entry.senses]
            if not (choice := other.best(senses)):
                return None, None, ()
            choices.append(choice)
        gloss = " ".join(choice.sense.removeprefix("to ") for choice in choices)
        return (gloss, "dictionary", ()) if len(choices) > 1 and fits_gloss(gloss) else (None, None, ())


def _lower(pinyin: Sequence[str]) -> tuple[str, ...]:
    return tuple(syllable.lower() for syllable in pinyin)


def _same_syllables(pinyin: Sequence[str], reading: Sequence[str]) -> bool:
    return _lower(pinyin) == tuple(reading)


def _neutral_variant(readings: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Of readings that differ in a neutral last syllable alone (东西), return the neutral one: the everyday word."""
    neutral = [reading for reading in readings if reading[-1].endswith("5")]
    same = {(*reading[:-1], reading[-1].rstrip("12345")) for reading in readings}
    return neutral[0] if len(neutral) == 1 and len(same) == 1 else None


def _han_only(text: str) -> str:
    return "".join(char for char in text if count_han(char))


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
