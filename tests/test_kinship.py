"""Kinship of words: all together is the same as each alone."""

import math
from collections.abc import Mapping

import pytest

from flashdeck.bilingual.kin import kin_of
from flashdeck.bilingual.links import kinship
from flashdeck.bilingual.links.kinship import KinIndex
from flashdeck.english.stems import stem

ENGLISH = tuple(map(stem, ("buy", "write", "river", "bridge", "xyzzy", "teach", "school")))
WORDS: Mapping[str, Mapping[str, float]] = {
    "采购": {stem("procure"): 1.0, stem("purchase"): 1.0},
    "编写": {stem("compile"): 1.0, stem("edit"): 0.5},
    "大桥": {stem("bridge"): 1.0, stem("great"): 0.7},
    "嗡嗡": {},
    "教书": {stem("teach"): 1.0},
}


def _akin(word: str, stems: Mapping[str, float]) -> dict[int, float]:
    """Reckon as the module's words say, one pair of words after the other."""
    found = {}
    for place, english in enumerate(ENGLISH):
        senses, characters = (dict(zip(*table, strict=True)) for table in (kin_of(english).senses, kin_of(english).characters))
        total = sum(
            weight / sum(stems.values()) * 2 ** (senses[known] / 10) for known, weight in stems.items() if known in senses
        )
        own = [characters[char] / 10 for char in set(word) if char in characters]
        strength = max(0.0, (math.log2(1 + total) - 2) / 7)
        strength += max(0.0, ((2 * max(own) + sum(own) / len(word)) / 3 - 3) / 6) if own else 0.0
        if strength >= 0.15:
            found[place] = min(1.0, strength)
    return found


@pytest.mark.parametrize("cells", [1, 2 * len(ENGLISH), 1 << 16])
def test_kinship_is_the_same_in_batches_of_any_size(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinship, "_MOST_CELLS", cells)

    found = {
        word: dict(zip(places.tolist(), strengths.tolist(), strict=True))
        for word, (places, strengths) in KinIndex(ENGLISH).akin(WORDS)
    }

    assert list(found) == list(WORDS)
    assert any(found.values())
    assert found == {word: pytest.approx(_akin(word, stems)) for word, stems in WORDS.items()}


def test_buying_is_akin_to_procuring_and_writing_to_compiling() -> None:
    akin = {word: {ENGLISH[place] for place in places} for word, (places, _) in KinIndex(ENGLISH).akin(WORDS)}

    assert "buy" in akin["采购"]
    assert "write" in akin["编写"]
    assert not akin["嗡嗡"]
