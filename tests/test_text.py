"""Sentences and the repair of spoken English: what goes in comes out, less what was said in stumbling."""

import re
from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from flashdeck.chinese.speech.chinese_repairs import clean_chinese
from flashdeck.english.speech.disfluency import clean_english
from flashdeck.english.speech.speech_marks import INVISIBLE, SPACES, drop_invisible
from flashdeck.english.word_classes import english_rules
from flashdeck.model import Line, Pair, Repair
from flashdeck.text import make_sentences

TABLES = ("fillers.tsv", "filler_places.tsv", "filler_commas.tsv", "repeats.tsv", "restarts.tsv")
RULE_IDS = {rule.id for table in TABLES for rule in english_rules(table)} | {INVISIBLE, SPACES}
NUMBERS = ("one", "two", "seven", "nineteen", "twenty", "hundred", "10", "2026", "5%")
NEGATIONS = ("no", "not", "never")
STUMBLES = ("um", "uh", "you know", "I mean", "like", "so")
SPEECH = (*NUMBERS, *NEGATIONS, *STUMBLES, "we", "We", "the", "river", "rose", "very", "it's")
talk = st.lists(st.tuples(st.sampled_from(SPEECH), st.sampled_from([" ", ", ", ". ", "? ", " "])), min_size=1, max_size=14).map(
    lambda said: "".join(word + gap for word, gap in said).strip()
)
pairs = st.builds(
    lambda at, zh, en: Pair((Line(2 * at + 1, zh, "zh"),), (Line(2 * at + 2, en, "en"),), 1.0),
    st.integers(0, 99),
    st.text("河桥船。,:”", min_size=1, max_size=6),
    talk,
)


def words(text):
    return re.findall(r"[\w'%]+", text.casefold())


def is_part(found, given_words):
    """Tell whether words stand in others in the same order."""
    left = iter(given_words)
    return all(word in left for word in found)


@given(st.lists(pairs, max_size=15), st.integers(1, 6))
def test_the_pairs_of_all_sentences_are_the_pairs_given(given_pairs, most):
    sentences = list(make_sentences(given_pairs, max_pairs=most))

    assert [pair for sentence in sentences for pair in sentence.pairs] == given_pairs
    assert all(1 <= len(sentence.pairs) <= most for sentence in sentences)


@given(st.lists(pairs, max_size=8))
def test_the_verbatim_line_is_kept_beside_the_clean_one(given_pairs):
    for sentence in make_sentences(given_pairs):
        assert sentence.en_verbatim == " ".join(pair.en for pair in sentence.pairs)
        assert bool(sentence.repairs) == (sentence.en != sentence.en_verbatim)


@given(talk | st.text(max_size=40))
@example("We, um, we, uh, we rose.")
def test_cleaning_twice_is_cleaning_once(text):
    once, _ = clean_english(text)

    assert clean_english(once) == (once, ())


@given(talk)
def test_no_number_is_ever_removed(text):
    said = Counter(word for word in words(text) if word in NUMBERS)
    kept = Counter(word for word in words(clean_english(text)[0]) if word in NUMBERS)

    assert kept == said


@given(talk)
def test_a_negation_that_was_said_is_still_there(text):
    kept = words(clean_english(text)[0])

    assert all(word in kept for word in words(text) if word in NEGATIONS)


@given(st.text("0123456789 .,%$-", max_size=30))
def test_figures_stay_as_they_are(text):
    assert re.findall(r"[\d%$-]", clean_english(text)[0]) == re.findall(r"[\d%$-]", text)


@given(talk | st.text(max_size=40))
def test_cleaning_adds_no_word_and_moves_none(text):
    assert is_part(words(clean_english(text)[0]), words(drop_invisible(text).text))


@given(talk | st.text(max_size=40))
@example("\x1b")
def test_a_line_with_something_in_it_never_comes_out_empty(text):
    assert bool(clean_english(text)[0].strip()) == bool(drop_invisible(text).text.strip())


@given(talk | st.text(max_size=40))
@example("We,\x1f um,  we\u200b left .")
def test_each_repair_names_its_rule_and_the_text_before_it(text):
    clean, repairs = clean_english(text)
    befores = [repair.before for repair in repairs]

    assert bool(repairs) == (clean != text)
    assert {repair.rule for repair in repairs} <= RULE_IDS
    assert befores[:1] in ([], [text])
    assert clean not in befores


@given(st.text("河桥a1 \u200b\x1f\u3000,。👩\u200d🚀", max_size=20))
def test_cleaning_chinese_removes_nothing_that_is_seen(text):
    clean, repairs = clean_chinese(text)

    assert [repair.before for repair in repairs][:1] == [text] * (clean != text)
    assert [char for char in clean if char.isprintable() and char != " "] == [
        char for char in text if char.isprintable() and char not in " \u3000"
    ]


def test_joined_pictures_stay_joined():
    assert clean_english("A woman 👩\u200d🚀 flies.") == ("A woman 👩\u200d🚀 flies.", ())
    assert clean_chinese("她👩\u200d🚀飞走了。") == ("她👩\u200d🚀飞走了。", ())


def test_what_was_read_stays_beside_the_chinese_that_is_shown():
    pair = Pair((Line(1, "桥\u200b断了 。", "zh"),), (Line(2, "The bridge broke.", "en"),), 1.0)
    (sentence,) = make_sentences([pair])

    assert (sentence.zh, sentence.zh_verbatim, sentence.zh_as_read) == ("桥断了。", "桥\u200b断了 。", "桥\u200b断了 。")


def test_the_repairs_of_a_line_are_listed_in_order():
    _, repairs = clean_english("Um, we we left .")

    assert repairs == (
        Repair("en.speech.spaces", "Um, we we left ."),
        Repair("en.speech.filler.um", "Um, we we left."),
        Repair("en.speech.at-beginning", "Um, we we left."),
        Repair("en.speech.repeat", "We we left."),
    )


def test_a_broken_off_negation_is_not_removed():
    assert clean_english("You don't you have to paint it.")[0] == "You don't you have to paint it."


def test_a_sound_beside_a_phrase_that_stays_is_removed():
    assert clean_english("Some of you know uh the battle.")[0] == "Some of you know the battle."


def test_the_end_of_a_phrase_before_a_repeated_beginning_is_not_removed():
    assert clean_english("It is a part of this is this is fine.")[0] == "It is a part of this is this is fine."
