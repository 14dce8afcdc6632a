"""Show the lines and the words of each language.

Every sentence is in both languages. The text in the language being learned is its target side, and the text in the other
language is its context side. The modules of `compose` call the methods of `LanguageSide`, so that they work for both languages.
Code for one language belongs in this module, or in `chinese` and `english` of `compose/notes`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    """A word of a shown line. A phrase with other words inside it has several pieces: "roll" and "out"."""

    shown: ShownToken
    unit: Token

    @property
    def is_whole(self) -> bool:
        return len(self.unit.spans) == 1


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A sentence in one language, in the form that cards and handouts show.

    Each character has the same offset in `text` as in the sentence. The pieces are in the order of the text.
    """

    text: str
    lang: str
    """The language tag (BCP 47)."""
    pieces: tuple[WordPiece, ...]


class SideLimits(NamedTuple):
    """Limits for the length of lines in exercises. Chosen by hand.

    Chinese lines are measured in Han characters, and English lines in words.
    """

    longest_translation: int
    """The maximum length of a line that students translate. The translation of such a line fits on two ruled lines."""
    shortest_quote: int
    longest_quote: int
    """The maximum length of a line in the exercises "discuss" and "improve". `shortest_quote` is the minimum length."""


class LanguageSide(Protocol):
    """The methods that show one language, Chinese or English, in a deck or a handout."""

    language: Language
    display: Display
    phonetic: str
    """The kind of readings: "pinyin", "zhuyin" or "ipa". It is a key of `LABELS` in `wording`."""
    has_margin_notes: bool
    """Whether new words are explained beside their line instead of by a reading above them."""
    default_ruby: Ruby
    limits: SideLimits
    column_shares: Mapping[str, float]
    """The columns of the vocabulary table, and the share of the table's width that each column takes."""

    @property
    def lang(self) -> str:
        """The language tag, in the script of the display (BCP 47)."""

    def line(self, item: Graded) -> ShownLine:
        """Return a sentence in this language, and its words, in the form that cards and handouts show."""

    def text(self, sentence: Sentence) -> str:
        """Return a sentence in this language as plain text. Chinese is in the script of the display."""

    def verbatim(self, sentence: Sentence) -> str:
        """Return a sentence in this language as it was spoken, with the fillers that were removed from it."""

    def gloss_text(self, gloss: str) -> str:
        """Return a gloss in this language as a handout prints it."""

    def gloss_html(self, gloss: str) -> Html:
        """Return a gloss in this language as a card shows it."""

    def plain_html(self, text: str) -> Html:
        """Return text in this language as HTML, without a language tag. The enclosing element must have the tag `lang`."""

    def marked(self, text: str, marks: Mapping[Span, str]) -> Html:
        """Return a line as HTML. Each span in `marks` becomes an element whose CSS class is the value of the span."""

    def written(self, token: Token, shown: ShownToken) -> str:
        """Return the spelling of a word in a list of words. `shown` is the form of the word in its line."""

    def reading(self, token: Token, shown: ShownToken) -> str:
        """Return the reading of a word for a list of words. Empty if the word has no reading."""

    def reading_in_line(self, shown: ShownToken) -> str:
        """Return the reading that is shown above a word in its line. Empty if the word has no reading."""

    def reading_to_check(self, token: Token, shown: ShownToken) -> str:
        """Return a doubtful reading that the teacher should check. It is returned even if the display shows no readings."""

    def has_one_reading(self, text: str, unit: RubyUnit) -> bool:
        """Tell whether a word has one reading above it. Otherwise each of its characters has a reading above it."""

    def class_of(self, token: Token) -> str:
        """Return the word class of a token. It is a key of `WORD_CLASSES` in `vocabulary_section`."""


class ChineseSide:
    """Shows Chinese lines in the script of the display, with pinyin or zhuyin."""

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
            pieces.append(WordPiece(shown._replace(text=text[shown.start : shown.end]), token))
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
    """Shows English lines unchanged, with IPA. Chinese words in an English gloss are shown in the script of the display."""

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
    """The language that a learner studies (`target`), and the other language (`context`)."""

    target: LanguageSide
    context: LanguageSide


def sides_for(study: Language, display: Display) -> StudySides:
    """Return the objects that show the two languages to a learner of the language `study`."""
    chinese, english = ChineseSide(display), EnglishSide(display)
    return StudySides(chinese, english) if study == "zh" else StudySides(english, chinese)


def other_language(language: Language) -> Language:
    """Return the language of the translation for learners of `language`: Chinese for English, and English for Chinese.

    >>> other_language("zh")
    'en'
    """
    return "en" if language == "zh" else "zh"


def source_lines(sentence: Sentence) -> tuple[int, ...]:
    """Return the numbers of a sentence's lines in the file of the transcript.

    The Chinese lines come before the English lines.
    """
    return (*sentence.zh_lines, *sentence.en_lines)


def as_read(sentence: Sentence) -> tuple[tuple[str, str], ...]:
    """Return a pair of texts for Chinese, then a pair for English.

    A pair has the text of the sentence in the transcript's file, and the text that cards show.
    """
    return ((sentence.zh_as_read, sentence.zh), (sentence.en_as_read, sentence.en))


def speaker_of(sentence: Sentence) -> str:
    """Return the name of the first speaker of a sentence. Empty if the transcript does not name the speaker."""
    pair = sentence.pairs[0]
    return next((line.speaker for line in (*pair.zh_source, *pair.en_source) if line.speaker), "")


def language_of(text: str) -> Language:
    """Return the language of a note that a person wrote: Chinese if it contains a Han character, or else English."""
    return "zh" if count_han(text) else "en"


def is_reading_doubtful(token: Token) -> bool:
    """Tell whether the reading of a word is uncertain. The reading of an English word never counts as uncertain."""
    return isinstance(token, ZhToken) and token.doubtful


def _english_pieces(text: str, unit: Token) -> Iterator[WordPiece]:
    """Yield the pieces of an English word or phrase, without clitics such as "'re".

    A phrase with other words inside it has several pieces ("roll … out"). These pieces do not have readings.
    """
    sound = unit.ipa if isinstance(unit, EnToken) and len(unit.spans) == 1 else None
    readings = (f"/{sound}/",) if sound else ()
    for start, whole_end in unit.spans:
        end = whole_end - len(clitic(text[start:whole_end]))
        yield WordPiece(ShownToken(text[start:end], start, end, unit.headword, readings), unit)


def clitic(text: str) -> str:
    """Return the clitic of a contraction, such as "'re" at the end of "they're". Empty if the word is not a contraction.

    >>> clitic("they're"), clitic("there")
    ("'re", '')
    """
    match = _CLITIC.search(text)
    return match[0] if match else ""


def headword_ipa(token: Token) -> str:
    """Return the pronunciation of an English headword in IPA. Empty if the pronunciation is not known.

    `token.ipa` is the pronunciation of the form in the line, such as "went". It is returned if this form is the headword.
    Otherwise the pronunciation of the headword, here "go", is looked up.
    """
    words = token.headword.split()
    if words == [token.text]:
        sound = token.ipa if isinstance(token, EnToken) else None
        return f"/{sound}/" if sound else ""
    sounds = [pronounce(word, token.pos or "", word) for word in words]
    known = [sound for sound in sounds if sound]
    return f"/{' '.join(known)}/" if known and len(known) == len(sounds) else ""
