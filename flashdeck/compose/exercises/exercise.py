"""The base class of exercises, and the values that an exercise generates.

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

GAP_WIDTH = 5.0  # em
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The names of the choices in a bank with letters."""
Claim = Literal["lines", "words", "rest"]
CLAIMS: tuple[Claim, ...] = ("lines", "words", "rest")


@dataclass(frozen=True, slots=True)
class ExerciseItem:
    """A question and its answer.

    The answer is either a text or the index of a choice in the bank. An open question does not have an answer.
    """

    line: int
    """The number of the line of the passage that the question is about; 0 if it is not about a line."""
    prompt: Runs
    answer: Runs = ()
    choice: int | None = None
    """The index of the answer in the bank of the part, starting at 0, if the bank has letters."""
    hints: tuple[Runs, ...] = ()
    """Small lines below the question."""
    instruction: str = ""
    """The name of an instruction for this question alone; empty if the question has only the instruction of its part."""
    rules: int = 0
    """The number of empty lines to write on."""

    @property
    def key(self) -> Runs:
        """The answer as the key prints it; empty for an open question."""
        return self.answer if self.choice is None else (Run(LETTERS[self.choice]),)


@dataclass(frozen=True, slots=True)
class ExercisePart:
    """Questions under one instruction."""

    name: str
    """The name of the instruction, a key of `Exercise.instructions`."""
    items: tuple[ExerciseItem, ...]
    asked: int
    """The number of questions that the options ask for."""
    columns: int = 1
    bank: tuple[str, ...] = ()
    """Words to choose from, in the order in which they are shown."""
    hides: Side | None = None
    """The side that the student's text leaves out in the lines of these questions, because it is the answer."""
    values: tuple[str, ...] = ()
    """The values that are filled into the instruction."""


@dataclass(frozen=True, slots=True)
class ExerciseContext:
    """The lines and words that an exercise may use, and the limits that it must keep."""

    material: Material
    ledger: Ledger
    asked: int
    """The number of questions that the options ask for."""
    removable_lines: int
    """The number of lines that the student's text may leave out for each exercise that asks for whole lines."""
    has_text: bool
    """Whether the handout has the text, so that a question can name a line by its number."""
    reserved_words: int = 0
    """The number of words to leave for the exercises that come later."""

    @property
    def half(self) -> int:
        """Half of the number of questions asked for, rounded up."""
        return -(-self.asked // 2)


@dataclass(frozen=True, slots=True)
class ExerciseLook:
    """How the questions of one copy are shown."""

    wording: Wording
    target_lang: str
    context_lang: str
    to_write_on: bool
    """Whether empty lines for the answers are printed; the teacher's copy has none."""


class Exercise(ABC):
    """One kind of exercise: its name and texts, and methods that generate and print its questions."""

    name: ClassVar[str]
    """The name of the section in `--sections`."""
    title: ClassVar[Bilingual]
    study_titles: ClassVar[Mapping[Language, Bilingual]] = {}
    """Titles for learners of one language, if these learners get a title other than `title`."""
    instructions: ClassVar[Mapping[str, Bilingual]]
    """The instructions by the name of a part or of an item. An instruction must not contain an answer."""
    claim: ClassVar[Claim] = "words"
    """The material that the exercise uses up, which decides when the exercise chooses.

    Exercises on whole lines ("lines") choose first, then exercises on words ("words"), then all other exercises ("rest").
    """
    word_share: ClassVar[int] = 0
    """Earlier exercises leave one of every `word_share` words for this exercise; 0 if it does not need words."""
    is_open: ClassVar[bool] = False
    """Whether the questions have no answer in the key."""
    is_default: ClassVar[bool] = True
    """Whether a handout has the exercise if `--sections` is not given."""
    key_note: ClassVar[Bilingual | None] = None
    """A remark after the title of the exercise in the answer key."""

    def fixed_texts(self, material: Material) -> tuple[str, ...]:
        """Return texts that the exercise always shows. Exercises must not ask for answers in these texts."""
        return ()

    @abstractmethod
    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Choose the questions, and enter the texts that they show and their answers into the ledger of the context."""

    def blocks(self, part: ExercisePart, first: int, look: ExerciseLook) -> Iterator[Block]:
        """Yield a part as it is printed; `first` is the number of its first question."""
        yield Paragraph(quiet(look.wording.text(self.instructions[part.name], *part.values)))
        yield from self.question_blocks(part, first, look)

    def question_blocks(self, part: ExercisePart, first: int, look: ExerciseLook) -> Iterator[Block]:
        """Yield the bank and the questions of a part, without its instruction."""
        if part.bank:
            yield Bank(tuple((Run(word, look.target_lang),) for word in part.bank))
        questions = [self.question(item, number, look) for number, item in enumerate(part.items, start=first)]
        yield Questions(tuple(questions), part.columns)

    def question(self, item: ExerciseItem, number: int, look: ExerciseLook) -> Question:
        """Return one question as it is printed."""
        rules = item.rules if look.to_write_on else 0
        return Question(number, item.prompt, item.hints, rules)


@dataclass(frozen=True, slots=True)
class GeneratedExercise:
    """An exercise with its questions."""

    exercise: Exercise
    parts: tuple[ExercisePart, ...]

    @property
    def items(self) -> tuple[ExerciseItem, ...]:
        """All questions, in the order of their numbers."""
        return tuple(item for part in self.parts for item in part.items)

    def blocks(self, look: ExerciseLook) -> Iterator[Block]:
        """Yield the questions as they are printed. Their numbers continue from part to part."""
        first = 1
        for part in self.parts:
            if part.items:
                yield from self.exercise.blocks(part, first, look)
            first += len(part.items)
