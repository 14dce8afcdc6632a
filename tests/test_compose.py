"""Composition: text arrives on a card as it was typed, and nothing in it is markup."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.compose import DeckSetting, Display, Making, compose_deck, family_description, join_decks
from flashdeck.compose.deck import deck_name, file_name, slug
from flashdeck.compose.description import batch_description, deck_description, voice_hint
from flashdeck.compose.display import ShownToken
from flashdeck.compose.markup import escape, marked_spans, marked_text, ruby
from flashdeck.levels import DEFAULT_LEVELS, Level
from flashdeck.model import (
    Annotated,
    Card,
    Deck,
    EnToken,
    Graded,
    Html,
    Line,
    Note,
    Pair,
    Selection,
    Sentence,
    WordCoverage,
    ZhToken,
)
from flashdeck.model.characters import count_han

HOSTILE = "<script>alert('1')</script> & \"q\" <b>&amp;</b> {{c1::x}}"
HAN = "河桥船长重"
_PLAIN = Making()
READINGS = st.sampled_from(["hé", "qiáo", "lǜ", "ān", "de", "r"])
pieces = st.tuples(st.text(f"{HAN}<>&\"'ab", min_size=1, max_size=4), st.text(" <&,。", max_size=2))


@st.composite
def lines(draw):
    """A text and tokens that lie in it, with readings for their Han characters."""
    text, tokens = "", []
    for word, gap in draw(st.lists(pieces, min_size=1, max_size=6)):
        readings = tuple(draw(READINGS) for _ in range(count_han(word)))
        tokens.append(ZhToken(word, len(text), len(text) + len(word), pinyin=readings, doubtful=draw(st.booleans())))
        text += word + gap
    return text, Display().tokens(text, tokens)


def shown(markup):
    """The text that a reader of the page sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@given(st.text())
def test_escaped_text_is_shown_as_typed(text):
    escaped = escape(text)

    assert html.unescape(escaped) == text
    assert not set("<>") & set(escaped)


def test_quotes_stay_as_typed():
    assert escape('"it\'s"') == '"it\'s"'


@given(lines())
def test_a_marked_line_shows_the_text_and_marks_the_targets(line):
    text, tokens = line
    marked = marked_text(text, tokens, {tokens[0].text})

    assert shown(marked) == text
    assert [html.unescape(found) for found in re.findall(r'<span class="hl(?: long)?">(.*?)</span>', marked)] == [
        token.text for token in tokens if token.text == tokens[0].text
    ]


def test_each_word_of_several_characters_has_an_element_in_which_no_line_breaks():
    tokens = [ShownToken("我们", 0, 2, "我们"), ShownToken("在", 2, 3, "在"), ShownToken("北京", 3, 5, "北京")]

    assert marked_text("我们在北京。", tokens, ("北京",)) == ('<span class="token">我们</span>在<span class="hl">北京</span>。')


@pytest.mark.parametrize(
    ("text", "is_long"), [("中华人民共和", False), ("中华人民共和国", True), ("take part in", False), ("x" * 21, True)]
)
def test_a_word_that_may_be_longer_than_a_line_can_break(text, is_long):
    token = ShownToken(text, 0, len(text), text)

    assert ('class="token long"' in marked_text(text, [token], ())) == is_long
    assert ('class="hl long"' in marked_spans(text, {(0, len(text)): "hl"})) == is_long


@given(lines())
def test_ruby_without_its_readings_is_the_sentence(line):
    text, tokens = line
    marked = marked_text(text, tokens, {tokens[-1].text}, ruby)

    assert shown(re.sub(r"<rt>.*?</rt>", "", marked)) == text


@given(lines())
def test_ruby_has_the_reading_of_each_han_character_in_order(line):
    text, tokens = line
    found = re.findall(r"<ruby[^>]*>(.)<rt>(.*?)</rt></ruby>", marked_text(text, tokens, (), ruby))

    han = [char for token in tokens for char in token.text if count_han(char)]
    assert found == list(zip(han, (reading for token in tokens for reading in token.readings), strict=True))


@given(lines())
def test_ruby_marks_a_doubtful_reading_and_no_other(line):
    for token in line[1]:
        assert ruby(token).count(" doubt") == (len(token.readings) if token.doubtful else 0)


@pytest.mark.parametrize(
    ("text", "readings", "written"),
    [("方案", ("fāng", "àn"), "fāng'àn"), ("西安", ("xī", "ān"), "xī'ān"), ("河", ("hé",), "hé"), ("。", (), "。")],
)
def test_a_reading_is_written_in_one_piece(text, readings, written):
    token = ZhToken(text, 0, len(text), pinyin=readings)

    assert Display().spelled(*Display().tokens(text, [token])) == written


# ---- whole notes


def sentence(at, zh, en):
    return Sentence((Pair((Line(at, zh, "zh"),), (Line(at + 1, en, "en"),), 1.0),), en)


def graded(at, zh, en, gloss="bridge"):
    bridge = ZhToken(
        "桥", 0, 1, pos="n", level=5.0, hsk="5", pinyin=("qiáo",), gloss=gloss, gloss_from="dictionary", senses=(HOSTILE,)
    )
    rest = ZhToken(zh[1:], 1, len(zh), kind="mark")
    return Graded(Annotated(sentence(at, zh, en), (bridge, rest), (EnToken("a", 0, 1),)), "zh", 4.0, 1.0, ("桥",), ())


def compose(*items, types=("sentence", "word"), title=HOSTILE, making=_PLAIN):
    cards = [Card(item, kind, ("桥",), ("桥",), "", 1.0) for item, kind in zip(items, types, strict=False)]
    selection = Selection(tuple(cards), items, WordCoverage(1, 0, 1, 1, 1))
    return compose_deck(selection, DeckSetting(title, "Deck", DEFAULT_LEVELS["zh"], "2025", making=making))


@pytest.fixture
def notes():
    deck = compose(graded(1, f"桥{HOSTILE}", HOSTILE, HOSTILE), graded(3, f"桥{HOSTILE}。", HOSTILE, HOSTILE))
    return [dict(note.fields) for note in deck.notes]


def test_nothing_that_a_transcript_says_becomes_markup(notes):
    for fields in notes:
        for name, value in fields.items():
            assert not re.search(r"<(?!/?(?:div|span|ruby|rt)\b)", value), name


def test_a_field_shows_the_line_as_typed(notes):
    sentence_note, word_note = notes

    assert shown(sentence_note["Sentence"]) == f"桥{HOSTILE}"
    assert shown(sentence_note["Translation"]) == HOSTILE
    assert shown(word_note["SentenceTranslation"]) == HOSTILE
    assert shown(word_note["Meaning"]) == HOSTILE
    assert shown(word_note["Senses"]) == HOSTILE


def test_the_description_shows_the_title_as_typed():
    description = compose(graded(1, "桥。", "A bridge.")).description

    assert HOSTILE in shown(description)
    assert "<script" not in description


@pytest.mark.parametrize(
    ("making", "gates"),
    [
        (Making(), {"TTS"}),
        (Making(tts=False), set()),
        (Making(("recognition", "listening")), {"TTS", "AddListening"}),
        (Making(("recognition", "listening", "production"), tts=False), {"AddListening", "AddProduction"}),
    ],
)
def test_gates_are_on_for_the_cards_asked_for(making, gates):
    for note in compose(graded(1, "桥。", "A bridge."), graded(3, "桥。", "Two."), making=making).notes:
        fields = dict(note.fields)
        assert {name for name in ("TTS", "AddListening", "AddProduction") if fields.get(name)} == gates


@pytest.mark.parametrize(
    ("ceiling", "taught"), [(None, "words above HSK 4"), (Level("zh", 6.0, "HSK 6"), "words of HSK 5 to 6")]
)
def test_the_description_says_what_is_known_and_what_is_taught(ceiling, taught):
    setting = DeckSetting("Harbor", "Deck", DEFAULT_LEVELS["zh"], "2025", ceiling=ceiling)

    assert f"Level (2025 edition): you know HSK 1 to 4; taught: {taught}." in shown(deck_description(setting, 3))


@pytest.mark.parametrize(
    ("original", "said"), [("zh", "Spoken in Chinese"), ("en", "Spoken in English"), ("unknown", "is not known")]
)
def test_the_description_tells_the_first_weeks_and_where_it_comes_from(original, said):
    making = Making(("recognition", "production"), original=original, annotators=("jieba 0.42.1", "HanTa 1.2.1"))
    items = [graded(place, "桥。", "A bridge.") for place in range(1, 42, 2)]
    description = shown(compose(*items, types=("word",) * len(items), making=making).description)

    assert said in description
    assert "42 cards are 3 days at 20 new ones a day" in description
    for words in (
        "Suspend",
        "the tag “known”",
        "If newer",
        "Never delete",
        "HSK 2025",
        "CC-CEDICT",
        "CC BY-SA 4.0",
        "jieba 0.42.1, HanTa 1.2.1",
    ):
        assert words in description


@pytest.mark.parametrize("study", ["zh", "en"])
@pytest.mark.parametrize(
    ("making", "is_said"),
    [(Making(), True), (Making(tts=False), False), (Making(("recognition", "listening"), tts=False), True)],
)
def test_the_description_says_that_speech_needs_a_voice_only_where_cards_speak(making, is_said, study):
    setting = DeckSetting("T", "P::T", DEFAULT_LEVELS[study], "2025", making=making)

    for description in (shown(deck_description(setting, 5)), shown(batch_description(2, (setting,), 5))):
        assert ("--no-tts" in description) == is_said
        assert any(words in description for words in ("a voice for Chinese", "英语语音")) == is_said


# ---- several decks in one package


def words_of(name, *ids, tag="flashdeck"):
    notes = (Note(f"zh-word-{word}", "chinese-vocabulary", (("Word", Html(f"{word} of {name}")),), (tag,)) for word in ids)
    return Deck(name, Html("about"), tuple(notes))


def test_a_word_of_several_talks_is_one_note_with_the_tags_of_all():
    parent, first, second = join_decks(
        "P", Html("all"), [words_of("P::1", "a", "b", tag="t1"), words_of("P::2", "b", "c", tag="t2")]
    )

    assert parent == Deck("P", Html("all"), ())
    assert [(note.id, note.tags) for note in first.notes] == [("zh-word-a", ("t1",)), ("zh-word-b", ("t1", "t2"))]
    assert [(note.id, note.tags) for note in second.notes] == [("zh-word-c", ("t2",))]
    assert dict(first.notes[1].fields)["Word"] == "b of P::1"


def test_a_talk_that_teaches_nothing_new_has_no_deck():
    assert [deck.name for deck in join_decks("P", Html(""), [words_of("P::1", "a"), words_of("P::2", "a")])] == ["P", "P::1"]


def test_the_parent_names_its_decks_and_their_sources_once():
    settings = [DeckSetting("T", f"P::{name}", DEFAULT_LEVELS["zh"], "2025") for name in ("One", "Two & more")]
    description = shown(family_description(settings))

    assert "Decks: One, Two & more." in description
    assert description.count("CC-CEDICT") == 1


def test_the_deck_above_many_talks_tells_what_each_of_them_does():
    making = Making(("recognition", "listening"), original="en", annotators=("jieba 0.42.1",))
    chinese, english = (DeckSetting("T", "P::T", DEFAULT_LEVELS[study], "2025", making=making) for study in ("zh", "en"))

    both = shown(batch_description(3, (chinese, english), 50))
    for words in (
        "3 conversations",
        "100 cards are 5 days",
        "If newer",
        "Spoken in English",
        "HSK 2025",
        "CEFR-J",
        "jieba 0.42.1",
    ):
        assert both.count(words) == 1, words
    assert all(words in shown(batch_description(3, (english,), 50)) for words in ("3 篇对话", "100 张卡片", "来源：原话是英文"))


def test_no_tts_alone_is_no_remedy_where_listening_cards_speak():
    quiet, heard = (voice_hint("zh", ["zh", "en"], Making(cards)) for cards in (("recognition",), ("recognition", "listening")))

    assert "a voice for Chinese and English on each device" in quiet
    assert "listening" not in quiet
    assert "--no-tts and without listening cards" in heard


def test_a_note_stands_between_the_lines_around_it():
    deck = compose(graded(1, "桥甲。", "One."), graded(3, "桥乙。", "Two."))
    first, second = (dict(note.fields) for note in deck.notes)

    assert (shown(first["ContextBefore"]), shown(first["ContextAfter"])) == ("", "桥乙。Two.")
    assert (shown(second["ContextBefore"]), shown(second["ContextAfter"])) == ("桥甲。One.", "")


@pytest.mark.parametrize(("sense", "said"), [("a way across", "here: bridge · a way across"), ("bridge, of stone", "bridge")])
def test_a_counterpart_stands_beside_the_core_sense_unless_that_says_the_same(sense, said):
    item = graded(1, "桥。", "A bridge.")
    bridge = replace(item.annotated.zh_tokens[0], gloss_from="aligned", senses=(sense,))
    item = replace(item, annotated=replace(item.annotated, zh_tokens=(bridge, *item.annotated.zh_tokens[1:])))

    assert shown(dict(compose(item, types=("word",)).notes[0].fields)["Meaning"]) == said


def test_of_a_paragraph_each_sentence_has_its_own_lines_around_it():
    deck = compose(graded(1, "桥甲。", "One."), graded(1, "桥乙。", "Two."), graded(1, "桥丙。", "Three."))
    notes = [dict(note.fields) for note in deck.notes]

    assert [shown(note["ContextBefore"]) for note in notes] == ["", "桥甲。One."]
    assert [shown(note["ContextAfter"]) for note in notes] == ["桥乙。Two.", "桥丙。Three."]


@pytest.mark.parametrize("reason", ["backchannel", "garbled"])
def test_a_line_around_that_says_nothing_gives_its_place_to_the_next(reason):
    says_nothing = replace(graded(3, "桥对。", "Right."), reasons=(reason,))
    notes = [
        dict(note.fields) for note in compose(graded(1, "桥甲。", "One."), says_nothing, graded(5, "桥乙。", "Two.")).notes
    ]

    assert shown(notes[0]["ContextAfter"]) == "桥乙。Two."


def test_a_note_names_its_lines_and_its_level():
    fields = dict(compose(graded(3, "桥。", "A bridge."), title="Harbor").notes[0].fields)

    assert "Harbor, lines 3–4" in fields["Source"]
    assert fields["Level"] == "HSK 5 (2025)"


def test_the_verbatim_line_stands_only_on_a_card_whose_line_was_repaired():
    item = graded(1, "桥。", "The bridge.")
    said = Pair((Line(1, "桥。", "zh"),), (Line(2, "The the bridge.", "en"),), 1.0)
    repaired = Graded(
        Annotated(Sentence((said,), "The bridge.", ("repeats",)), item.annotated.zh_tokens, ()), "zh", 4.0, 1.0, ("桥",), ()
    )

    assert dict(compose(item).notes[0].fields)["Verbatim"] == ""
    assert dict(compose(repaired).notes[0].fields)["Verbatim"] == "The the bridge."


def test_the_id_of_a_note_does_not_depend_on_its_neighbours_or_its_title():
    alone = compose(graded(1, "桥。", "A bridge."), title="One").notes[0].id
    later = compose(graded(9, "桥。", "A bridge."), graded(11, "桥甲。", "Two."), title="Two").notes[0].id

    assert alone == later


@given(st.text(max_size=120), st.none() | st.text(max_size=120))
def test_a_deck_name_has_no_empty_level_and_no_quotes(title, name):
    levels = deck_name(title, name or None).split("::")

    assert all(level.strip() == level and len(level) <= 80 for level in levels)
    assert not set("\"'“”‘’\n\t") & set("".join(levels))


@given(st.text(max_size=120))
def test_a_file_name_is_safe_on_every_system(title):
    name = file_name(title)

    assert name.endswith(".apkg")
    assert not set('/\\:*?"<>|\0\n') & set(name)
    assert not name.startswith(".")
    assert len(name) <= 85


@given(st.text(max_size=60))
def test_a_slug_fits_into_a_tag(title):
    assert slug(title)
    assert not re.search(r"[\s,\"']", slug(title))


SPOKEN = [("不是", "不 是", "bù shì", "bú shì"), ("一个", "一 个", "yī gè", "yí gè"), ("一天", "一 天", "yī tiān", "yì tiān")]
SPOKEN += [
    ("第一次", "第一 次", "dì yī cì", "dì yī cì"),
    ("一百", "一百", "yī bǎi", "yī bǎi"),
    ("你好", "你好", "nǐ hǎo", "ní hǎo"),
]
SPOKEN += [
    ("不好", "不 好", "bù hǎo", "bù hǎo"),
    ("一月", "一 月", "yī yuè", "yī yuè"),
    ("展览馆", "展览馆", "zhǎn lǎn guǎn", "zhán lán guǎn"),
]


@pytest.mark.parametrize(("text", "cut", "citation", "spoken"), SPOKEN)
def test_sandhi_changes_the_display_alone(text, cut, citation, spoken):
    tokens, at, readings = [], 0, iter(citation.split())
    for word in cut.split():
        tokens.append(ZhToken(word, at, at + len(word), pinyin=tuple(next(readings) for _ in word)))
        at += len(word)
    changed = Display(sandhi=True).tokens(text, tokens)

    assert [reading for token in changed for reading in token.readings] == spoken.split()
    assert [reading for token in tokens for reading in token.pinyin] == citation.split()


def test_zhuyin_and_no_phonetics():
    token = ZhToken("监管", 0, 2, pinyin=("jiān", "guǎn"))

    assert Display(phonetic="zhuyin").tokens("监管", [token])[0].readings == ("ㄐㄧㄢ", "ㄍㄨㄢˇ")
    assert ruby(*Display(phonetic="none").tokens("监管", [token])) == "监管"


def test_traditional_script_converts_whole_lines_and_keeps_the_headword():
    line = "面条和头发"
    tokens = [ZhToken("面条", 0, 2, pinyin=("miàn", "tiáo")), ZhToken("和", 2, 3), ZhToken("头发", 3, 5, pinyin=("tóu", "fa"))]
    shown = Display(script="traditional").tokens(line, tokens)

    assert [token.text for token in shown] == ["麵條", "和", "頭髮"]
    assert [token.headword for token in shown] == ["面条", "和", "头发"]
