"""Formats: each text has one claimant, none loses a line, and nothing makes a reader stumble."""

import json
import re
import tempfile
import time
from itertools import chain, combinations, groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cases import CASES, read_cases

from flashdeck.errors import FlashdeckError, InputError, UsageError
from flashdeck.read import Input, read_transcript
from flashdeck.read.formats.base import Document
from flashdeck.read.marks import strip_marks
from flashdeck.read.registry import BY_MARK, BY_SHAPE, FORMATS, choose_format
from flashdeck.settings import READERS

CASES_READ = [case for path in sorted((CASES / "read").glob("*.txt")) for case in read_cases(path)]
each_format = pytest.mark.parametrize("name", FORMATS)


def document(text, suffix=""):
    return Document("talk", suffix, text)


def attempt(call, *arguments):
    """What a call returns, or what is said instead."""
    try:
        return call(*arguments), ""
    except FlashdeckError as error:
        return None, str(error)


# --- one claimant --------------------------------------------------------------------------------------------------


def test_the_options_name_the_formats():
    assert ("auto", *FORMATS) == READERS


def test_no_two_formats_share_the_ending_of_a_name():
    for one, other in combinations(FORMATS.values(), 2):
        assert not one.suffixes & other.suffixes


@pytest.mark.parametrize("case", CASES_READ, ids=lambda case: case.name)
def test_a_text_has_at_most_one_claimant_by_mark_and_one_by_shape(case):
    text = document(case.given.replace("→", "\t"))

    assert sum(item.recognises(text) for item in BY_MARK) <= 1
    assert sum(item.recognises(text) for item in BY_SHAPE) <= 1


@pytest.mark.parametrize("suffix", ["", ".txt", ".md", ".csv"])
@pytest.mark.parametrize("case", [case for case in CASES_READ if not case.flags], ids=lambda case: case.name)
def test_a_text_that_says_what_it_is_is_read_so_whatever_its_name(case, suffix):
    expected = case.expected.partition(",")[0]
    found = choose_format(document(case.given.replace("→", "\t"), suffix)).name

    assert found == expected or (suffix in (".md", ".csv") and expected in ("plain", "markdown", "table"))


@given(st.text(max_size=200))
def test_any_text_has_one_format(text):
    found, said = attempt(choose_format, document(text))

    assert found in FORMATS.values() or "web page" in said or "XML" in said


def test_two_claimants_are_told_and_the_option_decides():
    both = "# a\n# b\nzh\ten\n河。\tA river.\n桥。\tA bridge.\n船。\tA boat.\n山。\tA hill.\n路。\tA road.\n"

    with pytest.raises(InputError, match="can be read as table and as markdown") as raised:
        choose_format(document(both))
    assert "--reader" in raised.value.remedy
    assert choose_format(document(both), "table").name == "table"


def test_a_reader_that_does_not_exist_is_an_error_of_usage():
    with pytest.raises(UsageError, match="--reader pdf"):
        choose_format(document("河"), "pdf")


# --- nothing lost, nothing raised ----------------------------------------------------------------------------------

# What stands in files of the formats, whole and broken; {} is where a word stands that must be found again.
PIECES = {
    "plain": [
        *("{}", "{}。", "", "[00:01] {}", "12:30 {}", "Mei: {}", "小梅：{}"),
        *("Speaker 1 00:01:02", ">> {}", "- {}", "{}\x1f{}", "。"),
    ],
    "srt": [
        *("{}", "1", "", "00:00:01,000 --> 00:00:02,000", "00:00:0 -> 1", "<i>{}</i>"),
        *("{{\\an8}}{}", "MEI: {}", "-->", "a --> {}"),
    ],
    "vtt": [
        *("WEBVTT", "WEBVTT {}", "{} {}", "", " ", "00:01.000 --> 00:02.000", "00:00:01,000 --> x"),
        *("<v Mei>{}", "NOTE {}", "STYLE", "x --> {}"),
    ],
    "markdown": [
        *("{}", "# {}", "## Mei:", "", "---", "> {}", "- {}", "**{}**", "\\[{}\\] x"),
        *("| {} | {} |", "```", "<div>", "x *{}* y", "| {}"),
    ],
    "table": [
        *("{z}\t{e}", "{z},{e}", '"{z}","{e}"', '"{z}', "{}", "", "zh,en"),
        *('"{z}\n{z}",{e}', "河。\tA river.", "河。,A river."),
    ],
    "jsonl": [
        *('{{"zh": "{z}", "en": "{e}"}}', "{}", '{{"zh": "{z}"}}', "[", "]", '["{z}", "{e}"]', ""),
        *('{{"zh": 3, "en": "{e}"}}', '{{"'),
    ],
    "ass": [
        *("[Script Info]", "[Events]", "Dialogue: 0,0:00:01.00,0:00:02.00,ZH,,0,0,0,,{}"),
        *("Dialogue: {}", "Comment: 0,,,,,,,,,{}", "{}", ""),
    ],
    "tmx": [
        *("<tmx><body>", "<tu>", '<tuv xml:lang="zh"><seg>{}</seg></tuv>', "</tu>", "</body></tmx>"),
        '<tuv xml:lang="fr"><seg>{}</seg></tuv>',
    ],
}


@st.composite
def made_of_pieces(draw, name):
    """A text of one format's pieces, and the words in it."""
    pieces = draw(st.lists(st.sampled_from(PIECES[name]), min_size=1, max_size=14))
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


@each_format
@settings(max_examples=60)
@given(data=st.data())
def test_every_word_is_in_a_line_or_in_a_notice(name, data):
    text, words = data.draw(made_of_pieces(name))
    reading, _ = attempt(FORMATS[name].read, document(text))
    found = "\n".join(found_in(reading)) if reading else ""

    assert not reading or [word for word in words if word not in found and json.dumps(word)[1:-1] not in found] == []


@each_format
@settings(max_examples=40)
@given(data=st.data())
def test_units_rise_and_lines_keep_their_order_in_them(name, data):
    reading, _ = attempt(FORMATS[name].read, document(data.draw(made_of_pieces(name))[0]))
    lines = reading.lines if reading else ()

    units = [line.unit or 0 for line in lines]

    assert units == sorted(units)
    for _, unit in groupby(lines, key=lambda line: line.unit):
        numbers = [line.number for line in unit]
        assert numbers == sorted(numbers) or name == "table"  # where a cell of several lines stands before another


any_text = st.text(max_size=120) | st.lists(st.sampled_from(list(chain(*PIECES.values()))), max_size=12).map("\n".join)


@each_format
@settings(max_examples=60)
@given(any_text)
def test_no_text_makes_a_reader_stumble(name, text):
    reading, said = attempt(FORMATS[name].read, document(text))
    count = len(re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text))
    lines, notices = (reading.lines, reading.notices) if reading else ((), ())

    assert reading or "talk" in said
    assert all(1 <= number <= count for number in [line.number for line in lines] + [notice.line for notice in notices])
    assert all(line.text == line.text.strip(" \t") and "\n" not in line.text for line in lines)


@settings(max_examples=100)
@given(
    st.binary(max_size=80) | any_text.map(str.encode), st.sampled_from(READERS), st.sampled_from(["", ".srt", ".csv", ".md"])
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
    reading, said = attempt(lambda text: choose_format(text).read(text), document(HOSTILE[name]))

    assert (reading and (reading.lines or reading.notices)) or "no JSON object" in said
    assert time.process_time() - began < 10  # 2 s at most as measured; a pattern that runs back and forth takes minutes


def test_a_translation_memory_cannot_declare_entities():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    unit = '<tu><tuv xml:lang="zh"><seg>&l8;</seg></tuv></tu>'
    bomb = f'<?xml version="1.0"?>\n<!DOCTYPE tmx [<!ENTITY l0 "ha">{laughs}]>\n<tmx><body>{unit}</body></tmx>'

    with pytest.raises(InputError, match="talk:2: declares entities"):
        choose_format(document(bomb)).read(document(bomb))


def test_a_translation_memory_fetches_nothing(tmp_path):
    (tmp_path / "secret").write_text("河边的秘密", encoding="utf-8")
    outside = f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>\n<tmx><tu><tuv xml:lang="zh"><seg>&x;</seg></tuv></tu></tmx>'

    with pytest.raises(InputError, match="declares entities"):
        FORMATS["tmx"].read(document(outside))


# --- round trips ---------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.text("河桥船山路", min_size=1, max_size=5), st.text("abc ,.\"'", min_size=1, max_size=9)),
        min_size=1,
        max_size=9,
    )
)
def test_rows_come_back_from_every_table(rows):
    rows = [(zh, f"x{' '.join(en.split())}y") for zh, en in rows]
    written = {
        "table": "zh\ten\n" + "".join(f"{zh}\t{en}\n" for zh, en in rows),
        "jsonl": "".join(json.dumps({"zh": zh, "en": en}) + "\n" for zh, en in rows),
        "srt": "".join(
            f"{n}\n00:00:0{n % 10},000 --> 00:00:0{n % 10},900\n{zh}{n}\n{en}\n\n" for n, (zh, en) in enumerate(rows)
        ),
    }
    for name, text in written.items():
        lines = FORMATS[name].read(document(text)).lines
        assert [line.text.rstrip("0123456789") for line in lines if line.lang == "zh"] == [zh for zh, _ in rows]
        assert [line.text for line in lines if line.lang == "en"] == [en for _, en in rows]
