"""Gather the material of handouts, exercises and reports: the passage, its vocabulary and the whole talk."""

from dataclasses import dataclass, field
from typing import Literal

from flashdeck.compose.display import Display
from flashdeck.compose.language_sides import ShownLine
from flashdeck.compose.passage.line_renderer import LineRenderer, renderer_for
from flashdeck.compose.passage.passage import Passage, PassageLine, choose_passage, passage_of_lines
from flashdeck.compose.passage.vocabulary import CONFIRMED, Vocabulary, VocabularyEntry, passage_vocabulary
from flashdeck.levels import Level
from flashdeck.model import Card, Graded, HskEdition, Language, Original, Selection
from flashdeck.settings import HandoutSettings

Side = Literal["target", "context"]


@dataclass(frozen=True, slots=True)
class Talk:
    """A graded talk with the cards chosen from it, and how it is shown. The deck has the same cards."""

    title: str
    selection: Selection
    level: Level
    edition: HskEdition
    display: Display
    original: Original = "unknown"

    @property
    def study(self) -> Language:
        """The language being learned."""
        return self.level.language


@dataclass(frozen=True, slots=True)
class Material:
    """A passage with its vocabulary, and the talk that it is taken from."""

    passage: Passage
    vocabulary: Vocabulary
    cards: tuple[Card, ...]
    talk: tuple[Graded, ...]
    """The whole talk, from which exercises take distractors."""
    renderer: LineRenderer
    _side_texts: dict[Side, str] = field(default_factory=dict, compare=False)
    """The text of each side of the passage, joined when it is first needed."""

    def target(self, line: PassageLine) -> ShownLine:
        """Return the side of a line in the language being learned."""
        return self.renderer.target(line.graded)

    def context(self, line: PassageLine) -> ShownLine:
        """Return the side of a line in the other language."""
        return self.renderer.context(line.graded)

    def side(self, line: PassageLine, side: Side) -> ShownLine:
        return self.target(line) if side == "target" else self.context(line)

    def line(self, number: int) -> PassageLine:
        """Return a line by its number, which starts at 1."""
        return self.passage.lines[number - 1]

    def is_said_once(self, text: str, side: Side) -> bool:
        """Tell whether a text occurs once in the passage. Only then can the students' text leave it out."""
        if side not in self._side_texts:
            self._side_texts[side] = "\n".join(self.side(line, side).text for line in self.passage.lines)
        return self._side_texts[side].count(text) == 1

    def new_word_uses(self, line: PassageLine) -> int:
        """Count how often the passage uses the new words of a line.

        An exercise that shows the line gives these words away, so gaps cannot ask for them any more.
        """
        return sum(len(entry.lines) for entry in self.vocabulary.listed if line.number in entry.lines)

    def confirmed_entries(self) -> tuple[VocabularyEntry, ...]:
        """Return the words with a confirmed gloss, which exercises may ask for. Words of the deck come first."""
        return tuple(entry for entry in self.vocabulary.listed if entry.token.gloss_from in CONFIRMED)


def gather_material(talk: Talk, options: HandoutSettings) -> Material:
    """Choose the passage that the options ask for, and list its vocabulary.

    Raises `UsageError` if the options name lines that have no sentence.
    """
    selection = talk.selection
    if options.passage:
        passage = choose_passage(selection.graded, selection.cards, options.passage)
    else:
        passage = passage_of_lines(selection.graded, options.lines)
    renderer = renderer_for(talk.study, talk.display, options.ruby_unit)
    vocabulary = passage_vocabulary(passage, selection.cards, renderer.gloss)
    return Material(passage, vocabulary, selection.cards, selection.graded, renderer)
