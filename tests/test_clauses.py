"""Clauses: parts of a sentence that may replace it on a card, cut at the same place in both languages."""

import pytest

from flashdeck.annotate import annotate_sentences
from flashdeck.bilingual.clauses import clauses
from flashdeck.model import Line, Pair, Sentence
from flashdeck.select import Learner, grade_sentences
from flashdeck.select.grading import grade_clauses

LONG_ZH = "我弟弟去年买了一条旧船,但是他没有钱修理发动机,所以那条船一直放在河边,孩子们每天下午都在船上玩。"
LONG_EN = (
    "My brother bought an old boat last year, but he has no money to repair the engine, so the boat just stands by the river, "
    "and the children play on the boat every afternoon."
)


@pytest.fixture(scope="module")
def annotated():
    (item,) = annotate_sentences([sentence(LONG_ZH, LONG_EN)], "2025")
    return item


def sentence(zh, en):
    return Sentence((Pair((Line(7, zh, "zh"),), (Line(8, en, "en"),), 1.0),), en)


@pytest.fixture(scope="module")
def found(annotated):
    return list(clauses(annotated))


def test_a_long_sentence_has_clauses(found):
    assert "我弟弟去年买了一条旧船" in {clause.sentence.zh for clause in found}


def test_a_clause_is_a_part_of_both_lines_and_names_its_sentence(annotated, found):
    for clause in found:
        assert clause.sentence.whole is annotated.sentence
        assert clause.sentence.zh in annotated.sentence.zh
        assert clause.sentence.en.rstrip(".").casefold() in annotated.sentence.en.casefold()
        assert (clause.sentence.zh_lines, clause.sentence.en_lines) == ((7,), (8,))


def test_tokens_and_links_of_a_clause_have_offsets_in_its_own_lines(found):
    for clause in found:
        zh, en = clause.sentence.zh, clause.sentence.en
        assert all(zh[token.start : token.end] == token.text for token in clause.zh_tokens)
        assert all(en[token.start : token.end].casefold() == token.text.casefold() for token in clause.en_tokens)
        for tokens, other in ((clause.zh_tokens, en), (clause.en_tokens, zh)):
            assert all(0 <= start < end <= len(other) for token in tokens for start, end in token.links)


def test_an_english_clause_is_written_as_a_sentence(found):
    assert all(clause.sentence.en[0].isupper() and clause.sentence.en.endswith(".") for clause in found)


def test_a_short_sentence_has_no_clauses():
    (item,) = annotate_sentences([sentence("我懂了。", "I see.")], "2025")

    assert list(clauses(item)) == []


def test_only_sentences_that_are_too_long_give_clauses():
    short = sentence(
        "河边的路昨天又被水淹了,我们绕山路回家。", "The river road was flooded again, so we took the mountain road."
    )
    learner = Learner("zh", 4.0)
    graded = grade_sentences(tuple(annotate_sentences([sentence(LONG_ZH, LONG_EN), short], "2025")), learner)

    assert graded[0].reasons == ("length",)
    assert {clause.annotated.sentence.whole for clause in grade_clauses(graded, learner)} == {graded[0].annotated.sentence}
