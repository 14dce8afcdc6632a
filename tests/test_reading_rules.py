"""The rules of reading and alignment: code and tables name the same ones, and what is left out says by which rule."""

import re
from pathlib import Path

import pytest

from flashdeck.align import align_transcript
from flashdeck.align.lines.seams import SEAM_RULES
from flashdeck.app.rule_index import _read_texts
from flashdeck.language.rules import read_rules
from flashdeck.model import Line, Transcript
from flashdeck.read import Input, read_transcript
from flashdeck.read.line_language import language_of
from flashdeck.read.mark_patterns import NAME_FORMS
from flashdeck.read.speaker_labels import SPEAKER_RULES

ROOT = Path(__file__).parent.parent / "flashdeck"
TABLES = {
    "read": ("marks.tsv", "left_out.tsv"),
    "align": ("furniture.tsv", "seams.tsv", "sentence_ends.tsv", "left_out.tsv"),
}


def ids_in_tables(stage):
    return {rule.id for name in TABLES[stage] for rule in read_rules(f"flashdeck.{stage}", name)}


def ids_in_code(stage):
    pattern = re.compile(rf'"({stage}\.(?:mark|name|speaker|left-out|doubt|furniture|seam|end)\.[a-z0-9-]+)"')
    files = (ROOT / stage).rglob("*.py")
    return {match for path in files for match in pattern.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("stage", TABLES)
def test_every_rule_that_the_code_names_has_a_row_or_a_text(stage):
    assert ids_in_code(stage) - ids_in_tables(stage) - set(_read_texts()) == set()


@pytest.mark.parametrize("stage", TABLES)
def test_every_row_with_a_function_is_named_in_the_code(stage):
    rows = {
        rule.id
        for name in TABLES[stage]
        for rule in read_rules(f"flashdeck.{stage}", name)
        if re.fullmatch(r"(?:\S+\.py:)?[A-Za-z_.]{4,}", rule.condition)
    }

    assert rows - ids_in_code(stage) == set()


def test_the_rules_about_seams_are_asked_in_the_order_of_their_table():
    rows = [(rule.id, rule.condition, rule.result) for rule in read_rules("flashdeck.align", "seams.tsv")]

    assert rows == [(rule.id, rule.holds.__name__, "open" if rule.is_open else "closed") for rule in SEAM_RULES]


def test_the_rules_about_speakers_are_asked_in_the_order_of_their_table():
    rows = [
        rule for rule in read_rules("flashdeck.read", "marks.tsv") if rule.key == "" and rule.condition != "named_by_format"
    ]

    assert [(rule.id, rule.condition) for rule in rows] == [(name, names_by.__name__) for name, names_by in SPEAKER_RULES]


def test_the_forms_of_names_are_tried_in_the_order_of_their_table():
    rows = [rule.id for rule in read_rules("flashdeck.read", "marks.tsv") if rule.key == "name"]

    assert tuple(rows) == NAME_FORMS


TEXT = "本期简介\n河边有一座旧桥。\nThere is an old bridge by the river.\nありがとう\n他卖掉了船。\n"


def test_every_line_left_out_by_alignment_names_its_rule():
    lines = [Line(at, text, language_of(text)) for at, text in enumerate(TEXT.splitlines(), start=1)]
    notices = align_transcript(Transcript("talk", tuple(lines))).notices

    assert [(notice.line, notice.rule) for notice in notices] == [
        (1, "align.furniture.zh-heading"),
        (4, "align.left-out.other-language"),
        (5, "align.left-out.no-counterpart"),
    ]


def test_every_notice_of_reading_names_its_rule(tmp_path):
    path = tmp_path / "talk.md"
    path.write_text("---\ntitle: x\n---\n# The bridge\n\n河边有一座旧桥。\n\nThere is a \x07bridge.\n", encoding="utf-8")

    assert {notice.rule for notice in read_transcript(Input(path)).notices} == {
        "read.left-out.front-matter",
        "read.left-out.markdown-heading",
        "read.doubt.control-characters",
    }
