"""Convert the built-in tagger's C5 tags to parts of speech (UPOS), and find lemmas.

The model of the tagger was trained on the British National Corpus. Its tags are repaired first (`tag_repairs`). UPOS makes some
distinctions that C5 does not make, such as between "have" as a main verb and as an auxiliary, or between "that" as a determiner
and as a pronoun. The rows of `english/data/parts_of_speech.tsv` make these distinctions. `tagset` maps all other tags.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flashdeck.english.hanta import HanTagger
from flashdeck.english.lemmas import lemma_of
from flashdeck.english.tag_repairs import FEATURES, TagContext, repair_tags
from flashdeck.english.tagset import is_inflected, upos_of
from flashdeck.english.word_classes import english_rules, load_word_classes
from flashdeck.language.rules import ContextTable
from flashdeck.lazy import Lazy

BY_MODEL = "en.pos.model"
"""The rule id for a part of speech that the built-in tagger found and no rule changed."""
_SUBSTITUTES = {
    "wanna": "must",
    "kinda": "rather",
    "sorta": "rather",
    "mhm": "yes",
    "um": "oh",
    "uh": "oh",
    "hmm": "oh",
    "yep": "yes",
}
"""Maps spoken words that are rare in the training texts of the model to common words with the same use.

The tagger gets the common word instead of the spoken word.
"""


class WordAnalysis(NamedTuple):
    """The part of speech and the lemma that a tagger found for one piece of text."""

    upos: str
    lemma: str
    past: bool = False
    """Whether the word is a past form, such as "read" with the pronunciation of "red"."""
    rule: str = BY_MODEL
    """The id of the rule that chose the part of speech."""


def _load_upos_rules() -> ContextTable[TagContext]:
    return ContextTable(english_rules("parts_of_speech.tsv"), FEATURES, load_word_classes())


load_upos_rules = Lazy(_load_upos_rules)


def analyze_pieces(tagger: HanTagger, pieces: Sequence[str]) -> list[WordAnalysis]:
    """Find the part of speech and the lemma of each piece of a text with the built-in tagger and with rules."""
    words = [piece.replace("’", "'") for piece in pieces]
    tags = tagger.tags([_SUBSTITUTES.get(word.casefold(), word) for word in words])
    context, repairs = repair_tags(words, tags, tagger)
    return list(_analyses(context, repairs))


def _analyses(context: TagContext, repairs: Sequence[str | None]) -> Iterator[WordAnalysis]:
    table = load_upos_rules()
    for at, (text, tag, repair) in enumerate(zip(context.texts, context.tags, repairs, strict=True)):
        context.at = at
        key = _key(text, tag)
        rule = table.first(key, context) if key in table.keys else None
        upos = rule.result if rule else upos_of(tag)
        by = repair or (rule.id if rule else BY_MODEL)
        lemma = text.casefold() if tag == "DPS" else lemma_of(text, upos, inflected=is_inflected(tag))
        yield WordAnalysis(upos, lemma, tag in ("VVD", "VVN"), by)


def _key(text: str, tag: str) -> str:
    """Return the key with which the table is searched for the rules of a word.

    The key is "mark" for a word that has only marks, "figure" for a word that begins with a figure, and the tag for any other
    word.
    """
    if text.isalpha():
        return tag
    if not any(map(str.isalnum, text)):
        return "mark"
    return "figure" if text[0].isdigit() else tag
