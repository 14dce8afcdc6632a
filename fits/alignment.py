"""Fit the probability that two texts are translations of each other.

The data are right pairs and wrong pairs. A wrong pair has the translation of a line that is one or two lines earlier or later.
"""

from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

from fits.matrices import area_under_curve, logistic, read_matrix, write_matrix
from fits.tables import Fitted

PAIRS = "alignment_pairs"
_SHIFTS = (-2, -1, 1, 2)
# The approximate number of pairs taken from each source. Without this limit, the longest source would decide the fit alone.
_FROM_EACH = 220


def collect(corpus: Path) -> Iterator[Path]:
    """Compute the matrix from transcripts whose layout shows which lines are pairs. Yield the path of the matrix."""
    folder = corpus / "transcripts"
    sources = [folder / "reference.txt", folder / "pairs.csv", folder / "tatoeba_pairs.tsv"]
    sources += [folder / "markdown_hardwrapped.md", folder / "markdown_bracketed.md"]
    columns = ("source", "found", "lacking", "uneven", "question_differs", "is_pair")
    yield write_matrix(PAIRS, columns, _rows(sources))


def _rows(sources: Sequence[Path]) -> Iterator[Sequence[float]]:
    from flashdeck.align.evidence.word_evidence import WordIndex

    for number, path in enumerate(sources):
        pairs = _pairs(path)
        witness = WordIndex([zh for zh, _ in pairs], [en for _, en in pairs])
        step = max(1, len(pairs) // _FROM_EACH)
        for place in range(0, len(pairs), step):
            zh = pairs[place][0]
            for shift in (0, *_SHIFTS):
                if 0 <= place + shift < len(pairs):
                    yield float(number), *_features(zh, pairs[place + shift][1], witness), float(shift == 0)


def _pairs(path: Path) -> list[tuple[str, str]]:
    from flashdeck.app.pipeline import Pipeline
    from flashdeck.settings import Settings

    return [(pair.zh, pair.en) for pair in Pipeline(path, Settings()).bitext.pairs]


def _features(zh: str, en: str, witness: object) -> tuple[float, float, float, float]:
    """Return the features of a pair of texts to which `score_texts` gives weights."""
    from flashdeck.align.evidence.scores import LENGTH_RATIO, SMOOTH_SIZE, is_question

    found, lacking = witness.shared(zh, en)  # type: ignore[attr-defined]
    uneven = abs(log((len(zh) * LENGTH_RATIO + SMOOTH_SIZE) / (len(en) + SMOOTH_SIZE)))
    return log(1 + found), log(1 + lacking), uneven, float(is_question(zh) != is_question(en))


def fitted() -> Iterator[Fitted]:
    """Yield the fitted weights of `score_texts`."""
    data = read_matrix(PAIRS)
    features = [data[name] for name in ("found", "lacking", "uneven", "question_differs")]
    weights = logistic(features, data["is_pair"])
    score = sum(weight * column for weight, column in zip(weights, features, strict=False))
    areas = []
    for source in sorted(set(data["source"])):
        own = data["source"] == source
        areas.append(area_under_curve(score[own], data["is_pair"][own]))
    right = int(data["is_pair"].sum())
    quality = f"area under the curve {min(areas):.3f} to {max(areas):.3f}, {right} right and {len(score) - right} wrong pairs"
    names = ("_SHARED", "_LACKING", "_LENGTH", "_QUESTION", "_BASE")
    for name, weight in zip(names, weights, strict=True):
        yield Fitted("flashdeck.align.evidence.scores", name, float(weight), quality)
