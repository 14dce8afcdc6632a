"""Show the lines and the words of a talk in handouts and reports, with readings. A doubtful reading gets a question mark."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from flashdeck.compose.display import Display, ShownToken, core_sense, is_in_doubt
from flashdeck.compose.language_sides import LanguageSide, ShownLine, StudySides, WordPiece, sides_for
from flashdeck.compose.passage.vocabulary import VocabularyEntry
from flashdeck.model import Graded, Language
from flashdeck.model.characters import count_han
from flashdeck.model.pages import RubyUnit, Run


@dataclass(frozen=True, slots=True)
class LineRenderer:
    """Shows lines and words for a learner of one language. Each line is rendered only once."""

    sides: StudySides
    unit: RubyUnit = "word"
    """Whether one reading is shown above a whole word ("word"), or a reading above each of its characters ("character")."""
    _lines: dict[tuple[Language, int], tuple[Graded, ShownLine]] = field(default_factory=dict, compare=False)
    """The lines that were rendered before. A key is the language and the `id` of the sentence.

    The sentence itself is not the key, because comparing sentences would take longer.
    """

    def target(self, item: Graded) -> ShownLine:
        """Return a sentence in the language being learned, in the form that a page shows."""
        return self._line(item, self.sides.target)

    def context(self, item: Graded) -> ShownLine:
        """Return a sentence in the other language, in the form that a page shows."""
        return self._line(item, self.sides.context)

    def _line(self, item: Graded, side: LanguageSide) -> ShownLine:
        key = (side.language, id(item))
        if key not in self._lines:
            self._lines[key] = (item, side.line(item))
        return self._lines[key][1]

    @property
    def study(self) -> Language:
        return self.sides.target.language

    @property
    def target_lang(self) -> str:
        return self.sides.target.lang

    @property
    def context_lang(self) -> str:
        return self.sides.context.lang

    def lang(self, language: Language) -> str:
        """Return the language tag (BCP 47) of Chinese or English text."""
        return self.target_lang if language == self.study else self.context_lang

    def word(self, entry: VocabularyEntry) -> ShownToken:
        """Return the word of a vocabulary entry in the form in which its sentence shows it, such as "went" for "go"."""
        return self.piece(entry).shown

    def piece(self, entry: VocabularyEntry) -> WordPiece:
        """Return the word of a vocabulary entry in the entry's sentence.

        If a phrase has several pieces, return the first piece.
        """
        return next(piece for piece in self.target(entry.item).pieces if piece.unit == entry.token)

    def written(self, entry: VocabularyEntry) -> str:
        """Return the spelling of a vocabulary entry in a list of words, such as "go" for "went"."""
        return self.sides.target.written(entry.token, self.word(entry))

    def reading(self, entry: VocabularyEntry) -> str:
        """Return the reading of a vocabulary entry. Empty if the word has no reading, or if readings are not shown."""
        return self.sides.target.reading(entry.token, self.word(entry))

    def meaning(self, entry: VocabularyEntry) -> str:
        """Return the meaning of a vocabulary entry, as in the deck.

        The meaning is the gloss. If the gloss comes from the translated line and no dictionary has it as a translation of the
        word, the first dictionary sense follows.
        """
        core = core_sense(entry.token)
        if core:
            return f"{entry.gloss} · {self.gloss(core)}"
        return f"{entry.gloss} (?)" if is_in_doubt(entry.token) else entry.gloss

    def gloss(self, gloss: str) -> str:
        """Return a gloss in the script of the handout."""
        return self.sides.context.gloss_text(gloss)

    def in_script(self, text: str) -> str:
        """Return text in which Chinese is in the script of the handout. Other text does not change."""
        return self.sides.target.display.text(text)

    def runs(self, token: ShownToken, *, is_word: bool, with_reading: bool) -> Iterator[Run]:
        """Yield the runs of a token in the language being learned. A doubtful reading gets a question mark."""
        role: Literal["word", "plain"] = "word" if is_word else "plain"
        doubt = "?" if token.doubtful else ""
        side = self.sides.target
        if not (with_reading and token.readings):
            yield Run(token.text, side.lang, role=role)
        elif side.has_one_reading(token.text, self.unit):
            yield Run(token.text, side.lang, side.reading_in_line(token) + doubt, role)
        else:
            yield from _character_runs(token, side.lang, doubt, role)


def _character_runs(token: ShownToken, lang: str, doubt: str, role: Literal["word", "plain"]) -> Iterator[Run]:
    """Yield one run for each character of a token. The run of a Han character has the reading of this character."""
    readings = iter(token.readings)
    for char in token.text:
        reading = next(readings) + doubt if count_han(char) else ""
        yield Run(char, lang, reading, role)


def renderer_for(study: Language, display: Display, unit: RubyUnit = "word") -> LineRenderer:
    """Return a renderer for learners of the language `study`."""
    return LineRenderer(sides_for(study, display), unit)
