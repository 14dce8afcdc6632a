"""Tables of rules: the notation of their conditions, and what is no table."""

import pytest

from flashdeck.language.conditions import compile_condition
from flashdeck.language.rules import COLUMNS, ContextTable, PatternTable, parse_classes, parse_rules

CLASSES = {"modals": frozenset({"会", "能"}), "verb_tags": frozenset({"v", "vn"}), "closing": frozenset("吧呢")}


class Words:
    """Words with tags, one line, one clause."""

    def __init__(self, line, at):
        self.words = [tuple(word.split("/")) for word in line.split()]
        self.at = at

    def word_at(self, offset):
        at = self.at + offset
        return self.words[at] if 0 <= at < len(self.words) else ("", "x")

    def offsets_after(self, first):
        return range(first, len(self.words) - self.at)

    def offsets_before(self, first):
        return range(first, -self.at - 1, -1)


FEATURES = {"long": lambda context, offset: len(context.word_at(offset)[0]) > 1}


def holds(condition, line="他/r 会/v 以/p 得/u 快/a 了吧/y", at=3):
    return compile_condition(condition, FEATURES, CLASSES)(Words(line, at))


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "0:得",
        "-1:以|为",
        "-2:@modals",
        "1:#a",
        "1:##a",
        "-2:##@verb_tags",
        "-2:#v 1:快",
        "!1:慢",
        "1..:了*",
        "2..:*吧",
        "2..:*@closing",
        "..-1:他",
    ],
)
def test_a_condition_holds(condition):
    assert holds(condition)


@pytest.mark.parametrize(
    "condition", ["0:的", "1:##ad", "1:##@verb_tags", "2:快", "2..:快", "..-2:以", "1:#a 1:慢", "1:?long", "!2:?long", "9:快"]
)
def test_a_condition_does_not_hold(condition):
    assert not holds(condition)


@pytest.mark.parametrize("condition", ["得", "x:得", "1:", "1:?unknown", "1:@unknown"])
def test_a_wrong_condition_is_refused(condition):
    with pytest.raises(ValueError, match=r"notation|unknown"):
        holds(condition)


def table(*rows):
    return "\n".join("\t".join(row) for row in (COLUMNS, *rows))


def row(rule_id="a.one", key="得", condition="1:#a", result="de5"):
    return rule_id, key, condition, result, "example", "counter-example", "source"


def test_the_first_rule_whose_condition_holds_decides():
    rules = parse_rules(table(row("a.no", condition="1:慢"), row("a.yes"), row("a.later")), "t.tsv")
    found = ContextTable(rules, FEATURES, CLASSES)

    assert found.first("得", Words("得/u 快/a", 0)).id == "a.yes"
    assert [(rule.id, held) for rule, held in found.asked("得", Words("得/u 快/a", 0))] == [("a.no", False), ("a.yes", True)]
    assert found.first("地", Words("地/u 快/a", 0)) is None


def test_a_rule_may_have_several_keys():
    found = ContextTable(parse_rules(table(row(key="得|地")), "t.tsv"), FEATURES, CLASSES)

    assert set(found.keys) == {"得", "地"}
    assert found.first("地", Words("地/u 快/a", 0)).id == "a.one"
    assert found.first("得|地", Words("地/u 快/a", 0)) is None


def test_a_class_may_include_a_class_above_it():
    classes = parse_classes("name\twords\tsource\nends\t吧 呢 @\tx\n# remark\nall\t@ends 了\tx\n", "c.tsv")

    assert classes["all"] == {"吧", "呢", "@", "了"}


def test_a_class_that_is_not_defined_above_cannot_be_included():
    with pytest.raises(ValueError, match=r"c.tsv, class 'all': the class 'ends' must be defined above"):
        parse_classes("name\twords\tsource\nall\t@ends\tx\nends\t吧\tx\n", "c.tsv")


def test_patterns_are_found_in_order():
    found = PatternTable(parse_rules(table(row("a.one", condition="b+"), row("a.two", condition="^a")), "t.tsv"))

    assert found.first("abb").id == "a.one"
    assert [rule.id for rule in found.matching("abb")] == ["a.one", "a.two"]
    assert found.first("c") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (table(row("One")), "line 2: the id"),
        (table(row(), row()), "line 3: the id 'a.one' occurs twice"),
        (table(row()[:3]), "line 2: the row must have 7 columns, not 3"),
        ("id\tkey", "header"),
    ],
)
def test_a_wrong_table_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        parse_rules(text, "t.tsv")
