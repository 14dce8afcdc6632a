"""Names that speech recognition wrote as other English words, beside Chinese lines that have the names."""

import pytest

from flashdeck.app.pipeline import Pipeline
from flashdeck.bilingual.heard_names import heard_names
from flashdeck.settings import Settings

HEARD = [
    ("我们昨天用Claude写了一首诗。", "We wrote a poem with cloud yesterday.", {"cloud": "Claude"}),
    ("我妹妹喜欢跟Claude聊天。", "My sister likes to chat with quad.", {"quad": "Claude"}),
    ("他在Brenlow学会了游泳。", "He learned to swim in Brendlo.", {"Brendlo": "Brenlow"}),
]
RIGHT = [
    ("我们昨天用Claude写了一首诗。", "We wrote a poem with Claude yesterday."),
    ("今天的云很低，我没有打开Claude。", "The clouds are low today and I did not open it."),
    ("他在Open镇买了面包。", "He bought bread in the town of Open."),
    ("我用OpenAI的工具画画。", "I draw with a tool of Open AI."),
    ("我们叫他Claude。", "We could call him by his own name."),
]


def heard(tmp_path, zh, en):
    source = tmp_path / "talk.txt"
    source.write_text(f"{zh}\n{en}\n这条河每年春天都会涨水。\nThis river floods every single spring.\n", encoding="utf-8")
    return heard_names(Pipeline(source, Settings()).annotated[0])


@pytest.mark.parametrize(("zh", "en", "names"), HEARD)
def test_a_word_that_sounds_like_the_name_of_the_chinese_line_is_that_name(tmp_path, zh, en, names):
    assert heard(tmp_path, zh, en) == names


@pytest.mark.parametrize(("zh", "en"), RIGHT)
def test_a_word_with_a_meaning_of_its_own_is_no_misheard_name(tmp_path, zh, en):
    assert heard(tmp_path, zh, en) == {}
