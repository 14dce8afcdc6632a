"""The script that counts the decisions of rules: what it counts, and what it takes for a source."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRACED = """
from fits.tracing import Trace
from flashdeck.language.rules import PatternTable, Rule
from flashdeck.language.traits import JoinedTable

trace = Trace()
trace.install()
rules = [Rule(f"a.{name}", "", condition, result, "", "", "") for name, condition, result in
         (("one", "a+", "x"), ("same", "aa", "x"), ("other", "b", "y"))]
table, joined = PatternTable(rules), JoinedTable(rules)
table.first("aa"), table.first("ab"), table.first("c")
joined.search("b"), joined.count("aab")
print(sorted(trace.decided.items()), sorted(trace.changed.items()))
"""


def run(*arguments):
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout, done.stderr


def test_a_rule_changes_an_outcome_only_where_the_next_rule_has_another_result():
    counts, _ = run("-c", TRACED)

    # "aa": a.same would give the same; "ab": a.other another; the search and the count need their rows, but a.same nowhere.
    decided = [("a.one", 3), ("a.other", 2), ("a.same", 1)]
    changed = [("a.one", 1), ("a.other", 2), ("a.same", 0)]
    assert counts.strip() == f"{decided} {changed}"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("talks")
    zh = ["所以我们昨天没去河边。", "我们昨天昨天昨天买了一条船。"]
    en = ["So we did not go to the river yesterday.", "We bought a boat yesterday."]
    for name, lines in (("talk.zh.srt", zh), ("talk.en.srt", en)):
        cues = [f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{line}\n" for at, line in enumerate(lines, start=1)]
        folder.joinpath(name).write_text("\n".join(cues), encoding="utf-8")
    folder.joinpath("empty.txt").write_text("", encoding="utf-8")
    return run("-m", "fits.rule_firings", folder)


@pytest.mark.quality
def test_every_rule_has_a_row_and_those_that_decide_are_counted(printed):
    rows = {cells[0]: cells[2:] for cells in (line.split("\t") for line in printed[0].splitlines())}

    assert rows["zh.line.garbled.said-thrice"] == ["1", "2", "1"]
    assert rows["zh.line.garbled.foreign-letters"] == ["0", "0", "0"]
    assert rows["line.length.short"][:2] == ["-", "-"]


@pytest.mark.quality
def test_no_text_of_a_transcript_is_printed(printed):
    assert "河边" not in "".join(printed)


@pytest.mark.quality
def test_a_file_that_cannot_be_read_is_named_and_left_out(printed):
    assert printed[1].startswith("empty.txt: left out (")
