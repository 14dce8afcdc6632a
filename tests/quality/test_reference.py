"""Accuracy on the labelled corpus that FLASHDECK_CORPUS names; the floors are what was reached, and may only rise."""

import json
import os
import subprocess
import sys

import pytest

from flashdeck.app.pipeline import Pipeline
from flashdeck.settings import Settings

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def run_tool(corpus, root, clean_env):
    """`run_tool(script, *args)`: a script of the corpus, its JSON."""
    path = os.pathsep.join(filter(None, [str(root), clean_env.get("PYTHONPATH")]))

    def run(script, *args):
        command = [sys.executable, corpus / "tools" / script, *args]
        return json.loads(subprocess.check_output(command, env={**clean_env, "PYTHONPATH": path}, timeout=300))

    return run


@pytest.fixture(scope="module")
def transcript(corpus):
    return corpus / "transcripts" / "reference.txt"


@pytest.fixture(scope="module")
def labels(corpus):
    return corpus / "gold" / "reference.json"


@pytest.fixture(scope="module")
def measures(run_tool, labels, transcript):
    flashdeck = f'"{sys.executable}" -m flashdeck'
    found = run_tool("score_gold.py", labels, transcript, "--flashdeck", flashdeck, "--level", "hsk4", "--json")
    assert not found["failures"]
    return found["measures"]


def test_all_furniture_is_left_out_and_nothing_else(measures):
    junk = measures["junk"]

    assert junk["found"] == junk["junk"] == junk["left_out"]
    assert junk["without_notice"] == 0


def test_lines_are_aligned(measures):
    assert measures["alignment"]["f1"] == 1.0
    assert measures["irregular"]["merged"] == [10, 10]
    assert measures["irregular"]["one_to_one"] == [14, 14]


def test_words_are_cut(measures):
    assert measures["segmentation"]["hits"] >= 20, measures["segmentation"]["misses"]


def test_characters_are_read(measures):
    assert measures["pinyin"]["hits"] >= 40, measures["pinyin"]["misses"]


def test_words_are_linked_and_glossed(measures):
    assert measures["vocabulary"]["hit"] >= 28, measures["vocabulary"]["misses"]
    assert measures["vocabulary"]["wrong"] == 0, measures["vocabulary"]["misses"]
    assert measures["gloss"]["hit"] >= 28, measures["gloss"]["misses"]
    assert measures["word types"]["hits"] >= 581, measures["word types"]["misses"]


def test_damaged_lines_are_no_cards(measures):
    assert measures["not a card"]["lines"] == 0, measures["not a card"]["misses"]


def test_the_public_contract_is_kept(measures):
    assert measures["contract"]["problems"] == 0, measures["contract"]["misses"]


def test_characters_with_several_readings_are_read(run_tool, labels):
    polyphones = run_tool("score_benchmarks.py", "--json", "polyphones", labels)["polyphones"]

    assert polyphones["hits"] >= 80, polyphones["misses"]


def test_characters_with_several_readings_are_read_in_sentences_of_the_web(run_tool, corpus, transcript):
    found = run_tool("score_benchmarks.py", "--json", "cpp", corpus / "gold" / "cpp_dev", "--weights", transcript)

    assert found["dev"]["hits"] / found["dev"]["of"] >= 0.93
    assert found["dev, weighted"]["mean"] >= 0.976


def test_an_hour_of_talk_gives_a_full_deck(transcript):
    (track,) = Pipeline(transcript, Settings(level="hsk4")).tracks
    types = [card.type for card in track.selection.cards]
    lines = [line for card in track.selection.cards for line in card.graded.annotated.sentence.zh_lines]

    assert len(track.deck.notes) == len(types) >= 90
    assert types.count("sentence") <= 60
    assert types.count("word") <= 60
    assert len(set(lines)) == len(lines)
