"""Overlong tokens: they are read without the analysis, whose cost grows with the square of their length."""

import pytest

from flashdeck.english import hanta
from flashdeck.english.parts_of_speech import read_pieces

LONG_TOKENS = [
    "https://example.org/" + "pages-and-more" * 250,
    "data:text/plain;hex," + "6c6f6e67" * 500,
    "-".join(["very"] * 800),
    "a" * 46,
]


@pytest.fixture
def analysed(monkeypatch):
    """Note the words that the model analyses."""
    tagger = hanta.load_hanta()
    monkeypatch.setattr(tagger, "_readings", {})
    asked = []
    tag_word = tagger._model._tag_word

    def note(word, **options):
        asked.append(word)
        return tag_word(word, **options)

    monkeypatch.setattr(tagger._model, "_tag_word", note)
    return tagger, asked


@pytest.mark.parametrize("token", LONG_TOKENS)
def test_a_token_longer_than_any_word_is_a_noun_without_analysis(token, analysed):
    tagger, asked = analysed

    tags = tagger.tags(["Look", "at", token, "please"])

    assert tags[2] == "NN1"
    assert token not in asked


def test_a_line_of_overlong_tokens_alone_is_tagged(analysed):
    tagger, asked = analysed

    assert tagger.tags(LONG_TOKENS) == ["NN1"] * len(LONG_TOKENS)
    assert not asked


def test_the_longest_word_of_the_dictionary_is_analysed(analysed):
    tagger, asked = analysed

    tagger.tags(["pneumonoultramicroscopicsilicovolcanoconiosis"])

    assert asked == ["pneumonoultramicroscopicsilicovolcanoconiosis"]


@pytest.mark.parametrize("token", LONG_TOKENS)
def test_an_overlong_token_is_its_own_lemma(token):
    reading = read_pieces(hanta.load_hanta(), ["Look", "at", token])[2]

    assert (reading.upos, reading.lemma) == ("NOUN", token)
