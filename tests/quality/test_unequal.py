"""Two sides of unequal length, measured: how many pairs are right, and that time and memory grow with the length alone."""

import json
import time
import tracemalloc

import pytest
from unequal import make_unequal, strict_f1

from flashdeck import align_lines
from flashdeck.align import align_transcript
from flashdeck.read import Input, read_transcript

pytestmark = pytest.mark.quality

SEEDS = range(6)


@pytest.fixture(scope="module")
def reference(corpus):
    """The labelled units of the first half of the reference transcript."""
    lines = (corpus / "transcripts" / "reference.txt").read_text(encoding="utf-8").split("\n")
    units = json.loads((corpus / "gold" / "reference.json").read_text(encoding="utf-8"))["alignment"]["units"]
    return [tuple([lines[number - 1] for number in unit[side]] for side in ("zh", "en")) for unit in units]


@pytest.fixture(scope="module")
def bundled(example):
    pairs = align_transcript(read_transcript(Input(example))).pairs
    return [([line.text for line in pair.zh_source], [line.text for line in pair.en_source]) for pair in pairs]


@pytest.fixture(scope="module")
def tatoeba(corpus):
    rows = (corpus / "transcripts" / "tatoeba_pairs.tsv").read_text(encoding="utf-8").splitlines()
    return [([row.split("\t")[1]], [row.split("\t")[0]]) for row in rows if row]


def scores(units):
    made = [make_unequal(units, seed) for seed in SEEDS]
    return [strict_f1(align_lines(one.zh, one.en), one.units) for one in made]


def test_unequal_sides_of_the_labelled_transcript_are_aligned(reference):
    found = scores(reference)

    assert min(found) >= 0.95, found
    assert sum(found) / len(found) >= 0.965, found


def test_unequal_sides_of_single_sentences_are_aligned(tatoeba):
    found = scores(tatoeba)

    assert min(found) >= 0.95, found


def test_unequal_sides_of_the_example_are_aligned(bundled):
    found = scores(bundled)

    assert sum(found) / len(found) >= 0.94, found


def test_time_and_memory_grow_with_the_length_and_not_with_its_square(bundled):
    """Ten times the text takes about ten times as long and as much: fifteen times at most, where a square would be a hundred."""
    costs = []
    for times in (4, 40):
        made = make_unequal(bundled * times, 1)
        start = time.process_time()
        pairs = align_lines(made.zh, made.en)
        seconds = time.process_time() - start
        tracemalloc.start()
        align_lines(made.zh, made.en)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        costs.append((seconds, peak))
        assert strict_f1(pairs, made.units) >= 0.93

    (seconds, peak), (ten_seconds, ten_peak) = costs
    assert ten_seconds < 15 * seconds, costs
    assert ten_peak < 15 * peak, costs
