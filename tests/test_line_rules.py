"""Rules of lines: tables and code agree, every reason has its texts, a joined pattern finds what its rows find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.annotate import annotate_sentences
from flashdeck.bilingual.languages import TRAITS
from flashdeck.language.rules import Rule, read_rules
from flashdeck.language.traits import JoinedTable, RepeatedItems
from flashdeck.model import Line, Pair, Repair, Sentence
from flashdeck.model.reasons import GRADING_REASONS, NOT_A_CARD, Reason, reason_of
from flashdeck.select import CardLimits, Learner, choose_cards, grade_sentences
from flashdeck.select.choice import card_choice
from flashdeck.select.choice.kept import kept_cards
from flashdeck.select.grading.filters import CODE_RULES
from flashdeck.select.grading.signs import load_weights

PACKAGES = {"zh": "flashdeck.chinese", "en": "flashdeck.english"}
ROWS = {language: read_rules(package, "line_patterns.tsv") for language, package in PACKAGES.items()}
FILTERS = read_rules("flashdeck.select", "line_filters.tsv")


def rule(rule_id, condition):
    return Rule(rule_id, "", condition, "", "", "", "")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_text_in_both_languages(reason):
    assert reason.text.isascii()
    assert not reason.chinese.isascii()
    assert all(reason.short)


def test_a_code_leads_to_its_reason_and_an_unknown_code_to_none():
    assert reason_of(f"{NOT_A_CARD}ratio") is reason_of("ratio") is Reason.RATIO
    assert reason_of("not-a-card:unknown") is None


def test_the_result_of_a_row_is_a_reason_a_sign_or_the_line_before():
    results = {row.result for rows in ROWS.values() for row in rows}

    assert results <= {*map(str, GRADING_REASONS), *load_weights()["zh"], "context-before"}


def test_every_filter_in_code_has_a_row_with_the_name_of_its_function():
    by_function = {row.condition: row.key for row in FILTERS}
    from_rows = {
        "_appeal_rule",
        "_sponsor_cue",
        "_half_row",
        "_stutter_row",
        "_rough_row",
        "_unmarked_half",
    }  # their rules are rows of other tables
    functions = {find.__name__: str(reason) for reason, _, find in CODE_RULES if find.__name__ not in from_rows}

    assert by_function == functions


def test_every_rule_of_the_choice_names_a_function():
    for row in read_rules("flashdeck.select", "choice.tsv"):
        assert row.condition == kept_cards.__name__ or hasattr(card_choice._Choice, row.condition)


def test_a_language_without_rows_for_a_trait_has_an_empty_table():
    assert TRAITS["en"].patterns["subclause"].first("If the boat leaks.") is None


@pytest.mark.parametrize("language", PACKAGES)
@given(text=st.text(alphabet="我你他们的船 在,，。?？!…awe the boat is it's.-", max_size=30))
def test_a_joined_pattern_is_found_where_a_row_is_found(language, text):
    for key in {row.key for row in ROWS[language]} - {"backchannel"}:
        found = any(re.search(row.condition, text) for row in ROWS[language] if row.key == key)

        assert bool(TRAITS[language].patterns[key].search(text)) == found


def test_a_joined_table_counts_matches_that_do_not_overlap():
    table = JoinedTable([rule("a.long", "aa"), rule("a.short", "a")])

    assert table.count("aaa b a") == 3
    assert table.first("ba").id == "a.short"
    assert table.first("b") is None


def test_repeated_items_make_up_the_whole_text():
    table = RepeatedItems([rule("a.yes", "yes"), rule("a.no", "no")])

    assert [found.id for found in table.matching("no, yes! no")] == ["a.yes", "a.no"]
    assert table.first("no").id == "a.no"
    assert table.matching("no, yes, maybe") == []


def graded(*lines):
    sentences = []
    for at, (zh, en) in enumerate(lines):
        pair = Pair((Line(2 * at + 1, zh, "zh"),), (Line(2 * at + 2, en, "en"),), 1.0)
        sentences.append(Sentence((pair,), en))
    return grade_sentences(tuple(annotate_sentences(sentences, "2025")), Learner("zh", 4.0))


def test_every_reason_of_a_line_has_the_rule_that_decided():
    (item,) = graded(("他们后来找到了另一个和。", "Later they found another one and."))

    assert dict(zip(item.reasons, item.reason_rules, strict=True)) == {Reason.FRAGMENT: "en.line.broken.conjunction"}


def test_every_card_has_the_rule_that_chose_it():
    items = graded(("我弟弟想修理那座漂亮的旧仓库。", "My brother wants to repair the beautiful old warehouse."))
    selection = choose_cards(items, Learner("zh", 4.0), CardLimits(5, 5, "best"))

    assert [card.choice_rule for card in selection.cards] == ["choice.sentence.good"]


def test_a_filler_that_is_left_counts_only_in_a_line_that_was_repaired():
    def rules_of(*, repaired):
        repairs = (Repair("en.speech.filler.um", "Um, we painted these like famous boats."),) if repaired else ()
        pair = Pair(
            (Line(1, "我们去年给这些有名的船刷了漆。", "zh"),), (Line(2, "We painted these like famous boats.", "en"),), 1.0
        )
        sentence = Sentence((pair,), "We painted these like famous boats.", repairs)
        (item,) = grade_sentences(tuple(annotate_sentences([sentence], "2025")), Learner("en", 5.0))
        return item.reason_rules

    assert "en.line.rough.like-after-joiner" in rules_of(repaired=True)
    assert "en.line.rough.like-after-joiner" not in rules_of(repaired=False)
