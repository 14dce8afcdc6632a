"""Reading: every line is numbered and comes back as it was; what cannot be read says why."""

import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.align import align_transcript
from flashdeck.errors import InputError
from flashdeck.read import Input, read_transcript
from flashdeck.read.line_language import language_of, split_lines

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
OUTER = "\ufeff \t\u3000"

# Of these no mark can be made, neither a time nor a name nor one of another format.
plain_lines = st.text("河上有一座桥𠮷𪚥。，？…“”aBéß.,?!'’ \t\u3000👍🏽\u200b\x1f=", max_size=30).map(
    lambda text: text.strip(OUTER)
)
files = st.lists(plain_lines, min_size=1, max_size=12).filter(any)


def read(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk.txt"
        path.write_bytes(content)
        return read_transcript(Input(path, reader="plain"))


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
        ("Hé shàng yǒu yí zuò qiáo.", None),
        ("A café in Málaga, déjà vu.", "en"),
        ("Мост над рекой.", None),
        ("다리가 있다.", None),
        ("好。", "zh"),
        ("GPT-4！", "zh"),
        ("GPT-4!", "en"),
        ("カタカナ", None),
        ("12 %", None),
        ("……", None),
        ("", None),
    ],
)
def test_the_script_tells_the_language(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \n\t\n", " \u3000\n\ufeff\n".encode(), b"\r\n\r\n"])
def test_a_file_without_text_is_empty(content):
    with pytest.raises(InputError, match="file is empty"):
        read(content)


def test_a_missing_file_and_a_folder_say_so(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_transcript(Input(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="this is a folder"):
        read_transcript(Input(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read_transcript(Input(Path("a\0b")))


def test_the_title_is_the_name_of_the_file_or_as_given(tmp_path):
    path = tmp_path / "Harbor talk.txt"
    path.write_text("河", encoding="utf-8")

    assert read_transcript(Input(path)).title == "Harbor talk"
    assert read_transcript(Input(path, title="Port")).title == "Port"


# --- languages that are not read -----------------------------------------------------------------------------------


def test_japanese_is_refused_though_some_of_its_lines_have_no_kana():
    with pytest.raises(InputError, match=r":1: the text is Japanese, not Chinese \(it has kana on 2 lines\)"):
        read("川のそばに橋がある。\nThere is a bridge.\n石で作られた。\nIt is made of stone.\n経済\neconomy\n".encode())


def test_a_chinese_text_may_quote_japanese():
    lines = read("店名是“海の家”。\nThe shop is called Umi no Ie.\n我们去吧。\nLet us go.\n".encode()).lines

    assert [line.lang for line in lines] == [None, "en", "zh", "en"]


# --- broken bytes --------------------------------------------------------------------------------------------------


def test_a_line_with_broken_bytes_is_a_notice_and_a_gap():
    transcript = read("河上有一座桥。\nThere is a bri".encode() + b"\xff\xfe(\n" + "它很旧。\nIt is old.\n".encode())

    assert [(notice.code, notice.line) for notice in transcript.notices] == [("encoding", 2)]
    assert [(line.number, line.text, line.lang) for line in transcript.lines[:3]] == [
        (1, "河上有一座桥。", "zh"),
        (2, "", "en"),
        (3, "它很旧。", "zh"),
    ]


def test_nothing_is_paired_over_a_gap():
    bitext = align_transcript(read("河上有一座桥。\nbri".encode() + b"\xff\n" + "坏".encode() + b"\xc3\nIt is old.\n"))

    assert bitext.pairs == ()
    assert sorted((notice.code, notice.line) for notice in bitext.notices) == [
        ("encoding", 2),
        ("encoding", 3),
        ("unpaired", 1),
        ("unpaired", 4),
    ]


# --- two files -----------------------------------------------------------------------------------------------------

ZH = "河上有一座桥。\n它很旧。\nOK\n"
EN = "There is a bridge.\nIt is old.\nOK.\n"
ZH_SRT = "1\n00:00:01,000 --> 00:00:02,000\n河上有一座桥。\n\n2\n00:00:03,000 --> 00:00:04,000\n它很旧。\n"


def read_two(tmp_path, one, other, names=("talk.zh.txt", "talk.en.txt"), **options):
    paths = [tmp_path / name for name in names]
    for path, text in zip(paths, (one, other), strict=True):
        path.write_text(text, encoding="utf-8")
    return read_transcript(Input(paths[0], paths[1], **options))


@pytest.mark.parametrize(("one", "other", "first"), [(ZH, EN, "zh"), (EN, ZH, "en")])
def test_two_files_are_the_sides_that_their_text_tells_in_either_order(tmp_path, one, other, first):
    transcript = read_two(tmp_path, one, other)

    assert transcript.layout == "two-sided"
    assert transcript.title == "talk.zh"
    assert transcript.lines[0].file == first
    for side, text in (("zh", ZH), ("en", EN)):
        lines = [line for line in transcript.lines if line.file == side]
        assert [(line.number, line.text, line.lang) for line in lines] == [
            (number, part, side) for number, part in enumerate(text.splitlines(), start=1)
        ]


def test_two_files_of_captions_keep_their_times_and_their_cues_apart(tmp_path):
    en_srt = "1\n00:00:01,100 --> 00:00:04,000\nThere is a bridge.\nIt is old.\n"
    transcript = read_two(tmp_path, ZH_SRT, en_srt, ("a.srt", "b.srt"))

    assert [(line.file, line.number, line.start, line.unit) for line in transcript.lines] == [
        ("zh", 3, 1.0, 1),
        ("zh", 7, 3.0, 2),
        ("en", 3, 1.1, 3),
        ("en", 4, 1.1, 3),
    ]


def test_the_two_files_may_be_of_two_formats(tmp_path):
    transcript = read_two(tmp_path, ZH_SRT, EN, ("a.srt", "b.txt"))

    assert transcript.reader == "srt + plain"
    assert [line.text for line in transcript.lines if line.file == "en"] == EN.splitlines()


def test_notices_of_two_files_name_theirs(tmp_path):
    transcript = read_two(tmp_path, ZH, EN.replace("old", "\ufffd"))

    assert [(notice.code, notice.file, notice.line) for notice in transcript.notices] == [("encoding", "en", 2)]


def test_two_files_in_one_language_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"b\.txt: both files are English \(the other file is .*a\.txt\)"):
        read_two(tmp_path, EN, EN, ("a.txt", "b.txt"))


def test_a_bilingual_file_wants_no_translation(tmp_path):
    with pytest.raises(InputError, match=r"a\.txt: holds both languages") as raised:
        read_two(tmp_path, ZH + EN, EN, ("a.txt", "b.txt"))
    assert "--translation" in raised.value.remedy


# --- files that may not be read, and large ones --------------------------------------------------------------------


def test_a_file_that_may_not_be_read_says_so(monkeypatch, tmp_path):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"talk\.txt: cannot be read \(Permission denied\)"):
        read_transcript(Input(tmp_path / "talk.txt"))


def peak_of(folder, pairs):
    """The memory that reading a number of cues takes at most."""
    path = folder / f"{pairs}.srt"
    clock = "00:{:02d}:{:02d},000".format
    path.write_text(
        "".join(
            f"{n}\n{clock(n // 60, n % 60)} --> {clock(n // 60, n % 60)}\n第{n}座桥。\nBridge {n}.\n\n" for n in range(pairs)
        ),
        encoding="utf-8",
    )
    tracemalloc.start()
    try:
        assert len(read_transcript(Input(path)).lines) == 2 * pairs
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_grows_no_faster_than_the_file(tmp_path):
    peak_of(tmp_path, 10)  # what is loaded once

    assert peak_of(tmp_path, 2000) < 6 * peak_of(tmp_path, 500)


def test_characters_that_no_card_can_show_are_named(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("我们\x1f开会。\nWe meet.\x07\n", encoding="utf-8")

    notices = read_transcript(Input(path)).notices

    assert [(notice.code, notice.line, notice.text[:6]) for notice in notices] == [
        ("control", 1, "U+001F"),
        ("control", 2, "U+0007"),
    ]
