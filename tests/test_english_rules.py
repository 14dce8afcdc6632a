"""Every English token says which rule cut it and which rule chose its part of speech."""

import pytest

from flashdeck.english.english_annotator import annotate_english


def token_of(text, word):
    return next(token for token in annotate_english(text, "built-in") if token.text == word)


def test_every_token_names_its_rules():
    tokens = annotate_english("Anna doesn't like the follow-up, so- it cost 5%, gonna say.", "built-in")

    assert all(token.word_rule and token.pos_rule for token in tokens)


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("They have a boat.", "boat", "en.pos.model"),
        ("We like the garden.", "like", "en.pos.like.verb"),
        ("They have a boat.", "have", "en.pos.have-main-verb"),
        ("We met Anna in Oslo.", "Anna", "en.pos.name.inside-sentence"),
        ("It's gonna rain.", "gonna", "en.pos.spoken-form"),
    ],
)
def test_a_part_of_speech_names_its_rule(text, word, rule):
    assert token_of(text, word).pos_rule == rule


@pytest.mark.parametrize(
    ("text", "word", "rule"),
    [
        ("They have a boat.", "boat", "en.word.tokenizer"),
        ("We're late.", "We're", "en.word.contraction"),
        ("It is a follow-up.", "follow-up", "en.word.compound-after-hyphen"),
        ("So- I left.", "So", "en.word.broken-off"),
    ],
)
def test_a_word_names_the_rule_that_joined_or_separated_it(text, word, rule):
    assert token_of(text, word).word_rule == rule
