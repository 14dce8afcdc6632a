"""The glossary of terms of artificial intelligence: its rows are well formed, and a line with a term has it whole."""

import pytest
from pypinyin import Style, pinyin

from flashdeck.chinese.scripts import simple_text
from flashdeck.chinese.words.segmenter import Segmenter
from flashdeck.dictionaries.ai_terms import load_terms
from flashdeck.dictionaries.cedict import load_dictionary

TERMS = load_terms()
CLASSES = {"n", "v", "a", "q", "nt", "nr"}


def test_there_are_hundreds_of_terms():
    assert len(TERMS) >= 330


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.simplified)
def test_each_term_has_a_reading_a_sense_a_class_and_a_source(term):
    alone = (pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True) for character in term.simplified)
    readings = [possible for (possible,) in alone]

    assert len(term.pinyin) == len(term.simplified) == len(term.traditional)
    for syllable, possible in zip(term.pinyin, readings, strict=True):
        assert syllable.replace("u:", "v") in possible
    assert all(sense and len(sense.split()) <= 5 for sense in term.senses)
    assert len(set(term.senses)) == len(term.senses)
    assert term.word_class in CLASSES
    assert term.source


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.simplified)
def test_the_traditional_form_is_the_simplified_form_in_traditional_characters(term):
    assert simple_text(term.traditional) == term.simplified


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.simplified)
def test_the_dictionary_has_the_senses_of_each_term(term):
    found = [sense for entry in load_dictionary().entries(term.simplified) for sense in entry.senses]

    assert set(term.senses) <= set(found)


def test_a_term_is_one_word_of_a_line():
    line = "他们写了一个提示词,然后谈出口管制。"

    assert {"提示词", "出口管制"} <= {word.text for word in Segmenter([line]).cut(line)}


def test_a_term_has_the_class_of_its_row():
    line = "这是智能体式AI。"

    assert {word.text: word.tag for word in Segmenter([line]).cut(line)}["智能体式"] == "a"
