"""Fill the fields that only the note types for learners of Chinese have."""

from collections.abc import Iterable
from dataclasses import dataclass

from flashdeck.compose.display import Display, ShownToken, word_class
from flashdeck.compose.markup import TokenHtml, escape, in_script, join, marked_text, ruby
from flashdeck.compose.notes.shared import (
    NoteContext,
    context_line,
    example,
    first_places,
    frequency,
    hardest_target,
    meaning,
    other_senses,
    pattern,
    word_meaning,
    word_row,
    words_to_explain,
)
from flashdeck.model import Card, Graded, HskEdition, Html, ZhToken

DEFINITIONS = "definitions: CC-CEDICT, CC BY-SA 4.0"
_WORD_CLASSES = {
    "a": "adjective",
    "b": "attributive",
    "c": "conjunction",
    "d": "adverb",
    "f": "localizer",
    "i": "idiom",
    "j": "abbreviation",
    "l": "fixed phrase",
    "m": "numeral",
    "n": "noun",
    "p": "preposition",
    "q": "measure word",
    "r": "pronoun",
    "s": "place word",
    "t": "time word",
    "v": "verb",
    "z": "descriptive",
}
"""The English names of word classes. A key is the first letter of the tag (ICTCLAS) in the dictionary of jieba."""


def chinese_fields(card: Card, context: NoteContext) -> dict[str, Html]:
    """Return the fields that only the Chinese note types have, by name. `shared_fields` returns the other fields."""
    return _word_fields(card, context) if card.type == "word" else _sentence_fields(card, context)


@dataclass(frozen=True, slots=True)
class _ChineseLine:
    """A Chinese line and its words, in the script and with the readings that the deck shows."""

    display: Display
    text: str
    tokens: tuple[ShownToken, ...]

    def marked(self, targets: Iterable[str], inner: TokenHtml | None = None) -> Html:
        return self.in_script(marked_text(self.text, self.tokens, targets, inner))

    def in_script(self, content: Html) -> Html:
        return in_script(content, self.display.lang)

    def spelled(self, place: int) -> str:
        return self.display.spelled(self.tokens[place])


def _shown(item: Graded, display: Display) -> _ChineseLine:
    zh = item.annotated.sentence.zh
    return _ChineseLine(display, display.text(zh), display.tokens(zh, item.annotated.zh_tokens))


def _sentence_fields(card: Card, context: NoteContext) -> dict[str, Html]:
    shown = _shown(card.graded, context.display)
    return {
        "Sentence": shown.marked(card.targets),
        "SentenceRuby": shown.marked(card.targets, ruby),
        "Pinyin": escape(" ".join(filter(None, map(context.display.spelled, shown.tokens)))),
        "Translation": context_line(card, context),
        "Pattern": pattern(card, context),
        "Words": _words(card, shown, context),
    }


def _word_fields(card: Card, context: NoteContext) -> dict[str, Html]:
    shown = _shown(card.graded, context.display)
    tokens = card.graded.annotated.zh_tokens
    place = first_places(tokens)[card.targets[0]]
    token = tokens[place]
    return {
        "Word": shown.in_script(escape(shown.tokens[place].text)),
        "Traditional": escape(_other_script(token, shown.tokens[place].text, context.display)),
        "Pinyin": escape(shown.spelled(place)),
        "WordRuby": shown.in_script(Html(ruby(shown.tokens[place]))),
        "Meaning": word_meaning(token, context),
        "Senses": other_senses(token, context),
        "Parts": _parts(token, shown),
        "Examples": join(_example(item, token.text, context) for item in context.examples),
        "PartOfSpeech": escape(_WORD_CLASSES.get(word_class(token), "")),
        "Frequency": frequency(token),
        "Sentence": shown.marked(card.targets),
        "SentenceRuby": shown.marked(card.targets, ruby),
        "SentenceTranslation": context_line(card, context),
        "Words": _words(card, shown, context),
    }


def _other_script(token: ZhToken, shown: str, display: Display) -> str:
    """Return a word in the other script: traditional if the card is simplified, and the reverse.

    Return an empty text if the word is the same in both scripts.
    """
    if display.script == "traditional":
        other: str | None = token.headword
    else:
        other = token.text if token.simplified else token.traditional
    return other if other and other != shown else ""


def _parts(token: ZhToken, shown: _ChineseLine) -> Html:
    """Return the parts of a compound, each with its meaning, if no dictionary has the compound. Empty for all other words."""
    parts = [f"{shown.in_script(escape(shown.display.text(part)))} {escape(gloss)}" for part, gloss in token.parts]
    return join(parts, " + ")


def _words(card: Card, shown: _ChineseLine, context: NoteContext) -> Html:
    tokens = card.graded.tokens
    places = first_places(tokens)
    rows = []
    for word in words_to_explain(card):
        at = places[word]
        written = shown.in_script(escape(shown.tokens[at].text))
        is_target = word in card.targets
        rows.append(word_row(written, shown.spelled(at), meaning(tokens[at], context.sides), is_target=is_target))
    return join(rows)


def _example(item: Graded, word: str, context: NoteContext) -> Html:
    return example(item, _shown(item, context.display).marked((word,)), context.sides)


def chinese_level(card: Card, edition: HskEdition) -> str:
    """Return the level of a card, with the edition of the HSK list.

    It is the level of the hardest word that the card teaches.
    """
    hardest = hardest_target(card)
    if hardest.listed:
        return f"HSK {hardest.listed} ({edition})"
    return f"about HSK {min(9, round(hardest.level))} (not in the {edition} list)"
