"""Predict whether a reader who sees a line alone keeps the line as a card. The prediction is made from signs of the line.

Each sign is a number. The value of a sign does not depend on the study language, but its weight does. The signs of each
language are in `flashdeck.chinese.chinese_traits` and `flashdeck.english.english_traits`. The signs of both lines together are
in this module. `select/data/quality_weights.tsv` has the weight of each sign.

The weights come from a logistic regression (L2, C = .03 on standardized signs) on 1,604 lines of three talks. In November 2026
seven readers judged each line alone, from 0 (not a card) to 2 (a good or an excellent card). The regression has a separate
offset for the stricter readers. Each talk in turn was left out of the fit and used as a test. The area under the curve for "a
card" was .79, .80 and .75 for Chinese and .86, .78 and .69 for English, but only .58 to .62 among lines that look good. Of the
lines with a quality above .6, 18 % were judged to be not a card. The labels are not in this repository, so the fit cannot be
reproduced. The weights should be fitted again on published labels.
"""

import math
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from flashdeck.bilingual.adequacy import crossed_share
from flashdeck.bilingual.languages import TRAITS, sides
from flashdeck.lazy import Lazy
from flashdeck.model import Annotated, Language, Pair

_CONSTANT = "constant"
# The sign "commas" is the number of commas in both lines together, but at most this number.
_MOST_COMMAS = 6


class Weight(NamedTuple):
    """The weight of a sign for one study language.

    `value` times the value of the sign is added to the log-odds that a line is kept. `usual`: the mean value of the sign.
    """

    value: float
    usual: float


def _load_weights() -> dict[Language, dict[str, Weight]]:
    """Return for each study language the weights of the signs, in the order of the table."""
    text = files("flashdeck.select").joinpath("data", "quality_weights.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:] if not line.startswith("#")]
    weights: dict[Language, dict[str, Weight]] = {study: {} for study in TRAITS}
    for study, of_study in weights.items():
        of_study.update(
            (sign, Weight(float(value), float(usual))) for sign, language, value, usual in rows if language == study
        )
    return weights


load_weights = Lazy(_load_weights)


def appeal(annotated: Annotated, study: Language) -> tuple[float, dict[str, float]]:
    """Return the probability that a careful reader keeps a line as a card, and a factor for each sign.

    The probability and the factors are between 0 and 1. The factor of a sign is the probability divided by the probability that
    the line would have if the sign had its mean value, but at most 1.
    """
    weights = load_weights()[study]
    found = signs(annotated)
    odds = weights[_CONSTANT].value + sum(weights[name].value * value for name, value in found.items())
    kept = _logistic(odds)
    factors: dict[str, float] = {}
    for name, value in found.items():
        weight = weights[name]
        if_usual = odds - weight.value * (value - weight.usual)
        factors[name] = min(1.0, kept / _logistic(if_usual))
    return kept, factors


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def signs(annotated: Annotated) -> dict[str, float]:
    """Return the names and values of the signs of a line, in the order of the table of weights."""
    found: dict[str, float] = {
        "commas": 0,
        "crossed word order": crossed_share(annotated),
        "cut by captions": _is_cut_by_captions(annotated),
    }
    for side in sides(annotated):
        own: Mapping[str, float] = side.traits.signs(side.judged, side.tokens)
        commas = found["commas"] + own["commas"]
        found |= own
        found["commas"] = min(_MOST_COMMAS, commas)
    return {name: found[name] for name in load_weights()["zh"] if name != _CONSTANT}


def _is_cut_by_captions(annotated: Annotated) -> bool:
    """Tell whether a Chinese line that was joined with the next line ends inside a sentence.

    A frequent cause is that the speaker was interrupted. Lines that are written without final marks are not tested.
    """
    sentence = annotated.sentence
    return any(map(_is_cut, (sentence.whole or sentence).pairs))


def _is_cut(pair: Pair) -> bool:
    final = TRAITS["zh"].final
    return any(not (line.unmarked or final.search(line.text)) for line in pair.zh_source[:-1])
