"""Fit a formula for the difficulty of an English sentence, to sentences with the levels of two annotators (CEFR-SP)."""

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from fits.matrices import least_squares, read_matrix, spearman, write_matrix
from fits.tables import Fitted

SENTENCES = "english_sentences"
# CEFR-SP writes a space on both sides of every punctuation mark.
_BLANK_BEFORE = re.compile(r" ([,.;:!?%)\]]|'s\b|n't\b)")
_BLANK_AFTER = re.compile(r"([(\[$]) ")


def collect(corpus: Path) -> Iterator[Path]:
    """Compute the matrix and yield the path of the matrix. The folder `corpus` contains `gold/cefr_sp/`."""
    folder = corpus / "gold" / "cefr_sp"
    rows = [*_sentence_rows(folder / "CEFR-SP_Wikiauto_train.txt", 0), *_sentence_rows(folder / "CEFR-SP_Wikiauto_dev.txt", 1)]
    yield write_matrix(SENTENCES, ("mean", "percentile_90", "log_words", "label_a", "label_b", "development"), rows)


def _sentence_rows(path: Path, part: int) -> Iterator[Sequence[float]]:
    """Yield for each sentence the features that `english_difficulty` computes, and the levels that both annotators assigned."""
    from flashdeck.annotate import annotate_english
    from flashdeck.dictionaries.cefr import frequency_level

    for line in path.read_text(encoding="utf-8").splitlines():
        text, label_a, label_b = line.split("\t")
        plain = _BLANK_AFTER.sub(r"\1", _BLANK_BEFORE.sub(r"\1", text))
        words = [token for token in annotate_english(plain) if token.kind in ("word", "function")]
        if not words:
            continue
        levels = sorted((token.level + frequency_level(token.zipf, len(token.text))) / 2 for token in words)
        high = levels[min(len(levels) - 1, math.floor(0.9 * len(levels)))]
        yield sum(levels) / len(levels), high, math.log(len(words)), float(label_a), float(label_b), float(part)


def fitted() -> Iterator[Fitted]:
    """Yield the fitted numbers of the formula."""
    data = read_matrix(SENTENCES)
    labels = (data["label_a"] + data["label_b"]) / 2
    train, development = data["development"] == 0, data["development"] == 1
    features = [data[name] for name in ("mean", "percentile_90", "log_words")]
    weights = least_squares([column[train] for column in features], labels[train])
    guess = np.column_stack((*features, np.ones(len(labels)))) @ weights
    quality = f"rho {spearman(guess[train], labels[train]):.3f} train, {spearman(guess[development], labels[development]):.3f} development"
    names = ("_MEAN", "_HIGH", "_LENGTH", "_BASE")
    for name, weight in zip(names, weights, strict=True):
        yield Fitted("flashdeck.english.english_difficulty", name, float(weight), quality)
