"""The fields that Chinese notes alone have."""

from collections.abc import Iterable
from dataclasses import dataclass

from flashdeck.compose.display import Display, ShownToken, word_class
from flashdeck.compose.markup import Inner, escape, in_script, join, marked_text, ruby
from flashdeck.compose.notes.shared import (
    Setting,
    example,
    first_places,
    frequency,
    hardest_target,
    meaning,
    other_line,
    other_senses,
    pattern,
    word_row,
    words_to_explain,
)
from flashdeck.model import Card, Graded, HskEdition, Html

DEFINITIONS = "definitions: CC-CEDICT, CC BY-SA 4.0"
# The part-of-speech tags of jieba's dictionary (ICTCLAS), by their first letter.
_POS = {
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


def chinese_fields(card: Card, setting: Setting) -> dict[str, Html]:
    """Return the fields of a Chinese note by name; those not named are empty or in the tail."""
    return _word_fields(card, setting) if card.type == "word" else _sentence_fields(card, setting)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A Chinese line as the deck shows it."""

    display: Display
    text: str
    tokens: tuple[ShownToken, ...]

    def marked(self, targets: Iterable[str], inner: Inner | None = None) -> Html:
        return self.in_script(marked_text(self.text, self.tokens, targets, inner))

    def in_script(self, content: Html) -> Html:
        return in_script(content, self.display.lang)

    def spelled(self, place: int) -> str:
        return self.display.spelled(self.tokens[place])


def _shown(item: Graded, display: Display) -> _Shown:
    zh = item.annotated.sentence.zh
    return _Shown(display, display.text(zh), display.tokens(zh, item.annotated.zh_tokens))


def _sentence_fields(card: Card, setting: Setting) -> dict[str, Html]:
    shown = _shown(card.graded, setting.display)
    return {
        "Sentence": shown.marked(card.targets),
        "SentenceRuby": shown.marked(card.targets, ruby),
        "Pinyin": escape(" ".join(filter(None, map(setting.display.spelled, shown.tokens)))),
        "Translation": other_line(card, setting.display),
        "Pattern": pattern(card, setting),
        "Words": _words(card, shown),
    }


def _word_fields(card: Card, setting: Setting) -> dict[str, Html]:
    shown = _shown(card.graded, setting.display)
    tokens = card.graded.annotated.zh_tokens
    place = first_places(tokens)[card.targets[0]]
    token = tokens[place]
    other_script = token.headword if token.simplified or setting.display.script == "traditional" else token.traditional
    return {
        "Word": shown.in_script(escape(shown.tokens[place].text)),
        "Traditional": escape(other_script if other_script and other_script != shown.tokens[place].text else ""),
        "Pinyin": escape(shown.spelled(place)),
        "WordRuby": shown.in_script(Html(ruby(shown.tokens[place]))),
        "Meaning": meaning(token, setting.display),
        "Senses": other_senses(token, setting.display, setting.usage),
        "Parts": join(
            (f"{shown.in_script(escape(shown.display.text(part)))} {escape(said)}" for part, said in token.parts), " + "
        ),
        "Examples": join(_example(item, token.text, setting.display) for item in setting.examples),
        "PartOfSpeech": escape(_POS.get(word_class(token), "")),
        "Frequency": frequency(token),
        "Sentence": shown.marked(card.targets),
        "SentenceRuby": shown.marked(card.targets, ruby),
        "SentenceTranslation": other_line(card, setting.display),
        "Words": _words(card, shown),
    }


def _words(card: Card, shown: _Shown) -> Html:
    tokens = card.graded.tokens
    places = first_places(tokens)
    return join(
        word_row(
            shown.in_script(escape(shown.tokens[at].text)),
            shown.spelled(at),
            meaning(tokens[at], shown.display),
            is_target=tokens[at].headword in card.targets,
        )
        for at in map(places.__getitem__, words_to_explain(card))
    )


def _example(item: Graded, word: str, display: Display) -> Html:
    return example(item, _shown(item, display).marked((word,)), display)


def chinese_level(card: Card, edition: HskEdition) -> str:
    """Return the hardest target's level as the card prints it, with the edition."""
    hardest = hardest_target(card)
    if hardest.listed:
        return f"HSK {hardest.listed} ({edition})"
    return f"about HSK {min(9, round(hardest.level))} (not in the {edition} list)"
