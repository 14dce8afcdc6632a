"""Explain the decisions about a Chinese word: its boundaries, reading, part of speech, gloss and link."""

from collections.abc import Iterator
from dataclasses import replace

from flashdeck.annotate.explanation_steps import Step, correction, gloss_step, link_step, plain_step
from flashdeck.annotate.talk import AnnotatedLine
from flashdeck.bilingual.chinese_evidence import ChineseGlossEvidence
from flashdeck.bilingual.chinese_glosses import CHINESE_GLOSS_RULES
from flashdeck.bilingual.gloss_rules import AskedRule
from flashdeck.chinese.readings import entries_of, plain_syllables
from flashdeck.chinese.readings.reading_tables import load_readings, load_settled
from flashdeck.chinese.syllables import marked
from flashdeck.chinese.word_context import WordContext
from flashdeck.chinese.words import Word
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.model import ZhToken
from flashdeck.model.characters import count_han

# The dictionary words that overlap a word are searched for in this number of characters before the word and after it.
_REACH = 3
_MOST_WORDS = 8
_MOST_SENSES = 3


def chinese_steps(token: ZhToken, line: AnnotatedLine, at: int) -> tuple[Step, ...]:
    """Return the explanations of all decisions about one Chinese word of a line.

    `token`: the word with a person's corrections. `at`: the index of the word in its line.
    """
    uncorrected, asked = line.annotated.zh_tokens[at], line.chinese[at]
    edited = replace(asked, edited=token.gloss) if token.gloss_from == "edits" else asked
    evidence = (*correction(token, uncorrected), *_gloss_evidence(asked))
    return (
        plain_step("word", token.word_rule, token.text, tuple(_other_words(line, at))),
        _reading_step(token, line, at),
        plain_step("pos", token.pos_rule, token.pos or "", ()),
        gloss_step(token, CHINESE_GLOSS_RULES.asked(edited), evidence),
        link_step(token, line.line, "zh", (at,)),
    )


# ---- the boundaries of the word


def _other_words(line: AnnotatedLine, at: int) -> Iterator[str]:
    """Yield a sentence that lists the dictionary words that overlap a word in its line. If there are none, yield nothing.

    These words show that the line could be divided differently.
    """
    word = line.line.words[at]
    text = "".join(other.text for other in line.line.words)
    start = sum(len(other.text) for other in line.line.words[:at])
    end = start + len(word.text)
    stretches = (
        text[first:last]
        for first in range(max(0, start - _REACH), end)
        for last in range(max(first + 2, start + 1), min(len(text), end + _REACH) + 1)
    )
    dictionary = load_dictionary()
    others = [other for other in dict.fromkeys(stretches) if other != word.text and count_han(other) and other in dictionary]
    if others:
        yield f"The dictionary also has these words here: {', '.join(others[:_MOST_WORDS])}."


# ---- the reading


def _reading_step(token: ZhToken, line: AnnotatedLine, at: int) -> Step:
    rule = token.reading_rule or ""
    asked = _asked_readings(line, at) if rule else []
    before = [row for row in asked if row.rule != rule and row.answer is None]
    decided = (AskedRule(rule, " ".join(token.pinyin)),) if rule else ()
    return Step("reading", rule, (*before, *decided), tuple(_reading_evidence(token, line.line.words[at])))


def _asked_readings(line: AnnotatedLine, at: int) -> list[AskedRule]:
    """Return the rules about readings that are asked for a word, each with its answer."""
    words = line.line.words
    rows = load_readings().asked(words[at].text, WordContext.in_line(words, at))
    asked = [AskedRule(rule.id, rule.decision if holds else None) for rule, holds in rows]
    settled = load_settled().get(words[at].text)
    return [*asked, AskedRule(settled.rule, " ".join(settled.syllables))] if settled else asked


def _reading_evidence(token: ZhToken, word: Word) -> Iterator[str]:
    if not token.pinyin:
        yield "The word has no Chinese characters, so it has no reading."
        return
    readings: dict[str, list[str]] = {}
    for entry in entries_of(word):
        senses = readings.setdefault(" ".join(map(marked, plain_syllables(entry.pinyin))), [])
        senses += entry.senses
    found = [f"{reading} ({'; '.join(senses[:_MOST_SENSES])})" for reading, senses in readings.items()]
    if found:
        yield f"The dictionary (CC-CEDICT) has {', or '.join(found)}."
    else:
        yield "The dictionary (CC-CEDICT) does not have the word."
    if token.doubtful:
        yield "The evidence for this reading is thin: please check it."


# ---- the gloss


def _gloss_evidence(asked: ChineseGlossEvidence) -> Iterator[str]:
    if asked.senses:
        yield f"The dictionary senses of this reading are: {'; '.join(asked.senses)}."
    else:
        yield "The dictionary does not have the word."
    if asked.parts:
        parts = (f"{part} “{meaning}”" for part, meaning in asked.parts)
        yield f"The words inside it are {', '.join(parts)}."
    if asked.role and asked.role != asked.tag:
        yield f"The gloss is chosen for the part of speech {asked.role}, because of the words around (tag: {asked.tag})."
    yield from _counterpart_evidence(asked)


def _counterpart_evidence(asked: ChineseGlossEvidence) -> Iterator[str]:
    if asked.counterpart:
        yield f"The English counterpart is “{asked.counterpart.phrase}”."
    else:
        yield "No English word is linked to it."
    if asked.match:
        yield f"The counterpart confirms the sense “{asked.match.sense}”."
    if asked.usual:
        yield f"Elsewhere in the transcript the gloss “{asked.usual}” is confirmed."
