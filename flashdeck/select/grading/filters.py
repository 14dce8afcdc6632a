"""Find the reasons why a sentence may not be a card.

A filter excludes a sentence. So a fault has a filter only if measurements showed that it can be found reliably. A less reliable
sign of a fault lowers the quality instead (see `signs`). Some filters are rows of the table `line_patterns.tsv` of a language.
The other filters are functions in this module, and `select/data/line_filters.tsv` has an example for each function.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from flashdeck.bilingual.adequacy import is_narrated, is_untranslated, removed_share, says_other_figures
from flashdeck.bilingual.languages import TRAITS, LineSide, level_on, sides, target_side
from flashdeck.bilingual.references import OUTSIDE, can_lead, outside_reference
from flashdeck.language.repairs import interrupts
from flashdeck.language.rules import Rule
from flashdeck.language.sounds import has_lost_speech
from flashdeck.model import Annotated, Language, Token, ends_bare
from flashdeck.model.reasons import GRADING_REASONS, Reason
from flashdeck.select.grading.appeals import appeal_rule
from flashdeck.select.grading.surroundings import SentenceContext
from flashdeck.select.learner import Learner

# The numbers were chosen by hand (docs/design/selection.md).
# The lengths of the two lines are out of proportion if the robust z-score of their ratio is above this number.
_OUTLIER_Z = 3.0
# Two lines whose adequacy is below this number do not say the same. Of 700 labelled pairs, 32 are below this number, and two
# readers called half of them partial or wrong (18 % of all pairs).
_LEAST_ADEQUACY = 0.6
_MOST_NAMES = 0.25  # maximum share of names and figures among the tokens of a line
_UNDERSTOOD_ALONE: dict[Language, float] = {"zh": 4.0, "en": 3.0}
"""The highest levels, HSK 4 and B1, at which the line of a card must be understood alone or with the line before it."""
_MOST_REMOVED: dict[Language, float] = {"en": 0.20, "zh": 0.30}
"""The maximum share of the English words that cleaning may remove from a sentence of a card.

The limit depends on the study language.
"""


class Candidate(NamedTuple):
    """A sentence that may become a card."""

    annotated: Annotated
    context: SentenceContext
    learner: Learner
    sides: tuple[LineSide, LineSide]

    @property
    def is_clause(self) -> bool:
        """Whether the candidate is a clause of a longer sentence."""
        return self.annotated.sentence.whole is not None


def reasons(annotated: Annotated, context: SentenceContext, learner: Learner) -> Iterator[tuple[Reason, str]]:
    """Yield all reasons why a sentence may not be a card, each with the id of the rule that decided."""
    candidate = Candidate(annotated, context, learner, sides(annotated))
    for reason in GRADING_REASONS:
        rule = _decide(reason, candidate)
        if rule:
            yield reason, rule


def _decide(reason: Reason, candidate: Candidate) -> str | None:
    """Return the id of the first rule that finds a reason against a card in a sentence. Return None if no rule finds it."""
    for rule, find in _BY_REASON.get(reason, ()):
        found = find(candidate)
        if found:
            return rule if found is True else found
    for trait in _TRAITS.get(reason, ()):
        row = _first_row(trait, candidate)
        if row:
            return row.id
    return None


def _first_row(trait: str, candidate: Candidate) -> Rule | None:
    """Return the first row of `line_patterns.tsv` that has the trait and matches one of the two lines.

    Return None if no row matches.
    """
    for side in candidate.sides:
        row = side.traits.patterns[trait].first(side.judged)
        if row:
            return row
    return None


_TRAITS: dict[Reason, tuple[str, ...]] = {
    Reason.FRAGMENT: ("start", "broken"),
    Reason.GARBLED: ("garbled",),
    Reason.TRAILING: ("trailing",),
    Reason.SUBCLAUSE: ("subclause",),
    Reason.BACKCHANNEL: ("backchannel",),
    Reason.DISFLUENT: ("restart",),
}
"""Maps a reason to traits in `line_patterns.tsv`. The reason applies if a line has at least one of these traits."""


# ---- rules in code


def _is_duplicate(candidate: Candidate) -> bool:
    return candidate.context.is_duplicate


def _sponsor_cue(candidate: Candidate) -> str:
    return candidate.context.sponsor_rule


def _appeal_rule(candidate: Candidate) -> str | None:
    return appeal_rule(candidate.annotated.sentence)


def _follows_open(candidate: Candidate) -> bool:
    return candidate.context.follows_open


def _has_no_end(candidate: Candidate) -> bool:
    """Tell whether a line of a whole sentence lacks its final punctuation mark.

    A clause does not need a final mark. If the Chinese lines are written without final marks, restored marks are used.
    """
    return not candidate.is_clause and not all(side.traits.final.search(side.judged) for side in candidate.sides)


def _unmarked_half(candidate: Candidate) -> str | None:
    """Return the id of the pattern that shows that a Chinese line begins or ends inside a clause.

    Return None if no pattern matches. Only lines of a transcript without final marks are tested; for other lines, return None.
    """
    zh, _ = candidate.sides
    if not candidate.annotated.sentence.is_unmarked or not ends_bare(zh.text):
        return None
    words = zh.judged.rstrip("。？！")
    row = zh.traits.patterns["unmarked-end"].first(words) or zh.traits.patterns["unmarked-start"].first(words)
    return row.id if row else None


def _lacks_clause(candidate: Candidate) -> bool:
    return any(side.traits.lacks_clause(side.tokens) for side in candidate.sides)


def _is_narrated(candidate: Candidate) -> bool:
    return is_narrated(candidate.annotated)


def _has_lost_speech(candidate: Candidate) -> bool:
    """Tell whether the transcriber could not hear some words of the sentence: "We took the [inaudible] home"."""
    sentence = candidate.annotated.sentence
    return has_lost_speech(sentence.en_as_read) or has_lost_speech(sentence.zh_as_read)


def _was_interrupted(candidate: Candidate) -> bool:
    """Tell whether another speaker begins inside the sentence: "We took the >> Which one?"."""
    sentence = candidate.annotated.sentence
    return interrupts(sentence.en_verbatim) or interrupts(sentence.zh_verbatim)


def _is_untranslated(candidate: Candidate) -> bool:
    return is_untranslated(candidate.annotated)


def _half_row(candidate: Candidate) -> str | None:
    """Return the id of the pattern that shows that a clause is not complete without the rest of its sentence.

    Return None if no pattern matches. Also return None for a whole sentence.
    """
    row = _first_row("half", candidate) if candidate.is_clause else None
    return row.id if row else None


def _is_too_short(candidate: Candidate) -> bool:
    return any(side.traits.length(side.text) < side.traits.limits.shortest for side in candidate.sides)


def _is_too_long(candidate: Candidate) -> bool:
    return any(_exceeds_window(side, candidate.learner) for side in candidate.sides)


def _exceeds_window(side: LineSide, learner: Learner) -> bool:
    level = level_on(side.traits.language, learner.study, learner.level)
    _, longest = side.traits.window(level)
    return side.traits.length(side.text) > longest + side.traits.limits.slack


def _has_many_names(candidate: Candidate) -> bool:
    return share_of_names(target_side(candidate.annotated, candidate.learner.study)) > _MOST_NAMES


def share_of_names(side: LineSide) -> float:
    """Return the share of names and figures among the tokens of a line, 0 to 1. Punctuation marks are not counted."""
    counted = [token for token in side.tokens if token.kind != "mark"]
    named = [token for token in counted if token.kind in ("name", "latin") or _is_figure(token)]
    return len(named) / len(counted) if counted else 1.0


def _is_figure(token: Token) -> bool:
    """Tell whether a token is a number that has two or more characters: 2028, 十五."""
    return token.kind == "number" and len(token.text) > 1


def _says_other_figures(candidate: Candidate) -> bool:
    return says_other_figures(candidate.annotated.sentence)


def _misspelt_rule(candidate: Candidate) -> str | None:
    return next(iter(candidate.context.misspelt.values()), None)


def _stutter_row(candidate: Candidate) -> str | None:
    """Return the id of the pattern that finds the same word four times in succession in the English line before cleaning.

    Return None if the line does not repeat a word so often.
    """
    row = TRAITS["en"].patterns["stutter"].first(candidate.annotated.sentence.en_verbatim)
    return row.id if row else None


def _rough_row(candidate: Candidate) -> str | None:
    """Return the id of the pattern that finds a filler or a restart that is left in a line which was repaired.

    The patterns are too broad for written language. In speech that needed a repair, they nearly always find a fault.
    """
    sentence = candidate.annotated.sentence.whole or candidate.annotated.sentence
    for side, repairs in zip(candidate.sides, (sentence.zh_repairs, sentence.repairs), strict=True):
        row = side.traits.patterns["rough"].first(side.judged) if repairs else None
        if row:
            return row.id
    return None


def _was_cleaned_much(candidate: Candidate) -> bool:
    return removed_share(candidate.annotated.sentence) > _MOST_REMOVED[candidate.learner.study]


def _is_partial(candidate: Candidate) -> bool:
    return candidate.context.adequacy < _LEAST_ADEQUACY


def _is_out_of_proportion(candidate: Candidate) -> bool:
    return abs(candidate.context.deviation) > _OUTLIER_Z


def _outside_reference(candidate: Candidate) -> bool:
    """Tell whether a line is not understood alone, because both lines refer to a thing outside.

    A line whose card can show the line before is understood, and learners above a certain level can cope with such lines. One
    line is not enough evidence, because each language leaves out pronouns that the other needs.
    """
    learner, annotated = candidate.learner, candidate.annotated
    if learner.level > _UNDERSTOOD_ALONE[learner.study] or _has_lead(candidate):
        return False
    found = outside_reference(annotated.zh_tokens, "zh"), outside_reference(annotated.en_tokens, "en")
    return all(row is not None and row.result == OUTSIDE for row in found)


def _has_lead(candidate: Candidate) -> bool:
    """Tell whether the card can show the line before: this line has no unknown word, and both lines are short."""
    before, learner = candidate.context.before, candidate.learner
    if before is None or not can_lead(before.sentence, candidate.annotated.sentence, learner.study):
        return False
    return all(map(learner.knows, before.units(learner.study)))


Decision = bool | str | None
"""The result of a rule in code: whether the rule applies, or the id of the table row that matched."""
CODE_RULES: tuple[tuple[Reason, str, Callable[[Candidate], Decision]], ...] = (
    (Reason.DUPLICATE, "line.duplicate", _is_duplicate),
    (Reason.SPONSOR, "line.sponsor", _sponsor_cue),
    (Reason.APPEAL, "line.appeal", _appeal_rule),
    (Reason.FRAGMENT, "line.fragment.follows-open", _follows_open),
    (Reason.FRAGMENT, "line.fragment.no-end", _has_no_end),
    (Reason.FRAGMENT, "line.fragment.unmarked", _unmarked_half),
    (Reason.FRAGMENT, "line.fragment.no-clause", _lacks_clause),
    (Reason.GARBLED, "line.garbled.untranslated", _is_untranslated),
    (Reason.GARBLED, "line.garbled.narrated", _is_narrated),
    (Reason.GARBLED, "line.garbled.lost-speech", _has_lost_speech),
    (Reason.TRAILING, "line.trailing.interrupted", _was_interrupted),
    (Reason.SUBCLAUSE, "line.subclause.half", _half_row),
    (Reason.LENGTH, "line.length.short", _is_too_short),
    (Reason.LENGTH, "line.length.long", _is_too_long),
    (Reason.NUMBERS_NAMES, "line.numbers-names", _has_many_names),
    (Reason.NUMBERS_DIFFER, "line.numbers-differ", _says_other_figures),
    (Reason.MISSPELT_NAME, "line.misspelt-name", _misspelt_rule),
    (Reason.DISFLUENT, "line.disfluent.stutter", _stutter_row),
    (Reason.DISFLUENT, "line.disfluent.rough", _rough_row),
    (Reason.DISFLUENT, "line.disfluent.cleaned", _was_cleaned_much),
    (Reason.RATIO, "line.ratio", _is_out_of_proportion),
    (Reason.PARTIAL, "line.partial", _is_partial),
    (Reason.OUTSIDE_REFERENCE, "line.outside-reference", _outside_reference),
)
"""The rules in code: the reason, the id of the rule, and the function that decides whether the rule applies.

If the function returns the id of a table row, this id replaces the id of the rule.
"""
_BY_REASON = {reason: tuple((rule, find) for other, rule, find in CODE_RULES if other is reason) for reason in GRADING_REASONS}
