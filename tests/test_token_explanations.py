"""Explanations of single tokens: they name the rule that decided, and repeat no other decision than the build's."""

from rule_runners.bilingual import sentence

from flashdeck.annotate import annotate_sentences
from flashdeck.annotate.token_explanations import explain_tokens
from flashdeck.edits import NO_EDITS
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.word_entries import TermEntry

TALK = [
    sentence("这座山很高。", "This hill is high."),
    sentence("他们建了一个数据中心。", "They built a data center."),
    sentence("这和地图不符。", "That is not in accordance with the map."),
]


def explained(text, edits=NO_EDITS):
    (found,) = explain_tokens(TALK, "2025", edits, lambda _, token: token.text == text)
    return found


def step(explanation, decision):
    (found,) = [step for step in explanation.steps if step.decision == decision]
    return found


def test_every_token_is_explained_as_it_was_decided():
    annotated = list(annotate_sentences(TALK, "2025"))
    found = list(explain_tokens(TALK, "2025", NO_EDITS, lambda _annotated, _token: True))

    tokens = [token for item in annotated for token in (*item.zh_tokens, *item.en_tokens, *item.en_phrases)]
    assert [item.token for item in found] == tokens
    for item in found:
        gloss = step(item, "gloss")
        assert gloss.asked[-1] == (item.token.gloss_rule, item.token.gloss or "")
        assert all(answer is None for _, answer in gloss.asked[:-1])


def test_a_gloss_is_explained_by_senses_and_counterpart():
    found = explained("山")

    assert (found.side, step(found, "gloss").rule) == ("zh", "zh.gloss.same-words")
    assert "The English counterpart is “hill”." in step(found, "gloss").evidence
    assert "“山” and “hill” were linked by link.dictionary" in step(found, "link").evidence[0]


def test_an_english_word_is_explained_by_what_its_neighbours_share():
    found = explained("data")

    assert (found.side, found.token.gloss) == ("en", "数据")
    assert "Other English words have the same counterpart: center." in step(found, "gloss").evidence


def test_a_dropped_link_is_explained():
    assert "was dropped" in step(explained("不符"), "link").evidence[0]


def test_a_correction_is_the_first_rule_that_answers():
    found = explained("山", Edits("e", (TermEntry(1, "山", (), "mountain"),)))

    assert step(found, "gloss").asked == (("zh.gloss.edits", "mountain"),)
    assert "without it the gloss would be “hill” (zh.gloss.same-words)" in step(found, "gloss").evidence[0]


def test_a_phrase_is_explained_by_the_meanings_in_the_list_and_in_the_line():
    talk = [sentence("他放弃了。", "He gave up.")]
    (found,) = explain_tokens(talk, "2025", NO_EDITS, lambda _, token: token.text == "gave up")

    assert step(found, "word").rule == "en.expression.give-up"
    assert step(found, "gloss").asked[-1] == ("en.gloss.phrase-in-line", "放弃")
    assert "The Chinese line has “放弃”, as in the meaning “放弃”." in step(found, "gloss").evidence


def test_a_reading_is_explained_by_the_rows_asked_and_the_readings_of_the_dictionary():
    talk = [sentence("他还没到银行。", "He has not reached the bank yet.")]
    (found,) = explain_tokens(talk, "2025", NO_EDITS, lambda _, token: token.text == "还")
    reading = step(found, "reading")

    assert reading.asked[-1] == (found.token.reading_rule, "hái")
    assert len(reading.asked) > 1
    assert all(answer is None for _, answer in reading.asked[:-1])
    assert "huán (" in reading.evidence[0]


def test_the_other_words_that_overlap_a_word_are_named():
    (found,) = explain_tokens([sentence("他们的计算机坏了。", "Their computer broke.")], "2025", NO_EDITS, is_computer)

    assert "计算" in step(found, "word").evidence[0]


def is_computer(_, token):
    return token.text == "计算机"
