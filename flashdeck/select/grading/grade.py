"""Grade the sentences of a transcript for a learner."""

from collections.abc import Iterator, Sequence

from flashdeck.bilingual.adequacy import LengthRatios, adequacy
from flashdeck.bilingual.clauses import clause_at, clause_places
from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Annotated, Graded, GradedClause, GradedTalk
from flashdeck.model.reasons import Reason
from flashdeck.select.grading.filters import reasons
from flashdeck.select.grading.quality import quality
from flashdeck.select.grading.surroundings import SentenceContext, sentence_contexts
from flashdeck.select.learner import Learner


def grade_talk(annotated: Sequence[Annotated], learner: Learner) -> GradedTalk:
    """Grade the sentences of one transcript and their clauses for a learner."""
    graded = grade_sentences(annotated, learner)
    return GradedTalk(graded, tuple(_clauses(graded, learner)))


def grade_sentences(annotated: Sequence[Annotated], learner: Learner) -> tuple[Graded, ...]:
    """Grade the sentences of one transcript for a learner."""
    pairs = zip(annotated, sentence_contexts(annotated), strict=True)
    return tuple(_grade(item, context, learner) for item, context in pairs)


_CLAUSES_OF = frozenset({Reason.LENGTH, Reason.DISFLUENT, Reason.PARTIAL})
"""The reasons that exclude a sentence from the cards, but do not exclude its clauses."""


def grade_clauses(graded: Sequence[Graded], learner: Learner) -> Iterator[Graded]:
    """Yield the graded clauses of the sentences that are excluded only because they are too long, disfluent or partly translated."""
    return (clause.graded for clause in _clauses(graded, learner))


def _clauses(graded: Sequence[Graded], learner: Learner) -> Iterator[GradedClause]:
    ratios = LengthRatios([item.annotated.sentence for item in graded])
    for number, item in enumerate(graded):
        if item.reasons and _CLAUSES_OF.issuperset(item.reasons):
            for zh, en in clause_places(item.annotated):
                clause = clause_at(item.annotated, zh, en)
                deviation = ratios.deviation(clause.sentence)
                context = SentenceContext(deviation, adequacy(clause, deviation))
                yield GradedClause(number, zh, en, _grade(clause, context, learner))


def _grade(annotated: Annotated, context: SentenceContext, learner: Learner) -> Graded:
    value, factors = quality(annotated, learner, context.adequacy)
    unknown = dict.fromkeys(unit.headword for unit in annotated.units(learner.study) if not learner.knows(unit))
    found = dict(reasons(annotated, context, learner))
    return Graded(
        annotated=annotated,
        study=learner.study,
        difficulty=round(TRAITS[learner.study].difficulty(annotated), 2),
        quality=value,
        unknown=tuple(unknown),
        reasons=tuple(found),
        factors=factors,
        reason_rules=tuple(found.values()),
        adequacy=context.adequacy,
    )
