"""Choice: what a deck promises of its cards, whatever the transcript."""

from dataclasses import replace
from itertools import combinations
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashdeck.app.pipeline import Pipeline
from flashdeck.model import Annotated, CardOrder, EnToken, Line, Pair, Sentence, ZhToken
from flashdeck.select import CardLimits, Learner, choose_cards, grade_sentences
from flashdeck.select.choice.order import order_cards
from flashdeck.settings import Settings

ORDERS = get_args(CardOrder)
MANY_SENSES = {"丑羊": ("one", "two", "three")}  # the other unconfirmed word has no sense but its gloss
WISH = CardLimits(60, 60, "best")
# Invented words of two characters: level, on a list or not, frequency, source of the gloss.
WORDS = {
    a + b: {"level": level, "listed": listed, "zipf": zipf, "gloss_from": gloss_from}
    for a, b, level, listed, zipf, gloss_from in zip(
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳",
        "山水火土金木石田竹米糸羊耳肉舟虫",
        (1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9, 9, 5.2, 4.4),
        (*[True] * 13, False, False, False),
        (6, 6, 5, 5, 4, 5, 4, 3, 4, 3, 4, 3, 2, 1, 4, 4),
        (*["dictionary"] * 9, "aligned", "dictionary", "unconfirmed", "dictionary", "unconfirmed", "aligned", "dictionary"),
        strict=True,
    )
}
spoken = st.lists(st.sampled_from(sorted(WORDS)), min_size=3, max_size=9)
talks = st.lists(spoken, min_size=1, max_size=25)
learners = st.builds(Learner, st.just("zh"), st.integers(1, 6).map(float), st.none() | st.integers(7, 9).map(float))


def annotated(at, words):
    """A sentence of these words on the lines `at` and `at` + 1, its English as long as its Chinese."""
    zh, en = "".join(words) + "。", " ".join(["We", "saw", *(f"w{word}" for word in words)]) + "."
    sentence = Sentence((Pair((Line(at, zh, "zh"),), (Line(at + 1, en, "en"),), 1.0),), en)
    return Annotated(sentence, tuple(zh_token(place, word) for place, word in enumerate(words)), (EnToken("We", 0, 2),))


def zh_token(place, word):
    entry = WORDS[word]
    return ZhToken(
        word,
        2 * place,
        2 * place + 2,
        pos="n",
        level=entry["level"],
        zipf=entry["zipf"],
        gloss=f"w{word}",
        gloss_from=entry["gloss_from"],
        senses=MANY_SENSES.get(word, ()),
        pinyin=("jiǎ", "shān"),
        hsk=str(entry["level"]) if entry["listed"] else None,
    )


def choose(talk, learner, wish=WISH):
    graded = grade_sentences([annotated(2 * at + 1, words) for at, words in enumerate(talk)], learner)
    return choose_cards(graded, learner, wish)


@given(talks, learners)
def test_no_line_is_on_two_cards(talk, learner):
    lines = [card.graded.line for card in choose(talk, learner).cards]

    assert len(lines) == len(set(lines))


@given(talks, learners)
def test_no_two_cards_show_nearly_the_same_words(talk, learner):
    shown = [{token.headword for token in card.graded.tokens} for card in choose(talk, learner).cards]

    assert all(len(one & other) <= 0.8 * len(one | other) for one, other in combinations(shown, 2))


@given(talks, learners)
def test_no_two_cards_have_one_id(talk, learner):
    ids = [card.id for card in choose(talk, learner).cards]

    assert len(ids) == len(set(ids))


@given(talks, learners)
def test_every_target_is_taught_once_and_is_in_the_line_of_its_card(talk, learner):
    cards = choose(talk, learner).cards
    targets = [word for card in cards for word in card.targets]

    assert len(targets) == len(set(targets))
    assert all(word in card.graded.target for card in cards for word in card.targets)


@given(talks, learners)
def test_no_target_is_listed_at_or_below_the_level_or_above_the_ceiling(talk, learner):
    for card in choose(talk, learner).cards:
        for token in card.graded.tokens:
            if token.headword in card.targets:
                assert token.hsk is None or token.level > learner.level
                assert learner.ceiling is None or token.level <= learner.ceiling


@given(talks, learners)
def test_a_target_has_a_gloss_that_is_confirmed_or_the_only_one(talk, learner):
    for card in choose(talk, learner).cards:
        targets = [token for token in card.graded.tokens if token.headword in card.targets]
        assert all(token.gloss for token in targets)
        assert all(token.gloss_from in ("dictionary", "aligned") or not token.senses for token in targets)


def test_a_word_that_a_suffix_makes_a_longer_one_is_no_target():
    line = annotated(1, ["甲山", "乙水", "丙火", "丁土", "己木", "甲山"])
    suffix = ZhToken("级", 10, 11, pos="q", kind="function", pinyin=("jí",))
    bound = replace(line, zh_tokens=(*line.zh_tokens[:5], suffix, line.zh_tokens[5]))
    learner = Learner("zh", 4.0)

    free, none = (choose_cards(grade_sentences([item], learner), learner, WISH).cards for item in (line, bound))
    assert "己木" in {word for card in free for word in card.targets}
    assert "己木" not in {word for card in none for word in card.targets}


@given(talks, learners)
def test_a_sentence_card_teaches_one_or_two_words_and_a_word_card_one(talk, learner):
    for card in choose(talk, learner).cards:
        assert len(card.targets) in ((1, 2) if card.type == "sentence" else (1,))


@given(talks, learners)
def test_new_words_are_those_that_no_earlier_card_teaches(talk, learner):
    taught = set()
    for card in choose(talk, learner).cards:
        assert card.new_words == tuple(word for word in card.graded.unknown if word not in taught)
        taught.update(card.targets)


@given(talks, learners)
def test_a_sentence_with_a_reason_against_it_is_no_sentence_card(talk, learner):
    for card in choose(talk, learner).cards:
        assert set(card.graded.reasons) <= (set() if card.type == "sentence" else {"length"})


@given(talks, learners, st.integers(0, 3), st.integers(0, 3))
def test_there_are_never_more_cards_than_asked_for(talk, learner, sentences, words):
    cards = choose(talk, learner, CardLimits(sentences, words, "best")).cards

    assert sum(card.type == "sentence" for card in cards) <= sentences
    assert sum(card.type == "word" for card in cards) <= words


@given(talks, learners, st.sampled_from(ORDERS))
def test_every_order_has_the_same_cards(talk, learner, order):
    best = choose(talk, learner).cards
    ordered = order_cards(best, order)

    assert sorted(card.id for card in ordered) == sorted(card.id for card in best)
    assert [replace(card, new_words=()) for card in choose(talk, learner, CardLimits(60, 60, order)).cards] == [
        replace(card, new_words=()) for card in ordered
    ]


@given(talks, learners)
def test_conversation_is_the_order_of_the_lines_and_value_that_of_worth(talk, learner):
    cards = choose(talk, learner).cards
    lines = [card.graded.line for card in order_cards(cards, "conversation")]
    values = [card.value for card in order_cards(cards, "value")]

    assert lines == sorted(lines)
    assert values == sorted(values, reverse=True)


@given(talks, learners)
def test_easy_always_goes_on_with_the_card_of_fewest_unknown_words(talk, learner):
    left = choose(talk, learner, CardLimits(60, 60, "easy")).cards
    taught = set()
    while left:
        unknown = [sum(word not in taught for word in card.graded.unknown) for card in left]
        assert unknown[0] == min(unknown)
        taught.update(left[0].targets)
        left = left[1:]


@given(talks, learners)
def test_choosing_again_gives_the_same(talk, learner):
    assert choose(talk, learner) == choose(talk, learner)


@given(talks, learners)
def test_what_is_no_card_is_noticed_with_its_first_reason(talk, learner):
    selection = choose(talk, learner)

    assert [(notice.code, notice.line) for notice in selection.notices] == [
        (f"not-a-card:{item.reasons[0]}", item.line) for item in selection.graded if item.reasons
    ]


@given(talks, learners)
def test_a_deck_raises_coverage_by_what_it_teaches(talk, learner):
    selection = choose(talk, learner)
    coverage = selection.coverage

    assert 0 <= coverage.known_before <= coverage.known_after <= coverage.running_words
    assert coverage.types_taught == len({word for card in selection.cards for word in card.targets})


def test_a_talk_with_good_lines_gives_cards_of_both_types():
    """The laws above hold of real cards, not of empty decks alone."""
    talk = [
        ("甲山", "乙水", "丙火", "己木", "甲山", "乙水"),
        ("乙水", "甲山", "庚石", "丙火", "丙火", "甲山"),
        ("己木", "庚石", "辛田", "壬竹", "癸米", "甲山"),
    ]
    cards = choose(talk, Learner("zh", 4.0)).cards

    assert {card.type for card in cards} == {"sentence", "word"}


@settings(max_examples=20)
@given(spoken, learners)
def test_a_sentence_is_as_hard_as_its_words_and_its_length(words, learner):
    """A harder word in the place of an easier one never makes a sentence easier."""
    easier = grade_sentences([annotated(1, words)], learner)[0]
    harder = grade_sentences([annotated(1, [*words[:-1], "卯肉"])], learner)[0]

    assert 1 <= easier.difficulty <= harder.difficulty <= 9


# ---- the other direction: English is learned, Chinese explains


def mirrored(talk, learner):
    """The same talk with the words on the English side, by their lemmas."""
    return [english_side(annotated(2 * at + 1, words)) for at, words in enumerate(talk)], replace(learner, study="en")


def english_side(item):
    tokens = [EnToken("We", 0, 2, pos="PRON", kind="function"), EnToken("saw", 3, 6, pos="VERB", level=1, lemma="see")]
    start = len("We saw ")
    for token in item.zh_tokens:
        entry, text = WORDS[token.text], f"w{token.text}"
        levels = {"level": entry["level"], "zipf": entry["zipf"], "cefr": "B2" if entry["listed"] else None}
        meaning = {"gloss": token.text, "gloss_from": entry["gloss_from"], "senses": token.senses}
        tokens.append(EnToken(text, start, start + len(text), pos="NOUN", lemma=text, **levels, **meaning))
        start += len(text) + 1
    return Annotated(item.sentence, item.zh_tokens, tuple(tokens))


@given(talks, learners)
def test_english_cards_keep_the_same_promises(talk, learner):
    sentences, learner = mirrored(talk, learner)
    cards = choose_cards(grade_sentences(sentences, learner), learner, WISH).cards
    lines, targets = [card.graded.line for card in cards], [word for card in cards for word in card.targets]

    assert len(lines) == len(set(lines))
    assert len(targets) == len(set(targets))
    for card in cards:
        tokens = {token.headword: token for token in card.graded.tokens}
        assert all(tokens[word].cefr is None or tokens[word].level > learner.level for word in card.targets)
        assert card.graded.study == "en"
        assert card.id.startswith(f"en-{card.type}-")


@given(talks, learners)
def test_a_word_that_the_chinese_line_keeps_in_english_is_no_target(talk, learner):
    sentences, learner = mirrored(talk, learner)
    kept = [replace(item, en_tokens=tuple(replace(token, gloss="w") for token in item.en_tokens)) for item in sentences]

    assert choose_cards(grade_sentences(kept, learner), learner, WISH).cards == ()


def test_an_english_talk_gives_cards_of_both_types():
    talk = [
        ("甲山", "乙水", "丙火", "己木", "甲山", "乙水"),
        ("乙水", "甲山", "庚石", "丙火", "丙火", "甲山"),
        ("己木", "庚石", "辛田", "壬竹", "癸米", "甲山"),
    ]
    sentences, learner = mirrored(talk, Learner("zh", 4.0))

    assert {card.type for card in choose_cards(grade_sentences(sentences, learner), learner, WISH).cards} == {
        "sentence",
        "word",
    }


# ---- the whole way, with the real engines


@pytest.fixture(scope="module")
def cards(example):
    return Pipeline(example, Settings()).tracks[0].selection.cards


def content(cards):
    return [(card.type, card.targets, card.graded.target, card.graded.context) for card in cards]


@pytest.mark.parametrize("added", ["展开剩余字幕(还有 40 条)", ""], ids=["furniture", "blank"])
def test_a_line_of_furniture_or_a_blank_one_changes_no_card(added, example, cards, tmp_path):
    lines = example.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "talk.txt"
    path.write_text("\n".join([*lines[:101], added, *lines[101:]]), encoding="utf-8")

    assert content(Pipeline(path, Settings()).tracks[0].selection.cards) == content(cards)


def test_the_example_gives_cards_of_both_types(cards):
    assert {card.type for card in cards} == {"sentence", "word"}
