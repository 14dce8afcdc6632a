"""Chinese that is written without final marks, as subtitles are: which lines it is, and how they are paired and joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.align import align_transcript
from flashdeck.chinese.word_context import WordContext
from flashdeck.chinese.words.word import Word
from flashdeck.model import Line, Transcript, join_chinese
from flashdeck.read import Input, read_transcript
from flashdeck.read.unmarked import mark_unmarked


def chinese(*texts, **facts):
    return [Line(at, text, "zh", **facts) for at, text in enumerate(texts, start=1)]


def unmarked(lines):
    return [line.text for line in mark_unmarked(lines) if line.unmarked]


def test_lines_without_final_marks_are_unmarked_and_questions_keep_their_mark():
    assert unmarked(chinese("木匠修好了门", "船几点开？", "渔民在等船")) == ["木匠修好了门", "渔民在等船"]


def test_a_bare_line_among_lines_with_marks_is_cut_off():
    assert unmarked(chinese("木匠修好了", "那扇旧门。", "渔民在等船。", "船几点开？")) == []


def test_a_part_without_marks_is_found_in_a_file_with_marks():
    lines = chinese(*["木匠修好了门。"] * 100, *["渔民在等船"] * 100)

    assert {line.number > 100 for line in mark_unmarked(lines) if line.unmarked} == {True}


def test_the_lines_of_a_wrapped_paragraph_have_no_pauses():
    assert unmarked(chinese("木匠修好了", "那扇旧门。", unit=1)) == []
    assert unmarked([*chinese("木匠修好了", "那扇旧门", unit=1), Line(3, "渔民在等船", "zh", unit=2)]) == [
        "那扇旧门",
        "渔民在等船",
    ]


@given(st.lists(st.sampled_from(["木匠修好了门", "渔民在等船。", "船几点开？", "汤，", ""]), max_size=30))
def test_marking_changes_nothing_else_and_finds_the_same_again(texts):
    lines = chinese(*texts)
    marked = mark_unmarked(lines)

    assert [line.text for line in marked] == texts
    assert mark_unmarked(marked) == marked


@given(st.lists(st.tuples(st.sampled_from(["门", "船。", "AB", "的", "“汤”"]), st.booleans()), max_size=8))
def test_a_gap_is_the_only_thing_that_joining_adds(parts):
    assert join_chinese(parts).replace(" ", "") == "".join(text for text, _ in parts)


def test_a_line_that_a_reader_reads_is_marked(tmp_path):
    source = tmp_path / "talk.srt"
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n"
    texts = ["木匠修好了门\nThe carpenter repaired the door.", "渔民在等船\nThe fishermen wait for the boat."]
    source.write_text("\n".join(cue.format(at, text) for at, text in enumerate(texts, start=1)), encoding="utf-8")
    lines = read_transcript(Input(source)).lines

    assert [line.unmarked for line in lines if line.lang == "zh"] == [True, True]


# ---- two files of captions


ZH = ("渔民把船拖上了岸", "然后生火煮了一锅汤", "汤里放了三条鱼", "木匠带来了面包", "大家一直坐到半夜")
EN = (
    "The fishermen pulled the boat ashore, then made a",
    "fire and cooked a pot of soup. There were three fish in the",
    "soup. The carpenter brought bread.",
    "Everybody sat there until midnight.",
)


def captions(texts, lang, starts):
    timed = zip(texts, starts, strict=True)
    return [Line(at, text, lang, start, start + 1.9, file=lang, unit=at) for at, (text, start) in enumerate(timed, start=1)]


@pytest.mark.parametrize("later", [0.0, 0.4, 40.0])
def test_cues_are_joined_to_the_sentences_of_the_english_file(later):
    zh = captions(ZH, "zh", [0.0, 2.0, 4.0, 6.0, 8.0])
    en = captions(EN, "en", [later + start for start in (0.0, 2.0, 5.0, 8.0)])
    pairs = align_transcript(Transcript("talk", (*mark_unmarked(zh), *en), layout="two-sided")).pairs

    assert [(pair.zh, pair.en) for pair in pairs] == [
        (f"{ZH[0]} {ZH[1]}", "The fishermen pulled the boat ashore, then made a fire and cooked a pot of soup."),
        (ZH[2], "There were three fish in the soup."),
        (ZH[3], "The carpenter brought bread."),
        (ZH[4], "Everybody sat there until midnight."),
    ]


def test_what_is_not_spoken_in_the_other_file_is_left_out():
    zh = captions((*ZH[:3], "本片由北桥影院制作", *ZH[3:]), "zh", [0.0, 2.0, 4.0, 20.0, 46.0, 48.0])
    en = captions((*EN[:2], "soup.", "The carpenter brought bread.", EN[3]), "en", [0.0, 2.0, 5.0, 46.0, 48.0])
    bitext = align_transcript(Transcript("talk", (*mark_unmarked(zh), *en), layout="two-sided"))

    assert [(notice.code, notice.text) for notice in bitext.notices] == [("unpaired", "本片由北桥影院制作")]
    assert bitext.pairs[-2].zh == ZH[3]


def test_the_context_of_a_word_ends_at_a_pause():
    words = (Word("才", 0, "d"), Word("能", 2, "v"), Word("走路", 3, "v"))

    assert WordContext.in_line(words, 0).word_at(1) == ("", "x")
    assert WordContext.in_line(words, 1).word_at(-1) == ("", "x")
    assert WordContext.in_line(words, 1).word_at(1) == ("走路", "v")
