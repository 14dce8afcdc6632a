"""Grades as bytes, for the cache: what comes back equals what went in, or is a miss.

A grade depends on how words are cut, on their kinds, levels and links, and not on what they mean: another gloss changes no grade.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from flashdeck.bilingual.clauses import clause_at
from flashdeck.caching import NONSENSE, digest, pack, unpack
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.word_entries import TermEntry
from flashdeck.model import Annotated, Graded, Language, Pair, Sentence, Span
from flashdeck.model.reasons import Reason
from flashdeck.select.learner import Learner


@dataclass(frozen=True, slots=True)
class GradedClause:
    """A clause as this learner meets it: of which sentence of the talk (from 0), and from which token to which of either side."""

    number: int
    zh: Span
    en: Span
    graded: Graded


@dataclass(frozen=True, slots=True)
class GradedTalk:
    """The sentences of a transcript as a learner meets them, and the clauses that may stand for some of them."""

    sentences: tuple[Graded, ...]
    clauses: tuple[GradedClause, ...]


def grades_key(annotation: str, sentences: Iterable[Sentence], learner: Learner, edits: Edits) -> str:
    """Return the key of the grades of a talk: all that they depend on.

    `annotation`: the key of the annotation, which holds the texts, lists, engines and code. `edits`: a term may have a level.
    """
    lines = [[_lines(pair) for pair in sentence.pairs] for sentence in sentences]
    terms = [(term.text, term.level) for term in edits.of(TermEntry)]
    knowledge = [sorted(words) for words in astuple(learner.knowledge)]
    return digest((annotation, repr((learner.study, learner.level, learner.ceiling, knowledge, terms, lines))))


def _lines(pair: Pair) -> tuple[object, ...]:
    lines = [(line.text, line.original) for side in (pair.zh_source, pair.en_source) for line in side]
    return len(pair.zh_source), pair.zh_spans, pair.en_spans, lines


def pack_grades(talk: GradedTalk) -> bytes:
    """Return the grades of a transcript as bytes."""
    clauses = [(clause.number, clause.zh, clause.en, _grade(clause.graded)) for clause in talk.clauses]
    return pack({"sentences": list(map(_grade, talk.sentences)), "clauses": clauses})


def _grade(item: Graded) -> tuple[object, ...]:
    return item.difficulty, item.quality, item.unknown, item.reasons, item.factors, item.reason_rules


def unpack_grades(packed: bytes, annotated: Sequence[Annotated], study: Language) -> GradedTalk | None:
    """Return the sentences and clauses of a transcript with their grades; None where the bytes are none of them."""
    try:
        stored = unpack(packed)
        graded = (_graded(item, study, row) for item, row in zip(annotated, stored["sentences"], strict=True))
        return GradedTalk(tuple(graded), tuple(_clause(annotated, study, row) for row in stored["clauses"]))
    except NONSENSE:
        return None


def _clause(annotated: Sequence[Annotated], study: Language, row: Sequence[Any]) -> GradedClause:
    number, (zh_start, zh_end), (en_start, en_end), grade = row
    zh, en = (zh_start, zh_end), (en_start, en_end)
    return GradedClause(number, zh, en, _graded(clause_at(annotated[number], zh, en), study, grade))


def _graded(annotated: Annotated, study: Language, row: Sequence[Any]) -> Graded:
    difficulty, quality, unknown, codes, factors, rules = row
    reasons = tuple(map(Reason, codes))
    return Graded(annotated, study, difficulty, quality, tuple(unknown), reasons, tuple(map(tuple, factors)), tuple(rules))
