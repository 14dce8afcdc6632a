"""Show how a talk uses a word.

A card shows the translations of the word in the talk and how often each of them occurs, other words with the same translation, and
example sentences.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.language_sides import StudySides
from flashdeck.model import Card, Graded, Language, Token

# The numbers below were chosen by hand.
_LEAST = 2  # a card names a translation that occurs at least this often in the talk; one occurrence may be a wrong link
_MOST_NAMES = 3
_MOST_EXAMPLES = 2
_LEAST_QUALITY = 0.35  # the minimum quality of an example sentence; the sentence of a word card has the same minimum
# Two sentences are too similar if the Jaccard index of their words is greater than this number. The limit is stricter than the
# limit for cards, because an example must be clearly different.
_NEAR_DUPLICATE = 0.6
_CLASSES_APART: Mapping[Language, frozenset[str] | None] = {"zh": frozenset("v"), "en": None}
"""For each language, the word classes that are distinguished when two words are compared; None for all word classes.

Two words with the same translation are names of one thing only if they have the same word class. In Chinese, only verbs are
distinguished from other words, because the tags of other word classes are too uncertain.
"""
_PHRASE_CLASSES = {"compound": "NOUN", "phrasal verb": "VERB"}
"""The word class (UPOS) of a phrase. The key is the kind of the phrase."""


class NoteWording(NamedTuple):
    """The fixed words of a note in the language that the learner knows, and punctuation marks for lists."""

    here: str
    used: str
    also: str
    comma: str
    target_comma: str
    """The comma between words of the language studied. `comma` separates words of the language that the learner knows."""
    semicolon: str


_WORDINGS: Mapping[Language, NoteWording] = {
    "en": NoteWording(here="here:", used="here: ", also="also ", comma=", ", target_comma="、", semicolon="; "),
    "zh": NoteWording(here="文中：", used="文中：", also="又作：", comma="、", target_comma=", ", semicolon="；"),
}
"""The fixed words of notes. The key is the language that the learner knows."""


def note_wording(sides: StudySides) -> NoteWording:
    """Return the fixed words of notes in the language that the learner knows."""
    return _WORDINGS[sides.context.language]


@dataclass(frozen=True, slots=True)
class UsageLines:
    """The lines of a card about the use of a word in the talk. `named` contains the translations that these lines show."""

    lines: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()


class TalkUsage:
    """The translations that a talk has for each word, and the sentences that may be examples for a word."""

    def __init__(self, graded: Sequence[Graded], sides: StudySides) -> None:
        self._wording = note_wording(sides)
        self._counterparts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """For each headword, its translations in the talk, and how often each of them occurs."""
        self._names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        """The headwords that have a certain translation, and how often each of them has it.

        A key is the translation and the word class of the headwords.
        """
        self._examples: defaultdict[str, list[Graded]] = defaultdict(list)
        for item in graded:
            self._count(item)
        for item in sorted(filter(_may_be_example, graded), key=lambda item: (-item.quality, item.line)):
            for word in {unit.headword for unit in item.units}:
                self._examples[word].append(item)

    def _count(self, item: Graded) -> None:
        for token in item.units:
            if token.links and token.gloss and token.kind == "word":
                gloss = token.gloss.removeprefix("to ")
                self._counterparts[token.headword][gloss] += 1
                self._names[gloss, _class_of(token, item.study)][token.headword] += 1

    def usage(self, token: Token, study: Language) -> UsageLines:
        """Return the lines that the card shows about a word: "here: inference 12, reasoning 2" and "also 计算资源"."""
        found = [(text, count) for text, count in _ranked(self._counterparts[token.headword]) if count >= _LEAST]
        lines, named = list[str](), frozenset[str]()
        if len(found) > 1:
            counted = self._wording.comma.join(f"{text} {count}" for text, count in found)
            lines.append(self._wording.used + counted)
            named = frozenset(text for text, _ in found)
        names = self._other_names(token, study)
        if names:
            lines.append(self._wording.also + self._wording.target_comma.join(names))
        return UsageLines(tuple(lines), named)

    def _other_names(self, token: Token, study: Language) -> list[str]:
        """Return the other words of the talk that have the same translation as `token` and the same word class."""
        gloss = (token.gloss or "").removeprefix("to ")
        if len(gloss) == 1:  # a translation of one character has too many meanings: 多 is both "much" and "multiple"
            return []
        named = _ranked(self._names[gloss, _class_of(token, study)])
        return [name for name, count in named if count >= _LEAST and name != token.headword][:_MOST_NAMES]

    def examples(self, card: Card) -> tuple[Graded, ...]:
        """Return up to two example sentences of the talk that contain the card's word.

        The examples are not similar to the card's sentence, and not similar to each other.
        """
        chosen = [card.graded]
        for item in self._examples[card.targets[0]]:
            if len(chosen) <= _MOST_EXAMPLES and not any(_is_like(item, other) for other in chosen):
                chosen.append(item)
        return tuple(chosen[1:])


def _class_of(token: Token, study: Language) -> str:
    """Return the word class of a word, to compare it with other words that have the same translation.

    Two words are names of one thing only if their word classes are the same: "profit" is not a name for "profitable".
    """
    pos = token.pos or ""
    distinguished = _CLASSES_APART[study]
    if distinguished is None:
        return _PHRASE_CLASSES.get(pos, pos)
    return pos[:1] if pos[:1] in distinguished else ""


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def _may_be_example(item: Graded) -> bool:
    is_whole = set(item.reasons) <= {"length"} and item.quality >= _LEAST_QUALITY
    return is_whole and TRAITS[item.study].length(item.target) <= TRAITS[item.study].limits.longest_example


def _is_like(one: Graded, other: Graded) -> bool:
    """Tell whether two sentences are too similar: `other` is a clause of `one`, or they have almost the same words."""
    if other.annotated.sentence.whole is one.annotated.sentence:
        return True
    words, others = _words(one), _words(other)
    return len(words & others) > _NEAR_DUPLICATE * max(1, len(words | others))


def _words(item: Graded) -> set[str]:
    return {token.headword for token in item.tokens if token.kind != "mark"}
