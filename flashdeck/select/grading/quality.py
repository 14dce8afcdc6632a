"""How good a line is on a card, 0 to 1: whether a reader would keep it, and what the level and the transcript add to that."""

from collections.abc import Iterator

from flashdeck.language.traits import TRAITS
from flashdeck.model import Annotated, Token
from flashdeck.select.grading.signs import appeal
from flashdeck.select.learner import Learner

Factor = tuple[str, float]
_LOW_NAME = 0.8  # where a name lost its capital the recognition was poor
_CLAUSE = 0.9  # what it was said with is missing
_LEAST_LOWERED = 0.98  # a sign that lowers the quality by less is not worth a word


def quality(annotated: Annotated, learner: Learner) -> tuple[float, tuple[Factor, ...]]:
    """Return the quality of a sentence, and what lowers it: the name of each fault and by what factor."""
    kept, signs = appeal(annotated, learner.study)
    factors = dict(_factors(annotated, learner))
    value = kept
    for factor in factors.values():
        value *= factor
    lowered = tuple((name, round(factor, 3)) for name, factor in (factors | signs).items() if factor < _LEAST_LOWERED)
    return round(value, 3), lowered


def _factors(annotated: Annotated, learner: Learner) -> Iterator[Factor]:
    traits = TRAITS[learner.study]
    target = annotated.sentence.zh if learner.study == "zh" else annotated.sentence.en
    yield "length", _length_factor(traits.length(target), traits.window(learner.level))
    yield "a name in lower case", _LOW_NAME if any(map(_is_low_name, annotated.en_tokens)) else 1.0
    yield "a clause", _CLAUSE if annotated.sentence.whole else 1.0


def _is_low_name(token: Token) -> bool:
    return token.kind == "name" and token.text.islower()


def _length_factor(length: int, window: tuple[int, int]) -> float:
    below, above = max(0, window[0] - length), max(0, length - window[1])
    return max(0.4, 1 - 0.08 * below - 0.04 * above)
