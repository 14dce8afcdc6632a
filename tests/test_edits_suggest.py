"""Drafts of corrections: what looks damaged is drafted with its reason, what is sound is left alone."""

import io
from contextlib import redirect_stdout

import pytest

from flashdeck.cli import run
from flashdeck.edits.entries import Draft
from flashdeck.edits.file.parse import examine
from flashdeck.write.draft_toml import draft_lines

SOUND = [
    ("我们在河边见面。", "We meet at the river."),
    ("对吧?", "Right?"),
    ("桥有三百米长。", "The bridge is three hundred meters long."),
    ("大约90或100亿美元。", "It's like 9 or 10,000,000,000."),
    ("长度从2000增加到128k。", "It went from 2,000 to one twenty eight k."),
    ("Brickwell公司造了这座桥。", "Brickwell built this bridge."),
    ("Brickwell很有名。", "Brickwell is well known."),
    ("我喜欢Brickwell。", "I like Brickwell."),
]


def suggest(tmp_path, *pairs, edits=""):
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(line for pair in (*SOUND, *pairs) for line in pair), encoding="utf-8")
    if edits:
        path.with_name("talk.edits.toml").write_text(edits, encoding="utf-8")
    with redirect_stdout(io.StringIO()) as out:
        assert run(["edits", "suggest", str(path)]) == 0
    return out.getvalue()


def accepted(text):
    """The file when a person takes the marks away."""
    return "\n".join(line[2:] for line in text.splitlines() if line.startswith("# "))


@pytest.mark.parametrize(
    ("pair", "why", "find", "replace"),
    [
        (("Brickwel又来了。", "Brickwel is back."), "the rest of the talk has “Brickwell”", "Brickwel", "Brickwell"),
        (
            ("工资大约是五万亿。", "Wages are about fifty trillion dollars."),
            "the number in the Chinese line is not",
            "fifty trillion",
            None,
        ),
        (("有很多这样的桥。", "There are the and bridges like this."), "words are missing here", "the and", None),
        (("车开得比以前快。", "The cars go faster than the."), "breaks off", "go faster than the.", None),
    ],
)
def test_a_damaged_line_is_drafted_with_its_reason(tmp_path, pair, why, find, replace):
    text = suggest(tmp_path, pair)

    edits, problems = examine(accepted(text), "drafts")

    assert why in text
    assert pair[1] in text
    if replace:
        assert [(entry.find, entry.replace) for entry in edits.entries] == [(find, replace)] * 2
    else:
        assert f"find = {find!r}".replace("'", '"') in text
        assert [problem.text for problem in problems] == ["[[mend]]: find and replace are the same"]


@pytest.mark.parametrize(
    ("pair", "find", "replace"),
    [
        (("他们买了砖块工具。", "They bought a clink kit."), "clink kit", "Klank kit"),
        (("桥用的是TPU-3。", "The bridge runs on TBU three."), "TBU", "TPU"),
    ],
)
def test_a_name_that_was_misheard_is_drafted_with_the_name(tmp_path, pair, find, replace):
    """By its sound and the word that goes with it, or by the other line, where spelling shows nothing."""
    kits = [(f"Klank kit有{count}个。", f"There are {count} in a Klank kit.") for count in "456"]
    text = suggest(tmp_path, *kits, pair)

    (entry,) = examine(accepted(text), "drafts")[0].entries
    assert (entry.find, entry.replace) == (find, replace)


@pytest.mark.parametrize(
    "pair",
    [("他们买了好工具。", "They bought a clean kit."), ("API用GPU。", "The API runs on a CPU, a GPU and an LLM.")],
)
def test_words_that_only_sound_alike_or_names_of_another_thing_are_left_alone(tmp_path, pair):
    kits = [(f"Klank kit有{count}个。", f"There are {count} in a Klank kit.") for count in "456"]

    assert suggest(tmp_path, *kits, pair).splitlines()[0].startswith("## Lines that look damaged: 0.")


def test_sound_lines_are_left_alone(tmp_path):
    assert suggest(tmp_path).splitlines()[0].startswith("## Lines that look damaged: 0.")


def test_a_doubtful_reading_is_drafted_as_it_is(tmp_path):
    text = suggest(tmp_path, ("他在教会等我。", "He is waiting for me there."))

    (entry,) = examine(accepted(text), "drafts")[0].entries

    assert (entry.line, entry.text, len(entry.pinyin)) == (17, "教会", 2)


def test_what_was_corrected_is_not_drafted_again(tmp_path):
    mend = '[[mend]]\nline = 18\nfind = "a of"\nreplace = "a lot of"\n'

    assert "a of" not in suggest(tmp_path, ("有很多这样的桥。", "There are a of bridges like this."), edits=mend)


def test_everything_printed_is_a_comment(tmp_path):
    text = suggest(tmp_path, ("有很多这样的桥。", "There are a of bridges like this."))

    assert all(line.startswith("#") for line in text.splitlines() if line)


def test_a_draft_names_the_rule_that_made_the_decision_in_doubt():
    draft = Draft("reading", (("line", 3), ("text", "长"), ("pinyin", "cháng")), "several readings", (), rule="zh.reading.test")

    assert "##   rule zh.reading.test" in list(draft_lines([draft]))
