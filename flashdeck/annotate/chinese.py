"""Chinese tokens: words with part of speech, reading, level, frequency and the sense meant here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from flashdeck.annotate.chinese_rules import rule_reading
from flashdeck.annotate.chinese_words import Word, fewest_words
from flashdeck.annotate.expansions import Expansions, is_abbreviation
from flashdeck.annotate.senses import OtherLine, borne_out, first_gloss, fits_gloss
from flashdeck.lexicon.cedict import Entry, load_dictionary
from flashdeck.lexicon.frequency import zipf
from flashdeck.lexicon.hsk import load_hsk
from flashdeck.lexicon.syllables import marked
from flashdeck.lexicon.traits import count_han
from flashdeck.model import EnToken, GlossSource, HskEdition, ZhToken

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


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The English tokens that a word is linked to, and how sure that is (0 to 1)."""

    tokens: tuple[EnToken, ...]
    probability: float

    @property
    def phrase(self) -> str:
        """The tokens as a gloss: lemmas, names as written."""
        return " ".join(token.lemma or _plain(token.text) for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Gloss:
    """A gloss, where it comes from, and further senses."""

    text: str | None = None
    source: GlossSource | None = None
    senses: tuple[str, ...] = ()


class ChineseAnnotator:
    """Annotates the Chinese words of one transcript; `english`, its other side, spells abbreviations out."""

    def __init__(self, edition: HskEdition, english: Sequence[Sequence[EnToken]]) -> None:
        self._dictionary = load_dictionary()
        self._hsk = load_hsk(edition)
        self._expansions = Expansions(english)

    def token(self, words: Sequence[Word], at: int, counterpart: Counterpart | None, left: OtherLine) -> ZhToken:
        """Return the token of a word. `left`: the words of the English line that no word is linked to."""
        word = words[at]
        kind = self._hsk.kind(word.text, word.tag)
        if kind in ("mark", "latin") or not count_han(word.text):
            return ZhToken(word.text, word.start, word.end, pos=word.tag, kind=kind)
        other = OtherLine(counterpart.phrase) if counterpart else left
        entries = self._entries(word)
        reading, doubtful = self._reading(words, at, entries, other)
        fitting = [entry for entry in entries if _same_syllables(entry.pinyin, reading)] or list(entries)
        parts = () if entries else tuple(self._parts(word.text))
        gloss = self._gloss(word, fitting, counterpart, left)
        if kind == "function" and gloss.source == "unconfirmed":
            gloss = Gloss()  # a small word's first sense is seldom what it does here (把 "handlebar")
        return ZhToken(
            word.text,
            word.start,
            word.end,
            pos=word.tag,
            kind=kind,
            level=self._hsk.level(word.text) if kind in ("word", "function") else 0.0,
            zipf=zipf(word.text, "zh"),
            gloss=gloss.text,
            gloss_from=gloss.source,
            senses=gloss.senses,
            pinyin=tuple(map(marked, reading)),
            hsk=self._hsk.label(word.text),
            traditional=fitting[0].traditional if fitting else None,
            parts=parts,
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

    def _gloss(self, word: Word, entries: Sequence[Entry], counterpart: Counterpart | None, left: OtherLine) -> Gloss:
        """Gloss by the counterpart, else by a sense that the rest of the line confirms, else by the first, unconfirmed.

        Where the counterpart bears a dictionary sense out, that sense is the gloss: it stands in its dictionary form.
        """
        senses = tuple(dict.fromkeys(sense for entry in entries for sense in entry.senses))
        if counterpart:
            sense = borne_out(senses, counterpart.phrase)
            if sense:
                return Gloss(sense, "dictionary", _others(senses, sense))
            return Gloss(self._aligned(word.text, counterpart), "aligned", senses[:_MOST_SENSES])
        choice = left.best([sense if fits_gloss(sense) else "" for sense in senses])
        if choice:
            return Gloss(choice.sense, "dictionary", _others(senses, choice.sense))
        first = first_gloss(senses, word.tag)
        return Gloss(first, "unconfirmed" if first else None, _others(senses, first))

    def _aligned(self, text: str, counterpart: Counterpart) -> str:
        """Return the counterpart as a gloss; an abbreviation never stands alone."""
        phrase = counterpart.phrase
        if not is_abbreviation(phrase):
            return phrase
        expanded = self._expansions.of(phrase, text) or " + ".join(gloss for _, gloss in self._parts(text))
        return f"{phrase}; {expanded}" if expanded else phrase

    def _parts(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the words in a compound that the dictionary lacks, with what they mean."""
        words = fewest_words(text, lambda part: int(part != text and len(part) > 1 and part in self._dictionary))
        for part in words if len(words) > 1 else ():
            senses = [sense for entry in self._entries(Word(part, 0, "n")) for sense in entry.senses]
            if gloss := first_gloss(senses, "v"):
                yield part, gloss.removeprefix("to ")


def _others(senses: Sequence[str], gloss: str | None) -> tuple[str, ...]:
    return tuple(sense for sense in senses if sense != gloss)[:_MOST_SENSES]


def _plain(text: str) -> str:
    """Return a word as a gloss shows it: in lower case, names and abbreviations as written."""
    return text if text[1:] != text[1:].lower() else text.casefold()


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
