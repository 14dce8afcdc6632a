"""Shapes: both languages on a line, numbers, spaces, one language a file, in every format; and what looks alike stays whole."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_samples import SAMPLES
from shape_samples import ROWS, SHAPES

from flashdeck.errors import FlashdeckError
from flashdeck.read import Input, read_transcript
from flashdeck.read.bilingual_lines import find_sides
from flashdeck.read.formats.base import Document, ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.line_shapes import tidy_lines
from flashdeck.read.registry import READERS
from flashdeck.read.serial_numbers import serial_lengths
from flashdeck.read.transcript import parse_document

each_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
each_shape = pytest.mark.parametrize("shape", SHAPES)


def written(reader, texts):
    return Document("talk", "", SAMPLES[reader.name].write(texts))


def read(document, reader):
    return parse_document(document, reader.name)[1]


def texts_of(parsed, language):
    return [line.text for line in parsed.lines if line.lang == language]


@each_reader
@each_shape
def test_every_reader_reads_every_shape(reader, shape):
    if reason := SHAPES[shape].apart.get(reader.name):
        pytest.skip(reason)
    parsed = read(written(reader, [SHAPES[shape].write(at, zh, en) for at, (zh, en) in enumerate(ROWS)]), reader)

    assert texts_of(parsed, "zh") == [zh for zh, _ in ROWS]
    assert texts_of(parsed, "en") == [en for _, en in ROWS]


@each_reader
@each_shape
def test_both_halves_of_a_row_are_one_unit(reader, shape):
    if reason := SHAPES[shape].apart.get(reader.name):
        pytest.skip(reason)
    parsed = read(written(reader, [SHAPES[shape].write(at, zh, en) for at, (zh, en) in enumerate(ROWS)]), reader)

    assert parsed.layout in ("units", "alternating")
    if parsed.layout == "units":
        zh_units, en_units = ([line.unit for line in parsed.lines if line.lang == side] for side in ("zh", "en"))
        assert zh_units == en_units == sorted(set(zh_units))


@each_reader
@pytest.mark.parametrize("side", ["zh", "en"])
def test_every_reader_reads_a_file_in_one_language(reader, side, tmp_path):
    other = {"zh": "en", "en": "zh"}[side]
    paths = {}
    for language in ("zh", "en"):
        texts = [(zh, "") if language == "zh" else ("", en) for zh, en in ROWS]
        paths[language] = tmp_path / f"talk.{language}{min(reader.suffixes, default='.txt')}"
        paths[language].write_text(SAMPLES[reader.name].write(texts), encoding="utf-8")
    transcript = read_transcript(Input(paths[side], paths[other]))

    assert transcript.reader == reader.name
    assert transcript.layout == "two-sided"
    assert texts_of(transcript, "zh") == [zh for zh, _ in ROWS]
    assert texts_of(transcript, "en") == [en for _, en in ROWS]


@each_reader
@each_shape
@settings(max_examples=8)
@given(data=st.data())
def test_no_shape_of_any_text_makes_a_reader_stumble(reader, shape, data):
    texts = st.tuples(st.text("河桥。，a bé/|【】()\\N\t1.? ", max_size=12), st.text("ab A./\\|()【】1\t ", max_size=12))
    rows = data.draw(st.lists(texts, min_size=1, max_size=5))
    try:
        parsed = read(written(reader, [SHAPES[shape].write(at, zh, en) for at, (zh, en) in enumerate(rows)]), reader)
    except FlashdeckError:
        return

    assert all(line.text == line.text.strip(" \t") for line in parsed.lines)


@given(st.lists(st.text("河桥。，ab é/|【】()\\N1.? ", max_size=20), max_size=8))
def test_splitting_loses_no_letter(texts):
    for text, sides in zip(texts, find_sides(texts), strict=True):
        if sides:
            assert [char for char in "".join(sides.parts) if char.isalpha()] == [char for char in text if char.isalpha()]
            assert {"zh", "en"} <= {language_of(part) for part in sides.parts}


# --- what looks alike ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["我们现在用 machine learning", "他在 Google 做 product design", "这个 startup 很小", "船旧了。", "没有人。"],
        ["我们 / 他们都来了", "and/or", "他走了。", "He left.", "船 / boat"],
        ["（小林）He left early today.", "（小林）It was already late.", "（阿梅）Nobody saw him go.", "（阿梅）That is true."],
        ["我喜欢 Taylor Swift", "她唱 Love Story", "你听过 Blank Space", "我没听过"],
        ["《Moby Dick》是一本好书", "《Emma》也不错", "《Ulysses》太长"],
    ],
)
def test_chinese_with_english_words_stays_whole(lines):
    assert find_sides(lines) == [None] * len(lines)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("我们用 Python 写。 We write it in Python.", ("我们用 Python 写。", "We write it in Python.")),
        ("他说“OK”。He said “OK.”", ("他说“OK”。", "He said “OK.”")),
        ("“你来吗？”“Are you coming?”", ("“你来吗？”", "“Are you coming?”")),
        ("最后是 Lisbon Finally, it was Lisbon.", ("最后是 Lisbon", "Finally, it was Lisbon.")),
        ("2019年他走了 In 2019 he left.", ("2019年他走了", "In 2019 he left.")),
    ],
)
def test_a_line_is_split_where_the_languages_meet(line, parts):
    lines = [line, *(f"{zh} {en}" for zh, en in ROWS)]

    assert find_sides(lines)[0].parts == parts


def test_pinyin_between_the_languages_is_no_english():
    rows = [
        ("你饿吗？", "Nǐ è ma?", "Are you hungry?"),
        ("我不饿。", "Wǒ bú è.", "I am not."),
        ("走吧。", "Zǒu ba.", "Then let us go."),
    ]
    found = find_sides([" / ".join(row) for row in rows])

    assert [sides.parts for sides in found] == rows


@pytest.mark.parametrize(
    "texts",
    [
        ["3 apples", "三个苹果", "4 apples", "四个苹果", "5 apples", "五个苹果", "6 apples", "六个苹果"],
        ["1.5 metres", "2.5 metres", "3.5 metres"],
        ["1. First, buy a boat.", "2. Then paint it.", *(f"And then we row{'x' * at}." for at in range(9)), "3. Sell it."],
        ["2019: a bad year", "2021: a good year", "2024: another"],
    ],
)
def test_numbers_that_are_said_stay(texts):
    assert not any(serial_lengths(texts))


@pytest.mark.parametrize(
    "line", ["医生建议他多休息 少熬夜 多喝水", "对 对 对 你说得很对", "我们 用 AI 写 代码", "他说好 我也说好 就这样"]
)
def test_spaces_in_place_of_commas_stay(line):
    rows = [(line, "He left."), *ROWS]
    parsed = read(written(READERS[0], rows), READERS[0])

    assert line in texts_of(parsed, "zh")


# --- hostile -------------------------------------------------------------------------------------------------------

LONG = 8_000
HOSTILE = {
    "slashes": "河 / a" * LONG,
    "brackets": "河（a" * LONG,
    "breaks": "河\\N" * LONG,
    "spaces": "河 " * LONG,
    "numbers": "1. " * LONG + "a",
    "bars": "河" + "|" * LONG + "a b",
    "letters": "河a" * LONG,
    "stops": "河。. " * LONG,
    "tags": "<br" * LONG,
    "tabs": "河\t" * LONG + "a b",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_line_takes_quadratic_time(name):
    lines = parse_document(Document("talk", "", f"{HOSTILE[name]}\n" * 3), "plain")[1].lines
    began = time.process_time()
    tidy_lines(ParsedDocument(lines * 3))

    assert time.process_time() - began < 10  # 1 s as measured; a pattern that runs back and forth takes minutes
