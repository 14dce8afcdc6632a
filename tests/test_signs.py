"""The signs of a line, and the quality that they make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.annotate import annotate_sentences
from flashdeck.model import Line, Pair, Sentence
from flashdeck.select.grading.quality import quality
from flashdeck.select.grading.signs import load_weights, signs
from flashdeck.select.learner import Learner


def annotated(zh, en):
    pair = Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0)
    (item,) = annotate_sentences([Sentence((pair,), en)], "2025")
    return item


def quality_of(zh, en, study="zh"):
    return quality(annotated(zh, en), Learner(study, 4.0 if study == "zh" else 3.0))[0]


PLAIN = "仓库里还有三行架子是空的。", "There are still three empty shelves in the warehouse."


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第三点是仓库里还有三行架子是空的。", "The third is there are still three empty shelves in the warehouse."),
        ("所以仓库里还有三行架子是空的。", "So there are still three empty shelves in the warehouse."),
        ("仓库里……还有三行架子是空的。", "In the warehouse there are still three empty shelves."),
        ("你知道,仓库里存在三行被清空的架子。", "You know, there are kind of three empty shelves in the warehouse."),
    ],
)
@pytest.mark.parametrize("study", ["zh", "en"])
def test_a_line_that_depends_on_others_or_is_badly_worded_has_a_lower_quality(zh, en, study):
    assert quality_of(zh, en, study) < quality_of(*PLAIN, study)


def test_what_lowers_a_quality_is_named():
    value, lowered = quality(annotated("第三点是,货架是空的。", "The third is, the shelves are empty."), Learner("zh", 4.0))

    assert "goes on with a list or an example" in dict(lowered)
    assert all(0 < factor < 1 for _, factor in lowered)
    assert 0 < value < 1


def test_traditional_lines_have_the_signs_of_simplified_ones():
    written = signs(annotated("當我們進來時,實驗正在進行。", "They were expensive."))

    assert written == signs(annotated("当我们进来时,实验正在进行。", "They were expensive."))
    assert written["translated wording"] == 2


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_line_has_every_sign_and_a_quality(zh, en):
    item = annotated(zh, en)

    assert {*signs(item), "constant"} == set(load_weights()["zh"])
    assert 0 <= quality(item, Learner("zh", 4.0))[0] <= 1
