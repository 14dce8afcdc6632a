"""Grades the sentences of a talk for a learner."""

from collections.abc import Iterator, Sequence

from flashdeck.chinese.chinese_difficulty import chinese_difficulty
from flashdeck.english.english_difficulty import english_difficulty
from flashdeck.language.lengths import LengthRatios
from flashdeck.language.traits import TRAITS
from flashdeck.model import Annotated, Graded, GradedClause, GradedTalk, Language
from flashdeck.select.clauses import clause_at, clause_places
from flashdeck.select.grading.filters import reasons
from flashdeck.select.grading.quality import quality
from flashdeck.select.grading.surroundings import Place, places
from flashdeck.select.learner import Learner


def grade_talk(annotated: Sequence[Annotated], learner: Learner) -> GradedTalk:
    """Grade the sentences of one transcript for a learner, and their clauses."""
    graded = grade_sentences(annotated, learner)
    return GradedTalk(graded, tuple(_clauses(graded, learner)))


def grade_sentences(annotated: Sequence[Annotated], learner: Learner) -> tuple[Graded, ...]:
    """Grade the sentences of one transcript for a learner."""
    return tuple(_grade(item, place, learner) for item, place in zip(annotated, places(annotated), strict=True))


_CLAUSES_OF = frozenset({"length", "disfluent"})
"""What may be wrong with a sentence whose clauses are still sound."""


def grade_clauses(graded: Sequence[Graded], learner: Learner) -> Iterator[Graded]:
    """Yield the clauses of the sentences that are too long or too broken themselves."""
    return (clause.graded for clause in _clauses(graded, learner))


def _clauses(graded: Sequence[Graded], learner: Learner) -> Iterator[GradedClause]:
    texts = LengthRatios([(item.annotated.sentence.zh, item.annotated.sentence.en) for item in graded])
    for number, item in enumerate(graded):
        if item.reasons and _CLAUSES_OF.issuperset(item.reasons):
            for zh, en in clause_places(item.annotated):
                clause = clause_at(item.annotated, zh, en)
                place = Place(texts.deviation(clause.sentence.zh, clause.sentence.en))
                yield GradedClause(number, zh, en, _grade(clause, place, learner))


def _grade(annotated: Annotated, place: Place, learner: Learner) -> Graded:
    value, factors = quality(annotated, learner)
    unknown = dict.fromkeys(unit.headword for unit in annotated.units(learner.study) if not learner.knows(unit))
    return Graded(
        annotated=annotated,
        study=learner.study,
        difficulty=round(_difficulty(annotated, learner.study), 2),
        quality=value,
        unknown=tuple(unknown),
        reasons=tuple(reasons(annotated, place, learner)),
        factors=factors,
    )


def _difficulty(annotated: Annotated, study: Language) -> float:
    """Return the difficulty of a line; an expression counts with its own level, not with that of its words (hot take)."""
    if study == "zh":
        return chinese_difficulty(annotated.zh_tokens, TRAITS["zh"].length(annotated.sentence.zh))
    return english_difficulty(annotated.units(study), sum(token.kind != "mark" for token in annotated.en_tokens))
