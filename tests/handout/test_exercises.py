"""What each exercise asks: gaps, matches, pieces, dictations and translations."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import handout_of, names, seeds, talk, talks

from flashdeck.compose.display import ShownToken, full_width
from flashdeck.compose.exercises.dictation import prompt_and_answer, without_tones
from flashdeck.compose.exercises.unscramble import cut_line
from flashdeck.compose.language_sides import ShownLine, WordPiece
from flashdeck.model import Token
from flashdeck.model.pages import Bank, plain_text

LONG = [list(range(start, start + 6)) for start in range(0, 60, 5)]


def exercise(handout, name):
    """The parts of an exercise; none if the handout has no question of it."""
    return handout.exercises[name].parts if name in handout.exercises else ()


def answers(handout):
    return [plain_text(item.answer) for generated in handout.exercises.values() for item in generated.items]


# ---- gaps


@settings(max_examples=40)
@given(talks, seeds)
def test_the_words_put_into_the_gaps_give_the_lines(made, seed):
    handout = handout_of(made, seed=seed, sections="cloze")

    for part in exercise(handout, "cloze"):
        for item in part.items:
            filled = "".join(plain_text(item.answer) if run.role == "gap" else run.text for run in item.prompt)
            line = handout.passage.lines[item.line - 1]
            assert filled == line.graded.target
            assert sum(run.role == "gap" for run in item.prompt) == 1
            assert item.line not in (1, len(handout.passage.lines))


@settings(max_examples=40)
@given(talks, seeds)
def test_no_word_of_a_bank_answers_two_gaps(made, seed):
    handout = handout_of(made, seed=seed, sections="cloze")

    for part in exercise(handout, "cloze"):
        assert max(Counter(part.bank).values(), default=1) == 1
        assert set(answers(handout)) <= set(part.bank)
        for item in part.items:
            shown = plain_text(item.prompt) + "".join(map(plain_text, item.hints))
            assert not [word for word in part.bank if word in shown]


def test_gaps_ask_for_words_of_the_deck_first():
    handout = handout_of(talk(LONG, taught={7, 13, 18, 22, 38}), sections="cloze", items=4)

    assert len(answers(handout)) == 4
    assert set(answers(handout)) <= names({7, 13, 18, 22, 38}, "zh")


def test_a_bank_holds_words_that_fit_no_gap():
    handout = handout_of(talk(LONG, taught=range(0, 60, 2)), sections="cloze", items=6)
    (part,) = exercise(handout, "cloze")
    copies = {copy.copy: copy for copy in handout.copies}
    (bank,) = (block for block in copies["student"].sections[0].blocks if isinstance(block, Bank))

    assert len(part.bank) == len(bank.words) == 8


# ---- pieces


@settings(max_examples=40)
@given(talks, seeds)
def test_the_pieces_of_a_sentence_are_shown_in_another_order(made, seed):
    handout = handout_of(made, seed=seed, sections="unscramble")

    for part in exercise(handout, "unscramble"):
        for item in part.items:
            shown, line = plain_text(item.prompt).split(" / "), plain_text(item.answer)
            assert Counter("".join(shown).replace(" ", "")) == Counter(line.replace(" ", ""))
            assert "".join(shown).replace(" ", "") != line.replace(" ", "")


@settings(max_examples=40)
@given(talks, seeds)
def test_the_pieces_of_a_sentence_give_it_again(made, seed):
    handout = handout_of(made, seed=seed, sections="unscramble")

    for part in exercise(handout, "unscramble"):
        for item in part.items:
            pieces = cut_line(handout.material.target(handout.material.line(item.line)))
            assert "".join(pieces) == plain_text(item.answer)
            assert sorted(plain_text(item.prompt).split(" / ")) == sorted(piece.strip() for piece in pieces)


def cut(text, lang, *words):
    """The pieces of a line that has these words, with their parts of speech, one after another."""
    found, at = [], 0
    for word, pos in words:
        start = text.index(word, at)
        at = start + len(word)
        kind = "word" if word[0].isalnum() else "mark"
        found.append(WordPiece(ShownToken(word, start, at, word, ()), Token(word, start, at, kind=kind, pos=pos)))
    return [piece.strip() for piece in cut_line(ShownLine(text, lang, tuple(found)))]


def test_words_that_would_be_right_elsewhere_keep_to_their_neighbour():
    time = [("我们", "r"), ("三", "m"), ("年", "q"), ("前", "f"), ("见过", "v"), ("他", "r"), ("。", "x")]
    measure = [("他", "r"), ("现在", "t"), ("买", "v"), ("一", "m"), ("只", "d"), ("船", "n"), ("。", "x")]

    assert cut("我们三年前见过他。", "zh-Hans", *time) == ["我们", "三年前见过", "他。"]
    assert cut("他现在买一只船。", "zh-Hans", *measure) == ["他现在买", "一只", "船。"]


def test_english_phrases_are_one_piece_and_movable_adverbs_keep_to_the_next_word():
    words = [("That", "PRON"), ("at least", "adverbial"), ("boat", "NOUN")]

    assert cut("That's just not at least a boat.", "en", *words) == ["That's", "just not", "at least", "a", "boat."]


# ---- translation, matching, dictation


@settings(max_examples=40)
@given(talks, seeds)
def test_a_translation_shows_one_side_of_a_line_and_asks_for_the_other(made, seed):
    handout = handout_of(made, seed=seed, sections="translate")

    for part in exercise(handout, "translate"):
        for item in part.items:
            line = handout.material.line(item.line)
            sides = {handout.material.target(line).text, handout.material.context(line).text}
            assert {plain_text(item.prompt), plain_text(item.answer)} == sides
            assert plain_text(item.answer) == handout.material.side(line, part.hides).text


def test_matching_shows_no_meaning_beside_its_word():
    handout = handout_of(talk(LONG, taught=range(60)), sections="match", items=6)
    (part,) = exercise(handout, "match")
    own = {handout.material.renderer.written(entry): entry.gloss for entry in handout.material.confirmed_entries()}

    assert len(part.items) == 6
    assert all(own[plain_text(item.prompt)] != part.bank[place] for place, item in enumerate(part.items))


@settings(max_examples=40)
@given(talks, seeds)
def test_the_letter_of_a_match_leads_to_the_meaning_of_its_word(made, seed):
    handout = handout_of(made, seed=seed, sections="match")
    meanings = {handout.material.renderer.written(entry): entry.gloss for entry in handout.material.confirmed_entries()}

    for part in exercise(handout, "match"):
        matched = [(plain_text(item.prompt), part.bank[item.choice]) for item in part.items]
        assert matched == [(word, meanings[word]) for word, _ in matched]
        assert sorted(part.bank) == sorted(meaning for _, meaning in matched)
        assert all(one is other or one not in other for one in part.bank for other in part.bank)


@settings(max_examples=40)
@given(talks, seeds)
def test_a_dictation_asks_for_the_other_form_of_a_word(made, seed):
    handout = handout_of(made, seed=seed, sections="dictation")

    for part in exercise(handout, "dictation"):
        entries = handout.material.confirmed_entries()
        known = {(entry.lines[0], *prompt_and_answer(part.name, entry, handout.material)) for entry in entries}
        for item in part.items:
            assert (item.line, plain_text(item.prompt).strip(), plain_text(item.answer)) in known


def test_dictation_asks_for_tones_and_characters():
    handout = handout_of(talk(LONG, taught=range(60)), sections="dictation", items=6)
    tones, characters = exercise(handout, "dictation")

    assert [part.name for part in (tones, characters)] == ["tones", "characters"]
    for item in tones.items:
        shown, answer = plain_text(item.prompt).split()[1], plain_text(item.answer)
        assert without_tones(answer) == shown != answer


# ---- what all have in common


def test_a_line_in_doubt_serves_no_exercise():
    assert not handout_of(talk(LONG, taught=range(60), doubtful=True), sections="cloze,unscramble,translate").exercises
    assert not handout_of(talk(LONG, taught=range(60), score=0.2), sections="cloze,unscramble,translate").exercises


def test_too_few_questions_make_a_notice():
    handout = handout_of(talk(LONG[:4], taught=range(20)), sections="cloze", items=9)

    (notice,) = handout.notices
    assert notice.code == "exercise"
    assert notice.text.startswith("cloze: 2 of 9")


# ---- full-width marks


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("对吧,我想。", "对吧，我想。"),
        ("有1,000个,对吗?", "有1,000个，对吗？"),
        ("比例是3:1。", "比例是3:1。"),
        ("他说:好!", "他说：好！"),
        ("(GPU)很贵", "（GPU）很贵"),
        ("用Claude (Opus)吧", "用Claude （Opus）吧"),
        ("AI, GPU, TPU都行", "AI, GPU, TPU都行"),
        ("Hello, world!", "Hello, world!"),
        ("我用GPT-4?", "我用GPT-4？"),
    ],
)
def test_marks_between_chinese_characters_are_wide(raw, shown):
    assert full_width(raw) == shown


@given(st.text(alphabet='你好,?!:;()ab1 。“”"', max_size=20))
def test_wide_marks_keep_the_place_of_each_character(text):
    wide = full_width(text)

    assert len(wide) == len(text)
    assert full_width(wide) == wide
    assert all(one == other or one in ",?!:;()" for one, other in zip(text, wide, strict=True))
