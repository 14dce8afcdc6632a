"""Figures: what two translations of one line say must be comparable, in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.bilingual.figures import figures, figures_differ

CHINESE = {
    "五万亿": 5e12,
    "500亿": 5e10,
    "二零二八年": 2028,
    "百分之五十": 50,
    "三点五万": 35_000,
    "一百二十": 120,
    "两千零五": 2005,
    "七成": 70,
    "128k": 128_000,
    "第14天": 14,
}
ENGLISH = {
    "fifty trillion": 5e13,
    "twenty twenty eight": 2028,
    "nineteen ninety nine": 1999,
    "one hundred and twenty": 120,
    "two thousand and five": 2005,
    "$1.5 million": 1.5e6,
    "12k": 12_000,
    "one twenty eight k": 128_000,
    "three fifty thousand": 350_000,
    "sixty four k": 64_000,
    "ten times": 10,
    "a hundred": 100,
}
VAGUE = ["几十个", "好几百年", "三十多岁", "两三年", "十分感谢", "万一下雨", "一个人"]


@pytest.mark.parametrize(("text", "value"), CHINESE.items())
def test_a_chinese_figure(text, value):
    assert figures(f"我们要等{text}。", "zh") == (value,)


@pytest.mark.parametrize(("text", "value"), ENGLISH.items())
def test_an_english_figure(text, value):
    assert figures(f"We wait for {text}.", "en") == (value,)


@pytest.mark.parametrize("text", VAGUE)
def test_what_is_vague_is_no_figure(text):
    assert figures(text, "zh") == ()


@pytest.mark.parametrize("text", ["hundreds of people", "one of them", "a day or two", "GPT-4"])
def test_what_is_vague_in_english_is_no_figure(text):
    assert figures(text, "en") == ()


@given(st.integers(3, 10**13))
def test_digits_say_the_same_in_both_languages(value):
    assert figures(f"有{value}张", "zh") == figures(f"{value:,} stamps", "en") == (value,)


@given(st.lists(st.integers(3, 3000)), st.lists(st.integers(3, 3000)))
def test_lines_contradict_each_other_only_where_each_has_a_figure_of_its_own(one, other):
    assert not figures_differ(one, one)
    assert figures_differ(one, other) == figures_differ(other, one)
    assert not figures_differ(one, [])
