"""The facts from which sections of a handout are composed, and the base class of sections."""

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
    """The decisions about a handout that are made before its copies are composed."""

    talk: Talk
    options: HandoutSettings
    material: Material
    wording: Wording
    sections: Sequence["HandoutSection"]
    """The sections that the options name, in their order."""
    patterns: tuple[FoundPattern, ...] = ()
    exercises: Mapping[str, GeneratedExercise] = field(default_factory=dict)
    """The exercises by the name of their section. An exercise may be without questions."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of the sections by name. A section that is empty or only for the teacher has no number."""

    def numbered_exercises(self) -> Iterator[tuple[int, GeneratedExercise]]:
        """Yield each exercise that has questions, with the number of its section."""
        for name, number in self.numbers.items():
            if name in self.exercises:
                yield number, self.exercises[name]

    def missing_lines(self) -> dict[int, tuple[Side, str]]:
        """Return the lines with a side that the student's text leaves out.

        The value for the number of a line is that side, and the question that asks for it, such as "4.2".
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
    """Titles for learners of one language, if these learners get a title other than `title`."""
    texts: Sequence[Bilingual] = ()
    """The fixed texts of the section besides its titles. Exercises must not ask for words in these texts."""
    is_default: bool = True
    """Whether a handout has the section if `--sections` is not given."""

    def title_for(self, study: Language) -> Bilingual:
        """Return the title for learners of a language."""
        return self.study_titles.get(study, self.title)

    def own_words(self) -> tuple[Bilingual, ...]:
        """Return all fixed texts of the section, including its titles."""
        return (self.title, *self.study_titles.values(), *self.texts)

    def fixed_texts(self, draft: HandoutDraft) -> Sequence[str]:
        """Return other texts that the section shows in every copy. Exercises must not ask for answers in these texts."""
        return ()

    def has_content(self, draft: HandoutDraft) -> bool:
        """Tell whether both copies have the section, so that it has a number."""
        return False

    @abstractmethod
    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        """Yield the content of the section in one copy."""
