"""Annotate the sentences of one transcript, step by step.

1. Lines in traditional characters are annotated in simplified characters (`simplified`).
2. The Chinese lines are cut into words, with the corrections from the edits file (`word_corrections`).
3. The Chinese and English words are linked, and the words of terms of the talk are joined (`linking`).
4. Each line is annotated: Chinese words get readings and glosses, then English words get glosses, then phrases are found.
5. A word without a confirmed gloss gets the gloss that is usual in the talk.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashdeck.annotate.chinese_annotator import ChineseAnnotator, GivenReading
from flashdeck.annotate.linking import (
    DROPPED_LINK,
    LinkedLine,
    LinkedTalk,
    WordRow,
    cut_lines,
    fitted_to_gloss,
    link_spans,
    link_talk,
    linked_line,
    widened_to_gloss,
)
from flashdeck.annotate.simplified import as_written, simple_talk, simple_text, written_token
from flashdeck.annotate.word_corrections import Corrections
from flashdeck.bilingual.chinese_contexts import WordPlace
from flashdeck.bilingual.chinese_evidence import ChineseGlossEvidence
from flashdeck.bilingual.chinese_glosses import CHINESE_GLOSS_RULES
from flashdeck.bilingual.english_evidence import EnglishGlossEvidence, EnglishTalkEvidence
from flashdeck.bilingual.english_glosses import ENGLISH_GLOSS_RULES
from flashdeck.bilingual.senses import OtherLine
from flashdeck.bilingual.usual_glosses import UsualGlosses, usual_pairs
from flashdeck.edits import NO_EDITS, Edits
from flashdeck.english.phrases import find_phrases
from flashdeck.model import Annotated, EnToken, HskEdition, Phrase, Sentence, ZhToken

__all__ = ["AnnotatedLine", "annotate_lines", "annotate_sentences", "annotate_talk", "cut_sentences", "link_spans"]

Rows = Sequence[WordRow]
_UNCONFIRMED = (None, "unconfirmed")


@dataclass(frozen=True, slots=True)
class AnnotatedLine:
    """An annotated sentence, its links, and for each token the evidence from which its gloss was decided."""

    annotated: Annotated
    line: LinkedLine
    chinese: tuple[ChineseGlossEvidence, ...]
    english: tuple[EnglishGlossEvidence, ...]


def cut_sentences(sentences: Sequence[Sentence]) -> list[WordRow]:
    """Return the Chinese words of the sentences of one transcript, cut without the corrections from the edits file."""
    return cut_lines([simple_text(sentence.zh) for sentence in sentences])


def annotate_sentences(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits = NO_EDITS, words: Rows | None = None
) -> Iterator[Annotated]:
    """Annotate the sentences of one transcript, in order.

    `edits`: a person's corrections; only the corrections of words and readings are applied here. `words`: the result of
    `cut_sentences` for the same sentences, if it is known.
    """
    return (line.annotated for line in annotate_talk(sentences, edition, edits, words))


def annotate_talk(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits = NO_EDITS, words: Rows | None = None
) -> Iterator[AnnotatedLine]:
    """Annotate the sentences of one transcript, as `annotate_sentences` does, and keep the evidence for each gloss."""
    simple, simple_edits = simple_talk(sentences, edits)
    corrections = Corrections(simple_edits, simple)
    cut, forced = corrections.cut(words)
    talk = link_talk(cut, forced, [sentence.en for sentence in sentences])
    lines = _annotate_each(simple, talk, corrections, edition)
    for found, sentence in zip(_with_usual_glosses(lines), sentences, strict=True):
        yield replace(found, annotated=as_written(found.annotated, sentence))


def annotate_lines(lines: Sequence[str], edition: HskEdition) -> Iterator[tuple[ZhToken, ...]]:
    """Annotate Chinese lines that have no English lines."""
    simple = [simple_text(line) for line in lines]
    annotator, rest = ChineseAnnotator(edition, ()), OtherLine("")
    for line, row in zip(lines, cut_lines(simple), strict=True):
        places = (WordPlace(row, at) for at in range(len(row)))
        words = (annotator.annotate(place, None, rest) for place in places)
        yield tuple(written_token(word.token, line) for word in words)


# ---- the fourth step: each line


def _annotate_each(
    sentences: Sequence[Sentence], talk: LinkedTalk, corrections: Corrections, edition: HskEdition
) -> list[AnnotatedLine]:
    """Annotate line by line. Equal lines with the same links and the same corrections are annotated only once."""
    annotator = _LineAnnotator(talk, edition)
    known: dict[Hashable, AnnotatedLine] = {}
    lines = []
    for number, (sentence, words) in enumerate(zip(sentences, talk.words, strict=True)):
        given = tuple(corrections.reading(number, word) for word in words)
        key = (sentence.zh, sentence.en, words, talk.links[number], given)
        if key not in known:
            line = linked_line(sentence, words, talk.english[number], talk.links[number])
            known[key] = annotator.annotate(line, given)
        found = known[key]
        lines.append(replace(found, annotated=replace(found.annotated, sentence=sentence)))
    return lines


class _LineAnnotator:
    """Annotates the lines of one transcript."""

    def __init__(self, talk: LinkedTalk, edition: HskEdition) -> None:
        self._chinese = ChineseAnnotator(edition, talk.english)
        self._english = EnglishTalkEvidence(usual_pairs(talk.linked_pairs()))

    def annotate(self, line: LinkedLine, given: Sequence[GivenReading]) -> AnnotatedLine:
        zh_tokens, chinese = self._annotate_chinese(line, given)
        english = tuple(self._english.of_line(line.english, zh_tokens, line.partners()))
        linked = tuple(_linked_english(english, line.link_rules_of_english()))
        phrases = find_phrases(linked, line.sentence.zh)
        english = tuple(_in_expressions(english, linked, phrases))
        en_tokens = tuple(_own_glosses(linked, english, line.sentence.zh))
        return AnnotatedLine(Annotated(line.sentence, zh_tokens, en_tokens, phrases), line, chinese, english)

    def _annotate_chinese(
        self, line: LinkedLine, given: Sequence[GivenReading]
    ) -> tuple[tuple[ZhToken, ...], tuple[ChineseGlossEvidence, ...]]:
        counterparts, rest = line.counterparts(), line.rest
        tokens, evidence = [], []
        for at in range(len(line.words)):
            word = self._chinese.annotate(WordPlace(line.words, at), counterparts.get(at), rest, given[at])
            tokens.append(widened_to_gloss(word.token, line.sentence.en))
            evidence.append(word.evidence)
        for link in line.dropped:
            tokens[link.zh] = replace(tokens[link.zh], link_rule=DROPPED_LINK)
        return tuple(tokens), tuple(evidence)


def _linked_english(evidence: Sequence[EnglishGlossEvidence], rules: Mapping[int, str]) -> Iterator[EnToken]:
    """Yield the English tokens with their links and glosses. Expressions are not taken into account yet."""
    for place, asked in enumerate(evidence):
        fields = ENGLISH_GLOSS_RULES.decide(asked).fields
        links = ((asked.word.start, asked.word.end),) if asked.partner else ()
        yield replace(asked.token, links=links, link_rule=rules.get(place), **fields)


def _in_expressions(
    evidence: Sequence[EnglishGlossEvidence], tokens: Sequence[EnToken], phrases: Sequence[Phrase]
) -> Iterator[EnglishGlossEvidence]:
    """Yield the evidence for each token. For a member of an expression, add the gloss that it would have by itself."""
    members = {place for phrase in phrases if not phrase.is_compound for place in phrase.members}
    for place, (asked, token) in enumerate(zip(evidence, tokens, strict=True)):
        yield replace(asked, expression_gloss=token.gloss) if place in members else asked


def _own_glosses(tokens: Sequence[EnToken], evidence: Sequence[EnglishGlossEvidence], zh: str) -> Iterator[EnToken]:
    """Yield the English tokens, linked to exactly their glosses. Members of an expression lose the gloss of the expression."""
    for token, asked in zip(tokens, evidence, strict=True):
        fitted = fitted_to_gloss(token, zh)
        if asked.expression_gloss:
            fitted = replace(fitted, **ENGLISH_GLOSS_RULES.decide(asked).fields)
        yield fitted


# ---- the fifth step: all lines together


def _with_usual_glosses(lines: Sequence[AnnotatedLine]) -> Iterator[AnnotatedLine]:
    """Yield the lines. For each unconfirmed gloss the rules are asked again, with the usual gloss of the talk as evidence."""
    usual = UsualGlosses(line.annotated.zh_tokens for line in lines)
    for line in lines:
        tokens, evidence = list(line.annotated.zh_tokens), list(line.chinese)
        for at, gloss in enumerate(usual.of(line.annotated.zh_tokens)):
            if gloss and tokens[at].gloss_from in _UNCONFIRMED:
                evidence[at] = replace(evidence[at], usual=gloss)
                tokens[at] = replace(tokens[at], **CHINESE_GLOSS_RULES.decide(evidence[at]).fields)
        yield replace(line, annotated=replace(line.annotated, zh_tokens=tuple(tokens)), chinese=tuple(evidence))
