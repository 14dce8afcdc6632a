"""Handouts as values: which lines, which words, what each copy shows."""

from dataclasses import replace

import pytest
from hypothesis import given
from talks import handout_of, names, seeds, talk, talks

from flashdeck.app.handout_pages import handout_formats
from flashdeck.compose.exercises.discuss import kind_of
from flashdeck.compose.notes.shared import target_tokens
from flashdeck.compose.passage.passage import choose_passage, parse_ranges, passage_of_lines
from flashdeck.errors import UsageError
from flashdeck.model import Phrase
from flashdeck.model.pages import PageTable, Points, Questions, Text, plain_text
from flashdeck.settings import HandoutSettings

LONG = [list(range(start, start + 6)) for start in range(0, 60, 5)]


def copy_of(handout, copy="student"):
    return next(made for made in handout.copies if made.copy == copy)


def section(handout, kind, copy="student"):
    return next(section for section in copy_of(handout, copy).sections if section.kind == kind)


def text_lines(handout, copy="student"):
    (text,) = section(handout, "text", copy).blocks
    assert isinstance(text, Text)
    return text.lines


def vocabulary_rows(handout, copy="student"):
    (table,) = (block for block in section(handout, "vocabulary", copy).blocks if isinstance(block, PageTable))
    return [tuple(map(plain_text, row)) for row in table.rows]


# ---- lines


def test_lines_are_those_of_the_input_and_numbered_in_the_passage():
    made = talk(LONG)
    passage = passage_of_lines(made.selection.graded, "3-6, 11")

    assert [line.number for line in passage.lines] == [1, 2, 3]
    assert [line.graded.line for line in passage.lines] == [3, 5, 11]
    assert passage.source_range == "3–12"


@pytest.mark.parametrize("wanted", ["x", "5-3", "3-", "", "1,,2", "900"])
def test_lines_that_are_not_there_are_refused(wanted):
    with pytest.raises(UsageError, match="--lines"):
        passage_of_lines(talk(LONG).selection.graded, wanted)


def test_ranges_may_be_written_with_a_dash():
    assert list(parse_ranges("30–44,8")) == [(30, 44), (8, 8)]


def test_a_passage_has_about_the_length_asked_for_and_no_line_in_doubt():
    good, bad = talk(LONG * 4).selection.graded, talk(LONG, doubtful=True).selection.graded
    mixed = (*good[:10], *bad[:3], *good[10:])
    passage = choose_passage(mixed, (), 100)

    assert 85 <= sum(len(line.graded.target) - 1 for line in passage.lines) <= 115
    assert all(line.is_sound for line in passage.lines)


def test_a_passage_is_taken_where_the_words_of_the_deck_are():
    made = talk(LONG, taught={40, 41, 42, 43, 44, 46, 47, 48})
    passage = choose_passage(made.selection.graded, made.selection.cards, 24)

    assert [line.graded.line for line in passage.lines] == [17, 19]


def test_no_wealth_of_words_makes_up_for_a_line_in_doubt():
    rich = talk(LONG, taught=range(60), doubtful=True)
    poor = talk(LONG).selection.graded

    assert all(line.is_sound for line in choose_passage((*rich.selection.graded, *poor), rich.selection.cards, 60).lines)


def test_a_text_that_is_shorter_is_taken_whole():
    assert len(choose_passage(talk(LONG[:3]).selection.graded, (), 4000).lines) == 3


# ---- words


@given(talks, seeds)
def test_the_vocabulary_is_the_words_of_the_deck_that_the_passage_has(made, seed):
    handout = handout_of(made, lines="1-12", seed=seed)
    said = {token.headword for line in handout.passage.lines for token in line.graded.tokens}
    taught = {card.targets[0]: next(target_tokens(card)) for card in made.selection.cards}

    listed = {entry.headword: entry.token for entry in handout.material.vocabulary.taught}
    assert listed == {word: token for word, token in taught.items() if word in said}


@given(talks)
def test_words_above_the_level_are_all_accounted_for(made):
    handout = handout_of(made)
    vocabulary = handout.material.vocabulary
    found = [entry.headword for entries in (vocabulary.taught, vocabulary.more, vocabulary.unsure) for entry in entries]

    assert len(found) == len(set(found))
    assert {word for line in handout.passage.lines for word in line.graded.unknown} <= set(found)


def test_the_vocabulary_may_be_sorted():
    made = talk(LONG[:3], taught=range(6))
    orders = {sort: [row[1] for row in vocabulary_rows(handout_of(made, sort=sort))] for sort in ("appearance", "alphabet")}
    readings = [row[2] for row in vocabulary_rows(handout_of(made, sort="alphabet"))]

    assert orders["appearance"] != orders["alphabet"]
    assert [reading[0] for reading in readings] == sorted(reading[0] for reading in readings)


def test_hidden_columns_are_empty_for_students_alone():
    handout = handout_of(talk(LONG, taught=range(6)), hide="pinyin,gloss")

    assert {row[2] + row[5] for row in vocabulary_rows(handout)} == {""}
    assert all(row[2] and row[5] for row in vocabulary_rows(handout, "teacher"))


# ---- the text


def test_each_line_of_the_text_has_its_number_and_both_sides():
    lines = text_lines(handout_of(talk(LONG)), "teacher")

    assert [line.number for line in lines] == list(range(1, 13))
    assert all(line.target and line.context for line in lines)


@pytest.mark.parametrize(("layout", "target", "context"), [("target", True, False), ("context", False, True)])
def test_a_text_in_one_language(layout, target, context):
    for line in text_lines(handout_of(talk(LONG), layout=layout), "teacher"):
        assert (bool(line.target), bool(line.context)) == (target, context)


@given(talks, seeds)
def test_a_line_that_is_asked_for_loses_that_side_in_the_students_text_alone(made, seed):
    handout = handout_of(made, seed=seed)
    missing = handout.missing_lines()

    for line, full in zip(text_lines(handout), text_lines(handout, "teacher"), strict=True):
        side, place = missing.get(line.number, (None, ""))
        assert (line.target == full.target) == (side != "target")
        assert (line.context == full.context) == (side != "context")
        assert place in plain_text((*line.target, *line.context))


@given(talks, seeds)
def test_at_most_about_a_quarter_of_the_lines_are_missing(made, seed):
    handout = handout_of(made, seed=seed)
    lost = [side for side, _ in handout.missing_lines().values() if side == "target"]

    assert len(lost) <= max(1, len(handout.passage.lines) * 0.25)


def readings(handout):
    return [[run.text for run in line.target if run.reading] for line in text_lines(handout, "teacher")]


def test_readings_stand_over_the_words_asked_for():
    made = talk([[0, 1], [0, 1], [2]], unknown={0})
    word = {number: next(iter(names({number}, "zh"))) for number in range(3)}

    assert readings(handout_of(made)) == [[word[0]], [word[0]], []]
    assert readings(handout_of(made, ruby="first")) == [[word[0]], [], []]
    assert readings(handout_of(made, ruby="all")) == [[word[0], word[1]], [word[0], word[1]], [word[2]]]
    assert readings(handout_of(made, ruby="none")) == [[], [], []]
    assert readings(handout_of(made, ruby_unit="character")) == [list(word[0]), list(word[0]), []]


def test_english_words_have_their_notes_at_the_side_once():
    handout = handout_of(talk([[0, 1], [0, 2]], study="en", unknown={0, 1, 2}, taught={0}))
    first, second = text_lines(handout, "teacher")
    word = {number: next(iter(names({number}, "en"))) for number in range(3)}

    assert [plain_text(note).split()[0] for note in first.notes] == [word[0], word[1]]
    assert [plain_text(note).split()[0] for note in second.notes] == [word[2]]
    assert not any(run.reading for run in first.target)


def test_a_phrase_in_two_pieces_has_no_reading_over_either():
    made = talk([[0, 1, 2]], study="en", unknown=())
    (item,) = made.selection.graded
    first, middle, last, _ = item.annotated.en_tokens
    pieces = ((first.start, first.end), (last.start, last.end))
    phrase = Phrase("x", first.start, last.end, lemma="x", ipa="x", members=(0, 2), pieces=pieces)
    parted = replace(item, annotated=replace(item.annotated, en_phrases=(phrase,)))
    handout = handout_of(replace(made, selection=replace(made.selection, graded=(parted,))), ruby="all")

    assert readings(handout) == [[middle.text]]


def test_speakers_stand_beside_their_lines():
    handout = handout_of(talk(LONG, speaker="阿琳"))

    assert {line.speaker for line in text_lines(handout)} == {"阿琳"}


# ---- copies


def test_the_teachers_copy_opens_with_what_to_check_and_ends_with_the_key():
    handout = handout_of(talk(LONG, taught=range(60)))

    first, *_, last = (made.kind for made in copy_of(handout, "teacher").sections)

    assert (first, last) == ("check", "key")
    assert not {"check", "key"} & {made.kind for made in copy_of(handout).sections}


def test_doubts_are_listed_for_the_teacher():
    handout = handout_of(talk(LONG[:2], doubtful=True, score=0.2, reasons=("garbled",)), lang_ui="en")
    points = next(block for block in section(handout, "check", "teacher").blocks if isinstance(block, Points))
    listed = [plain_text(point) for point in points.items]

    assert listed[0].startswith("Readings to check: 山山 shānshān (1); ")
    assert "Lines whose two sides may not have the same meaning: 1; 2" in listed
    assert "Lines that may be damaged: 1 (words missing or garbled); 2 (words missing or garbled)" in listed


def test_who_learns_english_is_not_asked_to_check_chinese_readings():
    handout = handout_of(talk(LONG[:2], study="en", doubtful=True), lang_ui="en")

    assert all(line.is_sound for line in handout.passage.lines)
    assert plain_text(section(handout, "check", "teacher").blocks[1].runs) == "Nothing in this passage is in doubt."


def test_a_word_of_assent_is_not_damaged_however_often_it_is_said():
    made = talk(LONG[:2], reasons=("fragment", "duplicate", "backchannel"))

    assert all(line.is_sound for line in handout_of(made).passage.lines)
    assert not any(line.is_sound for line in handout_of(talk(LONG[:2], reasons=("fragment",))).passage.lines)


def test_a_word_that_means_something_else_here_is_checked_and_not_matched():
    made = talk([[0, 1, 2, 3], [0, 4, 5, 6]], taught=range(7))
    first, second = made.selection.graded
    tokens = tuple(replace(token, gloss="elsewhere") if token.start == 0 else token for token in second.annotated.zh_tokens)
    sentence = replace(second.annotated.sentence, en="Something.")
    annotated = replace(second.annotated, sentence=sentence, zh_tokens=tokens)
    here = replace(made, selection=replace(made.selection, graded=(first, replace(second, annotated=annotated))))
    handout = handout_of(here, lines="3-4", lang_ui="en", sections="vocabulary,match", items=9)
    (word,) = names({0}, "zh")
    entry = next(entry for entry in handout.material.vocabulary.taught if entry.headword == word)

    assert not entry.is_meant_here
    assert entry.here == (("elsewhere", 1),)
    assert word not in [plain_text(item.prompt) for item in handout.exercises["match"].items]


@pytest.mark.parametrize(("original", "told"), [("en", "the Chinese is a translation"), ("zh", "the English is a translation")])
def test_the_teacher_is_told_which_side_is_a_translation(original, told):
    handout = handout_of(replace(talk(LONG), original=original), lang_ui="en")

    assert told in plain_text(section(handout, "check", "teacher").blocks[0].runs)


@pytest.mark.parametrize(("ui", "title"), [("both", "生词 Vocabulary"), ("en", "Vocabulary"), ("zh", "生词")])
def test_headings_stand_in_the_language_asked_for(ui, title):
    handout = handout_of(talk(LONG, taught=range(9)), lang_ui=ui)

    assert plain_text(section(handout, "vocabulary").title) == title


def test_sections_stand_in_the_order_asked_for_and_are_numbered():
    handout = handout_of(talk(LONG, taught=range(60)), sections="text, cloze, vocabulary")

    assert [(made.kind, made.number) for made in copy_of(handout).sections] == [("text", 1), ("cloze", 2), ("vocabulary", 3)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"hide": "word"},
        {"size": 4.0},
        {"seed": 0},
        {"items": 0},
        {"passage": 0},
        {"passage": 9, "lines": "1-2"},
    ],
)
def test_what_no_handout_could_be_is_refused(wrong):
    with pytest.raises(UsageError):
        HandoutSettings(**wrong)


@pytest.mark.parametrize("text", ["odt", "html,odt", " , "])
def test_an_unknown_format_and_no_format_are_refused(text):
    with pytest.raises(UsageError, match="--format"):
        handout_formats(text)


def test_versions_have_letters():
    assert [HandoutSettings(seed=seed).version for seed in (1, 2, 26, 27)] == ["A", "B", "Z", "27"]


# ---- a person's notes


NOTE = "Ask the class for three examples."


def noted(made, *places, note=NOTE):
    """A talk whose cards at these places carry a note."""
    cards = tuple(replace(card, note=note if place in places else "") for place, card in enumerate(made.selection.cards))
    return replace(made, selection=replace(made.selection, cards=cards))


def discussed(handout, copy="student"):
    return [
        "\n".join(map(plain_text, (item.prompt, *item.hints)))
        for block in section(handout, "discuss", copy).blocks
        if isinstance(block, Questions)
        for item in block.items
    ]


@pytest.mark.parametrize("copy", ["student", "teacher"])
def test_the_note_of_a_word_is_talked_about_at_its_line(copy):
    made = talk(LONG, taught={7, 30})
    (word,) = names({7}, "zh")

    assert discussed(handout_of(noted(made, 0), lang_ui="en"), copy)[0] == f"Line 2: {word}\n{NOTE}"


def test_the_note_of_a_sentence_is_talked_about_at_its_line():
    made = talk(LONG, taught={7, 30})
    sentences = tuple(replace(card, type="sentence") for card in made.selection.cards)
    made = noted(replace(made, selection=replace(made.selection, cards=sentences)), 0, note=f"{NOTE}\n你呢？")

    assert discussed(handout_of(made, lang_ui="en"))[0] == f"Line 2: {NOTE}\n你呢？"
    quoted = made.selection.cards[0].graded.target
    assert discussed(handout_of(made, lang_ui="en", sections="discuss"))[0] == f"Line 2: {quoted}\n{NOTE}\n你呢？"


def test_a_note_on_a_card_of_other_lines_stays_out():
    made = noted(talk(LONG, taught={7}), 0)

    assert not [text for text in discussed(handout_of(made, lines="11-24")) if NOTE in text]


@given(talks, seeds)
def test_no_note_tells_an_answer(made, seed):
    handout = handout_of(noted(made, *range(30), note="谈谈这个词"), seed=seed)
    told = "\n".join(discussed(handout)) if any(kind == "discuss" for kind in handout.exercises) else ""

    for name in {"cloze", "unscramble"} & set(handout.exercises):
        for item in handout.exercises[name].items:
            assert plain_text(item.answer) not in told


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("谁来修这座桥？", "question"),
        ("我觉得这座桥太旧了。", "opinion"),
        ("要是下雨，船就不走了。", "condition"),
        ("主要是下雨的时候船不走。", "explain"),
        ("因为下雨，船不走了。", "cause"),
        ("我坐船去过那座岛。", "experience"),
        ("很多船只在夏天走。", "example"),
        ("If it rains, the boat stays in the harbor.", "condition"),
        ("If you think about it, the boat is old.", "explain"),
        ("I went to the island by boat.", "experience"),
        ("The boat stays in the harbor.", "explain"),
    ],
)
def test_what_is_asked_of_a_line_fits_what_it_says(line, kind):
    assert kind_of(line) == kind
