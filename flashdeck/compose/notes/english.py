"""The fields that English notes alone have."""

import re
from itertools import pairwise

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.display import Display
from flashdeck.compose.markup import div, escape, join, marked_spans
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
    target_tokens,
    word_row,
    words_to_explain,
)
from flashdeck.english.ipa import pronounce
from flashdeck.model import Card, EnToken, Graded, HskEdition, Html, Phrase, Span, Token

# As dictionaries for Chinese readers abbreviate them.
_POS = {
    "ADJ": "adj.",
    "ADP": "prep.",
    "ADV": "adv.",
    "INTJ": "int.",
    "NOUN": "n.",
    "NUM": "num.",
    "PRON": "pron.",
    "VERB": "v.",
}
_POS |= {"SCONJ": "conj.", "CCONJ": "conj."}
_POS |= {"phrasal verb": "phr. v.", "idiom": "idiom", "phrase": "phr.", "adverbial": "adv. phr.", "compound": "n."}
_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)?$", re.IGNORECASE)
_BLANK = Html('<span class="hl">[…]</span>')


def english_fields(card: Card, setting: Setting) -> dict[str, Html]:
    """Return the fields of an English note by name; those not named are empty or in the tail."""
    return _word_fields(card, setting) if card.type == "word" else _sentence_fields(card, setting)


def _sentence_fields(card: Card, setting: Setting) -> dict[str, Html]:
    return {
        "Sentence": _marked(card.graded, card.targets),
        "Translation": other_line(card, setting.display),
        "Pattern": _pattern(card, setting),
        "Words": _words(card, setting.display),
    }


def _word_fields(card: Card, setting: Setting) -> dict[str, Html]:
    token = next(target_tokens(card))
    return {
        "Word": escape(token.headword),
        "IPA": escape(sound(token)),
        "Meaning": meaning(token, setting.display),
        "Senses": other_senses(token, setting.display, setting.usage),
        "Examples": join(example(item, _marked(item, card.targets), setting.display) for item in setting.examples),
        "PartOfSpeech": escape(_POS.get(token.pos or "", "")),
        "Frequency": frequency(token),
        "Sentence": _marked(card.graded, card.targets),
        "SentenceCloze": _cloze(card.graded, card.targets),
        "SentenceTranslation": other_line(card, setting.display),
        "Pattern": _pattern(card, setting),
        "Words": _words(card, setting.display),
    }


def _pattern(card: Card, setting: Setting) -> Html:
    """Return how targets in several pieces stand in the line ("roll … out"), and its constructions."""
    parted = (_parted(unit) for unit in target_tokens(card) if isinstance(unit, Phrase) and len(unit.pieces) > 1)
    return join((*(div(escape(text), lang="en") for text in parted), pattern(card, setting)))


def _parted(phrase: Phrase) -> str:
    """Return a headword with a gap where the line parts it."""
    words = phrase.headword.split()
    runs = [place for place, (one, other) in enumerate(pairwise(phrase.members), start=1) if other != one + 1]
    cuts = [0, *(place for place in runs if place < len(words)), len(words)]
    return " … ".join(" ".join(words[start:end]) for start, end in pairwise(cuts))


def _spans(item: Graded, words: tuple[str, ...]) -> list[Span]:
    """Return where words stand in the English line, a phrase in its pieces; without what a contraction adds to them."""
    spans = (span for unit in item.units if unit.headword in words for span in unit.spans)
    return [(start, end - len(clitic(item.target[start:end]))) for start, end in spans]


def clitic(text: str) -> str:
    match = _CLITIC.search(text)
    return match[0] if match else ""


def _marked(item: Graded, words: tuple[str, ...]) -> Html:
    return marked_spans(item.target, dict.fromkeys(_spans(item, words), "hl"))


def _cloze(item: Graded, words: tuple[str, ...]) -> Html:
    """Return the line with gaps where the words stood."""
    parts, at = list[str](), 0
    for start, end in sorted(_spans(item, words)):
        parts += [escape(item.target[at:start]), _BLANK]
        at = end
    return join([*parts, escape(item.target[at:])])


def sound(token: Token) -> str:
    """Return how the headword is said; the token knows it of the form in the line alone."""
    words = token.headword.split()
    if words == [token.text]:
        sound = token.ipa if isinstance(token, EnToken) else None
    else:
        sounds = [pronounce(word, token.pos or "", word) for word in words]
        sound = " ".join(filter(None, sounds)) if all(sounds) else None
    return f"/{sound}/" if sound else ""


def _words(card: Card, display: Display) -> Html:
    units = card.graded.units
    places = first_places(units)
    found = (units[places[word]] for word in words_to_explain(card))
    return join(
        word_row(escape(token.headword), sound(token), meaning(token, display), is_target=token.headword in card.targets)
        for token in found
    )


def english_level(card: Card, edition: HskEdition) -> str:  # noqa: ARG001  one signature for both languages
    """Return the hardest target's level as the card prints it: approximate, as the lists are."""
    hardest = hardest_target(card)
    if hardest.listed:
        return f"CEFR {hardest.listed} (approx.)"
    return f"about CEFR {TRAITS['en'].level_name(hardest.level)} (in no list)"
