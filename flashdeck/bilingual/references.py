"""Find words that refer to something outside their line: it, this, there; 这, 那, 它.

A line with such a word is not understood alone. The rules are the rows of `data/references_en.tsv` and `data/references_zh.tsv`.
"""

from collections.abc import Iterable, Mapping, Sequence

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.languages import TRAITS
from flashdeck.language.conditions import Feature
from flashdeck.language.rules import ContextTable, Rule, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import Language, Sentence, Token

OUTSIDE, PERSON = "outside", "person"
"""The results of rows that find a reference to a thing or a person outside the line. Other rows find it inside the line."""
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_NOUN_TAGS = ("NOUN", "PROPN", "n", "eng", "j")
_TIME_TAGS = ("t",)
_MODIFIER_TAGS = ("ADJ", "NUM", "ADV", "q", "m", "a", "b", "uj", "d", "zg", "k")
_LONGEST_FRONT: Mapping[Language, int] = {"zh": 28, "en": 20}
"""The maximum length of two lines on the front of a card, in Han characters or English words; chosen by hand."""
_FARTHEST_NOUN = 4  # the maximum distance from "this" to the noun that it points at, in words; chosen by hand


class ReferenceContext:
    """A word of a line, with access to all other words of the line."""

    def __init__(self, words: Sequence[tuple[str, str]], at: int) -> None:
        self._words = words
        self._at = at

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the text in lower case and the tag of the word at an offset; two empty texts outside the line."""
        place = self._at + offset
        return self._words[place] if 0 <= place < len(self._words) else ("", "")

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` to the end of the line."""
        return range(first, len(self._words) - self._at)

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` back to the beginning of the line."""
        return range(first, -self._at - 1, -1)


def _is_thing(context: ReferenceContext, offset: int) -> bool:
    """Tell whether a word names a person or a thing: a noun that is not a time."""
    text, tag = context.word_at(offset)
    return tag.startswith(_NOUN_TAGS) and text not in load_bilingual_classes()["times"]


def _names_noun(context: ReferenceContext, offset: int) -> bool:
    """Tell whether a noun follows, directly or after words that modify it: this old bridge, 这座旧桥."""
    for place in range(offset + 1, offset + 1 + _FARTHEST_NOUN):
        text, tag = context.word_at(place)
        if tag.startswith((*_NOUN_TAGS, *_TIME_TAGS)) or text in load_bilingual_classes()["times"]:
            return True
        if not tag.startswith(_MODIFIER_TAGS):
            return False
    return False


def _names_relative_noun(context: ReferenceContext, offset: int) -> bool:
    """Tell whether a noun follows after a relative clause with 的: 那些会游泳的孩子."""
    places = [place for place in context.offsets_after(offset + 1) if context.word_at(place)[0] == "的"]
    return any(_is_thing(context, place + 1) for place in places)


FEATURES: Mapping[str, Feature[ReferenceContext]] = {
    "thing": _is_thing,
    "names-noun": _names_noun,
    "relative-noun": _names_relative_noun,
}
"""Maps the name of each feature in the conditions to its function."""


def _load_tables() -> Mapping[Language, ContextTable[ReferenceContext]]:
    return {language: ContextTable(_rules(language), FEATURES, {}) for language in _LANGUAGES}


def _rules(language: Language) -> tuple[Rule, ...]:
    return read_rules("flashdeck.bilingual", f"references_{language}.tsv")


load_reference_tables = Lazy(_load_tables)


def can_lead(before: Sentence, sentence: Sentence, language: Language) -> bool:
    """Tell whether the front of a card has room for a sentence and the sentence before it."""
    side = TRAITS[language]
    texts = [each.zh if language == "zh" else each.en for each in (before, sentence)]
    return sum(map(side.length, texts)) <= _LONGEST_FRONT[language]


def outside_reference(tokens: Sequence[Token], language: Language) -> Rule | None:
    """Return the row that finds a reference to something outside the line; None if the line is understood alone.

    A row for a thing is returned before a row for a person.
    """
    found = {rule.result: rule for rule in reversed(reference_rules(tokens, language))}
    return found.get(OUTSIDE) or found.get(PERSON)


def reference_rules(tokens: Sequence[Token], language: Language) -> list[Rule]:
    """Return the rows that were applied to the words of a line, in the order of the words.

    A row says whether a word such as "it" refers to something outside the line. Words that cannot refer to anything have no row.
    """
    table = load_reference_tables()[language]
    words = [(_straight(token.text), token.pos or "") for token in tokens]
    decided = (table.first(_key(text), ReferenceContext(words, at)) for at, (text, _) in enumerate(words))
    return [rule for rule in decided if rule]


def _straight(text: str) -> str:
    return text.casefold().replace("’", "'")


def _key(text: str) -> str:
    """Return the key of a word, which is the part before an apostrophe: it for "it's"."""
    return text.partition("'")[0]
