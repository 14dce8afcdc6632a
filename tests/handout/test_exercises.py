"""Laws of exercises: the key gives the source again, and nothing that a student holds tells an answer."""

import re
from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import composer, names, seeds, talk, talks

from flashdeck.compose.display import ShownToken
from flashdeck.compose.exercises import cloze, dictation, match, translate, unscramble
from flashdeck.compose.exercises.exercise import Ledger, seeded
from flashdeck.compose.handout.faces import Piece, ShownLine
from flashdeck.compose.typography import full_width
from flashdeck.model import Token
from flashdeck.model.pages import Bank, plain_text
from flashdeck.settings import HANDOUT_SECTIONS
from flashdeck.write.handout import render

ALL = ",".join(HANDOUT_SECTIONS)
CHECKS = {"cloze": cloze, "match": match, "unscramble": unscramble, "dictation": dictation, "translate": translate}
OPEN = {"discuss", "improve"}
LONG = [list(range(start, start + 6)) for start in range(0, 60, 5)]


def exercises(made):
    return {exercise.kind: exercise for exercise in made.asked.exercises.values()}


def answers(made, *kinds):
    """The answers that a student must not find; the letters of a matching exercise are none."""
    return [
        plain_text(item.answer)
        for kind, exercise in exercises(made).items()
        if kind in (kinds or {"cloze", "unscramble", "dictation", "translate"})
        for part in exercise.parts
        for item in part.items
    ]


def without(page, kinds):
    """An HTML page without some sections and without its banks."""
    for kind in kinds:
        page = re.sub(rf'<section class="{kind}">.*?</section>', "", page, flags=re.DOTALL)
    return re.sub(r'<p class="bank">.*?</p>', "", page, flags=re.DOTALL)


@given(talks, seeds)
def test_each_exercise_checks_itself(made, seed):
    handout = composer(made, seed=seed, sections=ALL)

    for kind, exercise in exercises(handout).items():
        for part in exercise.parts if kind not in OPEN else ():
            assert CHECKS[kind].check(part, handout.material), kind


@given(talks, seeds)
def test_the_words_put_into_the_gaps_give_the_lines(made, seed):
    handout = composer(made, seed=seed, sections="cloze")

    for part in (part for exercise in exercises(handout).values() for part in exercise.parts):
        for item in part.items:
            filled = "".join(plain_text(item.answer) if run.role == "gap" else run.text for run in item.prompt)
            line = handout.passage.lines[item.line - 1]
            assert filled == line.graded.target
            assert sum(run.role == "gap" for run in item.prompt) == 1
            assert item.line not in (1, len(handout.passage.lines))


@given(talks, seeds)
def test_no_word_of_a_bank_answers_two_gaps(made, seed):
    handout = composer(made, seed=seed, sections="cloze")

    for part in (part for exercise in exercises(handout).values() for part in exercise.parts):
        assert max(Counter(part.bank).values(), default=1) == 1
        assert set(answers(handout)) <= set(part.bank)
        for item in part.items:
            shown = plain_text(item.prompt) + "".join(map(plain_text, item.hints))
            assert not [word for word in part.bank if word in shown]


@given(talks, seeds)
def test_no_line_serves_two_exercises(made, seed):
    handout = composer(made, seed=seed, sections=ALL)
    used = [
        item.line
        for kind, exercise in exercises(handout).items()
        if kind in ("cloze", "unscramble", "translate", "improve")
        for part in exercise.parts
        for item in part.items
    ]

    assert len(used) == len(set(used))


@given(talks, seeds)
def test_the_pieces_of_a_sentence_are_shown_in_another_order(made, seed):
    handout = composer(made, seed=seed, sections="unscramble")

    for part in (part for exercise in exercises(handout).values() for part in exercise.parts):
        for item in part.items:
            shown, line = plain_text(item.prompt).split(" / "), plain_text(item.answer)
            assert Counter("".join(shown).replace(" ", "")) == Counter(line.replace(" ", ""))
            assert "".join(shown).replace(" ", "") != line.replace(" ", "")


def cut(text, lang, *words):
    """The pieces of a line whose words, with their parts of speech, follow each other in it."""
    found, at = [], 0
    for word, pos in words:
        start = text.index(word, at)
        at = start + len(word)
        kind = "word" if word[0].isalnum() else "mark"
        found.append(Piece(ShownToken(word, start, at, word, ()), Token(word, start, at, kind=kind, pos=pos)))
    shown = ShownLine(text, lang, tuple(found))
    return [piece.strip() for piece in unscramble.pieces(None, SimpleNamespace(target=lambda _: shown))]


def test_words_that_might_stand_elsewhere_keep_to_their_neighbour():
    time = [("我们", "r"), ("三", "m"), ("年", "q"), ("前", "f"), ("见过", "v"), ("他", "r"), ("。", "x")]
    measure = [("他", "r"), ("现在", "t"), ("买", "v"), ("一", "m"), ("只", "d"), ("船", "n"), ("。", "x")]

    assert cut("我们三年前见过他。", "zh-Hans", *time) == ["我们", "三年前见过", "他。"]
    assert cut("他现在买一只船。", "zh-Hans", *measure) == ["他现在买", "一只", "船。"]


def test_english_phrases_are_one_piece_and_wandering_adverbs_keep_to_the_next_word():
    words = [("That", "PRON"), ("at least", "adverbial"), ("boat", "NOUN")]

    assert cut("That's just not at least a boat.", "en", *words) == ["That's", "just not", "at least", "a", "boat."]


@settings(max_examples=60)
@given(talks, seeds)
def test_the_file_of_the_students_holds_no_answer(made, seed):
    handout = composer(made, seed=seed, sections=ALL)
    student = next(copy for copy in handout.copies() if copy.copy == "student")
    page = render(student, "html").content.decode()
    elsewhere = without(page, ("text", "vocabulary"))

    assert not [answer for answer in answers(handout) if answer in elsewhere]
    assert not [answer for answer in answers(handout, "unscramble", "translate") if answer in page]


@settings(max_examples=30)
@given(talks, seeds)
def test_the_same_seed_gives_the_same_bytes(made, seed):
    one, two = (composer(made, seed=seed, sections=ALL) for _ in range(2))

    assert [render(copy, "html").content for copy in one.copies()] == [render(copy, "html").content for copy in two.copies()]


def test_another_seed_makes_another_version():
    made = talk(LONG, taught=range(60))
    one, two = (render(next(composer(made, seed=seed).copies()), "html").content for seed in (1, 2))

    assert one != two
    assert b"Version A" in one.replace(b"\\20 ", b" ")
    assert b"Version B" in two.replace(b"\\20 ", b" ")


def test_gaps_ask_for_words_of_the_deck_first():
    handout = composer(talk(LONG, taught={7, 13, 18, 22, 38}), sections="cloze", items=4)

    assert len(answers(handout)) == 4
    assert set(answers(handout)) <= names({7, 13, 18, 22, 38}, "zh")


def test_a_line_in_doubt_serves_no_exercise():
    assert not exercises(composer(talk(LONG, taught=range(60), doubtful=True), sections="cloze,unscramble,translate"))
    assert not exercises(composer(talk(LONG, taught=range(60), score=0.2), sections="cloze,unscramble,translate"))


def test_too_few_questions_are_told():
    handout = composer(talk(LONG[:4], taught=range(20)), sections="cloze", items=9)

    (notice,) = handout.notices
    assert notice.code == "exercise"
    assert notice.text.startswith("cloze: 2 of 9")


def test_matching_shows_no_meaning_beside_its_word():
    handout = composer(talk(LONG, taught=range(60)), sections="match", items=6)
    (part,) = exercises(handout)["match"].parts
    own = {handout.material.faces.written(entry): entry.gloss for entry in handout.material.entries()}

    assert len(part.items) == 6
    assert all(own[plain_text(item.prompt)] != part.bank[place] for place, item in enumerate(part.items))


@given(st.integers(0, 5))
def test_two_words_of_one_meaning_are_not_matched(seed):
    made = talk([[0, 1, 2], [3, 4, 5]], taught=range(6))
    handout = composer(made)
    part = match.generate(handout.material, Ledger(["bahul"]), seeded(seed, "match", ""), 6)

    assert match.check(part, handout.material)


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


def test_dictation_asks_for_tones_and_characters():
    handout = composer(talk(LONG, taught=range(60)), sections="dictation", items=6)
    tones, characters = exercises(handout)["dictation"].parts

    assert [part.lead for part in (tones, characters)] == ["tones", "characters"]
    for item in tones.items:
        shown, answer = plain_text(item.prompt).split()[1], plain_text(item.answer)
        assert dictation.without_tones(answer) == shown != answer


def test_a_bank_holds_words_that_fit_no_gap():
    handout = composer(talk(LONG, taught=range(0, 60, 2)), sections="cloze", items=6)
    (part,) = exercises(handout)["cloze"].parts
    copies = {copy.copy: copy for copy in handout.copies()}
    (bank,) = (block for block in copies["student"].sections[0].blocks if isinstance(block, Bank))

    assert len(part.bank) == len(bank.words) == 8
