"""Signs by which a reader who sees a line alone keeps it or rejects it: each a number, the same for both languages studied.

The signs of each language are in `flashdeck.chinese.chinese_traits` and `flashdeck.english.english_traits`; those of both lines
together are here. `select/data/quality_weights.tsv` has the weight of each.

The weights come from a logistic regression (L2, C = .03 on standardized signs) on 1,604 lines of three talks. Seven readers
judged each line alone, from 0 (no card) to 2 (a good or an excellent card), in November 2026; the stricter readers have an
offset of their own. The area under the curve for "a card", tested on a talk that was left out of the fit, was .79, .80 and .75 for
Chinese, .86, .78 and .69 for English, but only .58 to .62 among lines that look good. Of the lines above .6, 18 % were judged
no card. The labels are not in this repository, so the fit cannot be reproduced; the weights should be fitted again on
published labels.
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
_MOST_COMMAS = 6  # of both lines together; more commas say no more


class Weight(NamedTuple):
    """The weight of a sign for one language studied.

    `value` is added to the log-odds that a line is kept, for each unit of the sign; `usual` is the mean of the sign.
    """

    value: float
    usual: float


def _load_weights() -> dict[Language, dict[str, Weight]]:
    """Return the weights by the language studied, in the order of the table."""
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
    """Return the probability that a careful reader keeps a line, and for each sign the factor by which it lowers it.

    Both are between 0 and 1. The factor compares the line with one whose sign is usual.
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
    """Return the signs of a line by name, in the order of the weights."""
    found: dict[str, float] = {
        "commas": 0,
        "crossed word order": crossed_share(annotated),
        "cut by captions": _is_cut_by_captions(annotated),
    }
    for side in sides(annotated):
        own: Mapping[str, float] = side.traits.signs(side.text, side.tokens)
        commas = found["commas"] + own["commas"]
        found |= own
        found["commas"] = min(_MOST_COMMAS, commas)
    return {name: found[name] for name in load_weights()["zh"] if name != _CONSTANT}


def _is_cut_by_captions(annotated: Annotated) -> bool:
    """Tell whether lines were joined of a sentence that began or ended inside them: often a speaker was interrupted."""
    sentence = annotated.sentence
    return any(map(_is_cut, (sentence.whole or sentence).pairs))


def _is_cut(pair: Pair) -> bool:
    final = TRAITS["zh"].final
    return any(not final.search(line.text) for line in pair.zh_source[:-1])
