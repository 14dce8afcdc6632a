"""Chinese tokens: words with part of speech, reading, level, frequency and the sense meant here."""

from collections.abc import Sequence
from math import inf

from flashdeck.bilingual.chinese_glosses import Counterpart, Gloss, Glosser, parts_of
from flashdeck.bilingual.expansions import Expansions
from flashdeck.bilingual.senses import OtherLine
from flashdeck.chinese.characters import count_han
from flashdeck.chinese.readings import entries_of, lower, reading_of
from flashdeck.chinese.syllables import marked
from flashdeck.chinese.words import NO_WORD, Word
from flashdeck.dictionaries.frequency import zipf
from flashdeck.dictionaries.hsk import load_hsk
from flashdeck.model import EnToken, HskEdition, TokenKind, ZhToken

# One spelling, different words by reading; part of a note's identity, so this list never changes.
HOMOGRAPHS = frozenset("长行还重种数调干背倒得教量只为都好分处当应转传切空冲弹藏盛挑扎假落露卷圈降强朝乐率缝散担钻尽")


_EMPTY_VERBS = frozenset("取得 获得 得到 进行 实现 加以 作出 做出 带来 受到 产生".split())
_ADVERBIAL = ("d", "ad")
_MODIFIED = ("v", "a", "d", "p", "z", "i", "l")
_NEGATIONS = ("不", "没")
_ATTRIBUTES, _CLOSES = ("a", "b", "m", "q"), ("x", "y")
_MANY_USES = 2.0  # words of the first two levels have too many uses for a sense that nothing confirms


Given = Sequence[str | None]
"""The numbered syllables of a word as a person reads it; None where the person says nothing."""


_MANY_SENSES = 4.0  # and single characters up to the fourth: 归 "to return", of 归一化


def _least_level(word: Word) -> float:
    """Return up to which level a word goes without a gloss that nothing confirms; a small character always does (当 "dong")."""
    if len(word.text) > 1:
        return _MANY_USES
    return _MANY_SENSES if word.tag[:1] in ("n", "v", "a") else inf


def _role(words: Sequence[Word], at: int) -> str:
    """Return the tag that a word's gloss goes by: "d" only before what an adverb modifies, so before 不 and 没 an adjective's too.

    相当好 "quite", 大致相当 "equivalent"; 根本不 "at all", 根本原因 "fundamental" (Chao, A Grammar of Spoken Chinese, 1968, 8.3).
    A verb that 的 or an empty verb leads up to and a mark closes is a noun: 巨大的提升, "improvement"; 取得进展, "progress".
    After an attribute and before a mark it may be one, which its counterpart decides: 更多支出, "more spending".
    """
    tag = words[at].tag
    after = words[at + 1] if at + 1 < len(words) else NO_WORD
    if tag in _ADVERBIAL:
        return "d" if after.tag.startswith(_MODIFIED) else "a"
    before = words[at - 1].text if at else ""
    if tag.startswith("v") and after.tag == "x" and (before == "的" or before in _EMPTY_VERBS):
        return "n"
    if tag == "v" and after.tag[:1] in _CLOSES and at and (before == "的" or words[at - 1].tag[:1] in _ATTRIBUTES):
        return "vn"
    return "d" if tag == "a" and after.text.startswith(_NEGATIONS) else tag


class ChineseAnnotator:
    """Annotates the Chinese words of one transcript; `english` is its other side."""

    def __init__(self, edition: HskEdition, english: Sequence[Sequence[EnToken]]) -> None:
        self._hsk = load_hsk(edition)
        self._glosser = Glosser(Expansions(english))

    def _kind(self, word: Word, counterpart: Counterpart | None) -> TokenKind:
        kind = self._hsk.kind(word.text, word.tag)
        is_name = kind == "word" and counterpart and not self._hsk.label(word.text) and counterpart.is_transcribed(word.text)
        return "name" if is_name else kind

    def token(
        self, words: Sequence[Word], at: int, counterpart: Counterpart | None, left: OtherLine, given: Given = ()
    ) -> ZhToken:
        """Return the token of a word. `left`: the words of the English line that no word is linked to.

        `given`: the syllables that a person gives overrule ours; the `homograph` comes from ours, so that the note stays.
        """
        word = words[at]
        kind = self._kind(word, counterpart)
        links = counterpart.spans if counterpart else ()
        if kind in ("mark", "latin") or not count_han(word.text):
            return ZhToken(word.text, word.start, word.end, pos=word.tag, kind=kind, links=links)
        entries = entries_of(word)
        said = OtherLine(counterpart.phrase) if counterpart and len(entries) > 1 else left
        found, doubtful = reading_of(words, at, entries, said)
        reading = tuple(own or ours for own, ours in zip(given or [None] * len(found), found, strict=True))
        fitting = [entry for entry in entries if lower(entry.pinyin) == reading] or list(entries)
        senses = tuple(dict.fromkeys(sense for entry in fitting for sense in entry.senses))
        gloss = self._glosser.gloss(Word(word.text, word.start, _role(words, at)), senses, counterpart, left)
        level = self._hsk.level(word.text) if kind in ("word", "function") else 0.0
        # Its dictionary sense is seldom what a small word does here (把 "handlebar", 就 "to go with", 时 "o'clock").
        if (kind == "function" and not counterpart) or (gloss.source == "unconfirmed" and level <= _least_level(word)):
            gloss = Gloss()
        return ZhToken(
            *(word.text, word.start, word.end),
            pos=word.tag,
            kind=kind,
            level=level,
            zipf=zipf(word.text, "zh"),
            gloss=gloss.text,
            gloss_from=gloss.source,
            senses=gloss.senses,
            links=links,
            pinyin=tuple(map(marked, reading)),
            hsk=self._hsk.label(word.text),
            traditional=fitting[0].traditional if fitting else None,
            parts=() if entries else tuple(parts_of(word.text)),
            doubtful=doubtful and not all(given or (None,)),
            homograph=found[0] if word.text in HOMOGRAPHS else None,
        )
