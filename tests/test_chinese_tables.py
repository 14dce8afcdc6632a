"""The tables of Chinese rules: they are complete, and every decision about a word and its reading names its rule."""

import ast
import re
from pathlib import Path

import pytest
from rule_runners.chinese import NoEvidence

import flashdeck
from flashdeck.annotate import annotate_sentences
from flashdeck.bilingual.senses import OtherLine
from flashdeck.chinese.readings import entries_of, reading_of
from flashdeck.chinese.readings.reading_tables import load_readings, load_settled
from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.word_context import FEATURES, WordContext
from flashdeck.chinese.words import PLAIN_CUT, Word, compounds, segmenter, splitting, terms
from flashdeck.chinese.words.cuts import CutTable, load_cuts
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.word_entries import ReadingEntry
from flashdeck.language.rules import Rule, read_rules
from flashdeck.model import Line, Pair, Sentence
from flashdeck.model.characters import HAN_RANGES, count_han, is_han

ROOT = Path(flashdeck.__file__).parent
CONTEXT_TABLES = ("readings.tsv", "cuts.tsv", "variants.tsv", "kept_characters.tsv")
CONDITIONS = [rule.condition for name in CONTEXT_TABLES for rule in read_rules("flashdeck.chinese", name)]
SPOKEN = [
    rule.condition for name in ("spoken_repeats.tsv", "spoken_fillers.tsv") for rule in read_rules("flashdeck.chinese", name)
]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "chinese").rglob("*.py")))


def words_of(*texts, tag="n"):
    """Words side by side; each is a text, or a text and its tag."""
    row, at = [], 0
    for given in texts:
        text, _, own_tag = given.partition("/")
        row.append(Word(text, at, own_tag or tag))
        at += len(text)
    return row


def row(key, result, condition=""):
    return Rule("zh.word.listed.test", key, condition, result, "", "", "")


# --- tables are complete -------------------------------------------------------------------------------------------


def test_every_condition_follows_the_notation():
    context = WordContext(words_of("他", "来"), 0)
    for table in (load_readings(), load_cuts()._cuts, load_cuts()._joins):
        assert table.rules
        for rule in table.rules:
            table.first(rule.key, context)  # a condition that cannot be read raises an error


def test_every_word_class_is_used():
    used = {name for condition in (*CONDITIONS, *SPOKEN) for name in re.findall(r"@([a-z-]+)", condition)}
    used |= set(re.findall(r'CLASSES\["([a-z-]+)"\]', SOURCES))

    assert used == set(CLASSES)


def test_every_feature_is_used():
    assert {name for condition in CONDITIONS for name in re.findall(r"\?([a-z-]+)", condition)} == {*FEATURES, "kept-word"}


def test_every_rule_of_cutting_is_in_the_table_with_its_function():
    modules = (segmenter, splitting, compounds, terms)
    code = "\n".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
    functions = {node.name for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef)}
    rules = read_rules("flashdeck.chinese", "cutting.tsv")

    assert {rule.id for rule in rules} == set(re.findall(r'"(zh\.word\.[a-z.-]+)"', code))
    assert {rule.condition for rule in rules} <= functions


def test_a_settled_reading_has_one_syllable_a_character():
    assert all(len(decision.syllables) == len(word) for word, decision in load_settled().items())


# --- words that a table cuts or joins ------------------------------------------------------------------------------


def cut(rules, *texts):
    words = words_of(*texts)
    line = "".join(word.text for word in words)
    return "|".join(f"{word.text}/{word.tag}" for word in CutTable(rules).apply(words, line))


def test_a_row_with_two_parts_cuts_its_word():
    assert cut([row("路通", "路/n 通/v")], "这", "路通", "海") == "这/n|路/n|通/v|海/n"


def test_a_row_with_one_part_joins_words_side_by_side():
    assert cut([row("摘星楼", "摘星楼/ns")], "去", "摘", "星", "楼", "看") == "去/n|摘星楼/ns|看/n"


def test_of_two_stretches_the_longer_one_is_joined():
    assert cut([row("摘星", "摘星/v"), row("摘星楼", "摘星楼/ns")], "摘", "星", "楼") == "摘星楼/ns"


def test_words_with_a_blank_between_them_are_not_joined():
    words = [Word("摘", 0, "v"), Word("星", 2, "n")]

    assert CutTable([row("摘星", "摘星/v")]).apply(words, "摘 星") == words


def test_a_join_asks_for_the_words_around_the_whole_stretch():
    rules = [row("摘星", "摘星/v", "-1:去 1:的")]

    assert cut(rules, "去", "摘", "星", "的") == "去/n|摘星/v|的/n"
    assert cut(rules, "去", "摘", "星", "楼") == "去/n|摘/n|星/n|楼/n"


def test_a_part_of_a_word_is_not_joined():
    assert cut([row("摘星", "摘星/v")], "摘", "星楼") == "摘/n|星楼/n"


def test_a_row_with_one_part_can_give_a_word_another_tag():
    assert cut([row("飞快", "飞快/d")], "他", "飞快") == "他/n|飞快/d"


def test_a_cut_word_carries_the_id_of_its_row():
    (word, *_) = CutTable([row("路通", "路/n 通/v")]).apply(words_of("路通"), "路通")

    assert word.rule == "zh.word.listed.test"


# --- every reading names its rule ----------------------------------------------------------------------------------


def decision(text, other=None, tag="n"):
    words = words_of(text, tag=tag)
    return reading_of(words, 0, entries_of(words[0]), other or NoEvidence())


@pytest.mark.parametrize(
    ("text", "tag", "rule"),
    [
        ("朋友", "n", "zh.reading.dictionary-only"),
        ("东西", "n", "zh.reading.neutral-variant"),
        ("朝阳", "n", "zh.reading.usual-of-several"),
        ("冰淇淋船", "n", "zh.reading.parts"),
        ("鹮鹬", "n", "zh.reading.pypinyin"),
        ("当时", "t", "zh.reading.settled.dang1-shi2"),
    ],
)
def test_a_reading_names_the_way_in_which_it_was_found(text, tag, rule):
    assert decision(text, tag=tag).rule == rule


def test_a_confirmed_sense_decides_between_readings():
    found = decision("地道", OtherLine("The soldiers escaped through a tunnel."))

    assert found == (("di4", "dao4"), False, "zh.reading.confirmed-sense")


def test_a_row_with_a_question_mark_gives_a_doubtful_reading():
    found = reading_of(words_of("他", "调/v", "钢琴"), 1, (), NoEvidence())

    assert found == (("tiao2",), True, "zh.reading.adjust-or-transfer.otherwise")


def annotated(zh, en, edits=()):
    pair = Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0)
    (item,) = annotate_sentences([Sentence((pair,), pair.en)], "2025", Edits("talk.edits.toml", tuple(edits)))
    return {token.text: token for token in item.zh_tokens}


def test_a_token_names_the_rules_that_cut_and_read_it():
    tokens = annotated("有票才能进去。", "You can only enter with a ticket.")

    assert tokens["才"].word_rule == "zh.word.listed.only-then-can-do"
    assert tokens["进去"].word_rule == PLAIN_CUT
    assert all(token.word_rule and token.reading_rule for token in tokens.values() if token.pinyin)


def test_a_reading_that_a_person_gives_names_no_rule_of_ours():
    token = annotated("他在调钢琴。", "He is tuning the piano.", [ReadingEntry(1, 1, "调", ("diào",))])["调"]

    assert token.pinyin == ("diào",)
    assert token.reading_rule == "zh.reading.edits"


def test_words_of_one_line_do_not_change_how_another_is_cut():
    first = [word.text for word in Segmenter(["他在公园里。"]).cut("他在公园里。")]
    Segmenter(["公园里程碑很多。"])

    assert [word.text for word in Segmenter(["他在公园里。"]).cut("他在公园里。")] == first


# --- Han characters ------------------------------------------------------------------------------------------------


def test_han_characters_are_counted_in_all_blocks():
    assert count_han("〇㐀中\U00020000\ufa0e") == 5
    assert count_han("ABC あア。·、１") == 0
    assert not is_han("中a")


def test_no_other_module_defines_han_characters():
    own = {"model/characters.py", "read/encodings.py", "select/grading/signs.py"}
    defining = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if re.search(r"[一㐀]-鿿|u4e00|u3400", path.read_text(encoding="utf-8"))
    }

    assert defining <= own
    assert re.compile(f"[{HAN_RANGES}]+").fullmatch("汉字")
