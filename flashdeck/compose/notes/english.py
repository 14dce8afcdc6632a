"""Fill the fields that only the note types for learners of English have."""

from itertools import pairwise

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.language_sides import clitic, headword_ipa
from flashdeck.compose.markup import div, escape, join, marked_spans
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
    target_tokens,
    word_meaning,
    word_row,
    words_to_explain,
)
from flashdeck.model import Card, Graded, HskEdition, Html, Phrase, Span

_WORD_CLASSES = {
    "ADJ": "adj.",
    "ADP": "prep.",
    "ADV": "adv.",
    "INTJ": "int.",
    "NOUN": "n.",
    "NUM": "num.",
    "PRON": "pron.",
    "VERB": "v.",
    "SCONJ": "conj.",
    "CCONJ": "conj.",
    "phrasal verb": "phr. v.",
    "idiom": "idiom",
    "phrase": "phr.",
    "adverbial": "adv. phr.",
    "compound": "n.",
}
"""Abbreviations of word classes, as in dictionaries for Chinese readers. A key is a UPOS tag, or the kind of a phrase."""
_BLANK = Html('<span class="hl">[…]</span>')


def english_fields(card: Card, context: NoteContext) -> dict[str, Html]:
    """Return the fields that only the English note types have, by name. `shared_fields` returns the other fields."""
    return _word_fields(card, context) if card.type == "word" else _sentence_fields(card, context)


def _sentence_fields(card: Card, context: NoteContext) -> dict[str, Html]:
    return {
        "Sentence": _marked(card.graded, card.targets),
        "Translation": context_line(card, context),
        "Pattern": _pattern(card, context),
        "Words": _words(card, context),
    }


def _word_fields(card: Card, context: NoteContext) -> dict[str, Html]:
    token = next(target_tokens(card))
    return {
        "Word": escape(token.headword),
        "IPA": escape(headword_ipa(token)),
        "Meaning": word_meaning(token, context),
        "Senses": other_senses(token, context),
        "Examples": join(example(item, _marked(item, card.targets), context.sides) for item in context.examples),
        "PartOfSpeech": escape(_WORD_CLASSES.get(token.pos or "", "")),
        "Frequency": frequency(token),
        "Sentence": _marked(card.graded, card.targets),
        "SentenceCloze": _cloze(card.graded, card.targets),
        "SentenceTranslation": context_line(card, context),
        "Pattern": _pattern(card, context),
        "Words": _words(card, context),
    }


def _pattern(card: Card, context: NoteContext) -> Html:
    """Return the separated phrases that the card teaches, and the constructions of the line.

    A phrase is separated if the line has other words inside it: "roll the update out" is shown as "roll … out".
    """
    parted = (_parted(unit) for unit in target_tokens(card) if isinstance(unit, Phrase) and len(unit.pieces) > 1)
    return join((*(div(escape(text), lang="en") for text in parted), pattern(card, context)))


def _parted(phrase: Phrase) -> str:
    """Return the headword of a phrase, with dots wherever the line has other words inside the phrase: "roll … out"."""
    words = phrase.headword.split()
    runs = [place for place, (one, other) in enumerate(pairwise(phrase.members), start=1) if other != one + 1]
    cuts = [0, *(place for place in runs if place < len(words)), len(words)]
    return " … ".join(" ".join(words[start:end]) for start, end in pairwise(cuts))


def _spans(item: Graded, words: tuple[str, ...]) -> list[Span]:
    """Return the positions of `words` in the English line. A phrase may have several spans.

    A span does not include the clitic of a contraction, such as "'re" in "they're".
    """
    spans = (span for unit in item.units if unit.headword in words for span in unit.spans)
    return [(start, end - len(clitic(item.target[start:end]))) for start, end in spans]


def _marked(item: Graded, words: tuple[str, ...]) -> Html:
    return marked_spans(item.target, dict.fromkeys(_spans(item, words), "hl"))


def _cloze(item: Graded, words: tuple[str, ...]) -> Html:
    """Return the line with a gap in place of each of the words."""
    parts, at = list[str](), 0
    for start, end in sorted(_spans(item, words)):
        parts += [escape(item.target[at:start]), _BLANK]
        at = end
    return join([*parts, escape(item.target[at:])])


def _words(card: Card, context: NoteContext) -> Html:
    units = card.graded.units
    places = first_places(units)
    rows = []
    for word in words_to_explain(card):
        token = units[places[word]]
        shown = meaning(token, context.sides)
        rows.append(word_row(escape(token.headword), headword_ipa(token), shown, is_target=word in card.targets))
    return join(rows)


def english_level(card: Card, edition: HskEdition) -> str:  # noqa: ARG001  one signature for both languages
    """Return the level of a card, marked as approximate. It is the level of the hardest word that the card teaches."""
    hardest = hardest_target(card)
    if hardest.listed:
        return f"CEFR {hardest.listed} (approx.)"
    return f"about CEFR {TRAITS['en'].level_name(hardest.level)} (in no list)"
