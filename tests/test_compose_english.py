"""English notes: the target and its counterpart are marked, phrases in their pieces, Chinese in the script of the deck."""

import html
import re
from dataclasses import replace

import pytest

from flashdeck.compose import DeckSetting, Display, compose_deck
from flashdeck.english.ipa import is_installed
from flashdeck.levels import DEFAULT_LEVELS
from flashdeck.model import Annotated, Card, EnToken, Graded, Line, Pair, Phrase, Selection, Sentence, WordCoverage

HOSTILE = "<script>alert('1')</script> & {{c1::x}}"


def shown(markup):
    """The text that a reader of the page sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def marked(markup, cls="hl"):
    return [html.unescape(found) for found in re.findall(rf'<span class="{cls}">(.*?)</span>', markup)]


def tokens_of(en, **known):
    """Words and marks of a line; `known` gives what a word has besides."""
    return tuple(
        EnToken(match[0], *match.span(), kind="word" if match[0][0].isalnum() else "mark", **known.get(match[0].casefold(), {}))
        for match in re.finditer(r"[\w'’-]+|[^\w\s]", en)
    )


def graded(en, zh, *, phrases=(), verbatim=None, at=1, **known):
    sentence = Sentence(
        (Pair((Line(at, zh, "zh"),), (Line(at + 1, verbatim or en, "en"),), 1.0),), en, ("repeats",) if verbatim else ()
    )
    return Graded(Annotated(sentence, (), tokens_of(en, **known), tuple(phrases)), "en", 3.0, 1.0, (), ())


def notes(*items, targets, kind="word", display=None, level=None):
    cards = [Card(item, kind, targets, targets, "", 1.0) for item in items[:1]]
    setting = DeckSetting("Harbor", "Deck", level or DEFAULT_LEVELS["en"], "2025", display or Display())
    return compose_deck(Selection(tuple(cards), items, WordCoverage(1, 0, 1, 1, 1)), setting).notes


def fields(*items, **asked):
    return dict(notes(*items, **asked)[0].fields)


BRIDGE = {
    "lemma": "bridge",
    "pos": "NOUN",
    "cefr": "B2",
    "level": 4.0,
    "gloss": "桥梁",
    "gloss_from": "dictionary",
    "zipf": 4.2,
}


def bridges():
    return graded("The bridges' old piers hold.", "桥梁的旧桥墩还撑得住。", **{"bridges'": BRIDGE | {"links": ((0, 2),)}})


def test_a_word_note_shows_the_lemma_and_marks_the_form_and_its_counterpart():
    note = fields(bridges(), targets=("bridge",))

    assert note["Word"] == "bridge"
    assert marked(note["Sentence"]) == ["bridges"]  # without what the apostrophe adds
    assert marked(note["SentenceTranslation"]) == ["桥梁"]
    assert shown(note["SentenceCloze"]) == "The […]' old piers hold."
    assert shown(note["Meaning"]) == "桥梁"
    assert (note["PartOfSpeech"], note["Level"], note["Frequency"]) == ("n.", "CEFR B2 (approx.)", "Zipf 4.2")


def test_a_counterpart_that_no_dictionary_bears_out_is_only_probable():
    item = graded("The bridge holds.", "桥还在。", bridge=BRIDGE | {"gloss": "桥", "gloss_from": "aligned", "links": ((0, 1),)})

    assert marked(fields(item, targets=("bridge",))["SentenceTranslation"], "hl probable") == ["桥"]


def test_a_counterpart_is_called_that_of_this_line_where_the_dictionary_says_something_else():
    free = BRIDGE | {"gloss": "撑", "gloss_from": "aligned", "senses": ("桥梁", "桥"), "links": ((0, 1),)}
    item = graded("The bridge holds.", "撑得住。", bridge=free)

    assert shown(fields(item, targets=("bridge",))["Meaning"]) == "文中： 撑 · 桥梁"
    assert shown(fields(replace(item, unknown=("bridge",)), targets=("bridge",), kind="sentence")["Words"]).endswith(
        "撑 · 桥梁"
    )


def test_what_the_talk_calls_a_word_is_told_once_and_in_the_learners_marks():
    said = [("桥梁", 1), ("桥梁", 11), ("桥", 21), ("桥", 31)]
    known = {gloss: BRIDGE | {"gloss": gloss, "senses": ("桥", "天桥"), "links": ((0, len(gloss)),)} for gloss, _ in said}
    items = [graded("The bridge holds.", f"{gloss}还在。", at=at, bridge=known[gloss]) for gloss, at in said]

    assert shown(fields(*items, targets=("bridge",))["Senses"]) == "文中：桥 2、桥梁 2；天桥"


@pytest.mark.parametrize(("gloss", "said"), [("桥梁", "又作：viaduct"), ("桥", "")])
def test_two_words_with_one_counterpart_name_one_thing_unless_it_is_a_single_character(gloss, said):
    own, other = (BRIDGE | {"lemma": lemma, "gloss": gloss, "links": ((0, len(gloss)),)} for lemma in ("bridge", "viaduct"))
    items = (
        graded("The bridge holds.", f"{gloss}还在。", bridge=own),
        *(graded("The viaduct holds.", f"{gloss}还在。", at=at, viaduct=other) for at in (3, 5)),
    )

    assert shown(fields(*items, targets=("bridge",))["Senses"]) == said


def roll_out(en="They will roll it out soon.", pieces=((10, 14), (18, 21)), members=(2, 4)):
    phrase = Phrase(
        "roll out", pieces[0][0], pieces[-1][1], pos="phrasal verb", level=4.0, cefr="B2", lemma="roll out",
        gloss="推出", gloss_from="dictionary", links=((5, 7),), members=members, pieces=pieces,
    )  # fmt: skip
    return graded(en, "他们很快会推出它。", phrases=(phrase,))


def test_a_separable_verb_is_marked_in_both_pieces():
    note = fields(roll_out(), targets=("roll out",))

    assert marked(note["Sentence"]) == ["roll", "out"]
    assert shown(note["SentenceCloze"]) == "They will […] it […] soon."
    assert marked(note["SentenceTranslation"]) == ["推出"]
    assert shown(note["Pattern"]) == "roll … out"
    assert note["PartOfSpeech"] == "phr. v."


def test_a_verb_in_one_piece_has_no_pattern():
    whole = roll_out("They will roll out soon.", pieces=((10, 18),), members=(2, 3))
    note = fields(whole, targets=("roll out",))

    assert marked(note["Sentence"]) == ["roll out"]
    assert note["Pattern"] == ""


def test_ids_are_those_of_the_contract():
    assert notes(roll_out(), targets=("roll out",))[0].id == "en-word-roll_out"
    assert re.fullmatch(r"en-sentence-[0-9a-f]{12}", notes(bridges(), targets=("bridge",), kind="sentence")[0].id)


def test_the_id_of_a_sentence_is_that_of_the_line_as_spoken():
    spoken = "The the bridge holds."
    repaired = graded("The bridge holds.", "桥还在。", verbatim=spoken, bridge=BRIDGE)
    as_spoken = graded(spoken, "桥还在。", bridge=BRIDGE)
    one, other = (notes(item, targets=("bridge",), kind="sentence")[0] for item in (repaired, as_spoken))

    assert one.id == other.id
    assert dict(one.fields)["Sentence"] != dict(other.fields)["Sentence"]
    assert (dict(one.fields)["Verbatim"], dict(other.fields)["Verbatim"]) == (spoken, "")


def test_the_words_of_a_sentence_are_glossed_and_the_targets_told_apart():
    item = graded(
        "The bridge and the pier hold.",
        "桥和桥墩还在。",
        bridge=BRIDGE,
        pier={"lemma": "pier", "gloss": "桥墩", "gloss_from": "unconfirmed"},
    )
    item = Graded(item.annotated, "en", 3.0, 1.0, ("bridge", "pier"), ())
    words = fields(item, targets=("bridge",), kind="sentence")["Words"]

    assert re.findall(r'<div( class="target")?><span class="w">(\w+)</span>', words) == [
        (' class="target"', "bridge"),
        ("", "pier"),
    ]
    assert shown(words).endswith("桥墩 (?)")


@pytest.mark.parametrize(
    ("fixed", "senses", "said"), [(True, (), "推出"), (True, ("展开",), "推出 (?)"), (False, (), "推出 (?)")]
)
def test_an_expression_with_one_meaning_is_in_no_doubt(fixed, senses, said):
    item = roll_out()
    (phrase,) = item.annotated.en_phrases
    doubted = replace(phrase, gloss_from="unconfirmed", is_fixed=fixed, senses=senses)
    item = replace(item, annotated=replace(item.annotated, en_phrases=(doubted,)))

    assert shown(fields(item, targets=("roll out",))["Meaning"]) == said


@pytest.mark.parametrize("kind", ["sentence", "word"])
def test_all_chinese_stands_in_the_script_of_the_deck(kind):
    traditional = Display("traditional", "zhuyin")
    around = graded("We see it.", "我们看见它。", at=11, bridge=BRIDGE)
    item = graded(
        "A bridge stands, and it stands well.",
        "桥梁还开着，说得过去。",
        at=21,
        bridge=BRIDGE | {"gloss": "桥梁", "links": ((0, 2),)},
    )
    item = Graded(item.annotated, "en", 3.0, 1.0, ("bridge",), ())
    example = graded("That bridge was closed in spring.", "那座桥梁在春天关闭了。", at=31, bridge=BRIDGE)
    cards = (Card(item, kind, ("bridge",), ("bridge",), "", 1.0),)
    selection = Selection(cards, (around, item, example), WordCoverage(1, 0, 1, 1, 1))
    note = dict(
        compose_deck(selection, DeckSetting("Harbor", "Deck", DEFAULT_LEVELS["en"], "2025", traditional)).notes[0].fields
    )

    everything = "".join(note.values())
    assert not set("桥开说过们见关闭") & set(everything)
    assert 'lang="zh-Hans"' not in everything
    assert 'lang="zh-Hant"' in note["ContextBefore"]
    assert "橋" in everything


def test_nothing_that_a_transcript_says_becomes_markup():
    item = graded(f"The bridge {HOSTILE}", f"桥{HOSTILE}", bridge=BRIDGE | {"gloss": HOSTILE, "links": ((0, 1),)})
    for kind in ("sentence", "word"):
        for name, value in fields(item, targets=("bridge",), kind=kind).items():
            assert not re.search(r"<(?!/?(?:div|span)\b)", value), name


def test_examples_say_something_else_and_are_not_long():
    far = " ".join(["far"] * 40)
    others = [
        graded("The old bridges hold.", "旧桥还在。", at=11, bridges=BRIDGE),
        graded("The bridges' old piers hold well.", "桥墩还在。", at=21, **{"bridges'": BRIDGE}),
        graded(f"A bridge stands {far} away.", "远处有桥。", at=31, bridge=BRIDGE),
        graded("Who built that bridge in the park?", "公园里的桥是谁造的？", at=41, bridge=BRIDGE),
        graded("One bridge was painted red last spring.", "去年春天一座桥漆成了红色。", at=51, bridge=BRIDGE),
    ]
    examples = fields(bridges(), *others, targets=("bridge",))["Examples"]

    assert examples.count('class="ex"') == 2
    assert "piers" not in examples
    assert "far" not in examples


@pytest.mark.skipif(not is_installed(), reason="the extra ipa is not installed")
def test_the_headword_is_what_is_said():
    assert fields(bridges(), targets=("bridge",))["IPA"] == "/brɪdʒ/"
    assert fields(roll_out(), targets=("roll out",))["IPA"] == "/roʊl aʊt/"


def test_a_deck_for_learners_of_english_names_the_lists_that_stand_in_it():
    setting = DeckSetting("Harbor", "Deck", DEFAULT_LEVELS["en"], "2025")
    item = bridges()
    card = Card(item, "word", ("bridge",), ("bridge",), "", 1.0)
    description = shown(compose_deck(Selection((card,), (item,), WordCoverage(1, 0, 1, 1, 1)), setting).description)

    assert "Harbor：英语配中文。水平（CEFR，近似）：已会 A1 至 B1；所教：B1 以上的词。" in description
    assert "1 张卡片，每天学 20 张新的，1 天学完" in description
    assert all(name in description for name in ("CEFR-J", "cefrpy", "wordfreq", "CC BY-SA 4.0"))
    assert "HSK" not in description
