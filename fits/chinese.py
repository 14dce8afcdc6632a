"""Fit a formula for the level of a Chinese word that is not in any list, from its frequency, characters and length."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from fits.matrices import least_squares, read_matrix, spearman, write_matrix
from fits.tables import Fitted

WORDS = "chinese_words"


def collect(_: Path) -> Iterator[Path]:
    """Compute the matrix from the installed HSK list of 2025. Yield the path of the matrix."""
    columns = ("zipf", "hardest_character", "mean_character", "characters", "level")
    yield write_matrix(WORDS, columns, _word_rows())


def _word_rows() -> Iterator[Sequence[float]]:
    """Yield the features and the level of each word of the HSK list. The words of the band 7–9 count as level 8."""
    from flashdeck.dictionaries.frequency import zipf
    from flashdeck.dictionaries.hsk import HIGHEST_BAND, load_hsk

    listed = load_hsk("2025")
    for word, level in listed.words.items():
        levels = [float(listed.characters.get(char, 8.0)) for char in word]
        height = 8.0 if level >= HIGHEST_BAND else float(level)
        yield zipf(word, "zh") or 0.0, max(levels), sum(levels) / len(levels), float(len(word)), height


def fitted() -> Iterator[Fitted]:
    """Yield the fitted numbers of the formula."""
    data = read_matrix(WORDS)
    features = [data[name] for name in ("zipf", "hardest_character", "mean_character", "characters")]
    weights = least_squares(features, data["level"])
    guess = np.column_stack((*features, np.ones(len(data["level"])))) @ weights
    error = float(np.abs(guess - data["level"]).mean())
    quality = f"rho {spearman(guess, data['level']):.3f}, mean error {error:.2f} levels, {len(guess)} words"
    names = ("_ZIPF_WEIGHT", "_HARDEST_WEIGHT", "_MEAN_WEIGHT", "_LENGTH_WEIGHT", "_WORD_BASE")
    for name, weight in zip(names, weights, strict=True):
        yield Fitted("flashdeck.chinese.word_levels", name, float(weight), quality)
