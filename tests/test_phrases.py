"""Phrases of an English line: what is taught as one, where it stands, and how the Chinese line bears it out."""

from flashdeck.bilingual.english_glosses import glossed_phrase
from flashdeck.bilingual.phrase_evidence import PhraseGlossEvidence
from flashdeck.english.english_annotator import annotate_english
from flashdeck.english.phrases import find_phrases
from flashdeck.model import Annotated, EnToken, Sentence


def tokens(text, links=None):
    """`word/POS` side by side; `links` gives spans of the Chinese line by the place of a token."""
    found, start = [], 0
    for place, piece in enumerate(text.split()):
        word, _, pos = piece.partition("/")
        linked = (links or {}).get(place, ())
        gloss = {"gloss": "词", "gloss_from": "dictionary"} if linked else {}
        kind = "function" if pos in ("DET", "ADP", "PRON") else "word"
        found.append(EnToken(word, start, start + len(word), pos=pos, kind=kind, lemma=word, level=3.0, links=linked, **gloss))
        start += len(word) + 1
    return found


def phrase(text, zh, links=None):
    (found,) = phrases(tokens(text, links), zh)
    return found


def phrases(words, zh):
    return tuple(glossed_phrase(PhraseGlossEvidence(found, zh)) for found in find_phrases(words))


def test_an_expression_has_the_sense_that_the_line_says():
    found = phrase("that/PRON is/AUX a/DET red/ADJ herring/NOUN", "那是在转移注意力")

    assert (found.headword, found.gloss, found.gloss_from) == ("red herring", "转移注意力的事", "dictionary")
    assert found.links == ((3, 8),)
    assert found.is_fixed


def test_a_separated_verb_keeps_its_pieces():
    text = "we/PRON roll/VERB it/PRON out/ADP soon/ADV"
    found = phrase(text, "我们很快就把它推出了")

    assert found.text == "roll out"
    assert [text.replace("/PRON", "").replace("/VERB", "").replace("/ADP", "")[slice(*span)] for span in found.spans] == [
        "roll",
        "out",
    ]
    assert found.members == (1, 3)


def test_a_verb_of_many_uses_is_glossed_by_its_counterpart():
    found = phrase("they/PRON lay/VERB out/ADP the/DET garden/NOUN", "他们设计花园", {1: ((2, 4),)})

    assert (found.gloss, found.gloss_from, found.is_fixed) == ("设计", "unconfirmed", False)


def test_an_expression_that_the_line_does_not_say_is_unconfirmed():
    found = phrase("that/PRON is/AUX a/DET red/ADJ herring/NOUN", "我不这么看")

    assert (found.gloss_from, found.links) == ("unconfirmed", ())


def test_words_with_one_counterpart_are_a_compound():
    shared = ((2, 6),)
    found = phrase("our/PRON water/NOUN tower/NOUN leaks/VERB", "我们水塔漏水", {1: shared, 2: shared})

    assert (found.headword, found.text, found.is_compound, found.links) == ("water tower", "water tower", True, shared)


def test_one_character_says_only_one_of_two_words():
    shared = ((1, 2),)

    assert find_phrases(tokens("a/DET vote/NOUN margin/NOUN", {1: shared, 2: shared})) == ()


def test_a_verb_and_its_object_are_no_compound():
    shared = ((0, 2),)

    assert find_phrases(tokens("we/PRON paint/VERB walls/NOUN", {1: shared, 2: shared})) == ()


def test_units_are_phrases_and_the_tokens_that_belong_to_none():
    words = tuple(tokens("that/PRON is/AUX a/DET red/ADJ herring/NOUN"))
    item = Annotated(Sentence((), ""), (), words, phrases(words, ""))

    assert [unit.headword for unit in item.units("en")] == ["that", "is", "a", "red herring"]
    assert item.units("zh") == ()


def test_a_phrase_names_the_expression_that_made_it():
    (found,) = phrases(annotate_english("By and large, it works.", "built-in"), "")

    assert found.word_rule == "en.expression.by-and-large"
