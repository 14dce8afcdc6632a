"""Explanations of single tokens: they name the rule that decided, and repeat no other decision than the build's."""

from rule_runners.bilingual import sentence

from flashdeck.annotate import annotate_sentences
from flashdeck.annotate.explanations import explain_tokens
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

    assert [item.token for item in found] == [token for item in annotated for token in (*item.zh_tokens, *item.en_tokens)]
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
