"""List the new words of a passage: the words that the deck teaches, and other words above the level of the class.

Words of the deck have the same readings and glosses as in the deck.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from flashdeck.compose.notes.shared import target_tokens
from flashdeck.compose.passage.passage import Passage, PassageLine
from flashdeck.model import Card, GlossSource, Graded, Token
from flashdeck.model.pages import Sort

CONFIRMED: tuple[GlossSource, ...] = ("edits", "aligned", "dictionary")
"""The sources of a gloss that count as confirmed: a correction by a person ("edits"), or the translated line.

A gloss from the translated line is "dictionary" if a dictionary has it as a translation of the word, or else "aligned".
"""
_SENSE_WORD = re.compile(r"[^\W\d_]{2,}")
_FUNCTION_WORDS = frozenset("to of the an in on at be or and for with by one one's sb sth something someone".split())
# Two glosses have the same meaning if they begin with the same letters, such as "train" and "training". At most `_INFLECTION`
# letters at the end of the shorter gloss may differ, and at least `_LEAST_STEM` letters at the beginning must be the same.
_INFLECTION = 3
_LEAST_STEM = 3

_Occurrence = tuple[PassageLine, Token]
_Source = tuple[Graded, Token]
"""The sentence and the token from which an entry takes the reading and the gloss of a word."""


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A new word of the passage. Its reading and its gloss come from `token`. `item` is the sentence that contains `token`."""

    headword: str
    item: Graded
    token: Token
    lines: tuple[int, ...]
    """The numbers of the lines of the passage that have the word, in order."""
    gloss: str
    here: tuple[tuple[str, int], ...] = ()
    """Other meanings that the word has in the passage. Each meaning is given with the number of a line that has it."""
    is_meant_here: bool = True
    """Whether a line of the passage confirms the gloss. Otherwise the gloss is confirmed only elsewhere in the talk."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a passage that are new to the class."""

    taught: tuple[VocabularyEntry, ...]
    """The new words that the deck teaches."""
    more: tuple[VocabularyEntry, ...]
    """The new words that the deck does not teach and that have a confirmed gloss."""
    unsure: tuple[VocabularyEntry, ...]
    """The new words that the deck does not teach and that do not have a confirmed gloss."""

    @property
    def listed(self) -> tuple[VocabularyEntry, ...]:
        """The words that the handout lists. Words of the deck come first."""
        return (*self.taught, *self.more)


def passage_vocabulary(passage: Passage, cards: Sequence[Card], shown: Callable[[str], str]) -> Vocabulary:
    """Return the new words of a passage, in order of appearance. `shown` converts a gloss to the script of the handout."""
    deck_words = dict(_deck_words(cards))
    taught, more, unsure = list[VocabularyEntry](), list[VocabularyEntry](), list[VocabularyEntry]()
    for headword, occurrences in _occurrences(passage, deck_words).items():
        if headword in deck_words:
            taught.append(_entry(deck_words[headword], occurrences, shown))
            continue
        confirmed = [(line.graded, token) for line, token in occurrences if _is_confirmed(token)]
        if confirmed:
            more.append(_entry(confirmed[0], occurrences, shown))
        else:
            first_line, first_token = occurrences[0]
            unsure.append(_entry((first_line.graded, first_token), occurrences, shown))
    return Vocabulary(tuple(taught), tuple(more), tuple(unsure))


def _occurrences(passage: Passage, deck_words: Mapping[str, _Source]) -> dict[str, list[_Occurrence]]:
    """Return the occurrences of each word that is new to the class. A key is the headword of the word."""
    found: dict[str, list[_Occurrence]] = {}
    for line in passage.lines:
        for token in line.graded.units:
            if token.headword in deck_words or token.headword in line.graded.unknown:
                found.setdefault(token.headword, []).append((line, token))
    return found


def _deck_words(cards: Sequence[Card]) -> Iterator[tuple[str, _Source]]:
    """Yield each word that the deck teaches, with the sentence of its card and the token in this sentence.

    If several cards teach a word, it is yielded for each of these cards. The first card comes last, so that `dict(...)` of the
    results keeps the first card.
    """
    for card in reversed(cards):
        for token in target_tokens(card):
            yield token.headword, (card.graded, token)


def _entry(source: _Source, occurrences: Sequence[_Occurrence], shown: Callable[[str], str]) -> VocabularyEntry:
    item, token = source
    lines = tuple(dict.fromkeys(line.number for line, _ in occurrences))
    other_meanings: dict[str, int] = {}
    is_meant_here = False
    for line, occurrence in occurrences:
        if _context_has_gloss(line, token) or (occurrence.gloss_from in CONFIRMED and _have_same_gloss(occurrence, token)):
            is_meant_here = True
        elif _is_confirmed(occurrence):
            other_meanings.setdefault(shown(occurrence.gloss or ""), line.number)
    gloss = shown(token.gloss or "")
    return VocabularyEntry(token.headword, item, token, lines, gloss, tuple(other_meanings.items()), is_meant_here)


def _is_confirmed(token: Token) -> bool:
    return bool(token.gloss) and token.gloss_from in CONFIRMED


def _context_has_gloss(line: PassageLine, token: Token) -> bool:
    """Tell whether the translation of a line contains the gloss of a token, at the beginning of a word."""
    gloss = _gloss_stem(token)
    return bool(gloss) and re.search(rf"(?<![A-Za-z]){re.escape(gloss)}", line.graded.context.casefold()) is not None


def _have_same_gloss(one: Token, other: Token) -> bool:
    """Tell whether the glosses of two tokens are equal, or differ only in their endings: "model" and "models"."""
    shorter, longer = sorted((_gloss_stem(one), _gloss_stem(other)), key=len)
    return longer.startswith(shorter[: max(_LEAST_STEM, len(shorter) - _INFLECTION)])


def _gloss_stem(token: Token) -> str:
    """Return the gloss of a token in lower case. The words "to" and "the" are removed from its beginning."""
    return (token.gloss or "").casefold().removeprefix("to ").removeprefix("the ")


def sense_words(token: Token) -> set[str]:
    """Return the content words in the gloss and in the dictionary senses of a token.

    Two tokens that share such a content word may have the same meaning.

    >>> sorted(sense_words(Token("桥", 0, 1, gloss="bridge", senses=("to bridge over",))))
    ['bridge', 'over']
    """
    text = " ".join((token.gloss or "", *token.senses)).casefold()
    return set(_SENSE_WORD.findall(text)) - _FUNCTION_WORDS


def sort_entries(
    entries: Sequence[VocabularyEntry], by: Sort, reading: Callable[[VocabularyEntry], str]
) -> tuple[VocabularyEntry, ...]:
    """Return the entries in the order `by`.

    "frequency" puts the most frequent word first. "alphabet" sorts by the pronunciation that `reading` returns for an entry.
    """
    keys: dict[Sort, Callable[[VocabularyEntry], tuple[float | str, ...]]] = {
        "appearance": lambda entry: (entry.lines[0],),
        "level": lambda entry: (entry.token.level, entry.lines[0]),
        "frequency": lambda entry: (-(entry.token.zipf or 0.0), entry.lines[0]),
        "alphabet": lambda entry: (_without_marks(reading(entry)), entry.headword),
    }
    return tuple(sorted(entries, key=keys[by]))


def _without_marks(reading: str) -> str:
    return "".join(char for char in normalize("NFD", reading.casefold()) if not combining(char))
