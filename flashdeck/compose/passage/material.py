"""Gather everything that sections and exercises of a handout are made from: the passage, its vocabulary and the whole talk."""

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
    """A graded talk, the cards that were chosen from it for the deck, and how the talk is shown."""

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
    """A passage with its vocabulary, and the talk from which the passage is taken."""

    passage: Passage
    vocabulary: Vocabulary
    cards: tuple[Card, ...]
    talk: tuple[Graded, ...]
    """All sentences of the talk. Exercises take distractors from them."""
    renderer: LineRenderer
    _side_texts: dict[Side, str] = field(default_factory=dict, compare=False)
    """The whole text of the passage in each language. It is stored when it is needed for the first time."""

    def target(self, line: PassageLine) -> ShownLine:
        """Return a line in the language being learned, in the form that a page shows."""
        return self.renderer.target(line.graded)

    def context(self, line: PassageLine) -> ShownLine:
        """Return a line in the other language, in the form that a page shows."""
        return self.renderer.context(line.graded)

    def side(self, line: PassageLine, side: Side) -> ShownLine:
        return self.target(line) if side == "target" else self.context(line)

    def line(self, number: int) -> PassageLine:
        """Return the line with this number. The first line of the passage has the number 1."""
        return self.passage.lines[number - 1]

    def is_said_once(self, text: str, side: Side) -> bool:
        """Tell whether a text occurs only once in the passage.

        Only such a text can be an answer. If it occurred twice, students could read the answer in the second place.
        """
        if side not in self._side_texts:
            self._side_texts[side] = "\n".join(self.side(line, side).text for line in self.passage.lines)
        return self._side_texts[side].count(text) == 1

    def new_word_uses(self, line: PassageLine) -> int:
        """Count how often the new words of a line occur in the passage.

        An exercise that shows the line gives these words away, so gaps cannot ask for them any more.
        """
        return sum(len(entry.lines) for entry in self.vocabulary.listed if line.number in entry.lines)

    def confirmed_entries(self) -> tuple[VocabularyEntry, ...]:
        """Return the new words that exercises may ask for, because their glosses are confirmed.

        Words of the deck come first.
        """
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
