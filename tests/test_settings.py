"""What a run is asked to do: levels of both languages, how many cards, and what is refused before any engine loads."""

import pytest

from flashdeck.errors import UsageError
from flashdeck.levels import explain_level, find_level, require_level
from flashdeck.settings import Settings


@pytest.mark.parametrize("text", ["hsk4", "HSK4", "hsk:4", "hsk-4", " HSK 4 ", "hsk4,b1", "B1, hsk4"])
def test_a_level_of_chinese_may_be_spelled_in_several_ways(text):
    assert (require_level(text, "zh", "2025").value, require_level(text, "zh", "2025").name) == (4.0, "HSK 4")


@pytest.mark.parametrize("text", ["b1", "B1", "cefr:b1", "CEFR B1", "hsk4,b1", "b1 , HSK:4"])
def test_a_level_of_english_may_be_spelled_in_several_ways(text):
    assert (require_level(text, "en", "2025").value, require_level(text, "en", "2025").name) == (3.0, "B1")


def test_the_six_levels_of_english_are_a_scale():
    values = [require_level(name, "en", "2025").value for name in ("a1", "a2", "b1", "b2", "c1", "c2")]

    assert values == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]


@pytest.mark.parametrize("text", ["expert", "", "hsk0", "hsk10", "b3", "hsk4,hsk5", "a1,b1", "hsk4,", "4", "hsk4 b1"])
@pytest.mark.parametrize("study", ["zh", "en"])
def test_what_is_no_level_is_refused(text, study):
    with pytest.raises(UsageError, match="is not a level of"):
        require_level(text, study, "2025")


@pytest.mark.parametrize(("text", "study", "other"), [("b1", "zh", "en"), ("hsk4", "en", "zh")])
def test_a_level_of_the_other_language_is_refused_with_a_hint(text, study, other):
    with pytest.raises(UsageError) as refused:
        Settings(study=study, level=text)

    assert f"--study {other}" in refused.value.remedy
    assert find_level(text, study, "2025") is None


def test_each_language_has_a_level_of_its_own_where_both_are_studied():
    named = Settings(study="both", level="hsk3,c1")
    half = Settings(study="both", level="c1")

    assert [named.level_in(study).name for study in named.studies] == ["HSK 3", "C1"]
    assert [half.level_in(study).name for study in half.studies] == ["HSK 4", "C1"]
    assert [Settings(study="both").level_in(study).name for study in ("zh", "en")] == ["HSK 4", "B1"]


@pytest.mark.parametrize(
    ("study", "level", "up_to", "explained"),
    [
        ("zh", "hsk1", None, "you know HSK 1; taught: words above HSK 1"),
        ("zh", "hsk4", None, "you know HSK 1 to 4; taught: words above HSK 4"),
        ("zh", "hsk4", "hsk5", "you know HSK 1 to 4; taught: words of HSK 5"),
        ("zh", "hsk4", "hsk6", "you know HSK 1 to 4; taught: words of HSK 5 to 6"),
        ("zh", "hsk4", "hsk9", "you know HSK 1 to 4; taught: words above HSK 4"),
        ("zh", "hsk8", None, "you know HSK 1 to 9; taught: words outside the lists"),
        ("en", "b1", None, "you know A1 to B1; taught: words above B1"),
        ("en", "b1", "c1", "you know A1 to B1; taught: words of B2 to C1"),
        ("en", "c2", None, "you know A1 to C2; taught: words outside the lists"),
    ],
)
def test_a_level_says_what_is_known_and_what_is_taught(study, level, up_to, explained):
    settings = Settings(study=study, level=level, up_to=up_to)

    assert explain_level(settings.level_in(study), settings.up_to_in(study)) == explained


def test_a_ceiling_is_on_the_scale_of_its_language():
    settings = Settings(study="both", level="hsk3,a2", up_to="hsk6,b2")

    assert (settings.ceiling_in("zh"), settings.ceiling_in("en")) == (6.0, 4.0)
    assert Settings(study="both", up_to="b2").ceiling_in("zh") is None
    assert Settings(up_to="hsk9").ceiling_in("zh") is None


@pytest.mark.parametrize(("level", "up_to"), [("b1", "b1"), ("c1", "a2")])
def test_a_ceiling_at_or_below_the_level_is_refused(level, up_to):
    with pytest.raises(UsageError, match="not above the level"):
        Settings(study="en", level=level, up_to=up_to)


@pytest.mark.parametrize(
    ("asked", "most"),
    [
        ({}, (60, 60, None)),
        ({"sentences": 5}, (5, 60, None)),
        ({"minutes": 9}, (42, 84, 84)),
        ({"minutes": 9, "words": 10}, (42, 10, 84)),
        ({"minutes": 30}, (140, 280, 280)),
    ],
)
def test_minutes_are_turned_into_cards(asked, most):
    """9 minutes a day for 14 days are 84 cards of 90 seconds."""
    settings = Settings(**asked)

    assert (settings.most_sentences, settings.most_words, settings.most_cards) == most


@pytest.mark.parametrize("asked", [{"minutes": 0}, {"sentences": 0, "words": 0}, {"sentences": -1}])
def test_no_cards_at_all_are_refused(asked):
    with pytest.raises(UsageError):
        Settings(**asked)
