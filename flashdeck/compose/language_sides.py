"""How the lines and the words of each language are shown.

A sentence has a target side, the language being learned, and a context side, the other language. The modules of `compose`
ask a side how it is shown. This module and the two modules of `compose/notes` that fill the fields of notes know the
languages.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from flashdeck.compose.display import Display, ShownToken, word_class
from flashdeck.compose.markup import escape, in_script, marked_spans
from flashdeck.english.ipa import pronounce
from flashdeck.model import EnToken, Graded, Html, Language, Sentence, Span, Token, ZhToken
from flashdeck.model.characters import count_han
from flashdeck.model.pages import Ruby, RubyUnit

_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A word in a line as it is shown, or one part of a phrase that other words separate: "roll" of "roll … out"."""

    shown: ShownToken
    unit: Token

    @property
    def is_whole(self) -> bool:
        return len(self.unit.spans) == 1


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One side of a sentence as it is shown. Each character of the input is at its own place; the pieces are in order."""

    text: str
    lang: str
    """BCP 47."""
    pieces: tuple[WordPiece, ...]


class SideLimits(NamedTuple):
    """Lengths of lines for exercises, in the units of the language: Han characters or English words. Chosen by hand."""

    longest_translation: int
    """The longest line to translate: its translation fits on two ruled lines."""
    shortest_quote: int
    longest_quote: int
    """The shortest and the longest line to discuss or to improve."""


class LanguageSide(Protocol):
    """How one language is shown in a deck or a handout."""

    language: Language
    display: Display
    phonetic: str
    """The name of the readings, a key of the labels in `wording`."""
    has_margin_notes: bool
    """Whether new words are explained beside their line instead of by a reading above them."""
    default_ruby: Ruby
    limits: SideLimits
    column_shares: Mapping[str, float]
    """The share of the width that each column of the vocabulary table takes."""

    @property
    def lang(self) -> str:
        """The language tag, in the script of the display (BCP 47)."""

    def line(self, item: Graded) -> ShownLine:
        """Return this side of a sentence as it is shown."""

    def text(self, sentence: Sentence) -> str:
        """Return this side of a sentence as plain text in the script of the display."""

    def verbatim(self, sentence: Sentence) -> str:
        """Return this side as it was spoken, before fillers were removed."""

    def gloss_text(self, gloss: str) -> str:
        """Return a gloss in this language as a handout prints it."""

    def gloss_html(self, gloss: str) -> Html:
        """Return a gloss in this language as a card shows it."""

    def plain_html(self, text: str) -> Html:
        """Return text in this language as HTML, for an element that has the language tag."""

    def marked(self, text: str, marks: Mapping[Span, str]) -> Html:
        """Return a line as HTML with some spans in a CSS class."""

    def written(self, token: Token, shown: ShownToken) -> str:
        """Return a word as a list of words spells it; `shown` is the word in its line."""

    def reading(self, token: Token, shown: ShownToken) -> str:
        """Return the reading of a word as a list of words gives it; empty if it has none."""

    def reading_in_line(self, shown: ShownToken) -> str:
        """Return the reading of a word in its line, in one piece; empty if it has none."""

    def reading_to_check(self, token: Token, shown: ShownToken) -> str:
        """Return a doubtful reading for the teacher, even if the display has no readings."""

    def has_one_reading(self, text: str, unit: RubyUnit) -> bool:
        """Tell whether one reading is shown over the whole word; otherwise each character has its own."""

    def class_of(self, token: Token) -> str:
        """Return the word class of a token, a key of `WORD_CLASSES` in the vocabulary section."""


class ChineseSide:
    """Chinese lines: in the script of the display, with pinyin or zhuyin."""

    language: Language = "zh"
    has_margin_notes = False
    default_ruby: Ruby = "above-level"
    limits = SideLimits(longest_translation=30, shortest_quote=9, longest_quote=50)
    column_shares: Mapping[str, float] = {
        "line": 0.08,
        "word": 0.14,
        "reading": 0.18,
        "pos": 0.1,
        "level": 0.09,
        "gloss": 0.28,
        "note": 0.13,
    }

    def __init__(self, display: Display) -> None:
        self.display = display
        self.phonetic = "zhuyin" if display.phonetic == "zhuyin" else "pinyin"

    @property
    def lang(self) -> str:
        return self.display.lang

    def line(self, item: Graded) -> ShownLine:
        zh, tokens = item.annotated.sentence.zh, item.annotated.zh_tokens
        text = self.display.text(zh)
        pieces = []
        for token, shown in zip(tokens, self.display.tokens(zh, tokens), strict=True):
            pieces.append(WordPiece(replace(shown, text=text[shown.start : shown.end]), token))
        return ShownLine(text, self.lang, tuple(pieces))

    def text(self, sentence: Sentence) -> str:
        return self.display.text(sentence.zh)

    def verbatim(self, sentence: Sentence) -> str:
        return sentence.zh_verbatim

    def gloss_text(self, gloss: str) -> str:
        return self.display.text(gloss)

    def gloss_html(self, gloss: str) -> Html:
        return in_script(escape(self.display.text(gloss)), self.lang)

    def plain_html(self, text: str) -> Html:
        return escape(self.display.text(text))

    def marked(self, text: str, marks: Mapping[Span, str]) -> Html:
        return in_script(marked_spans(self.display.text(text), marks), self.lang)

    def written(self, token: Token, shown: ShownToken) -> str:
        return shown.text

    def reading(self, token: Token, shown: ShownToken) -> str:
        return self.reading_in_line(shown)

    def reading_in_line(self, shown: ShownToken) -> str:
        return self.display.spelled(shown) if shown.readings else ""

    def reading_to_check(self, token: Token, shown: ShownToken) -> str:
        assert isinstance(token, ZhToken)
        return self.display.spelled(shown) or "".join(token.pinyin)

    def has_one_reading(self, text: str, unit: RubyUnit) -> bool:
        return unit == "word" and count_han(text) == len(text)

    def class_of(self, token: Token) -> str:
        assert isinstance(token, ZhToken)
        return word_class(token)


class EnglishSide:
    """English lines: as they are, with IPA. Chinese words in an English gloss follow the script of the display."""

    language: Language = "en"
    phonetic = "ipa"
    has_margin_notes = True
    default_ruby: Ruby = "none"
    limits = SideLimits(longest_translation=20, shortest_quote=6, longest_quote=35)
    column_shares: Mapping[str, float] = {
        "line": 0.08,
        "word": 0.2,
        "reading": 0.2,
        "pos": 0.14,
        "level": 0.09,
        "gloss": 0.17,
        "note": 0.12,
    }
    lang = "en"

    def __init__(self, display: Display) -> None:
        self.display = display

    def line(self, item: Graded) -> ShownLine:
        text = item.annotated.sentence.en
        pieces = [piece for unit in item.annotated.units("en") for piece in _english_pieces(text, unit)]
        return ShownLine(text, self.lang, tuple(sorted(pieces, key=lambda piece: piece.shown.start)))

    def text(self, sentence: Sentence) -> str:
        return sentence.en

    def verbatim(self, sentence: Sentence) -> str:
        return sentence.en_verbatim

    def gloss_text(self, gloss: str) -> str:
        return gloss

    def gloss_html(self, gloss: str) -> Html:
        return escape(self.display.text(gloss))

    def plain_html(self, text: str) -> Html:
        return escape(text)

    def marked(self, text: str, marks: Mapping[Span, str]) -> Html:
        return marked_spans(text, marks)

    def written(self, token: Token, shown: ShownToken) -> str:
        return token.headword

    def reading(self, token: Token, shown: ShownToken) -> str:
        return headword_ipa(token)

    def reading_in_line(self, shown: ShownToken) -> str:
        return shown.readings[0] if shown.readings else ""

    def reading_to_check(self, token: Token, shown: ShownToken) -> str:
        return self.reading_in_line(shown)

    def has_one_reading(self, text: str, unit: RubyUnit) -> bool:
        return True

    def class_of(self, token: Token) -> str:
        return token.pos or ""


class StudySides(NamedTuple):
    """The two sides of the lines for a learner of one language."""

    target: LanguageSide
    context: LanguageSide


def sides_for(study: Language, display: Display) -> StudySides:
    """Return the target and the context side for a learner of a language."""
    chinese, english = ChineseSide(display), EnglishSide(display)
    return StudySides(chinese, english) if study == "zh" else StudySides(english, chinese)


def other_language(language: Language) -> Language:
    """Return the language of the context side for learners of `language`.

    >>> other_language("zh")
    'en'
    """
    return "en" if language == "zh" else "zh"


def source_lines(sentence: Sentence) -> tuple[int, ...]:
    """Return the lines of the transcript's file that a sentence is made of, those of both sides."""
    return (*sentence.zh_lines, *sentence.en_lines)


def as_read(sentence: Sentence) -> tuple[tuple[str, str], ...]:
    """Return both sides of a sentence, each as the file has it and as cards show it."""
    return ((sentence.zh_as_read, sentence.zh), (sentence.en_as_read, sentence.en))


def speaker_of(sentence: Sentence) -> str:
    """Return the name of the first speaker of a sentence; empty if the transcript has none."""
    pair = sentence.pairs[0]
    return next((line.speaker for line in (*pair.zh_source, *pair.en_source) if line.speaker), "")


def language_of(text: str) -> Language:
    """Return the language of a text that a person wrote: Chinese if it has any Han character."""
    return "zh" if count_han(text) else "en"


def is_reading_doubtful(token: Token) -> bool:
    """Tell whether the reading of a word rests on thin evidence. English words have no such doubt."""
    return isinstance(token, ZhToken) and token.doubtful


def _english_pieces(text: str, unit: Token) -> Iterator[WordPiece]:
    """Yield the pieces of a unit without the clitics of contractions. A phrase in several pieces has no reading."""
    sound = unit.ipa if isinstance(unit, EnToken) and len(unit.spans) == 1 else None
    readings = (f"/{sound}/",) if sound else ()
    for start, whole_end in unit.spans:
        end = whole_end - len(clitic(text[start:whole_end]))
        yield WordPiece(ShownToken(text[start:end], start, end, unit.headword, readings), unit)


def clitic(text: str) -> str:
    """Return the clitic at the end of an English word, else nothing.

    >>> clitic("they're"), clitic("there")
    ("'re", '')
    """
    match = _CLITIC.search(text)
    return match[0] if match else ""


def headword_ipa(token: Token) -> str:
    """Return how an English headword is pronounced, in IPA; empty if it is not known.

    The token itself knows the pronunciation of its form in the line only, so another headword is looked up.
    """
    words = token.headword.split()
    if words == [token.text]:
        sound = token.ipa if isinstance(token, EnToken) else None
        return f"/{sound}/" if sound else ""
    sounds = [pronounce(word, token.pos or "", word) for word in words]
    known = [sound for sound in sounds if sound]
    return f"/{' '.join(known)}/" if known and len(known) == len(sounds) else ""
