"""Annotate Chinese words: part of speech, reading, level, frequency, and gloss."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from flashdeck.bilingual.chinese_classes import class_in_line
from flashdeck.bilingual.chinese_contexts import WordPlace, gloss_role
from flashdeck.bilingual.chinese_evidence import ChineseGlossEvidence, parts_of
from flashdeck.bilingual.chinese_glosses import CHINESE_GLOSS_RULES
from flashdeck.bilingual.counterparts import Counterpart
from flashdeck.bilingual.expansions import Expansions
from flashdeck.bilingual.gloss_rules import GlossDecision
from flashdeck.bilingual.senses import OtherLine
from flashdeck.chinese.readings import entries_of, entries_without_suffix, is_only_name, plain_syllables, reading_of
from flashdeck.chinese.syllables import marked
from flashdeck.chinese.word_levels import WordLevels
from flashdeck.chinese.words import PLAIN_CUT, Word
from flashdeck.dictionaries.cedict import CedictEntry
from flashdeck.dictionaries.frequency import zipf
from flashdeck.dictionaries.hsk import load_hsk
from flashdeck.model import EnToken, HskEdition, TokenKind, ZhToken
from flashdeck.model.characters import count_han

# Characters that are used for two or more different words with different readings. Anki finds the note of an earlier build by
# an ID that contains the reading of such a character. This list must therefore never change.
HOMOGRAPHS = frozenset("长行还重种数调干背倒得教量只为都好分处当应转传切空冲弹藏盛挑扎假落露卷圈降强朝乐率缝散担钻尽")
_EDITED_READING = "zh.reading.edits"

GivenReading = Sequence[str | None]
"""The reading that the edits file gives for a word, as numbered syllables.

A syllable without a correction is None. The sequence is empty if the edits file does not correct the word.
"""


class AnnotatedWord(NamedTuple):
    """A Chinese token, and the evidence from which its gloss was decided."""

    token: ZhToken
    evidence: ChineseGlossEvidence


class _WordReading(NamedTuple):
    """The reading of a word in numbered syllables.

    `found`: the reading before a person's corrections. `rule`: the id of the rule that decided the reading.
    """

    syllables: tuple[str, ...]
    found: tuple[str, ...]
    doubtful: bool
    rule: str | None


class _WordFacts(NamedTuple):
    """The facts about a word that are the same at all its occurrences with this tag and this reading.

    `pinyin`: the syllables with tone marks.
    """

    pinyin: tuple[str, ...]
    senses: tuple[str, ...]
    traditional: str | None
    parts: tuple[tuple[str, str], ...]
    level: float
    hsk: str | None
    zipf: float | None


_WordKey = tuple[str, str, tuple[str, ...]]
"""The text and the tag of a word, and its reading in numbered syllables."""


class ChineseAnnotator:
    """Annotates the Chinese words of one transcript. `english`: the English tokens of the transcript, line by line."""

    def __init__(self, edition: HskEdition, english: Sequence[Sequence[EnToken]]) -> None:
        self._hsk = WordLevels(load_hsk(edition))
        self._expansions = Expansions(english)
        self._known: dict[_WordKey, _WordFacts] = {}

    def annotate(
        self, place: WordPlace, counterpart: Counterpart | None, rest: OtherLine, given: GivenReading = ()
    ) -> AnnotatedWord:
        """Annotate the word at a position of its line. `rest`: the unlinked words of the English line.

        A reading `given` in the edits file replaces the reading that flashdeck finds. The `homograph` of the token is still
        taken from the reading that flashdeck finds, so that the ID of the note does not change.
        """
        word = place.words[place.at]
        kind = self._kind(word, counterpart)
        if kind in ("mark", "latin") or not count_han(word.text):
            return _plain_word(word, kind, counterpart)
        entries = entries_of(word)
        reading = _read(place, entries, _said(entries, counterpart, rest), given)
        facts = self._facts(word, reading.syllables)
        evidence = ChineseGlossEvidence(
            word.text,
            kind,
            tag=word.tag,
            role=gloss_role(place),
            senses=facts.senses,
            counterpart=counterpart,
            rest=rest,
            level=facts.level if kind in ("word", "function") else 0.0,
            parts=facts.parts,
            place=place,
            expansions=self._expansions,
        )
        return AnnotatedWord(_token(word, evidence, reading, facts), evidence)

    def _facts(self, word: Word, syllables: tuple[str, ...]) -> _WordFacts:
        """Return the facts about a word with a reading. They are found once for each tag and reading of a word."""
        key = word.text, word.tag, syllables
        facts = self._known.get(key)
        if facts is None:
            facts = self._known[key] = self._find_facts(word, syllables)
        return facts

    def _find_facts(self, word: Word, syllables: tuple[str, ...]) -> _WordFacts:
        entries = entries_of(word)
        fitting = [entry for entry in entries if plain_syllables(entry.pinyin) == syllables] or list(entries)
        fitting = fitting or list(entries_without_suffix(word))
        return _WordFacts(
            pinyin=tuple(map(marked, syllables)),
            senses=tuple(dict.fromkeys(sense for entry in fitting for sense in entry.senses)),
            traditional=fitting[0].traditional if entries else None,
            parts=() if entries else tuple(parts_of(word.text)),
            level=self._hsk.level(word.text),
            hsk=self._hsk.label(word.text),
            zipf=zipf(word.text, "zh"),
        )

    def _kind(self, word: Word, counterpart: Counterpart | None) -> TokenKind:
        kind = self._hsk.kind(word.text, word.tag)
        if kind != "word" or counterpart is None or self._hsk.label(word.text):
            return kind
        return "name" if counterpart.is_transcription_of(word.text) or _is_name_here(word, counterpart) else kind


def _is_name_here(word: Word, counterpart: Counterpart) -> bool:
    """Tell whether a word whose counterpart is a name is a name.

    It is a name if the dictionary has it as a name only. A single character is a part of a transcribed name.
    """
    return counterpart.is_name and (len(word.text) == 1 or is_only_name(word))


def _token(word: Word, evidence: ChineseGlossEvidence, reading: _WordReading, facts: _WordFacts) -> ZhToken:
    counterpart = evidence.counterpart
    decision = CHINESE_GLOSS_RULES.decide(evidence)
    word_class = class_in_line(evidence, decision)
    return ZhToken(
        word.text,
        word.start,
        word.end,
        pos=word_class.tag,
        pos_rule=word_class.rule,
        kind=evidence.kind,
        level=evidence.level,
        zipf=facts.zipf,
        links=counterpart.spans if counterpart else (),
        link_rule=counterpart.rule if counterpart else None,
        pinyin=facts.pinyin,
        hsk=facts.hsk,
        traditional=facts.traditional,
        parts=facts.parts,
        doubtful=reading.doubtful,
        word_rule=word.rule or PLAIN_CUT,
        homograph=reading.found[0] if word.text in HOMOGRAPHS else None,
        reading_rule=reading.rule,
        **decision.fields,
    )


def _said(entries: Sequence[CedictEntry], counterpart: Counterpart | None, rest: OtherLine) -> OtherLine:
    """Return the English words by which the reading of a Chinese word is chosen.

    These are the words of its counterpart if it has a counterpart and two or more dictionary entries. Otherwise these are the
    words of the English line without a link.
    """
    return OtherLine(counterpart.phrase) if counterpart and len(entries) > 1 else rest


def _read(place: WordPlace, entries: Sequence[CedictEntry], said: OtherLine, given: GivenReading) -> _WordReading:
    """Return the reading of a word. A syllable from the edits file replaces the syllable that flashdeck finds."""
    found, doubtful, rule = reading_of(place.words, place.at, entries, said)
    if not any(given):
        return _WordReading(found, found, doubtful, rule)
    syllables = tuple(own or ours for own, ours in zip(given, found, strict=True))
    return _WordReading(syllables, found, doubtful and not all(given), _EDITED_READING)


def _plain_word(word: Word, kind: TokenKind, counterpart: Counterpart | None) -> AnnotatedWord:
    """Annotate a mark, or a word without Chinese characters."""
    evidence, decided = _plain_gloss(word.text, kind)
    links = counterpart.spans if counterpart else ()
    link_rule = counterpart.rule if counterpart else None
    token = ZhToken(
        word.text,
        word.start,
        word.end,
        pos=word.tag,
        kind=kind,
        links=links,
        link_rule=link_rule,
        word_rule=word.rule or PLAIN_CUT,
        **decided.fields,
    )
    return AnnotatedWord(token, evidence)


@lru_cache(maxsize=4096)
def _plain_gloss(text: str, kind: TokenKind) -> tuple[ChineseGlossEvidence, GlossDecision]:
    """Return the evidence about a plain word and the decision about its gloss. Both are the same in all lines."""
    evidence = ChineseGlossEvidence(text, kind)
    return evidence, CHINESE_GLOSS_RULES.decide(evidence)
