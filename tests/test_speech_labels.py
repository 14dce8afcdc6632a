"""Labels, marks and stumbles of raw speech: none reaches a line, and what is said stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_samples import SAMPLES

from flashdeck.app.pipeline import Pipeline
from flashdeck.chinese.speech.chinese_repairs import clean_chinese
from flashdeck.english.speech.disfluency import clean_english
from flashdeck.language.sounds import remove_sounds
from flashdeck.read import Input, read_transcript
from flashdeck.read.registry import READERS
from flashdeck.settings import Settings

TALK = (
    ("他卖掉了那条漏水的旧船。", "He sold the old boat that leaked."),
    ("河边的面包店今年关门了。", "The bakery by the river closed this year."),
    ("邻居每天早上走路去学校。", "The neighbor walks to school every morning."),
    ("没有人知道桥是谁修的。", "Nobody knows who built the bridge."),
    ("我们在仓库里找到了地图。", "We found the map in the storehouse."),
    ("孩子们不想离开那座小岛。", "The children did not want to leave the island."),
)
NAMES = (("[船长]", "[Captain]"), ("[小河]", "[River]"))
# what goes before and behind a line in each kind of raw input, Chinese and English
WRAPPED = {
    "sounds-behind": (("", "（观众大笑）"), ("", "(audience laughs)")),
    "sounds-before": (("【掌声】", ""), ("[applause]", "")),
    "manner": (("（悄悄地）", ""), ("(quietly)", "")),
    "music": (("♪ ", " ♪"), ("♪ ", " ♪")),
    "turn": ((">> ", ""), (">> ", "")),
    "dash": (("- ", ""), ("- ", "")),
}
each_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)


def read_rows(reader, rows, tmp_path):
    path = tmp_path / "talk"
    path.write_text(SAMPLES[reader.name].write(rows), encoding="utf-8")
    return read_transcript(Input(path, reader=reader.name))


@each_reader
@pytest.mark.parametrize("kind", WRAPPED)
def test_no_reader_keeps_a_label_in_a_line(reader, kind, tmp_path):
    (zh_before, zh_behind), (en_before, en_behind) = WRAPPED[kind]
    rows = [(f"{zh_before}{zh}{zh_behind}", f"{en_before}{en}{en_behind}") for zh, en in TALK]
    lines = read_rows(reader, rows, tmp_path).lines

    assert [line.text for line in lines] == [text for row in TALK for text in row]


@each_reader
def test_every_reader_makes_a_name_in_brackets_the_speaker(reader, tmp_path):
    rows = [(f"{NAMES[at % 2][0]}{zh}", f"{NAMES[at % 2][1]} {en}") for at, (zh, en) in enumerate(TALK)]
    lines = read_rows(reader, rows, tmp_path).lines

    assert [line.text for line in lines] == [text for row in TALK for text in row]
    if reader.name != "markdown":  # a label before several paragraphs, such as 【译文】, is left out there without a speaker
        assert [line.speaker for line in lines[:4]] == ["船长", "Captain", "小河", "River"]


@each_reader
def test_every_reader_keeps_brackets_that_are_text(reader, tmp_path):
    rows = [("人工智能（以下简称智能）会划船。", "Artificial intelligence (AI) can row."), *TALK]
    lines = read_rows(reader, rows, tmp_path).lines

    assert [line.text for line in lines[:2]] == list(rows[0])


# ---- a talk from file to card


def sentences_of(text, tmp_path):
    path = tmp_path / "talk.srt"
    path.write_text(text, encoding="utf-8")
    return Pipeline(path, Settings()).sentences


def cues(*texts):
    return "".join(f"{at}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{text}\n\n" for at, text in enumerate(texts, start=1))


def test_the_line_as_read_stays_beside_the_line_without_its_label(tmp_path):
    text = cues("他卖掉了旧船。（叹气）\nHe sold the old boat. (sighs)", "我们，（笑）我们走吧。\nLet's (laughs) go home.")
    one, other = sentences_of(text, tmp_path)

    assert (one.zh, one.zh_as_read) == ("他卖掉了旧船。", "他卖掉了旧船。（叹气）")
    assert (other.en, other.en_as_read) == ("Let's go home.", "Let's (laughs) go home.")
    assert {repair.rule for repair in one.zh_repairs} == {"read.sound.words-zh"}
    assert one.zh_repairs[0].before == "他卖掉了旧船。（叹气）"


def test_a_line_that_is_only_a_sound_does_not_make_the_next_line_a_fragment(tmp_path):
    path = tmp_path / "talk.srt"
    rows = [f"{zh}\n{en}" for zh, en in TALK]
    path.write_text(cues(rows[0], "（汽笛声）\n[ship horn blowing]", *rows[1:]), encoding="utf-8")
    pipeline = Pipeline(path, Settings(level="hsk3"))

    assert [notice.code for notice in pipeline.bitext.notices] == ["sound", "sound"]
    assert all("fragment" not in item.reasons for track in pipeline.tracks for item in track.graded)


@pytest.mark.parametrize(
    ("zh", "en", "reason"),
    [
        ("他卖掉了那条旧船，因为（听不清）漏水。", "He sold the old boat because [inaudible] leaked.", "garbled"),
        ("他去年夏天卖掉了旧船。", "Last summer he sold the >> Which boat?", "trailing"),
    ],
)
def test_what_cannot_be_repaired_makes_no_card(zh, en, reason, tmp_path):
    path = tmp_path / "talk.srt"
    path.write_text(cues(f"{zh}\n{en}", *(f"{zh}\n{en}" for zh, en in TALK)), encoding="utf-8")
    graded = Pipeline(path, Settings()).tracks[0].graded[0]

    assert reason in graded.reasons
    assert "[" not in graded.annotated.sentence.en
    assert ">>" not in graded.annotated.sentence.en


# ---- what stays

KEPT_ZH = (
    "看看 天天 慢慢 谢谢 好好 刚刚 常常 仅仅 个个 人人 年年 爸爸 奶奶 星星 一个一个 一步一步 研究研究 商量商量 高高兴兴 "
    "非常非常 很多很多 真的真的 对对对 是是是 好的好的 没有没有 不不不 来来来 走走走 哈哈哈 拜拜 可以可以 等等等等"
).split()


@pytest.mark.parametrize("doubled", KEPT_ZH)
@pytest.mark.parametrize("frame", ["{}。", "我们{}吧。", "他说，{}，我们走。", "那是{}的船。"])
def test_chinese_words_doubled_on_purpose_stay(doubled, frame):
    text = frame.format(doubled)

    assert clean_chinese(text) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "那个人就是我哥哥。",
        "就是这样，我们走吧。",
        "我说的就是那条船。",
        "吧，呢，嘛，啊，了。",
        "她送给我我最想要的书。",
        "这个这么大，那个那么小。",
    ],
)
def test_chinese_words_that_look_like_fillers_stay(text):
    assert clean_chinese(text) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "She had had that that morning.",
        "It was very very late, bye bye.",
        "No, no, we're gonna stay, kind of.",
        "I mean the man who sold it.",
        "They do what they do.",
        "He is who he is.",
        "I know you know it.",
        "The more you have the more you want.",
        "If you can you should.",
        "We rowed and we rowed.",
    ],
)
def test_english_words_doubled_on_purpose_stay(text):
    assert clean_english(text) == (text, ())


# ---- laws

ZH_SPEECH = "我 你 他们 那个 就是 但是 嗯 呃 你知道 河 桥 看 很 的 ， 。 … >> ( 笑 )".split()
zh_speech = st.lists(st.sampled_from(ZH_SPEECH), max_size=14).map("".join)


@given(zh_speech)
def test_cleaning_chinese_twice_is_cleaning_once(text):
    once, _ = clean_chinese(text)

    assert clean_chinese(once) == (once, ())


@given(zh_speech)
def test_cleaning_chinese_adds_nothing(text):
    clean, repairs = clean_chinese(text)
    left = iter(text)

    assert all(char in left for char in clean.replace(" ", ""))
    assert bool(repairs) == (clean != text)


@given(st.text("我们（笑声）()[]laughs♪* .。>", max_size=24))
def test_labels_are_removed_without_adding_text(text):
    found, rules = remove_sounds(text)

    assert bool(rules) == (found != text)
    assert sorted(found.replace(" ", "")) <= sorted(text.replace(" ", "")) or set(found) <= set(text) | {" "}
    assert remove_sounds(found)[0] == found


def test_a_name_in_latin_letters_is_a_label_of_chinese_lines_that_take_turns(tmp_path):
    turns = ["船长：桥断了。", "Mei：什么时候？", "船长：昨天晚上。", "Mei：我没听见。", "船长：你睡着了。"]
    path = tmp_path / "talk.md"
    path.write_text("\n\n".join(f"**{turn.replace('：', '：** ')}" for turn in turns) + "\n", encoding="utf-8")

    lines = read_transcript(Input(path)).lines

    assert [line.speaker for line in lines] == ["船长", "Mei", "船长", "Mei", "船长"]
    assert not any("：" in line.text for line in lines)


@pytest.mark.parametrize(
    ("zh", "clean"),
    [
        ("我们走吧。”", "我们走吧。"),
        ("“我们走吧。", "我们走吧。"),
        ("他说“走吧”。", "他说“走吧”。"),
        ("他喊道：“走！", "他喊道：“走！"),
    ],
)
def test_a_quotation_mark_without_its_other_half_is_removed_at_the_edge_only(zh, clean):
    assert clean_chinese(zh)[0] == clean


@pytest.mark.parametrize(
    ("en", "clean"),
    [('We left."', "We left."), ('"We left.', "We left."), ('It is 5".', 'It is 5".'), ('A "b" c.', 'A "b" c.')],
)
def test_english_quotation_marks_without_their_other_half_are_removed_too(en, clean):
    assert clean_english(en)[0] == clean


@pytest.mark.parametrize(
    "text", ["他们叫它“旧桥”（old crossing），去年修好了。", "（Mending Old Boats），在三楼举行。", "这叫“划船”（rowing）。"]
)
def test_english_words_in_brackets_that_explain_the_chinese_words_before_them_stay(text):
    assert remove_sounds(text) == (text, ())


def test_an_english_sound_label_after_a_whole_quotation_is_removed():
    assert remove_sounds("他说：“走吧。”（waves crashing）")[0] == "他说：“走吧。”"
