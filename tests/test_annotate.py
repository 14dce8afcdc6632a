"""Annotation: tokens tile the text, every Han character has one reading, and no text is too strange."""

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import flashdeck
from flashdeck.annotate import annotate_sentences, reading_doubts
from flashdeck.compose.display import word_class
from flashdeck.model import Annotated, Line, Pair, Sentence, ZhToken
from flashdeck.model.characters import count_han

COMMON = "我们得把长桥还给他种了两行树都教重写为数地着只调差分当会才能三年不一"
RARE = "𠮷㐂〇龘犇囧𪚥"
OTHER = "abcXYZ 0123 %-.·,。?!，、“”()—…🚲👩‍🚀é ａ１"
mixed = st.text(st.sampled_from(COMMON) | st.sampled_from(RARE) | st.sampled_from(OTHER), min_size=1, max_size=20)
anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
strange_lines = st.lists((mixed | anything).filter(str.strip), min_size=1, max_size=5)


def sentence(zh, en):
    return Sentence((Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0),), en)


def annotate(*rows):
    return list(annotate_sentences([sentence(zh, en) for zh, en in rows], "2025"))


@cache
def tokens_of(zh, en=""):
    return annotate((zh, en))[0].zh_tokens


def assert_tiles(tokens, text):
    """Tokens are stretches of the text, in order, and leave out nothing but white space."""
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [token.start for token in tokens] == sorted({token.start for token in tokens})
    assert "".join("".join(token.text for token in tokens).split()) == "".join(text.split())


@settings(max_examples=60)
@given(strange_lines)
@example(["𠮷野家在〇号楼🚲。"])
@example(["里奇·萨顿·", "·", "·我·"])
def test_tokens_tile_the_text_of_both_sides(lines):
    for item in annotate(*((line, line) for line in lines)):
        assert_tiles(item.zh_tokens, item.sentence.zh)
        assert_tiles(item.en_tokens, item.sentence.en)


@settings(max_examples=60)
@given(strange_lines)
@example(["𠮷野家在〇号楼🚲。", "三百K"])
def test_every_han_character_has_one_reading(lines):
    for tokens in flashdeck.annotate_chinese(lines):
        assert all(len(token.pinyin) == count_han(token.text) for token in tokens)


@settings(max_examples=30)
@given(st.text(st.sampled_from(COMMON), min_size=1, max_size=20))
def test_common_characters_are_read_with_a_syllable_each(text):
    for token in tokens_of(text):
        assert all(syllable and syllable.islower() and syllable.isalpha() for syllable in token.pinyin)


@settings(max_examples=30)
@given(strange_lines)
def test_annotating_again_gives_the_same(lines):
    assert flashdeck.annotate_chinese(lines) == flashdeck.annotate_chinese(lines)


@settings(max_examples=30)
@given(strange_lines)
def test_a_gloss_says_where_it_comes_from_and_has_at_most_four_words(lines):
    for item in annotate(*((line, "We have to give the long bridge back.") for line in lines)):
        for token in item.zh_tokens:
            assert bool(token.gloss) == bool(token.gloss_from)
            assert len((token.gloss or "").split()) <= 4


@settings(max_examples=30)
@given(strange_lines)
def test_links_are_spans_of_the_other_line(lines):
    for item in annotate(*((line, "We have to give the long bridge back.") for line in lines)):
        for tokens, other in ((item.zh_tokens, item.sentence.en), (item.en_tokens, item.sentence.zh)):
            assert all(0 <= start < end <= len(other) for token in tokens for start, end in token.links)


def test_no_sentences_give_nothing():
    assert annotate() == []


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_a_blank_line_has_no_tokens(blank):
    assert flashdeck.annotate_chinese([blank, "桥"])[0] == []


def test_a_reading_in_doubt_is_a_notice():
    token = ZhToken("长", 0, 1, pinyin=("cháng",), doubtful=True)
    sure = ZhToken("草", 1, 2, pinyin=("cǎo",))

    notices = list(reading_doubts(Annotated(sentence("长草", "grass"), (token, sure), ())))

    assert [(notice.code, notice.line, notice.text) for notice in notices] == [("reading", 1, "长 cháng")]


@pytest.mark.parametrize(
    ("zh", "word", "kind"),
    [
        ("他有三本书。", "三", "number"),
        ("票价12元。", "12", "number"),
        ("他用Excel。", "Excel", "latin"),
        ("他把灯关了。", "把", "function"),
        ("他把灯关了。", "灯", "word"),
        ("奥维尔·莱特来了。", "奥维尔·莱特", "name"),
        ("灯关了。", "。", "mark"),
    ],
)
def test_a_token_knows_what_kind_it_is(zh, word, kind):
    assert next(token.kind for token in tokens_of(zh) if token.text == word) == kind


def test_a_word_that_only_spells_a_foreign_name_is_a_name_and_an_institution_is_none():
    row = ("我看梅西踢球，参议院的人也看梅西。", "I watch Messi play, and people in the Senate watch Messi, too.")
    kinds = {token.text: token.kind for token in annotate(row)[0].zh_tokens}

    assert (kinds["梅西"], kinds["参议院"]) == ("name", "word")


def test_two_words_of_one_spelling_are_told_apart_by_their_reading():
    grown = next(token for token in tokens_of("树长到三米高。", "The tree grew to three meters.") if token.text == "长")
    long = next(token for token in tokens_of("这条河很长。", "This river is long.") if token.text == "长")

    assert (grown.homograph, long.homograph) == ("zhang3", "chang2")


def test_a_headword_is_recognised_only_where_the_text_has_it():
    here, elsewhere = flashdeck.annotate_chinese(["充电宝没电了。"]), flashdeck.annotate_chinese(["充电很慢。"])

    assert here[0][0].text == "充电宝"
    assert elsewhere[0][0].text == "充电"


def words_of(*rows):
    return [[token.text for token in item.zh_tokens] for item in annotate(*rows)]


def test_a_field_is_one_word_where_the_talk_names_who_works_in_it():
    fields = [("我学园艺工程。", "I study it."), ("园艺工程很难。", "It is hard.")]
    people = [("他是园艺工程师。", "He is one."), ("园艺工程师来了。", "One came.")]

    assert words_of(*fields)[0] == ["我", "学", "园艺", "工程", "。"]
    assert words_of(*fields, *people)[0] == ["我", "学", "园艺工程", "。"]
    assert words_of(*fields, *people)[2] == ["他", "是", "园艺工程师", "。"]


def test_a_number_and_its_measure_are_no_part_of_a_term():
    rows = [
        (f"{year}年可能有{much}米。", f"By {year} it may be {much} meters.") for year, much in ((2031, 4), (2032, 5), (2033, 6))
    ]

    assert all("年可能" not in words for words in words_of(*rows))


def test_a_measure_behind_a_noun_makes_one_word_of_both():
    assert "词元" in words_of(("模型读了很多词元。", "The model read many tokens."))[0]


def test_a_verb_that_says_no_more_than_its_parts_is_as_hard_as_they_are():
    from flashdeck.chinese.word_levels import WordLevels
    from flashdeck.dictionaries.hsk import load_hsk

    hsk = WordLevels(load_hsk("2025"))

    assert hsk.level("谈谈") == hsk.level("谈")
    assert hsk.level("花钱") == max(hsk.level("花"), hsk.level("钱"))
    assert hsk.level("闭环") > max(hsk.level("闭"), hsk.level("环"))


@pytest.mark.parametrize(("zh", "en", "text"), [("上个月我们测过两座桥。", "Last month we tested two bridges.", "测")])
def test_a_word_before_an_aspect_particle_is_a_verb(zh, en, text):
    (token,) = (token for token in tokens_of(zh, en) if token.text == text)

    assert word_class(token) == "v"
