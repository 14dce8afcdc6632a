"""Glosses are decided by the rules of one table a language, and by nothing else."""

import ast
from pathlib import Path

import pytest

from flashdeck.annotate.talk import annotate_talk
from flashdeck.app.pipeline import Pipeline
from flashdeck.bilingual.added_glosses import ADDED_GLOSS_RULES
from flashdeck.bilingual.chinese_glosses import CHINESE_GLOSS_RULES
from flashdeck.bilingual.english_glosses import ENGLISH_GLOSS_RULES
from flashdeck.bilingual.gloss_rules import NO_GLOSS, GlossAnswer, GlossRules, RuleGroup, always
from flashdeck.bilingual.phrase_gloss_rules import ENGLISH_PHRASE_GLOSS_RULES
from flashdeck.language.rules import read_rules
from flashdeck.settings import Settings

PACKAGE = Path(__file__).parent.parent / "flashdeck"
SETS_GLOSSES = {"bilingual/gloss_rules.py"}
"""The fields of a decision; the modules of the languages put them on tokens."""


def sets_gloss(node):
    """Whether a node writes `gloss` or `gloss_from` of a token: as an argument, an attribute, or a key of fields."""
    if isinstance(node, ast.keyword):
        return node.arg == "gloss_from"
    if isinstance(node, ast.Attribute):
        return node.attr in ("gloss", "gloss_from") and isinstance(node.ctx, ast.Store)
    return isinstance(node, ast.Dict) and any(isinstance(key, ast.Constant) and key.value == "gloss_from" for key in node.keys)


def test_the_gloss_of_a_token_is_set_in_one_place():
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(map(sets_gloss, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
    }

    assert found - {"write/records.py", "write/preview_table.py"} <= SETS_GLOSSES
    assert "bilingual/gloss_rules.py" in found


@pytest.fixture(scope="module")
def lines(example):
    return list(annotate_talk(Pipeline(example, Settings()).sentences, "2025"))


def test_the_named_rule_alone_gives_the_gloss_of_a_chinese_word(lines):
    for line in lines:
        for token, asked in zip(line.annotated.zh_tokens, line.chinese, strict=True):
            decision = CHINESE_GLOSS_RULES.decide_by(token.gloss_rule, asked)
            assert (decision.text, decision.source, decision.senses) == (token.gloss, token.gloss_from, token.senses)


def test_the_named_rule_alone_gives_the_gloss_of_an_english_word(lines):
    for line in lines:
        for place, token in enumerate(line.annotated.en_tokens):
            decision = ENGLISH_GLOSS_RULES.decide_by(token.gloss_rule, line.english_evidence(place))
            assert (decision.text, decision.source) == (token.gloss, token.gloss_from)


def test_the_named_rule_alone_gives_the_gloss_of_an_english_phrase(lines):
    for line in lines:
        for phrase, asked in zip(line.annotated.en_phrases, line.phrases, strict=True):
            decision = ENGLISH_PHRASE_GLOSS_RULES.decide_by(phrase.gloss_rule, asked)
            assert (decision.text, decision.source, decision.senses) == (phrase.gloss, phrase.gloss_from, phrase.senses)


def test_every_linked_word_names_the_rule_that_linked_it(lines):
    for line in lines:
        tokens = (*line.annotated.zh_tokens, *line.annotated.en_tokens)
        assert all(token.link_rule for token in tokens if token.links)
        assert all(token.link_rule in (None, "link.negation-dropped") for token in tokens if not token.links)


def test_no_rule_applies_where_its_group_does_not(lines):
    for line in lines:
        english = [line.english_evidence(place) for place in range(len(line.annotated.en_tokens))]
        for rules, asked in ((CHINESE_GLOSS_RULES, line.chinese), (ENGLISH_GLOSS_RULES, english)):
            for evidence in asked:
                excluded = [rule for group in rules.groups if not group.applies(evidence) for _, rule in group.rules]
                assert all(rule(evidence) is None for rule in excluded)


@pytest.mark.parametrize(
    ("rules", "table"),
    [
        (ADDED_GLOSS_RULES, "added_glosses.tsv"),
        (CHINESE_GLOSS_RULES, "chinese_glosses.tsv"),
        (ENGLISH_GLOSS_RULES, "english_glosses.tsv"),
        (ENGLISH_PHRASE_GLOSS_RULES, "phrase_glosses.tsv"),
    ],
)
def test_the_table_names_the_functions_in_their_order(rules, table):
    rows = read_rules("flashdeck.bilingual", table)

    assert [(row.id, row.condition) for row in rows] == [(name, rule.__name__) for name, rule in rules.functions.items()]


def test_the_first_rule_that_answers_decides():
    group = RuleGroup(
        always,
        (
            ("en.negation.prefix", lambda asked: None),
            ("en.negation.suffix", lambda asked: NO_GLOSS if asked else None),
            ("en.negation.word-of-sense", lambda asked: GlossAnswer("hill")),
        ),
    )
    rules = GlossRules("negation.tsv", (group,))

    assert rules.decide("asked").rule == "en.negation.suffix"
    assert rules.asked("asked") == (("en.negation.prefix", None), ("en.negation.suffix", ""))


def test_rules_that_differ_from_their_table_are_refused():
    group = RuleGroup(always, (("zh.gloss.unknown", lambda asked: GlossAnswer("hill")),))
    rules = GlossRules("chinese_glosses.tsv", (group,))

    with pytest.raises(ValueError, match=r"chinese_glosses\.tsv and the rules in the code differ"):
        rules.decide("asked")
