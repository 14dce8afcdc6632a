"""preview: every card explains itself, every sentence left out says why, in 80 columns and for machines."""

import json
from dataclasses import replace

import pytest

from flashdeck.app.inspection import preview_cards
from flashdeck.model.reasons import GRADING_REASONS
from flashdeck.settings import Settings
from flashdeck.write.preview_table import preview_lines, preview_records, rejected_lines, width

KEYS = "kind order type study targets new_words id sentence_id zh_lines en_lines zh en why choice_rule words".split()
REJECTED = "kind study sentence_id zh_lines en_lines zh en level quality factors unknown reasons why".split()


@pytest.fixture(scope="module")
def selection(example):
    (found,) = preview_cards(example, Settings()).selections
    return found


@pytest.mark.parametrize("lines", [preview_lines, rejected_lines])
def test_no_line_is_wider_than_a_terminal(lines, selection):
    assert max(width(line) for line in lines(selection)) <= 80


def test_a_card_shows_its_words_with_level_gloss_and_reading(selection):
    shown = "".join("".join(preview_lines(selection)).split())  # a line may end inside a word

    for card in selection.cards:
        assert card.id in shown
        for target in card.targets:
            unit = next(unit for unit in card.graded.units if unit.headword == target)

            assert f"{unit.headword}{''.join(unit.pinyin)}" in shown
            assert f"={''.join(unit.gloss.split())}({unit.gloss_from})" in shown


def test_every_sentence_is_on_a_card_or_rejected_with_a_reason(selection):
    rejected = list(preview_records(selection, rejected=True))
    texts = [record["zh"] for record in rejected]
    shown = [card.graded.annotated.sentence.whole or card.graded.annotated.sentence for card in selection.cards]

    assert sorted([*texts, *(sentence.zh for sentence in shown)]) == sorted(
        item.annotated.sentence.zh for item in selection.graded
    )
    assert all(record["why"] for record in rejected)


def test_every_reason_is_explained(selection):
    assert {reason for item in selection.graded for reason in item.reasons} <= set(GRADING_REASONS)


def test_records_have_the_same_keys_each(selection):
    cards, rejected = (list(preview_records(selection, rejected=wanted)) for wanted in (False, True))

    assert {tuple(card) for card in cards} == {tuple(KEYS)}
    assert {tuple(item) for item in rejected} == {tuple(REJECTED)}
    assert [card["order"] for card in cards] == list(range(1, len(cards) + 1))
    assert json.loads(json.dumps(cards, ensure_ascii=False))


def test_a_record_names_the_words_it_teaches(selection):
    for card in preview_records(selection, rejected=False):
        assert tuple(word["word"] for word in card["words"]) == card["targets"]
        assert all(word["gloss"] and word["pinyin"] for word in card["words"])


def test_a_preview_shows_the_ids_of_the_rules_that_decided(example):
    """Here on a card whose word carries two ids."""
    (found,) = preview_cards(example, Settings()).selections
    card = found.cards[0]
    ids = {"word_rule": None, "link_rule": None, "reading_rule": "zh.reading.test", "gloss_rule": "zh.gloss.test"}
    named = {card.targets[0]: ids}
    tokens = tuple(replace(token, **named.get(token.headword, {})) for token in card.graded.annotated.zh_tokens)
    graded = replace(card.graded, annotated=replace(card.graded.annotated, zh_tokens=tokens))
    selection = replace(found, cards=(replace(card, graded=graded),))

    assert f"rules: {card.targets[0]}: zh.reading.test, {card.targets[0]}: zh.gloss.test" in " ".join(
        " ".join(preview_lines(selection)).split()
    )
    (record,) = preview_records(selection, rejected=False)
    assert record["words"][0]["gloss_rule"] == "zh.gloss.test"
