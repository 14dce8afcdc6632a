"""Run the examples of the tables in `flashdeck/read/data`. In an example, ⏎ is a line end, | a tab and ␇ a control character."""

import tempfile
from pathlib import Path

from flashdeck.read import Input, read_transcript
from flashdeck.read.bilingual_lines import find_sides
from flashdeck.read.line_language import language_of
from flashdeck.read.marks import find_marks
from flashdeck.read.parts import heading_kind
from flashdeck.read.remarks import remark_rule


def text_of(example):
    return example.replace(" ⏎ ", "\n")


def marks(example):
    lines = text_of(example).split("\n")
    headings = frozenset(line[2:].rstrip(":") for line in lines if line.startswith("# "))
    found = find_marks(list(enumerate(lines, start=1)), headings)
    return {rule for line in found for rule in line.rules}


def left_out(example):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "talk"
        path.write_text(text_of(example).replace("|", "\t").replace("␇", "\x07"), encoding="utf-8")
        notices = read_transcript(Input(path)).notices
    return {notice.rule for notice in notices}


def sides(example):
    found = find_sides(text_of(example).replace("␉", "\t").split("\n"))
    return {side.rule for side in found if side}


def parts(heading):
    return {heading_kind(heading).rule}


def remarks(sentence):
    return {remark_rule(sentence, language_of(sentence))}


RUNNERS = {
    "read/data/sides.tsv": sides,
    "read/data/marks.tsv": marks,
    "read/data/left_out.tsv": left_out,
    "read/data/parts.tsv": parts,
    "read/data/remarks.tsv": remarks,
}
