"""The suffix 儿 is a part of its word, and names are taught by no card."""

import pytest

from flashdeck.annotate import annotate_lines
from flashdeck.app.pipeline import Pipeline
from flashdeck.settings import Settings

NAMES = """\
巴迪昨天没有参加我们的比赛。
Buddy did not take part in our match yesterday.
我不知道巴迪为什么总是迟到。
I do not know why Buddy is always late.
"""


def word_with(line, text):
    (tokens,) = annotate_lines([line], "2025")
    return next(token for token in tokens if text in token.text)


@pytest.mark.parametrize(
    ("line", "text", "pinyin"),
    [
        ("孩子在门口儿等你。", "门口儿", ("mén", "kǒu", "r")),
        ("我们下午去聊聊天儿。", "天儿", ("liáo", "tiān", "r")),
        ("桌上有一朵花儿。", "花儿", ("huā", "r")),
        ("他等了一阵儿。", "一阵儿", ("yī", "zhèn", "r")),
    ],
)
def test_the_suffix_er_belongs_to_the_word_before_it(line, text, pinyin):
    assert word_with(line, text).pinyin == pinyin


@pytest.mark.parametrize(("line", "text"), [("他的女儿来了。", "女儿"), ("医院里有一个婴儿。", "婴儿")])
def test_the_syllable_er_is_kept_in_words_for_children(line, text):
    assert word_with(line, text).pinyin[-1] == "ér"


def test_a_word_with_the_suffix_er_has_the_level_of_the_word():
    assert word_with("他在门口儿。", "门口").level == word_with("他在门口。", "门口").level


def test_names_are_no_targets(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(NAMES, encoding="utf-8")
    (track,) = Pipeline(path, Settings(level="hsk2", output=tmp_path)).tracks

    assert "巴迪" not in {target for card in track.selection.cards for target in card.targets}
