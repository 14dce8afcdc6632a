"""How the two sides of a sentence are shown on paper: script, readings, marks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from flashdeck.chinese.characters import count_han
from flashdeck.compose.display import Display, ShownToken, core_sense, is_in_doubt
from flashdeck.compose.handout.vocabulary import Entry
from flashdeck.compose.notes.english import clitic, sound
from flashdeck.model import EnToken, Graded, Language, Token
from flashdeck.model.pages import RubyUnit, Run


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as it stands in a line, or a part of a phrase that stands in several pieces."""

    shown: ShownToken
    unit: Token

    @property
    def is_whole(self) -> bool:
        return len(self.unit.spans) == 1


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One side of a sentence as it is shown, character for character that of the input; its pieces in order."""

    text: str
    lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Faces:
    """The display of one handout, for the language studied and the other one."""

    study: Language
    display: Display
    unit: RubyUnit = "word"
    _made: dict[tuple[Language, int], tuple[Graded, ShownLine]] = field(default_factory=dict, compare=False)
    """The lines made so far, by the identity of their sentence: comparing a sentence's whole content would take longer."""

    def target(self, item: Graded) -> ShownLine:
        """Return the side that is learned."""
        return self._line(item, self.study)

    def context(self, item: Graded) -> ShownLine:
        """Return the other side."""
        return self._line(item, "en" if self.study == "zh" else "zh")

    def _line(self, item: Graded, language: Language) -> ShownLine:
        key = (language, id(item))
        if key not in self._made:
            self._made[key] = (item, self._chinese(item) if language == "zh" else self._english(item))
        return self._made[key][1]

    def lang(self, language: Language) -> str:
        return self.display.lang if language == "zh" else "en"

    @property
    def target_lang(self) -> str:
        return self.lang(self.study)

    @property
    def context_lang(self) -> str:
        return self.lang("en" if self.study == "zh" else "zh")

    def word(self, entry: Entry) -> ShownToken:
        """Return a word of the vocabulary as its sentence shows it."""
        return next(piece.shown for piece in self.target(entry.item).pieces if piece.unit == entry.token)

    def written(self, entry: Entry) -> str:
        """Return the spelling of a word that the vocabulary lists."""
        return entry.headword if isinstance(entry.token, EnToken) else self.word(entry).text

    def reading(self, entry: Entry) -> str:
        """Return the reading of a word that the vocabulary lists; empty where none is shown."""
        return sound(entry.token) if isinstance(entry.token, EnToken) else self.spelled(self.word(entry))

    def spelled(self, token: ShownToken) -> str:
        """Return the reading of a token in one piece."""
        if not token.readings:
            return ""
        return self.display.spelled(token) if self.study == "zh" else token.readings[0]

    def meant(self, gloss: str) -> str:
        """Return a gloss in the script shown: that of an English word is Chinese."""
        return self.display.text(gloss) if self.study == "en" else gloss

    def meaning(self, entry: Entry) -> str:
        """Return what the deck gives as a word's meaning: the gloss, and with a counterpart the core sense."""
        token = entry.token
        if core := core_sense(token):
            return f"{entry.gloss} · {self.meant(core)}"
        return f"{entry.gloss} (?)" if is_in_doubt(token) else entry.gloss

    def runs(self, token: ShownToken, *, is_word: bool, with_reading: bool) -> Iterator[Run]:
        """Yield a token of the target side; a doubtful reading carries a question mark."""
        role: Literal["word", "plain"] = "word" if is_word else "plain"
        doubt = "?" if token.doubtful else ""
        if not (with_reading and token.readings):
            yield Run(token.text, self.target_lang, role=role)
        elif self.study == "en" or (self.unit == "word" and count_han(token.text) == len(token.text)):
            yield Run(token.text, self.target_lang, self.spelled(token) + doubt, role)
        else:
            readings = iter(token.readings)
            for char in token.text:
                yield Run(char, self.target_lang, next(readings) + doubt if count_han(char) else "", role)

    def _chinese(self, item: Graded) -> ShownLine:
        zh, tokens = item.annotated.sentence.zh, item.annotated.zh_tokens
        text = self.display.text(zh)
        shown = (replace(token, text=text[token.start : token.end]) for token in self.display.tokens(zh, tokens))
        return ShownLine(text, self.display.lang, tuple(map(Piece, shown, tokens)))

    def _english(self, item: Graded) -> ShownLine:
        en = item.annotated.sentence.en
        return ShownLine(en, "en", tuple(sorted(_english_pieces(en, item.annotated.units("en")), key=_start)))


def _english_pieces(text: str, units: Iterable[Token]) -> Iterator[Piece]:
    """Yield where units stand, without what a contraction adds to them; the sound is that of a whole unit, not of its pieces."""
    for unit in units:
        sound = unit.ipa if isinstance(unit, EnToken) and len(unit.spans) == 1 else None
        for start, whole_end in unit.spans:
            end = whole_end - len(clitic(text[start:whole_end]))
            yield Piece(ShownToken(text[start:end], start, end, unit.headword, (f"/{sound}/",) if sound else ()), unit)


def _start(piece: Piece) -> int:
    return piece.shown.start
