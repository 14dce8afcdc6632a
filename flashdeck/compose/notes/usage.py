"""How a talk uses a word: its counterparts with their counts, other names for the same thing, and more example sentences."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.language_sides import StudySides
from flashdeck.model import Card, Graded, Language, Token

# Chosen by hand.
_LEAST = 2  # minimum occurrences of a counterpart; a single occurrence may be a wrong link
_MOST_NAMES = 3
_MOST_EXAMPLES = 2
_LEAST_QUALITY = 0.35  # the same as for the line of a word card
_NEAR_DUPLICATE = 0.6  # Jaccard index of the words; stricter than for cards, because an example must be clearly different
_CLASSES_APART: Mapping[Language, frozenset[str] | None] = {"zh": frozenset("v"), "en": None}
"""The word classes that are distinguished; None if all are. The Chinese tags for all other word classes are too uncertain."""
_PHRASE_CLASSES = {"compound": "NOUN", "phrasal verb": "VERB"}
"""The word class of a phrase, by its kind."""


class NoteWording(NamedTuple):
    """The fixed words of a note in the language of the context side, and the punctuation marks of that language."""

    here: str
    used: str
    also: str
    comma: str
    target_comma: str
    """The comma between words of the target side."""
    semicolon: str


_WORDINGS: Mapping[Language, NoteWording] = {
    "en": NoteWording(here="here:", used="here: ", also="also ", comma=", ", target_comma="、", semicolon="; "),
    "zh": NoteWording(here="文中：", used="文中：", also="又作：", comma="、", target_comma=", ", semicolon="；"),
}
"""The fixed words by the language of the context side."""


def note_wording(sides: StudySides) -> NoteWording:
    """Return the fixed words of the notes for a learner."""
    return _WORDINGS[sides.context.language]


@dataclass(frozen=True, slots=True)
class UsageLines:
    """The lines of a card about the use of a word. `named` has the counterparts that occur in these lines."""

    lines: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()


class TalkUsage:
    """The counterparts of all words of a talk, and the sentences that may be examples."""

    def __init__(self, graded: Sequence[Graded], sides: StudySides) -> None:
        self._wording = note_wording(sides)
        self._counterparts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """For each headword, how often it has each counterpart."""
        self._names: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        """For each counterpart and word class, how often it belongs to each headword."""
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
        """Return other words of the talk with the same counterpart and word class."""
        gloss = (token.gloss or "").removeprefix("to ")
        if len(gloss) == 1:  # one character has too many uses: 多 is both "much" and "multiple"
            return []
        named = _ranked(self._names[gloss, _class_of(token, study)])
        return [name for name, count in named if count >= _LEAST and name != token.headword][:_MOST_NAMES]

    def examples(self, card: Card) -> tuple[Graded, ...]:
        """Return up to two more sentences of the talk that have the card's word and are not similar to each other."""
        chosen = [card.graded]
        for item in self._examples[card.targets[0]]:
            if len(chosen) <= _MOST_EXAMPLES and not any(_is_like(item, other) for other in chosen):
                chosen.append(item)
        return tuple(chosen[1:])


def _class_of(token: Token, study: Language) -> str:
    """Return the word class within which a word may have another name: "profit" is not a name for "profitable"."""
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
    """Tell whether two sentences are almost the same, or one is a clause of the other."""
    if other.annotated.sentence.whole is one.annotated.sentence:
        return True
    words, others = _words(one), _words(other)
    return len(words & others) > _NEAR_DUPLICATE * max(1, len(words | others))


def _words(item: Graded) -> set[str]:
    return {token.headword for token in item.tokens if token.kind != "mark"}
