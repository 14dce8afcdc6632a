"""Constructions and fillers: every row is found in its example, not in its counter-example, and shown in the line's own words."""

import pytest

from flashdeck.annotate import annotate_english, annotate_lines
from flashdeck.language.grammar_patterns import find_constructions, find_fillers, load_constructions, read_grammar_rules

FILLERS = read_grammar_rules("flashdeck.english", "filler_patterns.tsv")
CONSTRUCTIONS = [
    pytest.param(construction.rule, study, id=construction.rule.id)
    for study in ("zh", "en")
    for construction in load_constructions(study)
]
SPECIAL = [
    ("zh", "就算他不来，我也会等。", "就算…也"),
    ("zh", "凡是坐过那条船的人都知道。", "凡是…都"),
    ("zh", "自从修了这座桥以来，船少了。", "自从…以来"),
    ("en", "She treated the warning as a joke.", "treat … as"),
    ("en", "Nothing stopped the river from rising.", "stop … from"),
    ("en", "The new walls prevent the water from rising.", "prevent … from"),
]
WITHOUT = [
    ("zh", "我们就姑且以去年的数字来说。"),
    ("zh", "也许他即使知道。"),
    ("en", "And so obviously that bridge was closed."),
]


def found_in(text, study):
    tokens = next(iter(annotate_lines([text], "2025"))) if study == "zh" else annotate_english(text)
    return list(find_constructions(tokens, study))


@pytest.mark.parametrize(("rule", "study"), CONSTRUCTIONS)
def test_a_construction_is_found_in_its_example_and_shown_in_its_words(rule, study):
    found = {shown.rule_id: shown for shown in found_in(rule.example, study)}

    assert rule.id in found
    assert all(word.strip() in rule.example for word in found[rule.id].words.split("…"))


@pytest.mark.parametrize(("rule", "study"), CONSTRUCTIONS)
def test_a_construction_is_not_found_in_its_counter_example(rule, study):
    assert rule.id not in {shown.rule_id for shown in found_in(rule.counter_example, study)}


@pytest.mark.parametrize("rule", FILLERS, ids=lambda rule: rule.id)
def test_a_filler_is_found_in_its_example_alone(rule):
    assert rule.id in {shown.rule_id for shown in find_fillers(rule.example, "en")}
    assert rule.id not in {shown.rule_id for shown in find_fillers(rule.counter_example, "en")}


@pytest.mark.parametrize(
    ("said", "names"), [("Do you know what that means?", set()), ("The lock is closed, right?", {"…, right?"})]
)
def test_fillers_are_distinguished_from_words_that_mean_something(said, names):
    assert {shown.name for shown in find_fillers(said, "en")} == names


def test_chinese_has_no_fillers():
    assert list(find_fillers("就是说，你知道吧，这座桥很旧。", "zh")) == []


@pytest.mark.parametrize(("study", "text", "name"), SPECIAL)
def test_a_construction_is_named_by_the_word_of_the_line(study, text, name):
    assert name in [shown.text for shown in found_in(text, study)]


@pytest.mark.parametrize(("study", "text"), WITHOUT)
def test_lines_that_only_resemble_a_construction_have_none(study, text):
    assert found_in(text, study) == []


def test_the_words_of_a_construction_are_those_of_the_line():
    line = "On the one hand nothing stopped us from building, on the other we saved money."
    found = {shown.name: shown.words for shown in found_in(line, "en")}

    assert found["prevent … from"] == "stopped … from"
    assert found["on the one hand … on the other"] == "On the one hand … on the other"


def test_an_id_names_one_row():
    ids = [parameter.values[0].id for parameter in CONSTRUCTIONS] + [rule.id for rule in FILLERS]

    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(("study", "levels"), [("zh", (1, 9)), ("en", (1, 6))])
def test_each_construction_has_a_level_a_meaning_and_a_source(study, levels):
    rules = [construction.rule for construction in load_constructions(study)]

    assert len(rules) >= 20
    assert all(rule.source and rule.meaning and rule.pattern for rule in rules)
    assert all(levels[0] <= rule.level <= levels[1] for rule in rules)
    assert [rule.level for rule in rules] == sorted((rule.level for rule in rules), reverse=True)


def test_each_level_of_the_chinese_standard_is_that_of_its_point():
    """GF 四53 is a point of level 4."""
    rules = [construction.rule for construction in load_constructions("zh")]
    numbered = [("一二三四五六七".index(rule.source[3]) + 1, rule.level) for rule in rules if rule.source.startswith("GF ")]

    assert len(numbered) >= 40
    assert [point for point, _ in numbered] == [level for _, level in numbered]


def test_a_row_with_missing_columns_is_refused(tmp_path, monkeypatch):
    import flashdeck.language.grammar_patterns as module

    header = "\t".join(module.COLUMNS)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "broken.tsv").write_text(f"{header}\nzh.grammar.x\t1\n", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)

    with pytest.raises(ValueError, match=r"broken.tsv, line 2"):
        read_grammar_rules("flashdeck.chinese", "broken.tsv")
