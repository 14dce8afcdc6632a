"""The base class of the sections of a handout, and the class with all decisions that the sections depend on."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashdeck.compose.exercises.exercise import GeneratedExercise
from flashdeck.compose.passage.material import Material, Side, Talk
from flashdeck.compose.passage.passage_patterns import FoundPattern
from flashdeck.compose.wording import Bilingual, Wording
from flashdeck.model import Language
from flashdeck.model.pages import Block, Copy
from flashdeck.settings import HandoutSettings


@dataclass(frozen=True, slots=True)
class HandoutDraft:
    """The decisions about a handout that the student's and the teacher's copy have in common, such as the passage."""

    talk: Talk
    options: HandoutSettings
    material: Material
    wording: Wording
    sections: Sequence["HandoutSection"]
    """The sections that the settings name, in the order of the settings."""
    patterns: tuple[FoundPattern, ...] = ()
    exercises: Mapping[str, GeneratedExercise] = field(default_factory=dict)
    """The exercises of the handout. A key is the name of the exercise's section. Exercises without questions are included."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of the sections by name. A section that is empty, or that only the teacher's copy has, has no number."""

    def numbered_exercises(self) -> Iterator[tuple[int, GeneratedExercise]]:
        """Yield each exercise that has questions, with the number of its section."""
        for name, number in self.numbers.items():
            if name in self.exercises:
                yield number, self.exercises[name]

    def missing_lines(self) -> dict[int, tuple[Side, str]]:
        """Return the lines that the text on the student's copy shows in one language only.

        The other language is the answer to a question. A key is the number of a line. Its value is the side that is left out,
        "target" or "context", and the number of the question that asks for it, such as "4.2".
        """
        found: dict[int, tuple[Side, str]] = {}
        for number, generated in self.numbered_exercises():
            question = 0
            for part in generated.parts:
                for item in part.items:
                    question += 1
                    if part.hides:
                        found[item.line] = (part.hides, f"{number}.{question}")
        return found


class HandoutSection(ABC):
    """One section of a handout.

    To add a section that is not an exercise, derive a class and add one line to `flashdeck.compose.handout.sections`.
    """

    name: str
    """The name of the section in `--sections`, in lower-case letters."""
    title: Bilingual
    study_titles: Mapping[Language, Bilingual] = {}
    """Titles that replace `title` in handouts for learners of one language."""
    texts: Sequence[Bilingual] = ()
    """The texts that the section shows in every handout, without its titles.

    Exercises must not ask for words in these texts.
    """
    is_default: bool = True
    """Whether a handout has the section if `--sections` is not given."""

    def title_for(self, study: Language) -> Bilingual:
        """Return the title of the section in handouts for learners of the language `study`."""
        return self.study_titles.get(study, self.title)

    def own_words(self) -> tuple[Bilingual, ...]:
        """Return all texts that the section shows in every handout, including its titles."""
        return (self.title, *self.study_titles.values(), *self.texts)

    def fixed_texts(self, draft: HandoutDraft) -> Sequence[str]:
        """Return the texts that the section shows in both copies of this handout, in addition to `own_words`.

        Exercises must not ask for words in these texts, because the texts would give the answers away.
        """
        return ()

    def has_content(self, draft: HandoutDraft) -> bool:
        """Tell whether the section has something to show in the student's copy. Only such a section has a number."""
        return False

    @abstractmethod
    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        """Yield the content of the section in the student's or in the teacher's copy."""
