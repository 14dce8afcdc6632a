"""A deck of many notes: a third of the size of genanki's, and no second copy of it in memory.

`python -m benchmarks` compares the CPU time with that of genanki.
"""

import itertools
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from benchmarks.writing import large_deck, note_values, write_with_genanki
from flashdeck.write.anki.apkg import write_apkg

pytestmark = pytest.mark.engine

NOTES = 5_000


def test_a_large_deck_is_a_third_of_the_size_of_genankis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    values = note_values(NOTES)
    ours, theirs = tmp_path / "ours" / "a.apkg", tmp_path / "theirs" / "a.apkg"
    for path in (ours, theirs):
        path.parent.mkdir()

    write_apkg(large_deck(values), ours)
    write_with_genanki(values, theirs)

    assert sorted(file.name for file in ours.parent.iterdir()) == ["a.apkg", "flashdeck.state.json"]
    assert ours.stat().st_size <= theirs.stat().st_size / 3
    with zipfile.ZipFile(ours) as archive:
        assert archive.testzip() is None


def test_writing_holds_no_second_copy_of_the_notes(tmp_path: Path) -> None:
    peaks = []
    for count in (2_000, 8_000):
        deck = large_deck(note_values(count))
        tracemalloc.start()
        write_apkg(deck, tmp_path / f"{count}.apkg")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    text = sum(len(value.encode()) for _, value in itertools.chain.from_iterable(note.fields for note in deck.notes))

    assert (peaks[1] - peaks[0]) / 6_000 < min(1_000, text / 8_000), "a note leaves its stamp behind, not its text"
