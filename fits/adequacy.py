"""Fit the probability that two lines say the same, to pairs of lines that two readers labelled.

The labels are of 700 pairs from ten talks of different kinds. Each reader said for each pair whether both lines say the same
("full"), whether a part differs, or whether the lines say different things. The readers agree on 96 % of the pairs.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fits.matrices import Matrix, area_under_curve, logistic, read_matrix
from fits.tables import Fitted

PAIRS = "adequacy_pairs"
_MODULE = "flashdeck.bilingual.adequacy"
_FEATURES = ("unmatched_zh", "unmatched_en", "deviation")


def collect(_: Path) -> Iterator[Path]:
    """Yield nothing: the texts of the labelled pairs are not in the repository, so the matrix cannot be computed again."""
    return iter(())


def fitted() -> Iterator[Fitted]:
    """Yield the constant and the weights of the regression. A positive weight in the code lowers the probability."""
    data = read_matrix(PAIRS)
    everything = np.ones(len(data["talk"]), dtype=bool)
    *weights, constant = _fit(data, everything)
    alone, joined = area(data, _FEATURES), area(data, (*_FEATURES, "cosine"))
    quality = f"area under the curve {alone:.3f} with each talk left out in turn, {joined:.3f} with sentence embeddings"
    yield Fitted(_MODULE, "_CONSTANT", float(constant), quality)
    for name, weight in zip(("_UNMATCHED_ZH", "_UNMATCHED_EN", "_DEVIATION"), weights, strict=True):
        yield Fitted(_MODULE, name, -float(weight), quality)


def _fit(data: dict[str, Matrix], rows: NDArray[np.bool_], names: Sequence[str] = _FEATURES) -> Matrix:
    """Fit the regression to the labels of both readers."""
    features = [np.concatenate((data[name][rows], data[name][rows])) for name in names]
    return logistic(features, np.concatenate((data["full_a"][rows], data["full_b"][rows])))


def area(data: dict[str, Matrix], names: Sequence[str]) -> float:
    """Return the area under the curve for pairs that both readers called full, with each talk in turn left out of the fit."""
    odds = np.zeros(len(data["talk"]))
    for talk in sorted(set(data["talk"])):
        own = data["talk"] == talk
        *weights, constant = _fit(data, ~own, names)
        odds[own] = sum(weight * data[name][own] for name, weight in zip(names, weights, strict=True)) + constant
    return area_under_curve(odds, data["full_a"] * data["full_b"])
