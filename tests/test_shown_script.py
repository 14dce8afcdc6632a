"""Traditional text is read as what it is, and cards show the script that is asked for, in every field."""

import re

import pytest
from opencc import OpenCC

from flashdeck.annotate import annotate_lines
from flashdeck.app.pipeline import Pipeline
from flashdeck.chinese import scripts
from flashdeck.chinese.scripts import is_traditional, main_script, simple_text, simplified, traditional
from flashdeck.chinese.variants import load_kept_characters, load_variants
from flashdeck.compose.display import Display
from flashdeck.settings import Settings

TALK = """\
奶奶坐著看報紙，爺爺睡著了。
Grandma is sitting there reading the paper, and Grandpa has fallen asleep.
我們甚麼時候開始準備考試？
When do we start preparing for the exam?
妳姊姊推薦的餐廳環境很好。
The restaurant that your sister recommended has a nice atmosphere.
这座城市的交通越来越方便了。
Traffic in this city is getting more and more convenient.
牠被關在籠子裡，看起來很可憐。
It is locked in a cage and looks pitiful.
這本著名的小說影響了一整個世代。
This famous novel influenced a whole generation.
"""
OTHER_SCRIPT = {"Traditional", "ID", "Verbatim"}
"""The fields that may show another script: the word in the other script, the id, and the text as it was read."""


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def notes_of(path, **options):
    pipeline = Pipeline(path, Settings(level="hsk2", output=path.parent / "decks", **options))
    return [note for deck in pipeline.decks for note in deck.notes]


def texts_of(notes):
    return [value for note in notes for name, value in note.fields if name not in OTHER_SCRIPT]


# --- how traditional text is read ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("窗戶開著。", "着 zhe"),
        ("嬰兒睡著了。", "睡着 shuìzháo"),
        ("鑰匙找不著。", "找不着 zhǎobuzháo"),
        ("沉默意味著同意。", "意味着 yìwèizhe"),
        ("你著什麼急？", "着 zháo"),
        ("這座著名的橋很老。", "著名 zhùmíng"),
        ("他的著作賣得很好。", "著作 zhùzuò"),
        ("土著搬走了。", "土著 tǔzhù"),
        ("詞典由三人編著。", "编著 biānzhù"),
        ("電影和原著不同。", "原著 yuánzhù"),
        ("成績有顯著進步。", "显著 xiǎnzhù"),
        ("她拿著名片。", "名片 míngpiàn"),
        ("他抱著作業本。", "作业 zuòyè"),
        ("你要甚麼？", "什么 shénme"),
        ("姊姊走了。", "姐姐 jiějie"),
        ("妳走吧。", "你 nǐ"),
        ("牠跑了。", "它 tā"),
    ],
)
def test_a_traditional_word_is_read_as_the_word_that_it_is(line, wanted):
    [tokens] = annotate_lines([line], "2025")

    assert wanted in [f"{token.headword} {''.join(token.pinyin)}" for token in tokens]
    assert "".join(token.text for token in tokens) == line


@pytest.mark.parametrize("line", ["他是著名作家，著有三本书。", "这部原著的作者是土著。", "他叫乾隆皇帝，说过什么话。"])
def test_a_simplified_line_stays_as_it_is(line):
    assert simple_text(line) == line
    assert not is_traditional(line)


def test_levels_are_those_of_the_usual_word():
    [tokens] = annotate_lines(["甚麼？妳姊姊看見牠了。"], "2025")
    [usual] = annotate_lines(["什么？你姐姐看见它了。"], "2025")

    assert [(token.level, token.hsk, token.kind) for token in tokens] == [
        (token.level, token.hsk, token.kind) for token in usual
    ]


def test_every_key_of_the_tables_is_looked_for():
    for table, wanted in ((load_variants(), scripts._VARIANTS), (load_kept_characters(), scripts._KEPT)):
        keys = {key for rule in table.table.rules for key in rule.key.split("|")} - {"于"}
        assert all(wanted.search(key) for key in keys)


def test_the_characters_of_gb2312_that_opencc_changes_are_known():
    plain = [bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    characters = [code.decode("gb2312", errors="ignore") for code in plain]
    convert = OpenCC("t2s").convert

    assert {char for char in characters if convert(char) != char} == scripts._CHANGED_IN_GB2312


@pytest.mark.parametrize("line", ["範老師在師範學校講課。", "他被關著。", "𠮷野家開著門，妳去嗎？", "", "GPT 是甚麼？"])
def test_a_conversion_keeps_the_length(line):
    assert len(simplified(line)) == len(traditional(line)) == len(line)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("范老师讲了很大的范围。", "范老師講了很大的範圍。"),
        ("小范和范伟都是模范学生。", "小范和范偉都是模範學生。"),
        ("余先生还有十余年经验。", "余先生還有十餘年經驗。"),
        ("于经理于周三到北京。", "于經理於週三到北京。"),
        ("他沿着河走。", "他沿著河走。"),
    ],
)
def test_a_surname_keeps_its_character_in_traditional_text(line, wanted):
    assert traditional(line) == wanted


# --- which script is shown -----------------------------------------------------------------------------------------


def test_auto_shows_the_script_of_most_lines(talk):
    shown = "".join(texts_of(notes_of(talk)))

    assert "坐著" in shown
    assert "这座" not in shown
    assert 'lang="zh-Hant"' in shown


def test_auto_shows_simplified_characters_where_most_lines_have_them(talk):
    lines = ["他们决定推迟这个会议。", "They decided to postpone this meeting.", "这个办法很简单。", "This method is simple."]
    talk.write_text("\n".join([*TALK.splitlines()[:2], *lines]), encoding="utf-8")

    assert Pipeline(talk, Settings(level="hsk2")).tracks[0].display.script == "simplified"


@pytest.mark.parametrize(("script", "config"), [("simplified", "t2s"), ("traditional", "s2t")])
@pytest.mark.parametrize("study", ["zh", "en"])
def test_every_field_is_in_the_script_that_is_asked_for(talk, script, config, study):
    level = {"zh": "hsk2", "en": "a1"}[study]
    pipeline = Pipeline(talk, Settings(study=study, level=level, script=script, output=talk.parent / "decks"))
    texts = texts_of(note for deck in pipeline.decks for note in deck.notes)
    convert = OpenCC(config).convert

    assert texts
    assert [text for text in texts if convert(text) != text] == []


@pytest.mark.parametrize(("script", "config"), [("simplified", "s2t"), ("traditional", "t2s")])
def test_the_field_for_the_other_script_holds_the_other_script(talk, script, config):
    fields = [dict(note.fields) for note in notes_of(talk, script=script, sentences=0)]
    both = [(plain(own["Word"]), plain(own["Traditional"])) for own in fields if own.get("Traditional")]
    convert = OpenCC(config).convert

    assert both
    assert [convert(word) for word, _ in both] == [other for _, other in both]


def plain(html):
    return re.sub(r"<[^>]*>", "", html)


def test_a_line_that_is_in_the_script_of_the_display_is_shown_as_it_is_written():
    line = "妳姊姊看著牠,裏面是甚麼?"

    assert Display("traditional").text(line) == "妳姊姊看著牠，裏面是甚麼？"
    assert Display("simplified").text(line) == "你姐姐看着它，里面是什么？"


def test_the_script_of_most_lines_decides():
    assert main_script(["我們走吧。", "好。", "是。"]) == "traditional"
    assert main_script(["我們走吧。", "我们走吧。"]) == "simplified"
    assert main_script([]) == "simplified"


# --- readings of Taiwan ----------------------------------------------------------------------------------------------


def shown_readings(line, **options):
    (tokens,) = annotate_lines([line], "2025")
    return " ".join(syllable for token in Display(**options).tokens(line, tokens) for syllable in token.readings)


def test_traditional_characters_with_zhuyin_have_the_readings_of_taiwan():
    line = "这个星期他在法国研究垃圾。"

    assert shown_readings(line, script="traditional", phonetic="zhuyin").split()[3:] == (
        "ㄑㄧˊ ㄊㄚ ㄗㄞˋ ㄈㄚˋ ㄍㄨㄛˊ ㄧㄢˊ ㄐㄧㄡˋ ㄌㄜˋ ㄙㄜˋ".split()
    )


@pytest.mark.parametrize("options", [{"script": "simplified", "phonetic": "zhuyin"}, {"script": "traditional"}])
def test_other_displays_have_the_readings_of_the_mainland(options):
    shown = shown_readings("他在法国捡垃圾。", **options).split()

    assert shown[-2:] in (["ㄌㄚ", "ㄐㄧ"], ["lā", "jī"])
