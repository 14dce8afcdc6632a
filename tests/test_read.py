"""Reading: every line is numbered and comes back as it was; what cannot be read says why."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.errors import InputError
from flashdeck.read import read_transcript
from flashdeck.read.plain import language_of, split_lines

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
OUTER = "\ufeff \t\u3000"

plain_lines = st.text(st.characters(exclude_characters=f"{LINE_ENDS}\0", exclude_categories=["Cs"]), max_size=30).map(
    lambda text: text.strip(OUTER)
)
files = st.lists(plain_lines, min_size=1, max_size=12).filter(lambda lines: any(line.strip() for line in lines))


def read(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk.txt"
        path.write_bytes(content)
        return read_transcript(path)


@given(files)
def test_every_line_is_numbered_and_comes_back(lines):
    read_lines = read("".join(f"{line}\n" for line in lines).encode()).lines

    assert [line.text for line in read_lines] == lines
    assert [line.number for line in read_lines] == list(range(1, len(lines) + 1))


@given(files, st.sampled_from(["\r\n", "\r", "\u2028", "\x85"]))
def test_every_kind_of_line_end_gives_the_same_lines(lines, end):
    content = end.join([*lines, ""])

    assert read(content.encode()) == read(content.replace(end, "\n").encode())


@given(files)
def test_a_byte_order_mark_and_outer_space_change_nothing(lines):
    decorated = "\ufeff" + "".join(f"\t {line}\u3000 \n" for line in lines)

    assert read(decorated.encode()) == read("".join(f"{line}\n" for line in lines).encode())


@given(files)
def test_a_last_line_needs_no_line_end(lines):
    assert read("\n".join([*lines, "end"]).encode()) == read("\n".join([*lines, "end\n"]).encode())


@given(st.text())
def test_any_text_has_a_language_or_none(text):
    assert language_of(text) in ("zh", "en", None)


@given(st.text())
def test_splitting_loses_nothing_but_line_ends_and_outer_space(text):
    kept = "".join(split_lines(text))
    gone = str.maketrans("", "", LINE_ENDS + OUTER)

    assert kept.translate(gone) == text.translate(gone)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("河上有一座桥。", "zh"),
        ("There is a bridge.", "en"),
        ("他用 Excel 和 Access。", "zh"),
        ("We call it 小程序 in the office.", "en"),
        ("𠮷", "zh"),
        ("橋の上", None),
        ("カタカナ", None),
        ("12 %", None),
        ("……", None),
        ("", None),
    ],
)
def test_the_script_tells_the_language(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\t\n", "is empty"),
        (b"PK\x03\x04\0\0", "does not look like text"),
        ("第一行\n".encode() + "第二行".encode("gb18030"), ":2: is not UTF-8"),
    ],
)
def test_a_file_that_is_no_text_says_what_it_is(content, problem):
    with pytest.raises(InputError, match=problem):
        read(content)


def test_a_missing_file_and_a_folder_say_so(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_transcript(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_transcript(tmp_path)


def test_the_title_is_the_name_of_the_file_or_as_given(tmp_path):
    path = tmp_path / "Harbor talk.txt"
    path.write_text("河", encoding="utf-8")

    assert read_transcript(path).title == "Harbor talk"
    assert read_transcript(path, title="Port").title == "Port"
