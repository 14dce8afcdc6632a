"""List the new words of a passage: words of the deck, with the deck's readings and glosses, and other words above the level."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from flashdeck.compose.notes.shared import target_tokens
from flashdeck.compose.passage.passage import Passage, PassageLine
from flashdeck.model import Card, GlossSource, Graded, Token
from flashdeck.model.pages import Sort

CONFIRMED: tuple[GlossSource, ...] = ("edits", "aligned", "dictionary")
"""The sources of a confirmed gloss: a correction by a person, or the translated line."""
_SENSE_WORD = re.compile(r"[^\W\d_]{2,}")
_FUNCTION_WORDS = frozenset("to of the an in on at be or and for with by one one's sb sth something someone".split())
_INFLECTION = 3  # the maximum number of last letters in which two glosses with the same meaning differ: "-ing"
_LEAST_STEM = 3  # the minimum number of first letters that two glosses with the same meaning share

_Occurrence = tuple[PassageLine, Token]
_Source = tuple[Graded, Token]
"""A sentence, and the token in it that shows a word's reading and gloss."""


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A new word of the passage. `token`, in the sentence `item`, has the reading and the gloss that are shown."""

    headword: str
    item: Graded
    token: Token
    lines: tuple[int, ...]
    """The numbers of the lines of the passage that have the word, in order."""
    gloss: str
    here: tuple[tuple[str, int], ...] = ()
    """Other meanings that the word has in this passage, each with the number of its line."""
    is_meant_here: bool = True
    """Whether the gloss is confirmed on one of these lines, and not only elsewhere in the talk."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a passage that are new to the class."""

    taught: tuple[VocabularyEntry, ...]
    """The words of the deck."""
    more: tuple[VocabularyEntry, ...]
    """Words above the level that are not in the deck, with a confirmed gloss."""
    unsure: tuple[VocabularyEntry, ...]
    """Words above the level that are not in the deck and have no confirmed gloss."""

    @property
    def listed(self) -> tuple[VocabularyEntry, ...]:
        """The words that the handout lists, words of the deck first."""
        return (*self.taught, *self.more)


def passage_vocabulary(passage: Passage, cards: Sequence[Card], shown: Callable[[str], str]) -> Vocabulary:
    """Return the new words of a passage, in order of appearance. `shown` puts a gloss into the script of the handout."""
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
    """Return the occurrences of words that are new to the class, by headword."""
    found: dict[str, list[_Occurrence]] = {}
    for line in passage.lines:
        for token in line.graded.units:
            if token.headword in deck_words or token.headword in line.graded.unknown:
                found.setdefault(token.headword, []).append((line, token))
    return found


def _deck_words(cards: Sequence[Card]) -> Iterator[tuple[str, _Source]]:
    """Yield each word that the deck teaches, with the sentence and the token on its card.

    If several cards teach a word, the first card comes last, so that a `dict` of the results keeps it.
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
    """Tell whether the context side of a line contains a token's gloss word for word."""
    gloss = _gloss_stem(token)
    return bool(gloss) and re.search(rf"(?<![A-Za-z]){re.escape(gloss)}", line.graded.context.casefold()) is not None


def _have_same_gloss(one: Token, other: Token) -> bool:
    """Tell whether two glosses are equal or have different inflections only: model, models; to train, training."""
    shorter, longer = sorted((_gloss_stem(one), _gloss_stem(other)), key=len)
    return longer.startswith(shorter[: max(_LEAST_STEM, len(shorter) - _INFLECTION)])


def _gloss_stem(token: Token) -> str:
    """Return a gloss without "to" and "the", in lower case."""
    return (token.gloss or "").casefold().removeprefix("to ").removeprefix("the ")


def sense_words(token: Token) -> set[str]:
    """Return the content words of a token's gloss and senses. Two words that share a content word may have the same meaning.

    >>> sorted(sense_words(Token("桥", 0, 1, gloss="bridge", senses=("to bridge over",))))
    ['bridge', 'over']
    """
    text = " ".join((token.gloss or "", *token.senses)).casefold()
    return set(_SENSE_WORD.findall(text)) - _FUNCTION_WORDS


def sort_entries(
    entries: Sequence[VocabularyEntry], by: Sort, reading: Callable[[VocabularyEntry], str]
) -> tuple[VocabularyEntry, ...]:
    """Return sorted entries. `frequency` puts the most frequent word first. `alphabet` sorts by the reading."""
    keys: dict[Sort, Callable[[VocabularyEntry], tuple[float | str, ...]]] = {
        "appearance": lambda entry: (entry.lines[0],),
        "level": lambda entry: (entry.token.level, entry.lines[0]),
        "frequency": lambda entry: (-(entry.token.zipf or 0.0), entry.lines[0]),
        "alphabet": lambda entry: (_without_marks(reading(entry)), entry.headword),
    }
    return tuple(sorted(entries, key=keys[by]))


def _without_marks(reading: str) -> str:
    return "".join(char for char in normalize("NFD", reading.casefold()) if not combining(char))
