"""Exercises as blocks: the questions for all, and the key for the teacher."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flashdeck.compose.exercises.exercise import Exercise, Item, Part, Side
from flashdeck.compose.exercises.match import LETTERS
from flashdeck.compose.handout.passage_text import quiet
from flashdeck.compose.handout.wording import Wording
from flashdeck.model.pages import Bank, Block, Column, Paragraph, Question, Questions, Run, Runs, Table, plain_text

_NOTES: dict[str, str] = {"translate": "one-answer", "unscramble": "another-order"}
_SHORT = 24  # characters of an answer, up to which several stand behind each other


@dataclass(frozen=True, slots=True)
class Asked:
    """Exercises as they are asked: by section number; what stands in the gaps of the text; how languages are tagged."""

    exercises: Mapping[int, Exercise]
    wording: Wording
    target_lang: str
    context_lang: str

    def questions(self, number: int, *, to_write_on: bool = True) -> Iterator[Block]:
        """Yield the blocks of an exercise; `to_write_on`: with empty lines for the answers."""
        exercise = self.exercises[number]
        first = 1
        for part in exercise.parts:
            if part.items:
                yield Paragraph(quiet(self.wording.sentence(part.lead, *part.lead_values)))
                yield from self._part(exercise, part if to_write_on else without_rules(part), first)
            first += len(part.items)

    def _part(self, exercise: Exercise, part: Part, first: int) -> Iterator[Block]:
        if exercise.kind == "match":
            yield self._match(part)
            return
        if part.bank:
            yield Bank(tuple((Run(word, self.target_lang),) for word in part.bank))
        items = (self._question(exercise, number, item) for number, item in enumerate(part.items, start=first))
        yield Questions(tuple(items), part.columns)

    def _question(self, exercise: Exercise, number: int, item: Item) -> Question:
        if exercise.kind == "discuss":
            return self._to_discuss(number, item)
        return Question(number, item.prompt, item.hints, item.rules)

    def _to_discuss(self, number: int, item: Item) -> Question:
        """Return a question on a line, or the note that a person wrote for it."""
        line = (*self.wording.label("quoted", str(item.line)), Run(": "))
        asked = (self.wording.sentence(plain_text(item.answer)),) if item.answer else item.hints
        if item.prompt:
            return Question(number, (*quiet(line), *item.prompt), asked)
        return Question(number, (*line, *asked[0]), asked[1:])

    def _match(self, part: Part) -> Table:
        columns = tuple(Column((), share) for share in (0.04, 0.2, 0.12, 0.04, 0.6))
        rows = (
            (
                (Run(str(number), role="number"),),
                item.prompt,
                (Run("", role="gap", width=2.0),),
                (Run(LETTERS[number - 1], role="number"),),
                (Run(part.bank[number - 1], self.context_lang),),
            )
            for number, item in enumerate(part.items, start=1)
        )
        return Table(columns, tuple(rows), ruled=False)

    def missing(self) -> dict[int, tuple[Side, str]]:
        """Return the lines that the text of the students loses, and where they are asked for: "4.2"."""
        found: dict[int, tuple[Side, str]] = {}
        for number, exercise in self.exercises.items():
            items = [(part, item) for part in exercise.parts for item in part.items]
            for place, (part, item) in enumerate(items, start=1):
                if part.hides:
                    found[item.line] = (part.hides, f"{number}.{place}")
        return found

    def key(self, titles: Mapping[int, Runs]) -> Iterator[Block]:
        """Yield the answers, by exercise; each names its line of the text."""
        for number, exercise in self.exercises.items():
            items = [item for part in exercise.parts for item in part.items if exercise.kind not in ("discuss", "improve")]
            if items:
                heading = tuple(Run(run.text, run.lang, role="strong") for run in titles[number])
                note = _NOTES.get(exercise.kind)
                lead = (Run(f"{number}  ", role="number"), *heading)
                lead += (Run(" "), *quiet(self.wording.sentence(note))) if note else ()
                if all(len(plain_text(item.answer)) <= _SHORT for item in items):
                    yield Paragraph((*lead, *_in_a_row(items)))
                else:
                    yield Paragraph(lead)
                    yield Questions(tuple(Question(number, _answer(item)) for number, item in enumerate(items, start=1)))


def without_rules(part: Part) -> Part:
    """Return questions without the empty lines below them."""
    return replace(part, items=tuple(replace(item, rules=0) for item in part.items))


def _in_a_row(items: list[Item]) -> Iterator[Run]:
    """Yield short answers behind each other; a line breaks between two of them."""
    for number, item in enumerate(items, start=1):
        yield Run("   ")
        yield Run(f"{number}.\u00a0", role="number")
        yield from (Run(run.text.replace(" ", "\u00a0"), run.lang) for run in _answer(item))


def _answer(item: Item) -> Runs:
    return (*item.answer, *((Run(f" ({item.line})", role="quiet"),) if item.line else ()))
