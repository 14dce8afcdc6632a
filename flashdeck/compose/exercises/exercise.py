"""The base class of exercises, and the classes for the questions and answers that an exercise generates.

To add an exercise, write a module with a class that derives from `Exercise`, and add one line to
`flashdeck.compose.exercises.exercise_registry`. The command line, the settings, the handout and the tests find it there.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import ClassVar, Literal

from flashdeck.compose.exercises.ledger import Ledger
from flashdeck.compose.passage.material import Material, Side
from flashdeck.compose.wording import Bilingual, Wording
from flashdeck.model import Language
from flashdeck.model.pages import Bank, Block, Paragraph, Question, Questions, Run, Runs, quiet

GAP_WIDTH = 5.0  # the width of a gap in em, the unit of the font size
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The letters that name the words of a bank, if the students answer with a letter."""
Claim = Literal["lines", "words", "rest"]
CLAIMS: tuple[Claim, ...] = ("lines", "words", "rest")


@dataclass(frozen=True, slots=True)
class ExerciseItem:
    """A question and its answer.

    The answer is either a text, or the index of a word in the bank. An open question does not have an answer.
    """

    line: int
    """The number of the line of the passage that the question is about; 0 if it is not about a line."""
    prompt: Runs
    answer: Runs = ()
    choice: int | None = None
    """The index of the answer in the bank, starting at 0, if the words of the bank have letters."""
    hints: tuple[Runs, ...] = ()
    """Lines that are printed below the question in small letters."""
    instruction: str = ""
    """The key in `Exercise.instructions` of an instruction for this question alone. Empty if there is no such instruction."""
    rules: int = 0
    """The number of empty lines on which students write their answer."""

    @property
    def key(self) -> Runs:
        """The answer as it is printed in the answer key. It is empty for an open question."""
        return self.answer if self.choice is None else (Run(LETTERS[self.choice]),)


@dataclass(frozen=True, slots=True)
class ExercisePart:
    """A part of an exercise: questions that have the same instruction."""

    name: str
    """The name of the part. It is also the key of its instruction in `Exercise.instructions`."""
    items: tuple[ExerciseItem, ...]
    asked: int
    """The number of questions that the settings ask for."""
    columns: int = 1
    bank: tuple[str, ...] = ()
    """The words from which students choose their answers, in the order in which the words are shown."""
    hides: Side | None = None
    """The side of a line that these questions ask for, if the answer to a question is a whole line: "target" or "context".

    The student's copy does not show this side of the line. None if the answers are not whole lines.
    """
    values: tuple[str, ...] = ()
    """The values that replace the placeholders of the instruction."""


@dataclass(frozen=True, slots=True)
class ExerciseContext:
    """The lines and words that an exercise may use, and the limits that it must keep."""

    material: Material
    ledger: Ledger
    asked: int
    """The number of questions that the settings ask for."""
    removable_lines: int
    """The maximum number of questions of one exercise whose answer is a whole line.

    The number is limited because the text on the student's copy leaves these answers out.
    """
    has_text: bool
    """Whether the handout has the section "text". A question can then refer to a line by its number."""
    reserved_words: int = 0
    """The number of words that an exercise must not ask for, so that later exercises can ask for them."""

    @property
    def half(self) -> int:
        """Half of `asked`, rounded up. An exercise with two parts chooses this number of questions for each part."""
        return -(-self.asked // 2)


@dataclass(frozen=True, slots=True)
class ExerciseLook:
    """How questions are shown in one copy of the handout, the student's or the teacher's copy."""

    wording: Wording
    target_lang: str
    context_lang: str
    to_write_on: bool
    """Whether empty lines for the answers are printed. They are not printed in the teacher's copy."""


class Exercise(ABC):
    """One kind of exercise: its name and texts, and methods that generate and print its questions."""

    name: ClassVar[str]
    """The name of the section in `--sections`."""
    title: ClassVar[Bilingual]
    study_titles: ClassVar[Mapping[Language, Bilingual]] = {}
    """Titles that replace `title` in handouts for learners of one language."""
    instructions: ClassVar[Mapping[str, Bilingual]]
    """The instructions for students. An instruction must not contain an answer.

    A key is the name of a part, or the value of `ExerciseItem.instruction`.
    """
    claim: ClassVar[Claim] = "words"
    """When the exercise chooses its questions: "lines", "words" or "rest".

    Exercises whose answers are whole lines ("lines") choose first. Then exercises whose answers are words ("words") choose,
    and then all other exercises ("rest").
    """
    word_share: ClassVar[int] = 0
    """The share of the words that earlier exercises must leave for this exercise: 3 means one word in three.

    0 if the exercise does not need words.
    """
    is_open: ClassVar[bool] = False
    """Whether the questions are open, so that the answer key has no answers to them."""
    is_default: ClassVar[bool] = True
    """Whether a handout has the exercise if `--sections` is not given."""
    key_note: ClassVar[Bilingual | None] = None
    """A remark for the teacher, which the answer key shows after the title of the exercise. None if there is no remark."""

    def fixed_texts(self, material: Material) -> tuple[str, ...]:
        """Return the texts that the exercise shows in every handout on this material.

        No exercise may ask for a word in these texts, because they would give the answer away.
        """
        return ()

    @abstractmethod
    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Return the questions of the exercise, in parts.

        The texts that the questions show, and their answers, must be entered into `context.ledger`.
        """

    def blocks(self, part: ExercisePart, first: int, look: ExerciseLook) -> Iterator[Block]:
        """Yield the instruction, the bank and the questions of a part for printing.

        `first` is the number of its first question.
        """
        yield Paragraph(quiet(look.wording.text(self.instructions[part.name], *part.values)))
        yield from self.question_blocks(part, first, look)

    def question_blocks(self, part: ExercisePart, first: int, look: ExerciseLook) -> Iterator[Block]:
        """Yield the bank and the questions of a part for printing, without the instruction."""
        if part.bank:
            yield Bank(tuple((Run(word, look.target_lang),) for word in part.bank))
        questions = [self.question(item, number, look) for number, item in enumerate(part.items, start=first)]
        yield Questions(tuple(questions), part.columns)

    def question(self, item: ExerciseItem, number: int, look: ExerciseLook) -> Question:
        """Return one question for printing, with its number."""
        rules = item.rules if look.to_write_on else 0
        return Question(number, item.prompt, item.hints, rules)


@dataclass(frozen=True, slots=True)
class GeneratedExercise:
    """An exercise, and the questions that it generated for one handout."""

    exercise: Exercise
    parts: tuple[ExercisePart, ...]

    @property
    def items(self) -> tuple[ExerciseItem, ...]:
        """All questions, in the order of their numbers."""
        return tuple(item for part in self.parts for item in part.items)

    def blocks(self, look: ExerciseLook) -> Iterator[Block]:
        """Yield all parts for printing. The numbers of the questions continue from one part to the next."""
        first = 1
        for part in self.parts:
            if part.items:
                yield from self.exercise.blocks(part, first, look)
            first += len(part.items)
