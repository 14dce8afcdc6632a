"""Lines that refer to something in another line: the card shows the line before, or there is no card at lower levels."""

import pytest

from flashdeck.app.pipeline import Pipeline
from flashdeck.settings import Settings

TALK = """昨天我们买了一个新桌子。
Yesterday we bought a new table.
我觉得它比我们想的便宜很多。
I think it was much cheaper than we had thought.
"""
STURDY = """昨天我们买了一个新桌子。
Yesterday we bought a new table.
其实它比我们想的结实很多，也很好看。
Actually, it is much sturdier than we had thought, and pretty.
"""
LONG_BEFORE = TALK.replace("昨天我们买了", "昨天下午下雨的时候我们在学校旁边的商店里买了")


def track(tmp_path, text, **options):
    source = tmp_path / "talk.txt"
    source.write_text(text, encoding="utf-8")
    return Pipeline(source, Settings(**options)).tracks[0]


def reasons(tmp_path, text, **options):
    return [str(reason) for reason in track(tmp_path, text, **options).graded[1].reasons]


def test_a_line_that_the_line_before_explains_may_be_a_card(tmp_path):
    assert "outside-reference" not in reasons(tmp_path, TALK, level="hsk4")


def test_a_line_is_no_card_at_a_lower_level_if_the_front_has_no_room_for_the_line_before(tmp_path):
    assert "outside-reference" in reasons(tmp_path, LONG_BEFORE, level="hsk4")


def test_a_line_is_no_card_at_a_lower_level_if_the_line_before_has_an_unknown_word(tmp_path):
    text = TALK.replace("桌子", "榫卯").replace("table", "mortise")

    assert "outside-reference" in reasons(tmp_path, text, level="hsk4")


def test_the_first_line_of_a_talk_has_no_line_before(tmp_path):
    first = "\n".join(TALK.splitlines()[2:]) + "\n我们很高兴。\nWe are glad.\n"

    assert "outside-reference" in [str(reason) for reason in track(tmp_path, first, level="hsk4").graded[0].reasons]


@pytest.mark.parametrize(("study", "level"), [("zh", "hsk5"), ("en", "b2")])
def test_learners_of_higher_levels_get_such_lines(tmp_path, study, level):
    assert "outside-reference" not in reasons(tmp_path, LONG_BEFORE, study=study, level=level)


def leads(tmp_path, text):
    notes = track(tmp_path, text, study="en", level="b1").deck.notes
    return ["leans" in dict(note.fields)["ContextBefore"] for note in notes]


def test_the_front_shows_the_line_before(tmp_path):
    assert leads(tmp_path, STURDY) == [True]


def test_the_front_does_not_show_a_long_line_before(tmp_path):
    long_before = STURDY.replace("a new table", "a new table in the small shop beside the school where we wait for the bus")

    assert leads(tmp_path, long_before) in ([], [False])


def test_the_front_does_not_show_a_line_before_that_nothing_refers_to(tmp_path):
    assert leads(tmp_path, STURDY.replace("它", "这座旧桥").replace("it is", "the old bridge is")) == [False]
