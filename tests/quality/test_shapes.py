"""The same talk in every shape gives the same units; other transcripts as many as they are known to have."""

from pathlib import Path

import pytest

from flashdeck.app.pipeline import Pipeline
from flashdeck.settings import Settings

pytestmark = pytest.mark.quality

UNITS = {
    "reference.txt": 775,
    "tatoeba_pairs.tsv": 300,
    "one_cue_bilingual.srt": 58,
    "two_styles.ass": 58,
    "speakers.vtt": 58,
    "gb18030_crlf.txt": 58,
    "utf16le_bom_crlf.txt": 58,
    "traditional.txt": 58,
    "english_first.txt": 58,
    "speaker_headings.txt": 58,
    "pairs.csv": 58,
}


def pairs_of(path, **options):
    return Pipeline(Path(path), Settings(**options)).bitext.pairs


@pytest.mark.parametrize(("name", "count"), UNITS.items())
def test_a_transcript_has_the_units_it_is_known_to_have(corpus, name, count):
    assert len(pairs_of(corpus / "transcripts" / name)) == count


def test_two_files_of_unequal_length_have_their_units(corpus):
    folder = corpus / "transcripts"
    pairs = pairs_of(folder / "parallel.zh.txt", translation=folder / "parallel.en.txt")

    assert len(pairs) == 49
    assert sum(len(pair.zh_source) for pair in pairs) == 60


@pytest.mark.parametrize("name", ["speaker_headings.txt", "one_cue_bilingual.srt", "speakers.vtt", "english_first.txt"])
def test_the_same_talk_in_another_shape_has_the_same_pairs(corpus, name):
    folder = corpus / "transcripts"

    assert [(pair.zh, pair.en) for pair in pairs_of(folder / name)] == [
        (pair.zh, pair.en) for pair in pairs_of(folder / "gb18030_crlf.txt")
    ]
