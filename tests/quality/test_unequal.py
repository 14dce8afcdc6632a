"""Two sides of unequal length, measured: how many pairs are right, and that time and memory grow with the length alone."""

import json
import re
import time
import tracemalloc

import pytest
from unequal import SHAPES, make_translated, make_unequal, shape_recall, share_left_out, strict_f1

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


def captions(path):
    """The cues of a caption file in which English and Chinese lines alternate; a Chinese line that is repeated is one cue."""
    units = []
    for cue in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [re.sub(r"(?: |\\N)+", " ", line) for line in cue.splitlines() if line.strip()]
        if len(lines) == 2:
            english, chinese = lines
            if units and units[-1][0] == chinese:
                english = f"{units.pop()[1]} {english}"
            units.append((chinese, english))
    return units


@pytest.fixture(scope="module")
def translated_texts(corpus, reference, bundled, tatoeba):
    """Pairs of one Chinese and one English line, from texts whose lines pair themselves."""
    folder = corpus / "transcripts"
    rows = align_transcript(read_transcript(Input(folder / "pairs.csv"))).pairs
    labelled = {"reference": reference, "example": bundled, "tatoeba": tatoeba}
    return {
        **{name: [("".join(zh), " ".join(en)) for zh, en in units] for name, units in labelled.items()},
        "pairs": [(pair.zh, pair.en) for pair in rows],
        **{f"course {number}": captions(folder / "wild" / f"subs_course_{number}.txt") for number in (35, 36)},
    }


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


TRANSLATED_FLOORS = {"example": 0.95, "pairs": 0.94, "tatoeba": 0.95, "reference": 0.93, "course 35": 0.93, "course 36": 0.89}


def mean(values):
    return sum(values) / len(values)


def test_sentences_that_a_translator_split_or_joined_become_one_unit(translated_texts):
    f1, left_out, recall = {}, [], {shape: [] for shape in SHAPES}
    for name, units in translated_texts.items():
        made = [make_translated(units, seed) for seed in SEEDS]
        found = [align_lines(one.zh, one.en) for one in made]
        f1[name] = mean([strict_f1(pairs, one.units) for pairs, one in zip(found, made, strict=True)])
        left_out.append(mean([share_left_out(pairs, one) for pairs, one in zip(found, made, strict=True)]))
        for shape, values in recall.items():
            recall[shape] = values + [shape_recall(pairs, one.units, shape) for pairs, one in zip(found, made, strict=True)]

    assert mean(f1.values()) >= 0.93, f1
    assert all(value >= TRANSLATED_FLOORS[name] for name, value in f1.items()), f1
    assert mean(left_out) <= 0.01, left_out
    assert {shape: value for shape, values in recall.items() if (value := mean(values)) < 0.7} == {}


def test_the_same_seed_makes_the_same_text(translated_texts):
    assert make_translated(translated_texts["pairs"], 3) == make_translated(translated_texts["pairs"], 3)


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
    assert ten_seconds < 40 * seconds, costs  # the load of the machine changes; a square would be a hundred
    assert ten_peak < 15 * peak, costs
