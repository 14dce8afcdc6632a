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
    """All that is decided about a handout before its copies are composed."""

    talk: Talk
    options: HandoutSettings
    material: Material
    wording: Wording
    sections: Sequence["HandoutSection"]
    """The sections that the options name, in their order."""
    patterns: tuple[FoundPattern, ...] = ()
    exercises: Mapping[str, GeneratedExercise] = field(default_factory=dict)
    """The exercises by the name of their section. They may be without questions."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of the sections by name. A section without content has none, nor has a section for the teacher alone."""

    def numbered_exercises(self) -> Iterator[tuple[int, GeneratedExercise]]:
        """Yield the exercises that have questions with the numbers of their sections."""
        for name, number in self.numbers.items():
            if name in self.exercises:
                yield number, self.exercises[name]

    def missing_lines(self) -> dict[int, tuple[Side, str]]:
        """Return the lines that the student's text leaves out: which side, and the question that asks for it, as "4.2"."""
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

    To add a section that is no exercise, derive a class and add one line to `flashdeck.compose.handout.sections`.
    """

    name: str
    """The name of the section in `--sections`, in lower-case letters."""
    title: Bilingual
    study_titles: Mapping[Language, Bilingual] = {}
    """Titles for learners of one language, where they differ from `title`."""
    texts: Sequence[Bilingual] = ()
    """The other texts of the section itself. No exercise may ask for a word in them."""
    is_default: bool = True
    """Whether a handout has the section if `--sections` is not given."""

    def title_for(self, study: Language) -> Bilingual:
        """Return the title for learners of a language."""
        return self.study_titles.get(study, self.title)

    def own_words(self) -> tuple[Bilingual, ...]:
        """Return all that the section says in its own words."""
        return (self.title, *self.study_titles.values(), *self.texts)

    def fixed_texts(self, draft: HandoutDraft) -> Sequence[str]:
        """Return what else every copy shows outside text and vocabulary. No exercise may ask for an answer in it."""
        return ()

    def has_content(self, draft: HandoutDraft) -> bool:
        """Tell whether both copies have the section, so that it has a number."""
        return False

    @abstractmethod
    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        """Yield the content of the section in one copy."""
