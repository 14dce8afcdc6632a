"""Compute the quality of a sentence, 0 to 1.

The quality is the probability that a reader keeps the sentence as a card, multiplied by a factor below 1 for each fault.
"""

from collections.abc import Iterator

from flashdeck.bilingual.languages import target_side
from flashdeck.model import Annotated, Token
from flashdeck.select.grading.signs import appeal
from flashdeck.select.learner import Learner

Factor = tuple[str, float]
"""The name of a fault or sign, and the factor by which the quality is multiplied because of it."""
# All numbers were chosen by hand.
# The factor for a sentence with a name in lower case. Such a name is a sign of poor speech recognition.
_LOW_NAME = 0.8
# The factor for a card that shows only a clause. It is below 1 because the rest of the sentence is missing.
_CLAUSE = 0.9
# The mean adequacy of the pairs that two readers called full translations.
_USUAL_ADEQUACY = 0.85
# Only factors below this number are reported to the user.
_LEAST_LOWERED = 0.98
# The factor for length is 1 for a line whose length is in the best range. A shorter line loses the first number for each missing
# character or word. A longer line loses the second number for each additional character or word.
_TOO_SHORT, _TOO_LONG = 0.08, 0.04
_LEAST_LENGTH_FACTOR = 0.4


def quality(annotated: Annotated, learner: Learner, adequacy: float = 1.0) -> tuple[float, tuple[Factor, ...]]:
    """Return the quality of a sentence, and the faults and signs that lower it.

    `adequacy`: the probability that the two lines of the sentence say the same.
    """
    kept, signs = appeal(annotated, learner.study)
    factors = dict(_factors(annotated, learner))
    factors["words without a counterpart"] = min(1.0, adequacy / _USUAL_ADEQUACY)
    value = kept
    for factor in factors.values():
        value *= factor
    lowered = tuple((name, round(factor, 3)) for name, factor in (factors | signs).items() if factor < _LEAST_LOWERED)
    return round(value, 3), lowered


def _factors(annotated: Annotated, learner: Learner) -> Iterator[Factor]:
    target = target_side(annotated, learner.study)
    has_low_name = any(map(_is_low_name, annotated.en_tokens))
    yield "length", _length_factor(target.traits.length(target.text), target.traits.window(learner.level))
    yield "a name in lower case", _LOW_NAME if has_low_name else 1.0
    yield "a clause", _CLAUSE if annotated.sentence.whole else 1.0


def _is_low_name(token: Token) -> bool:
    return token.kind == "name" and token.text.islower()


def _length_factor(length: int, window: tuple[int, int]) -> float:
    below, above = max(0, window[0] - length), max(0, length - window[1])
    return max(_LEAST_LENGTH_FACTOR, 1 - _TOO_SHORT * below - _TOO_LONG * above)
