"""flashdeck why: every decision on a word or a line, its rule, and the entry of the edits file that changes it."""

import json
import re
import tomllib

import pytest

from flashdeck.app import rule_index
from flashdeck.app.decisions import Decision
from flashdeck.app.explanation_text import explanation_lines, explanation_records
from flashdeck.app.explanations import WhyQuestion, explain
from flashdeck.app.pipeline import Pipeline
from flashdeck.app.rule_index import RuleRow, condition_in_words, load_rules
from flashdeck.bilingual.gloss_rules import AskedRule
from flashdeck.errors import InputError, UsageError
from flashdeck.language.rules import Rule
from flashdeck.settings import Settings
from flashdeck.write.preview_table import width

TALK = """\
欢迎大家收听我们的节目。
Welcome, everyone, to our show.
我们用强化学习训练模型。
Um, we train models with reinforcement learning.
他们的模型变得更强大了。
Their models have become more powerful.
"""


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def decisions(found, text):
    """The decisions on the first word with a text, by their names."""
    words = [word for explanation in found for word in explanation.words]
    word = next(word for word in words if word.token.text == text)
    return {decision.name: decision for decision in word.decisions}


def test_a_word_is_explained_with_its_decisions(talk):
    found = decisions(explain(talk, Settings(), WhyQuestion("模型")), "模型")

    assert list(found) == ["word", "reading", "part of speech", "gloss", "link", "taught"]
    assert (found["reading"].value, found["gloss"].value, found["link"].value) == ("mó xíng", "model", "models")


def test_the_ids_and_values_are_those_of_the_tokens(talk):
    tokens = [token for item in Pipeline(talk, Settings()).annotated for token in item.zh_tokens if token.text == "模型"]
    found = decisions(explain(talk, Settings(), WhyQuestion("模型")), "模型")

    assert found["word"].rule == tokens[0].word_rule
    assert found["reading"].rule == tokens[0].reading_rule
    assert found["gloss"].rule == tokens[0].gloss_rule
    assert found["link"].rule == tokens[0].link_rule


def test_part_of_a_word_explains_the_words_that_have_it(talk):
    found = explain(talk, Settings(), WhyQuestion("学习训"))

    assert [word.token.text for word in found[0].words] == ["强化学习", "训练"]


def test_an_english_word_is_found_by_its_lemma_and_in_any_case(talk):
    assert [explanation.sentence.line for explanation in explain(talk, Settings(), WhyQuestion("model"))] == [3, 5]
    assert explain(talk, Settings(), WhyQuestion("WELCOME"))[0].sentence.line == 1


def test_a_line_explains_all_its_words_but_no_marks(talk):
    (found,) = explain(talk, Settings(), WhyQuestion(line=5))

    assert {word.side for word in found.words} == {"zh", "en"}
    assert "。" not in [word.token.text for word in found.words]


def test_the_repairs_of_the_line_are_decisions(talk):
    (found,) = explain(talk, Settings(), WhyQuestion(line=4))
    repairs = [decision for decision in found.decisions if decision.name == "repair"]

    assert repairs[0].value == "“Um, we” became “We”"
    assert "Um, we train" in " ".join(repairs[0].evidence)
    assert tomllib.loads(repairs[0].entry)["mend"][0]["line"] == 4


def test_a_sentence_says_which_card_it_is_or_why_it_is_none(talk):
    found = explain(talk, Settings(level="hsk2"), WhyQuestion(line=3)) + explain(
        talk, Settings(level="hsk9"), WhyQuestion(line=3)
    )
    cards = [decision for item in found for decision in item.decisions if decision.name == "card"]

    assert cards[-1].value.startswith("none (HSK 7-9): ")
    assert len(cards) >= 2


@pytest.mark.parametrize("name", ["word", "reading", "gloss"])
def test_the_entry_shown_is_valid_and_keeps_the_value(talk, name):
    """An entry that is pasted unchanged changes nothing; a person writes another value into it."""
    before = decisions(explain(talk, Settings(), WhyQuestion("模型")), "模型")
    edits = talk.with_suffix(".edits.toml")
    edits.write_text(before[name].entry, encoding="utf-8")
    after = decisions(explain(talk, Settings(edits=edits), WhyQuestion("模型")), "模型")

    assert after[name].value == before[name].value


def test_another_value_in_the_entry_changes_the_decision(talk):
    before = decisions(explain(talk, Settings(), WhyQuestion("模型")), "模型")
    talk.with_suffix(".edits.toml").write_text(before["gloss"].entry.replace('"model"', '"mock-up"'), encoding="utf-8")

    assert decisions(explain(talk, Settings(), WhyQuestion("模型")), "模型")["gloss"].value == "mock-up"


def test_an_expression_is_explained_by_its_row_in_the_list_of_expressions(talk):
    talk.write_text("他们放弃了。\nThey gave up.\n", encoding="utf-8")
    found = decisions(explain(talk, Settings(), WhyQuestion("give")), "gave up")

    assert found["word"].rule == "en.expression.give-up"
    assert "give up" in found["word"].row.text
    assert found["gloss"].value == "放弃"


def test_a_single_character_finds_the_word_before_words_that_it_is_part_of(talk):
    talk.write_text("他觉得很好。\nHe thinks it is good.\n他得走了。\nHe has to go.\n", encoding="utf-8")
    found = explain(talk, Settings(), WhyQuestion("得"))

    assert [word.token.text for explanation in found for word in explanation.words] == ["得"]


def test_a_gloss_shows_the_rules_asked_before_it(talk):
    gloss = decisions(explain(talk, Settings(), WhyQuestion("模型")), "模型")["gloss"]

    assert gloss.asked[0].rule == "zh.gloss.edits"
    assert all(asked.answer is None for asked in gloss.asked)
    assert gloss.rule not in [asked.rule for asked in gloss.asked]


def test_a_line_that_is_no_card_has_a_rule_for_each_reason(talk):
    talk.write_text(TALK + "没错。\nExactly.\n", encoding="utf-8")
    (found,) = explain(talk, Settings(), WhyQuestion(line=7))
    reasons = [decision for decision in found.decisions if decision.name == "card"]

    assert "line.length.short" in [reason.rule for reason in reasons]
    assert all(reason.row for reason in reasons)
    assert "keep = true" in reasons[0].entry


def test_the_text_fits_in_80_columns(talk):
    found = explain(talk, Settings(), WhyQuestion("模型")) + explain(talk, Settings(), WhyQuestion(line=4))
    lines = [*explanation_lines(found), *explanation_lines(found, brief=True)]

    assert max(map(width, lines)) <= 80


def test_the_words_of_a_line_are_shown_in_brief(run_cli, talk):
    brief = run_cli("why", talk, "--line", "5").stdout

    assert "  模型  mó xíng  model\n    rules: word zh.word." in brief
    assert "asked before" not in brief


# ---- what is not there


def test_a_chinese_word_that_does_not_occur_names_words_with_its_characters(talk):
    with pytest.raises(InputError) as error:
        explain(talk, Settings(), WhyQuestion("模式"))

    assert "Similar words: 模型. " in error.value.remedy


def test_a_word_that_does_not_occur_names_similar_ones(talk):
    with pytest.raises(InputError, match="'modles' does not occur") as error:
        explain(talk, Settings(), WhyQuestion("modles"))

    assert "models" in error.value.remedy


def test_a_line_in_no_sentence_says_why(talk):
    talk.write_text("双语字幕\n" + TALK, encoding="utf-8")

    with pytest.raises(InputError, match=r"line 1 is in no sentence: page furniture \(rule align\.furniture"):
        explain(talk, Settings(), WhyQuestion(line=1))


def test_a_question_without_word_and_line_is_refused(talk):
    with pytest.raises(UsageError, match="neither a word nor a line"):
        explain(talk, Settings(), WhyQuestion())


def test_the_command_ends_with_the_exit_codes_of_the_contract(run_cli, talk):
    assert run_cli("why", talk, "模型").returncode == 0
    assert run_cli("why", talk, "火箭").returncode == 3
    assert run_cli("why", talk).returncode == 2


def test_records_have_a_line_for_each_sentence_and_word(run_cli, talk):
    shown = run_cli("why", talk, "模型", "--json").stdout
    records = [json.loads(line) for line in shown.splitlines()]

    assert [record["kind"] for record in records] == ["sentence", "word", "sentence", "word"]
    assert [decision["decision"] for decision in records[1]["decisions"]][:2] == ["word", "reading"]


def test_a_word_on_many_lines_is_explained_three_times_and_its_other_lines_are_listed(talk):
    talk.write_text("".join(TALK.replace("我们", f"我们{number}") for number in "一二三四"), encoding="utf-8")
    found = explain(talk, Settings(), WhyQuestion("模型"))
    shown = "\n".join(explanation_lines(found))

    assert shown.count("(Chinese, level") == 3
    assert "also occurs on the lines" in shown
    assert len([record for record in explanation_records(found) if record["kind"] == "word"]) == len(found)


# ---- rules


def test_every_table_of_rules_is_in_the_index():
    tables = {row.table for row in load_rules().values()}

    assert tables - {rule_index._TEXTS, rule_index._EXPRESSIONS} == {table for table, _ in rule_index._tables()}


def test_every_rule_that_the_example_carries_is_in_the_index(example):
    pipeline = Pipeline(example, Settings(study="both"))
    carried = {*rules_of_words(pipeline), *rules_of_lines(pipeline)}

    assert len(carried) > 100
    assert not carried - set(load_rules())


def rules_of_words(pipeline):
    for item in pipeline.annotated:
        for token in (*item.zh_tokens, *item.en_tokens, *item.en_phrases):
            rules = (token.word_rule, token.pos_rule, token.gloss_rule, token.link_rule, getattr(token, "reading_rule", None))
            yield from filter(None, rules)


def rules_of_lines(pipeline):
    yield from (repair.rule for item in pipeline.annotated for repair in item.sentence.repairs)
    yield from (notice.rule for notice in pipeline.all_notices if notice.rule)
    for track in pipeline.tracks:
        yield from (rule for graded in track.graded for rule in graded.reason_rules)
        yield from (card.choice_rule for card in track.selection.cards)


def test_a_rule_whose_condition_is_a_function_says_in_a_sentence_what_it_does():
    functions = [row for row in load_rules().values() if re.fullmatch(r".*\.py:.*|_?[a-z]+(_[a-z]+)+", row.rule.condition)]

    assert len(functions) > 100
    assert not [row.rule.id for row in functions if not row.text]


def test_the_texts_are_those_of_rules_that_a_table_or_the_code_names(root):
    code = "".join(path.read_text(encoding="utf-8") for path in root.glob("flashdeck/**/*.py"))
    named = {row.rule.id for row in load_rules().values() if row.table != rule_index._TEXTS} | set(
        re.findall(r'"([a-z.-]+)"', code)
    )

    families = {text.removesuffix("*") for text in rule_index._read_texts() if text.endswith("*")}

    assert not {text for text in rule_index._read_texts() if not text.endswith("*")} - named
    assert all(any(rule.startswith(family) for rule in load_rules()) for family in families)


def test_the_row_of_a_rule_is_shown_in_words(talk, monkeypatch):
    rule = Rule("zh.word.test", "模型", "-1:?verb !1:的|@marks", "模型", "训练模型", "大模型的", "Chao 1968")
    monkeypatch.setattr("flashdeck.app.decisions.load_rules", lambda: {rule.id: RuleRow(rule, "chinese/data/test.tsv")})
    found = explain(talk, Settings(), WhyQuestion("模型"))
    word = found[0].words[0]
    decision = Decision("word", "模型", rule.id, asked=(AskedRule("zh.word.other", None),))
    explained = type(found[0])(found[0].sentence, (), (type(word)(word.token, "zh", (decision,)),))
    shown = " ".join(" ".join(explanation_lines([explained])).split())

    assert "rule zh.word.test (chinese/data/test.tsv)" in shown
    assert (
        "if: the word before is one with the property “verb”, and the word after is not 的 or one of the class “marks”" in shown
    )
    assert "source: Chao 1968" in shown
    assert "asked before, and not applied: zh.word.other" in shown


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("", ""),
        ("0:##nr", "the word itself is tagged nr (name of a person)"),
        ("2:#v", "the word 2 places after is tagged v… (verb)"),
        ("1..:以", "some later word of the clause is 以"),
        ("..-2:被", "some word of the clause, 2 or more before, is 被"),
        ("1:出*|*家", "the word after is a word that begins with 出 or a word that ends with 家"),
        (r"\bum\b", r"the text matches \bum\b"),
    ],
)
def test_a_condition_is_shown_in_words(condition, words):
    assert condition_in_words(condition) == words
