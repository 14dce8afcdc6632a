"""Decide the gloss of a word from a dictionary that the user added, if the word has no other gloss.

`ADDED_GLOSS_RULES` lists the rules for both languages. `bilingual/data/added_glosses.tsv` documents each rule with an example.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from flashdeck.bilingual.gloss_rules import GlossAnswer, GlossRules, RuleGroup, always
from flashdeck.bilingual.senses import OtherLine
from flashdeck.chinese.scripts import simple_text
from flashdeck.dictionaries.added.entry_text import fitting
from flashdeck.dictionaries.added.lookup import FoundEntry, added_entries
from flashdeck.lazy import LazyProperty
from flashdeck.model import EnToken, Language, Span, Token, ZhToken
from flashdeck.model.hot_values import hot_dataclass

_MOST_SENSES = 6
# A single Chinese character is in too many lines by chance to confirm a meaning.
_LEAST_CHARACTERS = 2
# An unlinked English word confirms a meaning only if its Zipf frequency is at most this number plus 3, as in `chinese_evidence`.
_MOST_COMMON = 2.0
# The universal part of speech of a tag of jieba, by the first letter of the tag. A verb that is used as a noun may be either.
_CHINESE_POS = {"n": "NOUN", "v": "VERB", "a": "ADJ", "d": "ADV"}
_ANY_POS = ("vn", "an", "vd", "ad")


class AddedGloss(NamedTuple):
    """The meanings of a word in an added dictionary that fit its part of speech, and the title of the dictionary."""

    title: str
    meanings: tuple[str, ...]


@hot_dataclass(frozen=True)
class AddedGlossEvidence:
    """The evidence about a word without a gloss: its meanings in an added dictionary, and the other line.

    `free`: the Chinese words in the other line that are not linked to a different word, also joined with their neighbours, each
    with its span; empty for a Chinese word. `rest`: the unlinked words of the English line.
    """

    meanings: tuple[str, ...]
    free: Mapping[str, Span] = field(default_factory=dict)
    rest: OtherLine | None = None

    @LazyProperty
    def in_line(self) -> str | None:
        """The first meaning that the other line has; None if it has none of them."""
        if self.rest is not None:
            choice = self.rest.best(self.meanings, _MOST_COMMON)
            return choice.sense if choice else None
        return next((meaning for meaning in self.meanings if self.span_of(meaning)), None)

    def span_of(self, meaning: str) -> Span | None:
        """Return the span of a meaning in the Chinese line, with or without its final 的 or 地; None if it is not there."""
        bare = meaning.removesuffix("的").removesuffix("地")
        found = (self.free.get(form) for form in (meaning, bare) if len(form) >= _LEAST_CHARACTERS)
        return next(filter(None, found), None)


def meaning_in_line(asked: AddedGlossEvidence) -> GlossAnswer | None:
    """Take the meaning that the line in the other language has, among its words without another counterpart."""
    return _answer(asked, asked.in_line) if asked.in_line else None


def first_meaning(asked: AddedGlossEvidence) -> GlossAnswer | None:
    """Take the first meaning that the added dictionary gives for the part of speech. This gloss is unconfirmed."""
    return None if asked.in_line else _answer(asked, asked.meanings[0])


def _answer(asked: AddedGlossEvidence, gloss: str) -> GlossAnswer:
    return GlossAnswer(gloss, tuple(meaning for meaning in asked.meanings if meaning != gloss)[:_MOST_SENSES])


ADDED_GLOSS_RULES: GlossRules[AddedGlossEvidence] = GlossRules(
    "added_glosses.tsv",
    (RuleGroup(always, (("added.gloss.in-line", meaning_in_line), ("added.gloss.first", first_meaning))),),
)
_FIRST = "added.gloss.first"


def is_added_guess(token: Token) -> bool:
    """Tell whether the gloss of a token comes from an added dictionary alone, so that it must not be taught."""
    return token.gloss_rule == _FIRST


def added_gloss(token: ZhToken | EnToken) -> AddedGloss | None:
    """Return the meanings of a word in the first added dictionary that has some for its part of speech."""
    pos = pos_of_token(token)
    for found in entries_of_token(token):
        meanings = fitting(found.entry.glosses, pos)
        if meanings and not found.dictionary.is_monolingual:
            simple = meanings if isinstance(token, ZhToken) else tuple(map(simple_text, meanings))
            return AddedGloss(found.dictionary.title, simple)
    return None


def entries_of_token(token: ZhToken | EnToken) -> Iterator[FoundEntry]:
    """Yield the entries of a word in the added dictionaries, by its headword and by its form in the line."""
    language: Language = "zh" if isinstance(token, ZhToken) else "en"
    traditional = token.traditional if isinstance(token, ZhToken) else None
    for form in dict.fromkeys((token.headword, token.text, traditional or token.text)):
        yield from added_entries(form, language)


def pos_of_token(token: ZhToken | EnToken) -> str:
    """Return the universal part of speech of a word; empty for a Chinese word that may have several."""
    tag = token.pos or ""
    if isinstance(token, EnToken):
        return tag
    return "" if tag in _ANY_POS else _CHINESE_POS.get(tag[:1], "")


def free_chinese(token: EnToken, chinese: Sequence[ZhToken]) -> dict[str, Span]:
    """Return the Chinese words that are not linked to an English word other than `token`, each with its span.

    Neighbouring words are also returned as one word.
    """
    own = set(range(token.start, token.end))
    is_free = [all(not own.isdisjoint(range(*span)) for span in other.links) for other in chinese]
    found: dict[str, Span] = {}
    for start in range(len(chinese)):
        text = ""
        for at in range(start, len(chinese)):
            if not is_free[at]:
                break
            text += chinese[at].text
            found.setdefault(text, (chinese[start].start, chinese[at].end))
    return found
