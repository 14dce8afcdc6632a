"""The section that shows an exercise, and the section with the answer key."""

from collections.abc import Iterator, Sequence

from flashdeck.compose.exercises.exercise import Exercise, ExerciseItem, ExerciseLook, GeneratedExercise
from flashdeck.compose.handout.draft import HandoutDraft, HandoutSection
from flashdeck.compose.wording import Bilingual
from flashdeck.model.pages import Block, Copy, Paragraph, Question, Questions, Run, Runs, plain_text, quiet, strong

# The maximum length of a short answer, in characters. If all answers of an exercise are short, the answer key prints them one
# after another in a paragraph. Otherwise each answer has its own line.
_SHORT = 24
_NO_BREAK = "\u00a0"


class ExerciseSection(HandoutSection):
    """The section that shows one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.name = exercise.name
        self.title = exercise.title
        self.study_titles = exercise.study_titles
        self.is_default = exercise.is_default
        notes = (exercise.key_note,) if exercise.key_note else ()
        self.texts = (*exercise.instructions.values(), *notes)

    def fixed_texts(self, draft: HandoutDraft) -> Sequence[str]:
        return self.exercise.fixed_texts(draft.material)

    def has_content(self, draft: HandoutDraft) -> bool:
        return bool(draft.exercises[self.name].items)

    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        renderer = draft.material.renderer
        look = ExerciseLook(draft.wording, renderer.target_lang, renderer.context_lang, to_write_on=copy == "student")
        yield from draft.exercises[self.name].blocks(look)


class KeySection(HandoutSection):
    """The answer key, which only the teacher's copy has. The section comes last and has no number."""

    name = "key"
    title = Bilingual("答案", "Answer key")

    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        """Yield the answers to the questions of each exercise. After an answer comes the number of the line that it is from."""
        if copy == "student":
            return
        for number, generated in draft.numbered_exercises():
            if not generated.exercise.is_open:
                yield from _exercise_key(number, generated, draft)


def _exercise_key(number: int, generated: GeneratedExercise, draft: HandoutDraft) -> Iterator[Block]:
    exercise, wording, items = generated.exercise, draft.wording, generated.items
    title = strong(wording.text(exercise.study_titles.get(draft.talk.study, exercise.title)))
    lead: Runs = (Run(f"{number}  ", role="number"), *title)
    if exercise.key_note:
        lead += (Run(" "), *quiet(wording.text(exercise.key_note)))
    if all(len(plain_text(item.key)) <= _SHORT for item in items):
        yield Paragraph((*lead, *_in_a_row(items)))
        return
    yield Paragraph(lead)
    yield Questions(tuple(Question(place, _answer(item)) for place, item in enumerate(items, start=1)))


def _in_a_row(items: Sequence[ExerciseItem]) -> Iterator[Run]:
    """Yield short answers one after another, with non-breaking spaces inside each answer."""
    for number, item in enumerate(items, start=1):
        yield Run("   ")
        yield Run(f"{number}.{_NO_BREAK}", role="number")
        for run in _answer(item):
            yield Run(run.text.replace(" ", _NO_BREAK), run.lang)


def _answer(item: ExerciseItem) -> Runs:
    """Return the answer to a question, followed by the number of its line in the text."""
    if not item.line:
        return item.key
    return (*item.key, Run(f" ({item.line})", role="quiet"))
