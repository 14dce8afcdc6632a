"""Formats: each text has one claimant, none loses a line, and nothing makes a reader stumble."""

import json
import re
import tempfile
import time
from itertools import combinations, groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reader_samples import SAMPLES
from test_cases import CASES, read_cases

from flashdeck.errors import FlashdeckError, InputError, UsageError
from flashdeck.read import Input, read_transcript
from flashdeck.read.formats.base import Document
from flashdeck.read.marks import strip_marks
from flashdeck.read.registry import READER_NAMES, READERS, choose_reader, reader_named

CASES_READ = [case for path in sorted((CASES / "read").glob("*.txt")) for case in read_cases(path)]
each_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)


def document(text, suffix=""):
    return Document("talk", suffix, text)


def attempt(call, *arguments):
    """What a call returns, or what is said instead."""
    try:
        return call(*arguments), ""
    except FlashdeckError as error:
        return None, str(error)


# --- one claimant --------------------------------------------------------------------------------------------------


@each_reader
def test_every_reader_has_a_sample(reader):
    assert reader.name in SAMPLES, (
        f"add SAMPLES[{reader.name!r}] to tests/reader_samples.py: pieces of files in the format, "
        "and a function that writes rows in it"
    )


def test_every_sample_is_of_a_reader():
    assert set(SAMPLES) <= set(READER_NAMES)


def test_no_two_readers_share_a_name_or_a_suffix():
    assert len(set(READER_NAMES)) == len(READERS) + 1
    for one, other in combinations(READERS, 2):
        assert not one.suffixes & other.suffixes


def test_one_reader_takes_the_remainder():
    assert [reader.name for reader in READERS if reader.claims_by == "remainder"] == ["plain"]


def test_the_readme_names_every_reader():
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")

    missing = [reader.name for reader in READERS if f"`{reader.name}`" not in readme]

    assert missing == [], f"add {', '.join(missing)} to the table of readers in README.md"


@pytest.mark.parametrize("case", CASES_READ, ids=lambda case: case.name)
def test_a_text_has_at_most_one_claimant_of_each_kind(case):
    text = document(case.given.replace("→", "\t"))

    for kind in ("opening", "form"):
        assert sum(reader.claims(text) for reader in READERS if reader.claims_by == kind) <= 1


@pytest.mark.parametrize("suffix", ["", ".txt", ".md", ".csv"])
@pytest.mark.parametrize("case", [case for case in CASES_READ if not case.flags], ids=lambda case: case.name)
def test_a_text_that_says_what_it_is_is_read_so_whatever_its_name(case, suffix):
    expected = case.expected.partition(",")[0]
    found = choose_reader(document(case.given.replace("→", "\t"), suffix)).name

    assert found == expected or (suffix in (".md", ".csv") and expected in ("plain", "markdown", "table"))


@given(st.text(max_size=200))
def test_any_text_has_one_format(text):
    found, said = attempt(choose_reader, document(text))

    assert found in READERS or "web page" in said or "XML" in said


def test_two_claimants_are_told_and_the_option_decides():
    both = "# a\n# b\nzh\ten\n河。\tA river.\n桥。\tA bridge.\n船。\tA boat.\n山。\tA hill.\n路。\tA road.\n"

    with pytest.raises(InputError, match="can be read as table and as markdown") as raised:
        choose_reader(document(both))
    assert "--reader" in raised.value.remedy
    assert choose_reader(document(both), "table").name == "table"


def test_a_reader_that_does_not_exist_is_an_error_of_usage():
    with pytest.raises(UsageError, match="--reader pdf"):
        choose_reader(document("河"), "pdf")


# --- nothing lost, nothing raised ----------------------------------------------------------------------------------


@st.composite
def made_of_pieces(draw, name):
    """A text of one format's pieces, and the words in it."""
    pieces = draw(st.lists(st.sampled_from(SAMPLES[name].pieces), min_size=1, max_size=14))
    words = []

    def word(slot):
        languages = {"{z}": ["河水", "一座桥"], "{e}": ["stream", "the bridge"]}
        stem = draw(st.sampled_from(languages.get(slot[0]) or ["河水", "stream", "桥 of", "a 船"]))
        words.append(f"{stem}{len(words)}x")
        return words[-1]

    lines = [re.sub(r"(?<!{){[ze]?}(?!})|(?<={){}(?=})", word, piece).replace("{{", "{").replace("}}", "}") for piece in pieces]
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines), words


def found_in(reading):
    yield from (line.text for line in reading.lines)
    yield from (line.speaker for line in reading.lines if line.speaker)
    yield from (notice.text for notice in reading.notices)


@each_reader
@settings(max_examples=60)
@given(data=st.data())
def test_every_word_is_in_a_line_or_in_a_notice(reader, data):
    text, words = data.draw(made_of_pieces(reader.name))
    reading, _ = attempt(reader.read, document(text))
    found = "\n".join(found_in(reading)) if reading else ""

    assert not reading or [word for word in words if word not in found and json.dumps(word)[1:-1] not in found] == []


@each_reader
@settings(max_examples=40)
@given(data=st.data())
def test_units_rise_and_lines_keep_their_order_in_them(reader, data):
    reading, _ = attempt(reader.read, document(data.draw(made_of_pieces(reader.name))[0]))
    lines = reading.lines if reading else ()

    units = [line.unit or 0 for line in lines]

    assert units == sorted(units)
    for _, unit in groupby(lines, key=lambda line: line.unit):
        numbers = [line.number for line in unit]
        assert numbers == sorted(numbers) or reader.name == "table"  # where a cell of several lines stands before another


all_pieces = [piece for sample in SAMPLES.values() for piece in sample.pieces]
any_text = st.text(max_size=120) | st.lists(st.sampled_from(all_pieces), max_size=12).map("\n".join)


@each_reader
@settings(max_examples=60)
@given(any_text)
def test_no_text_makes_a_reader_stumble(reader, text):
    reading, said = attempt(reader.read, document(text))
    count = len(re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text))
    lines, notices = (reading.lines, reading.notices) if reading else ((), ())

    assert reading or "talk" in said
    assert all(1 <= number <= count for number in [line.number for line in lines] + [notice.line for notice in notices])
    assert all(line.text == line.text.strip(" \t") and "\n" not in line.text for line in lines)


@settings(max_examples=100)
@given(
    st.binary(max_size=80) | any_text.map(str.encode),
    st.sampled_from(READER_NAMES),
    st.sampled_from(["", ".srt", ".csv", ".md"]),
)
def test_no_bytes_make_reading_stumble(content, reader, suffix):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"talk{suffix}"
        path.write_bytes(content)
        transcript, said = attempt(read_transcript, Input(path, reader=reader))

    assert transcript or "talk" in said or "--" in said
    assert not transcript or all("\ufffd" not in line.text for line in transcript.lines)


@given(st.lists(st.text("ab 河桥:：0123456789[](),.*#>-", max_size=20), max_size=12))
def test_marks_leave_every_line_or_take_it_as_a_heading(texts):
    lines = list(enumerate(texts, start=1))
    kept = {line.number: line for line in strip_marks(lines)}

    for number, text in lines:
        if number not in kept:
            assert text.strip()
        else:
            assert kept[number].text in text


# --- hostile texts -------------------------------------------------------------------------------------------------

LONG = 60_000
HOSTILE = {
    "spaces": "我们" + " " * LONG + "we\n",
    "braces": "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,ZH,,0,0,0,," + "{" * LONG,
    "voice": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v" + ".a" * LONG,
    "tags": "1\n00:00:01,000 --> 00:00:02,000\n" + "<i " * LONG + "\n" + "{\\" * LONG,
    "stars": "# a\n# b\n\n" + "*" * LONG + "\n\n" + "[" * LONG + "\n\n" + "- " * LONG + "x\n\n" + "<b " * LONG,
    "quotes": '"' * LONG + "\n" + "我,we\n" * 10 + '"a\n' * 20_000,
    "commas": "我,a\n" * 9 + "a, " * LONG,
    "arrays": "[" * LONG,
    "objects": '{"a":' * LONG,
    "clocks": "00:01 " * LONG + "\n" + "[00:01]" * LONG,
    "colons": ":" * LONG + "\n" + "A " * LONG + ":\n" + "(" * LONG + ":",
    "stops": "。" * LONG + "a",
    "overlaps": "".join(f"{n}\n00:00:00,000 --> 99:00:00,000\n{'河' if n % 2 else 'river'} {n}\n\n" for n in range(5000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_quadratic_time(name):
    began = time.process_time()
    reading, said = attempt(lambda text: choose_reader(text).read(text), document(HOSTILE[name]))

    assert (reading and (reading.lines or reading.notices)) or "no JSON object" in said
    assert time.process_time() - began < 10  # 2 s at most as measured; a pattern that runs back and forth takes minutes


def test_a_translation_memory_cannot_declare_entities():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    unit = '<tu><tuv xml:lang="zh"><seg>&l8;</seg></tuv></tu>'
    bomb = f'<?xml version="1.0"?>\n<!DOCTYPE tmx [<!ENTITY l0 "ha">{laughs}]>\n<tmx><body>{unit}</body></tmx>'

    with pytest.raises(InputError, match="talk:2: the document type declares entities"):
        choose_reader(document(bomb)).read(document(bomb))


def test_a_translation_memory_fetches_nothing(tmp_path):
    (tmp_path / "secret").write_text("河边的秘密", encoding="utf-8")
    outside = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>\n<tmx><tu><tuv xml:lang="zh"><seg>&x;</seg></tuv></tu></tmx>'

    with pytest.raises(InputError, match="declares entities"):
        reader_named("tmx").read(document(outside))


# --- round trips ---------------------------------------------------------------------------------------------------


TEXTS = st.lists(
    st.tuples(st.text("河桥船山路", min_size=1, max_size=5), st.text("abc ,.\"'", min_size=1, max_size=9)),
    min_size=1,
    max_size=9,
)


@each_reader
@given(TEXTS)
def test_rows_written_in_a_format_are_read_again(reader, texts):
    rows = [(f"{zh}{at}。", f"x{' '.join(en.split())}y{at}") for at, (zh, en) in enumerate(texts)]
    lines = reader.read(document(SAMPLES[reader.name].write(rows))).lines

    assert [line.text for line in lines if line.lang == "zh"] == [zh for zh, _ in rows]
    assert [line.text for line in lines if line.lang == "en"] == [en for _, en in rows]


@each_reader
def test_the_sample_of_a_reader_is_recognised_by_its_text(reader):
    rows = [("河上有一座桥。", "There is a bridge."), ("它很旧。", "It is old."), ("他走了。", "He left.")]
    text = SAMPLES[reader.name].write(rows)

    assert choose_reader(document(text)) is reader


@each_reader
@pytest.mark.parametrize("text", ["", "\n", " \t\n\u3000"])
def test_an_empty_text_gives_no_line_or_an_error_with_a_remedy(reader, text):
    reading, said = attempt(reader.read, document(text))

    assert reading is None or not any(line.text for line in reading.lines)
    assert reading is not None or "talk" in said


@each_reader
@pytest.mark.parametrize("side", ["zh", "en"])
def test_a_file_of_one_language_gives_lines_of_that_language_or_is_refused(reader, side):
    """Two files, one in each language, may be in any format."""
    texts = {"zh": ["河上有一座桥。", "它很旧。"], "en": ["There is a bridge.", "It is old."]}
    text = SAMPLES[reader.name].write([(texts["zh"][at], "") if side == "zh" else ("", texts["en"][at]) for at in (0, 1)])
    reading, said = attempt(reader.read, document(text))

    if reading is None:
        assert "talk" in said
        assert reader.name in ("table", "jsonl")
    else:
        assert [(line.text, line.lang) for line in reading.lines if line.text] == [(text, side) for text in texts[side]]
