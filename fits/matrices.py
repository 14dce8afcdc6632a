"""Read and write matrices of features as CSV files, and fit weights by least squares or by logistic regression."""

import csv
import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
DATA = Path(__file__).parent / "data"
_ROUNDS = 50  # the maximum number of rounds of Newton's method, which needs fewer than ten rounds for our data


def write_matrix(name: str, columns: Sequence[str], rows: Iterable[Sequence[float]]) -> Path:
    """Write a matrix to `fits/data/NAME.csv.gz`, with four decimals, and return its path."""
    path = DATA / f"{name}.csv.gz"
    # The header has no file name and no time, so that the same numbers give the same bytes.
    with path.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        packed.write((",".join(columns) + "\n").encode())
        for row in rows:
            packed.write((",".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in row) + "\n").encode())
    return path


def read_matrix(name: str) -> dict[str, Matrix]:
    """Read a matrix that `write_matrix` wrote. Return its columns by name."""
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="ascii", newline="") as file:
        header, *rows = csv.reader(file)
    values = np.array(rows, dtype=np.float64)
    return {column: values[:, place] for place, column in enumerate(header)}


def least_squares(features: Sequence[Matrix], target: Matrix) -> Matrix:
    """Fit a linear regression by ordinary least squares. Return the weight of each feature, and then the constant term."""
    design = np.column_stack((*features, np.ones(len(target))))
    weights, *_ = np.linalg.lstsq(design, target, rcond=None)
    return np.asarray(weights, dtype=np.float64)


def logistic(features: Sequence[Matrix], target: Matrix) -> Matrix:
    """Fit a logistic regression. Return the weight of each feature, and then the constant term.

    The fit uses Newton's method and does not penalize large weights.

    target: 1.0 for each case in which the outcome is true, and 0.0 for all other cases.
    """
    design = np.column_stack((*features, np.ones(len(target))))
    weights = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(design @ weights).clip(-30, 30)))
        curvature = (design * (chance * (1 - chance) + 1e-9)[:, None]).T @ design
        step = np.linalg.solve(curvature, design.T @ (target - chance))
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(weights, dtype=np.float64)


def ranks(values: Matrix) -> Matrix:
    """Return the rank of each value, starting at 1. Equal values get the mean of their ranks."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[places], dtype=np.float64)


def spearman(one: Matrix, other: Matrix) -> float:
    """Return Spearman's rank correlation between two columns of a matrix."""
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def area_under_curve(scores: Matrix, target: Matrix) -> float:
    """Return the probability that a random true case has a higher score than a random false case."""
    true = target > 0
    found = ranks(scores)
    count, others = int(true.sum()), int((~true).sum())
    return float((found[true].sum() - count * (count + 1) / 2) / (count * others))
