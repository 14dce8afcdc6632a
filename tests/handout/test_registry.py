"""What holds for every section and exercise of the registry, whatever their names are."""

import re

import pytest
from hypothesis import given, settings
from laws import choices_beside_their_question, leaked_answers, lines_used_twice, student_page, unanswered
from talks import handout_of, seeds, talk, talks
from test_handout_files import HOSTILE, TAGS, Reader

from flashdeck.compose.exercises.exercise import CLAIMS, Exercise, ExerciseItem, ExercisePart
from flashdeck.compose.exercises.exercise_registry import EXERCISES
from flashdeck.compose.handout.exercise_section import ExerciseSection
from flashdeck.compose.handout.sections import SECTIONS, choose_sections, default_sections, section_names
from flashdeck.compose.wording import Bilingual
from flashdeck.errors import UsageError
from flashdeck.model.pages import Run, plain_text
from flashdeck.write.handout import render

LONG = [list(range(start, start + 6)) for start in range(0, 60, 5)]
ALL = ",".join(section_names())


class Leak(Exercise):
    """An exercise that shows each answer as its own hint."""

    name = "leak"
    title = Bilingual("泄漏", "Leak")
    instructions = {"leak": Bilingual("写出词语。", "Write the word.")}  # noqa: RUF012

    def generate(self, context, chance):
        renderer = context.material.renderer
        items = []
        for entry in context.material.confirmed_entries()[:2]:
            word = (Run(renderer.written(entry), renderer.target_lang),)
            items.append(ExerciseItem(entry.lines[0], (Run("?"),), word, hints=(word,)))
        return (ExercisePart("leak", tuple(items), 2),)


class LineLeak(Leak):
    """An exercise whose answer is a whole line that the student's text still shows."""

    def generate(self, context, chance):
        line = context.material.passage.lines[0]
        target, other = context.material.target(line), context.material.context(line)
        item = ExerciseItem(line.number, (Run(target.text, target.lang),), (Run(other.text, other.lang),))
        return (ExercisePart("leak", (item,), 1),)


class Unanswered(Leak):
    """An exercise that has no answers, and does not say that it is open."""

    def generate(self, context, chance):
        return (ExercisePart("leak", (ExerciseItem(1, (Run("?"),)),), 1),)


class NoDerangement(Leak):
    """An exercise whose bank has the answer beside the question."""

    def generate(self, context, chance):
        items = (ExerciseItem(1, (Run("?"),), choice=0), ExerciseItem(1, (Run("?"),), choice=1))
        return (ExercisePart("leak", items, 2, bank=("one", "two")),)


def with_exercise(exercise):
    """The registry with one more exercise."""
    return (*SECTIONS[:-1], ExerciseSection(exercise), SECTIONS[-1])


# ---- the laws see what they forbid


@pytest.mark.parametrize(
    ("exercise", "law"),
    [
        (Leak(), leaked_answers),
        (LineLeak(), leaked_answers),
        (Unanswered(), unanswered),
        (NoDerangement(), choices_beside_their_question),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_exercise_that_breaks_a_law_is_found(exercise, law):
    handout = handout_of(talk(LONG, taught=range(60)), with_exercise(exercise), sections=f"{ALL},leak")

    assert "leak" in {found[0] if isinstance(found, tuple) else found for found in law(handout)}


def test_a_new_exercise_needs_nothing_but_its_class_and_one_line_in_the_registry():
    handout = handout_of(talk(LONG, taught=range(60)), with_exercise(Leak()), lang_ui="en")
    (section,) = (section for section in handout.copies[0].sections if section.kind == "leak")

    assert plain_text(section.title) == "Leak"
    assert section.number == len(handout.copies[0].sections)
    assert len(handout.exercises["leak"].items) == 2


# ---- every exercise keeps the laws


@settings(max_examples=60)
@given(talks, seeds)
def test_the_student_page_shows_no_answer(made, seed):
    assert leaked_answers(handout_of(made, seed=seed, sections=ALL)) == []


@settings(max_examples=30)
@given(talks, seeds)
def test_every_question_of_an_exercise_that_is_not_open_has_an_answer_in_the_key(made, seed):
    handout = handout_of(made, seed=seed, sections=ALL)

    assert unanswered(handout) == []
    assert choices_beside_their_question(handout) == []


@settings(max_examples=30)
@given(talks, seeds)
def test_no_line_is_used_by_two_questions(made, seed):
    assert lines_used_twice(handout_of(made, seed=seed, sections=ALL)) == []


@settings(max_examples=30)
@given(talks, seeds)
def test_the_key_of_the_teacher_has_every_answer_and_the_student_has_no_key(made, seed):
    handout = handout_of(made, seed=seed, sections=ALL)
    kinds = {copy.copy: [section.kind for section in copy.sections] for copy in handout.copies}
    keys = [section for copy in handout.copies for section in copy.sections if section.kind == "key"]
    texts = "".join(text_of(key) for key in keys)

    assert "key" not in kinds["student"]
    for generated in handout.exercises.values():
        for item in generated.items:
            assert plain_text(item.key) in texts


def text_of(section):
    """All text of a section of paragraphs and questions, with plain spaces."""
    runs = [run for block in section.blocks for run in getattr(block, "runs", ())]
    runs += [run for block in section.blocks for item in getattr(block, "items", ()) for run in item.prompt]
    return plain_text(runs).replace("\u00a0", " ")


@settings(max_examples=30)
@given(talks, seeds)
def test_the_same_seed_gives_the_same_bytes(made, seed):
    one, two = (handout_of(made, seed=seed, sections=ALL) for _ in range(2))

    assert [render(copy, "html").content for copy in one.copies] == [render(copy, "html").content for copy in two.copies]


def test_another_seed_makes_another_version():
    made = talk(LONG, taught=range(60))
    one, two = (student_page(handout_of(made, seed=seed)) for seed in (1, 2))

    assert one != two
    assert "Version A" in one.replace("\\20 ", " ")
    assert "Version B" in two.replace("\\20 ", " ")


@pytest.mark.parametrize("name", section_names())
def test_hostile_text_stays_text_in_every_section(name):
    made = talk(LONG, taught=range(60), title=HOSTILE, speaker=HOSTILE)
    for copy in handout_of(made, sections=name).copies:
        page = render(copy, "html").content.decode()
        assert Reader(page).tags <= TAGS | {"ruby", "rt", "rp", "footer"}
        assert page.count("</style>") == 1


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_an_exercise_names_itself_in_both_languages_and_has_an_instruction_for_each_part(exercise):
    handout = handout_of(talk(LONG, taught=range(60)), sections=f"text,{exercise.name}")
    texts = [exercise.title, *exercise.instructions.values()]

    assert exercise.claim in CLAIMS
    assert all(text.zh and text.en for text in texts)
    assert handout.exercises[exercise.name].items
    assert {part.name for part in handout.exercises[exercise.name].parts} <= set(exercise.instructions)


# ---- the names of sections


def test_section_names_are_different_and_lower_case():
    assert len(set(section_names())) == len(section_names())
    assert all(re.fullmatch("[a-z]+", name) for name in section_names())


def test_the_default_sections_are_those_that_say_so():
    assert default_sections().split(",") == [section.name for section in SECTIONS if section.is_default]
    assert [section.name for section in choose_sections(None)] == default_sections().split(",")


@pytest.mark.parametrize("wrong", ["voc", "", " , ", "text,voc"])
def test_sections_that_do_not_exist_are_refused(wrong):
    with pytest.raises(UsageError, match="--sections"):
        choose_sections(wrong)


def test_the_readme_and_the_help_name_every_section(root, run_cli):
    (row,) = (
        line for line in (root / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `--sections`")
    )
    shown = run_cli("handout", "--help").stdout

    assert re.findall("`([a-z]+)`", row) == list(section_names())
    assert all(name in shown for name in section_names())
