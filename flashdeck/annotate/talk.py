"""Annotate the sentences of one transcript, step by step.

1. Lines in traditional characters are annotated in simplified characters (`simplified`).
2. The Chinese lines are divided into words, with the corrections from the edits file (`word_corrections`).
3. The Chinese and English words are linked, and the words of terms of the talk are joined (`linking`).
4. Each line is annotated: Chinese words get readings and glosses, then English words get glosses, then phrases are found.
5. A word without a confirmed gloss gets its most frequent confirmed gloss in the talk.
6. A word without a gloss gets a gloss from a dictionary that the user added (`added_meanings`).
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from flashdeck.annotate.added_meanings import with_added_glosses
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
from flashdeck.annotate.simplified import as_written, simple_talk, written_token
from flashdeck.annotate.word_corrections import Corrections
from flashdeck.bilingual.chinese_contexts import WordPlace
from flashdeck.bilingual.chinese_evidence import ChineseGlossEvidence
from flashdeck.bilingual.chinese_glosses import CHINESE_GLOSS_RULES
from flashdeck.bilingual.english_evidence import EnglishGlossEvidence, EnglishTalkEvidence
from flashdeck.bilingual.english_glosses import ENGLISH_GLOSS_RULES, glossed_phrase
from flashdeck.bilingual.phrase_evidence import PhraseGlossEvidence
from flashdeck.bilingual.senses import OtherLine
from flashdeck.bilingual.usual_glosses import UsualGlosses, usual_pairs
from flashdeck.chinese.scripts import simple_text
from flashdeck.edits import NO_EDITS, Edits
from flashdeck.english.phrases import find_phrases
from flashdeck.model import Annotated, EnToken, HskEdition, Phrase, Sentence, ZhToken
from flashdeck.model.hot_values import hot_dataclass

__all__ = ["AnnotatedLine", "annotate_lines", "annotate_sentences", "annotate_talk", "cut_sentences", "link_spans"]

Rows = Sequence[WordRow]


@hot_dataclass(frozen=True, slots=True)
class AnnotatedLine:
    """An annotated sentence, its links, and the evidence from which the glosses of its tokens were decided.

    `chinese`: the evidence for each Chinese token. `english`: the evidence for the linked English tokens, by the indices of the
    tokens. `phrases`: the evidence for each English phrase.
    """

    annotated: Annotated
    line: LinkedLine
    chinese: tuple[ChineseGlossEvidence, ...]
    english: Mapping[int, EnglishGlossEvidence]
    phrases: tuple[PhraseGlossEvidence, ...]

    def english_evidence(self, place: int) -> EnglishGlossEvidence:
        """Return the evidence for the gloss of the English token with index `place`. The token may have no link."""
        return self.english.get(place) or EnglishGlossEvidence(self.annotated.en_tokens[place])


def cut_sentences(sentences: Sequence[Sentence]) -> list[WordRow]:
    """Divide the Chinese lines of one transcript into words, without the corrections from the edits file."""
    return cut_lines([simple_text(sentence.zh) for sentence in sentences])


def annotate_sentences(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits = NO_EDITS, words: Rows | None = None
) -> Iterator[Annotated]:
    """Annotate the sentences of one transcript, in order.

    `edits`: a person's corrections. Only the corrections of words and readings are applied here. `words`: the result of
    `cut_sentences` for the same sentences; None to divide the lines here.
    """
    return (line.annotated for line in annotate_talk(sentences, edition, edits, words))


def annotate_talk(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits = NO_EDITS, words: Rows | None = None
) -> Iterator[AnnotatedLine]:
    """Annotate the sentences of one transcript as `annotate_sentences` does, and also return the evidence for each gloss."""
    simple, simple_edits = simple_talk(sentences, edits)
    corrections = Corrections(simple_edits, simple)
    cut, forced = corrections.cut(words)
    talk = link_talk(cut, forced, [sentence.en for sentence in sentences])
    lines = _annotate_each(simple, talk, corrections, edition)
    for found, sentence in zip(_with_usual_glosses(lines), sentences, strict=True):
        written = as_written(with_added_glosses(found.annotated, found.line.rest), sentence)
        yield found if written is found.annotated else replace(found, annotated=written)


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
    """Annotate each sentence. Sentences with equal texts, links and corrections are annotated only once."""
    annotator = _LineAnnotator(talk, edition)
    known: dict[Hashable, AnnotatedLine] = {}
    lines = []
    for number, (sentence, words) in enumerate(zip(sentences, talk.words, strict=True)):
        given = tuple(corrections.reading(number, word) for word in words)
        key = (sentence.zh, sentence.en, words, talk.links[number], given)
        if key not in known:
            line = linked_line(sentence, words, talk.english[number], talk.links[number])
            known[key] = annotator.annotate(line, given)
        lines.append(_of_sentence(known[key], sentence))
    return lines


def _of_sentence(line: AnnotatedLine, sentence: Sentence) -> AnnotatedLine:
    """Return the annotation of a line with a different sentence that has the same texts."""
    if line.annotated.sentence is sentence:
        return line
    return replace(line, annotated=replace(line.annotated, sentence=sentence))


class _LineAnnotator:
    """Annotates the lines of one transcript."""

    def __init__(self, talk: LinkedTalk, edition: HskEdition) -> None:
        self._chinese = ChineseAnnotator(edition, talk.english)
        self._english = EnglishTalkEvidence(usual_pairs(talk.linked_pairs()))

    def annotate(self, line: LinkedLine, given: Sequence[GivenReading]) -> AnnotatedLine:
        zh_tokens, chinese = self._annotate_chinese(line, given)
        english = dict(self._english.of_line(line.english, zh_tokens, line.partners()))
        linked = tuple(_linked_english(line, english))
        asked = tuple(PhraseGlossEvidence(found, line.sentence.zh) for found in find_phrases(linked))
        phrases = tuple(map(glossed_phrase, asked))
        english |= _in_expressions(english, linked, phrases)
        en_tokens = tuple(_own_glosses(linked, english, line.sentence.zh))
        annotated = Annotated(line.sentence, zh_tokens, en_tokens, phrases, line.unmatched)
        return AnnotatedLine(annotated, line, chinese, english, asked)

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


def _linked_english(line: LinkedLine, evidence: Mapping[int, EnglishGlossEvidence]) -> Iterator[EnToken]:
    """Yield the English tokens with their links and their glosses.

    A word of an expression gets the gloss that it would have outside the expression.
    """
    rules = line.link_rules_of_english()
    for place, token in enumerate(line.english):
        asked = evidence.get(place)
        if asked:
            links = ((asked.word.start, asked.word.end),)
            yield replace(token, links=links, link_rule=rules[place], **ENGLISH_GLOSS_RULES.decide(asked).fields)
        else:
            yield replace(token, link_rule=rules[place]) if place in rules else token


def _in_expressions(
    evidence: Mapping[int, EnglishGlossEvidence], tokens: Sequence[EnToken], phrases: Sequence[Phrase]
) -> dict[int, EnglishGlossEvidence]:
    """Return the evidence for the linked words inside expressions, by the indices of the words.

    The gloss that the word would have outside its expression is added to the evidence.
    """
    members = {place for phrase in phrases if not phrase.is_compound for place in phrase.members}
    linked = members.intersection(evidence)
    return {place: replace(evidence[place], expression_gloss=tokens[place].gloss) for place in linked}


def _own_glosses(tokens: Sequence[EnToken], evidence: Mapping[int, EnglishGlossEvidence], zh: str) -> Iterator[EnToken]:
    """Yield the English tokens with links to exactly their glosses.

    The gloss of a word in an expression is decided again, because the gloss of the expression is not the gloss of the word.
    """
    for place, token in enumerate(tokens):
        fitted, asked = fitted_to_gloss(token, zh), evidence.get(place)
        if asked and asked.expression_gloss:
            fitted = replace(fitted, **ENGLISH_GLOSS_RULES.decide(asked).fields)
        yield fitted


# ---- the fifth step: all lines together


def _with_usual_glosses(lines: Sequence[AnnotatedLine]) -> Iterator[AnnotatedLine]:
    """Yield the lines after a second decision about each Chinese word without a confirmed gloss.

    The rules are asked again, and the gloss that is confirmed most often for this word in the talk is added to the evidence.
    """
    usual = UsualGlosses(line.annotated.zh_tokens for line in lines)
    for line in lines:
        tokens, evidence = list(line.annotated.zh_tokens), list(line.chinese)
        found = tuple(usual.of(tokens))
        for at, gloss in found:
            evidence[at] = replace(evidence[at], usual=gloss)
            tokens[at] = replace(tokens[at], **CHINESE_GLOSS_RULES.decide(evidence[at]).fields)
        if found:
            annotated = replace(line.annotated, zh_tokens=tuple(tokens))
            yield replace(line, annotated=annotated, chinese=tuple(evidence))
        else:
            yield line
