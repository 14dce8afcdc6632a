"""What the sections of a handout are composed of, and the protocol of a section."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

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


class HandoutSection(Protocol):
    """One section of a handout.

    To add a section that is no exercise, write a class of this form and add one line to `flashdeck.compose.handout.sections`.
    """

    @property
    def name(self) -> str:
        """The name of the section in `--sections`."""

    @property
    def is_default(self) -> bool:
        """Whether a handout has the section if `--sections` is not given."""

    def title_for(self, study: Language) -> Bilingual:
        """Return the title for learners of a language."""

    def own_words(self) -> Iterator[Bilingual]:
        """Yield all that the section says in its own words. No exercise may ask for a word in it."""

    def fixed_texts(self, draft: HandoutDraft) -> Iterator[str]:
        """Yield what else the section shows in every copy outside text and vocabulary. No exercise may ask for it."""

    def has_content(self, draft: HandoutDraft) -> bool:
        """Tell whether the section has anything to show in both copies; otherwise it has no number."""

    def blocks(self, draft: HandoutDraft, copy: Copy) -> Iterator[Block]:
        """Yield the content of the section in one copy."""
