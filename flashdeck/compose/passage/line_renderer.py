"""Show the lines and the words of a talk on paper: script, readings, question marks for doubts."""

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
    """Shows lines and words for a learner of one language. Each line is rendered once and kept."""

    sides: StudySides
    unit: RubyUnit = "word"
    """Whether a reading is shown over a whole word or over each character."""
    _lines: dict[tuple[Language, int], tuple[Graded, ShownLine]] = field(default_factory=dict, compare=False)
    """The lines rendered so far, by the identity of their sentence: comparing a sentence's whole content would take longer."""

    def target(self, item: Graded) -> ShownLine:
        """Return the side in the language being learned."""
        return self._line(item, self.sides.target)

    def context(self, item: Graded) -> ShownLine:
        """Return the other side."""
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
        """Return a word of the vocabulary as its sentence shows it."""
        return self.piece(entry).shown

    def piece(self, entry: VocabularyEntry) -> WordPiece:
        """Return the first piece of a word of the vocabulary in its sentence."""
        return next(piece for piece in self.target(entry.item).pieces if piece.unit == entry.token)

    def written(self, entry: VocabularyEntry) -> str:
        """Return the spelling of a word of the vocabulary."""
        return self.sides.target.written(entry.token, self.word(entry))

    def reading(self, entry: VocabularyEntry) -> str:
        """Return the reading of a word of the vocabulary; empty if it has none or none is shown."""
        return self.sides.target.reading(entry.token, self.word(entry))

    def meaning(self, entry: VocabularyEntry) -> str:
        """Return the meaning that the deck gives for a word: the gloss, and the core sense beside a counterpart."""
        core = core_sense(entry.token)
        if core:
            return f"{entry.gloss} · {self.gloss(core)}"
        return f"{entry.gloss} (?)" if is_in_doubt(entry.token) else entry.gloss

    def gloss(self, gloss: str) -> str:
        """Return a gloss in the script of the handout."""
        return self.sides.context.gloss_text(gloss)

    def in_script(self, text: str) -> str:
        """Return text with its Chinese in the script of the handout."""
        return self.sides.target.display.text(text)

    def runs(self, token: ShownToken, *, is_word: bool, with_reading: bool) -> Iterator[Run]:
        """Yield a token of the target side; a doubtful reading carries a question mark."""
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
    """Yield a token character by character, each Han character with its own reading."""
    readings = iter(token.readings)
    for char in token.text:
        reading = next(readings) + doubt if count_han(char) else ""
        yield Run(char, lang, reading, role)


def renderer_for(study: Language, display: Display, unit: RubyUnit = "word") -> LineRenderer:
    """Return the renderer for a learner of a language."""
    return LineRenderer(sides_for(study, display), unit)
