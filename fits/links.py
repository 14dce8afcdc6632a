"""Fit the score for linking a Chinese and an English word: the weights of the dictionary and of the log-likelihood ratio.

The data are words of one talk, with labels that say which English words translate each Chinese word.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fits.matrices import Matrix, read_matrix, write_matrix
from fits.tables import Fitted

CANDIDATES = "link_candidates"
_SEED_SHARES = np.arange(0.0, 1.01, 0.1)
_RATIO_SHARES = np.arange(0.0, 0.0201, 0.0025)


def collect(corpus: Path) -> Iterator[Path]:
    """Compute the matrix and yield its path.

    The folder `corpus` contains the talk `transcripts/reference.txt` and the labels `gold/reference.json`.
    """
    columns = ("word", "probability", "known", "ratio", "is_right")
    yield write_matrix(CANDIDATES, columns, _rows(corpus))


def _rows(corpus: Path) -> Iterator[Sequence[float]]:
    """Yield the evidence for each candidate.

    A candidate is a labelled Chinese word, with an English word that occurs in the translation of a line with the Chinese word.
    """
    from flashdeck.annotate.linking import cut_lines, link_talk
    from flashdeck.app.pipeline import Pipeline
    from flashdeck.bilingual.links import Seeds, chinese_link_words, english_link_word
    from flashdeck.bilingual.links.link_model import LinkModel
    from flashdeck.chinese.scripts import simple_text
    from flashdeck.english.stems import stem
    from flashdeck.settings import Settings

    labels = json.loads((corpus / "gold" / "reference.json").read_text(encoding="utf-8"))["word_types"]
    sentences = Pipeline(corpus / "transcripts" / "reference.txt", Settings()).sentences
    rows = cut_lines([simple_text(sentence.zh) for sentence in sentences])
    talk = link_talk(rows, frozenset(), [sentence.en for sentence in sentences])
    zh = [_keys(chinese_link_words(row)) for row in talk.words]
    en = [list(map(english_link_word, tokens)) for tokens in talk.english]
    model = LinkModel(zh, list(map(_keys, en)), Seeds())
    content = sorted({word.key for line in en for word in line if word.content})
    for number, label in enumerate(labels):
        right = frozenset(map(stem, label["en_lemmas"]))
        yield from _candidates(model, number, label["zh_word"], content, right)


def _keys(words: Iterable[Any]) -> list[str]:
    return [word.key for word in words]


def _candidates(
    model: object, number: int, word: str, content: Iterable[str], right: frozenset[str]
) -> Iterator[Sequence[float]]:
    for key in content:
        row = _evidence(model, word, key)
        if row is not None:
            yield float(number), *row, float(key in right)


def _evidence(model: object, zh: str, en: str) -> tuple[float, float, float] | None:
    """Return the evidence that two words are linked: probability, dictionary evidence and log-likelihood ratio.

    Return None if the words never occur in the same pair of lines.
    """
    from flashdeck.bilingual.links import link_model

    try:
        found = model.evidence(zh, en)  # type: ignore[attr-defined]
    except KeyError:  # the talk does not have the labelled word, because the segmentation splits the text differently
        return None
    if not found.together:
        return None
    known = found.seed + link_model._KIN_SHARE * found.kin  # noqa: SLF001
    ratio = (found.score - found.probability - link_model._SEED_SHARE * known) / link_model._RATIO_SHARE  # noqa: SLF001
    return found.probability, known, max(0.0, ratio)


def fitted() -> Iterator[Fitted]:
    """Yield the two weights for which the best candidate is right for as many Chinese words as possible.

    If several pairs of weights are equally good, yield the pair that is nearest to the numbers in the code.
    """
    data = read_matrix(CANDIDATES)
    found = [(_right(data, seed, ratio), seed, ratio) for seed in _SEED_SHARES for ratio in _RATIO_SHARES]
    most = max(right for right, _, _ in found)
    seed, ratio = _nearest([(seed, ratio) for right, seed, ratio in found if right == most])
    words = len(set(data["word"]))
    quality = f"the best candidate is right for {most} of {words} words"
    yield Fitted("flashdeck.bilingual.links.link_model", "_SEED_SHARE", seed, quality)
    yield Fitted("flashdeck.bilingual.links.link_model", "_RATIO_SHARE", ratio, quality)


def _right(data: dict[str, Matrix], seed_share: float, ratio_share: float) -> int:
    """Return how many Chinese words have a right English word as the candidate with the highest score."""
    score = data["probability"] + seed_share * data["known"] + ratio_share * data["ratio"]
    count = 0
    for word in set(data["word"]):
        own = data["word"] == word
        count += int(data["is_right"][own][score[own].argmax()])
    return count


def _nearest(shares: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the pair of weights that is nearest to the weights in the code. Many pairs of weights fit equally well."""
    from flashdeck.bilingual.links import link_model

    def distance(pair: tuple[float, float]) -> float:
        return abs(pair[0] - link_model._SEED_SHARE) + 10 * abs(pair[1] - link_model._RATIO_SHARE)  # noqa: SLF001

    return min(shares, key=distance)
