"""The same text in every shape, from the labelled corpus: the readers must agree."""

from itertools import groupby

import pytest

from flashdeck.align import align_transcript
from flashdeck.read import Input, read_transcript

pytestmark = pytest.mark.quality
PAGE_TEXT = 3  # lines at the head of the reference
PAIRS = 60
SHAPES = {
    "one_cue_bilingual.srt": ("srt", "utf-8"),
    "two_styles.ass": ("ass", "utf-8"),
    "speakers.vtt": ("vtt", "utf-8"),
    "gb18030_crlf.txt": ("plain", "gb18030"),
    "utf16le_bom_crlf.txt": ("plain", "utf-16-le"),
    "english_first.txt": ("plain", "utf-8"),
    "speaker_headings.txt": ("plain", "utf-8"),
    "pairs.csv": ("table", "utf-8"),
    "traditional.txt": ("plain", "utf-8"),
}


@pytest.fixture(scope="module")
def read(corpus):
    return lambda name, **options: read_transcript(Input(corpus / "transcripts" / name, **options))


def texts(transcript, lang):
    """What is said in a language, without the spaces that lines are cut at."""
    return "".join(line.text for line in transcript.lines if line.lang == lang).replace(" ", "")


@pytest.fixture(scope="module")
def expected(read):
    lines = read("reference.txt").lines[PAGE_TEXT : PAGE_TEXT + 2 * PAIRS]
    return {lang: "".join(line.text for line in lines if line.lang == lang).replace(" ", "") for lang in ("zh", "en")}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read_as_what_it_is_and_says_the_same(name, read, expected):
    transcript = read(name)

    assert (transcript.reader, transcript.encoding) == SHAPES[name]
    assert texts(transcript, "en") == expected["en"]
    if name == "traditional.txt":
        assert len(texts(transcript, "zh")) == len(expected["zh"])
    else:
        assert texts(transcript, "zh").endswith(expected["zh"])


def test_two_files_say_the_same(corpus, read, expected):
    transcript = read("parallel.zh.txt", translation=corpus / "transcripts" / "parallel.en.txt")

    assert transcript.layout == "two-sided"
    assert {lang: texts(transcript, lang) for lang in ("zh", "en")} == expected


@pytest.mark.parametrize(
    ("name", "reader", "units"),
    [
        ("markdown_hardwrapped.md", "markdown", 171),
        ("markdown_bracketed.md", "markdown", 89),
        ("tatoeba_pairs.tsv", "table", 300),
    ],
)
def test_what_belongs_together_is_counted_as_the_corpus_says(name, reader, units, read):
    transcript = read(name)
    languages = [{line.lang for line in unit} for _, unit in groupby(transcript.lines, key=lambda line: line.unit)]

    assert transcript.reader == reader
    assert sum({"zh", "en"} <= found for found in languages) == units


@pytest.mark.parametrize(("name", "units"), [*((name, 58) for name in SHAPES), ("tatoeba_pairs.tsv", 300)])
def test_every_shape_aligns_to_the_units_that_the_corpus_names(name, units, read):
    assert len(align_transcript(read(name)).pairs) == units


def test_two_files_align_to_the_units_that_the_corpus_names(corpus, read):
    transcript = read("parallel.zh.txt", translation=corpus / "transcripts" / "parallel.en.txt")

    assert len(align_transcript(transcript).pairs) == 49
