"""Constructions: what is shown is in the line, and what only looks like one is not shown."""

import pytest

from flashdeck.annotate import annotate_english, annotate_lines
from flashdeck.language.grammar_patterns import find_constructions, find_fillers, load_constructions

CHINESE = [
    ("即使下雨，我们也要修完这座桥。", "即使…也"),
    ("就算他不来，我也会等。", "就算…也"),
    ("这不是钱的问题，而是时间的问题。", "不是…而是"),
    ("这座桥不但很旧，而且很窄。", "不但…而且"),
    ("只有先检查，才能开始施工。", "只有…才"),
    ("除了周末以外，他每天都跑步。", "除了…以外"),
    ("他越说越快。", "越…越"),
    ("对我来说，这并不难。", "对…来说"),
    ("人们把他看作英雄。", "把…看作"),
    ("无论多晚，她都会回家。", "无论…都"),
    ("除非天气变好，否则比赛不会开始。", "除非…否则"),
    ("这个小组由五名工程师组成。", "由…组成"),
    ("与去年相比，河水低了一米。", "与…相比"),
    ("这条河比那条河深得多。", "比…得多"),
    ("要是下雨，比赛就取消。", "要是…就"),
    ("自从修了这座桥以来，船少了。", "自从…以来"),
    ("首先要检查桥面，其次要检查桥墩。", "首先…其次"),
    ("凡是坐过那条船的人都知道。", "凡是…都"),
]
NO_CHINESE = [
    "他不是老师。而是谁说的？",  # a sentence ends between
    "我们就姑且以去年的数字来说。",
    "也许他即使知道。",
    "他从北京来。",
]
ENGLISH = [
    ("Neither the mayor nor the council knew the price.", "neither … nor"),
    ("The more they build, the less they repair.", "the more … the more"),
    ("The river is so low that you can walk across.", "so … that"),
    ("It was such a cold night that the pipes froze.", "such … that"),
    ("The box is too heavy to lift.", "too … to"),
    ("It takes two hours to drain the lock.", "it takes … to"),
    ("The new walls prevent the water from rising.", "prevent … from"),
    ("They spent three weeks painting the fence.", "spend … doing"),
    ("What they need is a second bridge.", "what … is"),
    ("He is as stubborn as a mule.", "as … as"),
    ("They see the dam as a threat.", "see … as"),
    ("She treated the warning as a joke.", "treat … as"),
    ("Nothing stopped the river from rising.", "stop … from"),
    ("If we hurry, we will either walk or take the bus.", "either … or"),
]
NO_ENGLISH = [
    "So that is how the river froze.",
    "And so obviously that bridge was closed.",
    "What is the price of that boat?",
    "You can stay as long as you like.",
    "The other boats left before another storm.",
    "Both of those boats are old and slow.",
]


def shown(text, study):
    tokens = next(iter(annotate_lines([text], "2025"))) if study == "zh" else annotate_english(text)
    return [found.text for found in find_constructions(tokens, study)]


@pytest.mark.parametrize(("text", "name"), CHINESE)
def test_a_chinese_construction_is_shown_in_the_lines_own_words(text, name):
    assert name in shown(text, "zh")
    assert all(word in text for found in shown(text, "zh") for word in found.split("…"))


@pytest.mark.parametrize("text", NO_CHINESE)
def test_what_only_looks_like_a_chinese_construction_is_none(text):
    assert shown(text, "zh") == []


@pytest.mark.parametrize(("text", "name"), ENGLISH)
def test_an_english_construction_is_found(text, name):
    assert name in shown(text, "en")


def test_the_words_of_a_construction_are_those_of_the_line():
    line = "On the one hand nothing stopped us from building, on the other we saved money."
    found = {one.name: one.words for one in find_constructions(annotate_english(line), "en")}

    assert found["prevent … from"] == "stopped … from"
    assert found["on the one hand … on the other"] == "On the one hand … on the other"


@pytest.mark.parametrize("text", NO_ENGLISH)
def test_what_only_looks_like_an_english_construction_is_none(text):
    assert shown(text, "en") == []


@pytest.mark.parametrize(("study", "levels"), [("zh", (1, 9)), ("en", (1, 6))])
def test_each_construction_has_a_level_and_a_meaning_of_its_language(study, levels):
    found = load_constructions(study)

    assert len(found) >= 20
    assert all(construction.source for construction in found)
    assert all(levels[0] <= construction.level <= levels[1] for construction in found)
    assert all(construction.meaning and construction.items for construction in found)
    assert [construction.level for construction in found] == sorted((c.level for c in found), reverse=True)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("It was, you know, a very old bridge.", {"you know"}),
        ("You know the bridge by the mill.", set()),
        ("Do you know what that means?", set()),
        ("The bridge is kind of narrow.", {"kind of"}),
        ("What kind of bridge is this?", set()),
        ("I mean, nobody walks there.", {"I mean"}),
        ("I mean that the river is deep.", set()),
        ("They took a boat or something like that.", {"or something"}),
        ("People like boats.", set()),
        ("The river was, like, two meters higher.", {"like"}),
        ("Well, the lock was closed.", {"well"}),
        ("The boats float well, and so do we.", set()),
        ("The lock is closed, right?", {"…, right?"}),
    ],
)
def test_fillers_are_told_from_words_that_mean_something(said, names):
    assert {found.name for found in find_fillers(said)} == names


def test_each_level_of_the_chinese_standard_is_that_of_its_point():
    """GF 四53 is a point of level 4."""
    points = [(construction.source, construction.level) for construction in load_constructions("zh")]
    numbered = [("一二三四五六七".index(source[3]) + 1, level) for source, level in points if source.startswith("GF ")]

    assert len(numbered) >= 40
    assert [point for point, _ in numbered] == [level for _, level in numbered]
