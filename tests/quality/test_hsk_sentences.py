"""Readings in the sentences of the package hsk-sentences-audio, against its pinyin (data: CC BY-SA 4.0).

The sentences are divided by a hash. One half was read while rules were written. The other half decides, and its lines were never
read. `hsk_conventions.tsv` has the readings of the set that a dictionary or a word list contradicts.
"""

import csv
import hashlib
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from flashdeck.annotate.talk import annotate_lines
from flashdeck.chinese.syllables import numbered
from flashdeck.model.characters import count_han

pytestmark = pytest.mark.quality

SYLLABLE = re.compile(r"[a-zü:]+[1-5]?")
FLOORS = {"work": (0.987, 0.999), "deciding": (0.983, 0.996)}
"""The share of agreement that was reached as it is, and with the known faults of the set put aside."""


class Convention(NamedTuple):
    """A reading of the set at the character `at` of a text, and the reading of flashdeck, which the authority has."""

    text: str
    at: int
    ours: str
    theirs: str

    def covers(self, line, place, ours, theirs):
        start = place - self.at
        return (ours, theirs) == (self.ours, self.theirs) and start >= 0 and line.startswith(self.text, start)


class Agreement(NamedTuple):
    syllables: int
    differences: list
    """The line, the index of the character, our reading and that of the set, for each difference."""

    def share(self, conventions=()):
        left = [found for found in self.differences if not any(row.covers(*found) for row in conventions)]
        return 1 - len(left) / self.syllables


@pytest.fixture(scope="module")
def sentences(without_tool):
    """The sentences of each half, with the numbered syllables of the set."""
    spec = find_spec("hsk_sentences_audio")
    if spec is None or spec.origin is None:
        without_tool("hsk-sentences-audio is not installed")
    rows = json.loads((Path(spec.origin).parent / "data" / "sentences.json").read_text(encoding="utf-8"))
    halves = {"work": [], "deciding": []}
    for row in rows:
        is_work = int(hashlib.sha256(row["chinese"].encode()).hexdigest(), 16) % 2 == 0
        halves["work" if is_work else "deciding"].append((row["chinese"], syllables_of(row["pinyin_numbered"])))
    return halves


def syllables_of(pinyin):
    found = SYLLABLE.findall(pinyin.lower())
    plain = [syllable.replace("u:", "v").replace("ü", "v") for syllable in found]
    return [syllable if syllable[-1].isdigit() else f"{syllable}5" for syllable in plain]


@pytest.fixture(scope="module")
def conventions(root):
    text = (root / "tests/quality/hsk_conventions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return [Convention(row["text"], int(row["at"]), row["ours"], row["set"]) for row in rows]


def agreement(sentences):
    lines = [line for line, _ in sentences]
    total, differences = 0, []
    for (line, theirs), tokens in zip(sentences, annotate_lines(lines, "2025"), strict=True):
        places = [
            place for token in tokens if token.pinyin for place in range(token.start, token.end) if count_han(line[place])
        ]
        ours = [numbered(syllable) for token in tokens for syllable in token.pinyin]
        assert len(places) == len(ours) == len(theirs)
        total += len(ours)
        differences += [(line, *found) for found in zip(places, ours, theirs, strict=True) if found[1] != found[2]]
    return Agreement(total, differences)


@pytest.mark.parametrize("half", FLOORS)
def test_sentences_of_the_hsk_are_read_as_the_set_and_the_dictionaries_say(sentences, conventions, half):
    found = agreement(sentences[half])
    as_it_is, corrected = found.share(), found.share(conventions)
    sys.stdout.write(f"{half}: {found.syllables} syllables, {len(found.differences)} differences, {as_it_is:.4f} as it is, ")
    sys.stdout.write(f"{corrected:.4f} with the known faults of the set put aside\n")

    assert as_it_is >= FLOORS[half][0]
    assert corrected >= FLOORS[half][1]


def test_every_known_fault_of_the_set_occurs_in_the_half_for_work(sentences, conventions):
    differences = agreement(sentences["work"]).differences

    assert [row for row in conventions if not any(row.covers(*found) for found in differences)] == []
