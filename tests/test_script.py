"""Lines in traditional characters are annotated like their simplified twins, and shown as they stand."""

import pytest

from flashdeck.annotate import annotate_lines, annotate_sentences
from flashdeck.edits import Edits
from flashdeck.edits.kinds.word_entries import TermEntry
from flashdeck.model import Line, Pair, Sentence

SIMPLE = ("伦敦的数据中心消耗了大量电力。", "我们正接近指数增长的终点。", "他们长大了。")
TRADITIONAL = ("倫敦的數據中心消耗了大量電力。", "我們正接近指數增長的終點。", "他們長大了。")
ENGLISH = (
    "The data centers in London consumed a lot of electricity.",
    "We are near the end of exponential growth.",
    "They have grown up.",
)


def sentences(chinese):
    lines = zip(chinese, ENGLISH, strict=True)
    return [Sentence((Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0),), en) for zh, en in lines]


def facts(token):
    return token.headword, token.start, token.end, token.pinyin, token.hsk, token.gloss, token.links


@pytest.fixture(scope="module")
def both():
    return [list(annotate_sentences(sentences(chinese), "2025")) for chinese in (SIMPLE, TRADITIONAL)]


def test_words_readings_levels_and_glosses_are_those_of_the_simplified_twin(both):
    simple, traditional = ([[facts(token) for token in item.zh_tokens] for item in annotated] for annotated in both)

    assert traditional == simple


def test_tokens_stand_in_the_line_as_it_is(both):
    for item, line in zip(both[1], TRADITIONAL, strict=True):
        assert item.sentence.zh == line
        assert [line[token.start : token.end] for token in item.zh_tokens] == [token.text for token in item.zh_tokens]


def test_english_words_are_glossed_in_the_lines_own_characters(both):
    glosses = {token.text: token.gloss for token in both[1][0].en_tokens}

    assert glosses["electricity"] == "電力"


def test_single_lines_may_be_traditional_too():
    [simple], [traditional] = (list(annotate_lines([chinese[1]], "2025")) for chinese in (SIMPLE, TRADITIONAL))

    assert [facts(token) for token in traditional] == [facts(token) for token in simple]


def test_a_persons_term_is_found_as_it_is_written():
    edits = Edits("talk.edits.toml", (TermEntry(1, "大量電力", ("dà", "liàng", "diàn", "lì")),))

    [first, *_] = annotate_sentences(sentences(TRADITIONAL), "2025", edits)

    assert "大量電力" in [token.text for token in first.zh_tokens]
