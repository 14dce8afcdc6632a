"""JSON Lines: what a record says beyond the keys that every one has."""

from flashdeck.model import Line, Notice
from flashdeck.write.records import line_record, notice_record

PLAIN = {"kind": "line", "line": 4, "text": "河", "lang": "zh"}


def test_a_line_of_plain_text_has_four_keys():
    assert line_record(Line(4, "河", "zh")) == PLAIN


def test_a_line_of_a_caption_has_its_times_and_its_speaker():
    record = line_record(Line(4, "河", "zh", start=1.5, end=3.0, speaker="Mei"))

    assert record == {**PLAIN, "start": 1.5, "end": 3.0, "speaker": "Mei"}


def test_a_line_that_has_a_start_alone_has_no_end():
    assert line_record(Line(4, "河", "zh", start=0.0)) == {**PLAIN, "start": 0.0, "end": None}


def test_lines_and_notices_of_two_files_name_the_file():
    assert line_record(Line(4, "河", "zh", file="zh")) == {**PLAIN, "file": "zh"}
    assert notice_record(Notice("unpaired", 7, "Oh.", "en"))["file"] == "en"
    assert "file" not in notice_record(Notice("unpaired", 7, "Oh."))
