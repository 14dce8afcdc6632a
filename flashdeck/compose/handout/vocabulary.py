"""The words of a passage: those that the deck teaches, with the deck's own readings and glosses, and others above the level."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from flashdeck.compose.handout.passage import Passage, PassageLine
from flashdeck.compose.notes.shared import target_tokens
from flashdeck.model import Card, GlossSource, Graded, Token
from flashdeck.model.pages import Sort

Source = tuple[Graded, Token]
_SENSE_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY = frozenset("to of the an in on at be or and for with by one one's sb sth something someone".split())
CONFIRMED: tuple[GlossSource, ...] = ("edits", "aligned", "dictionary")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the passage, and the lines that it stands on.

    `token`, of the sentence `item`, carries the reading and the gloss that are shown.
    """

    headword: str
    item: Graded
    token: Token
    lines: tuple[int, ...]
    gloss: str
    here: tuple[tuple[str, int], ...] = ()
    """Other senses that the word has in this passage, each with its line."""
    is_meant_here: bool = True
    """Whether the other side of one of these lines bears the gloss out."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a passage that are new to the class.

    `taught`: in the deck. `more`: above the level, not in the deck, with a gloss that the other line bears out. `unsure`:
    above the level, and nothing bears their gloss out.
    """

    taught: tuple[Entry, ...]
    more: tuple[Entry, ...]
    unsure: tuple[Entry, ...]

    @property
    def listed(self) -> tuple[Entry, ...]:
        return (*self.taught, *self.more)


def passage_vocabulary(passage: Passage, cards: Sequence[Card], meant: Callable[[str], str]) -> Vocabulary:
    """Return the new words of a passage, in order of appearance; `meant` puts a gloss into the script shown."""
    own = dict(_card_words(cards))
    found: dict[str, list[tuple[PassageLine, Token]]] = {}
    for line in passage.lines:
        for token in line.graded.units:
            if token.headword in own or token.headword in line.graded.unknown:
                found.setdefault(token.headword, []).append((line, token))
    taught, more, unsure = list[Entry](), list[Entry](), list[Entry]()
    for headword, places in found.items():
        sure = [(line.graded, token) for line, token in places if token.gloss and token.gloss_from in CONFIRMED]
        if headword in own:
            taught.append(_entry(own[headword], places, meant))
        elif sure:
            more.append(_entry(sure[0], places, meant))
        else:
            unsure.append(_entry((places[0][0].graded, places[0][1]), places, meant))
    return Vocabulary(tuple(taught), tuple(more), tuple(unsure))


def _card_words(cards: Sequence[Card]) -> Iterator[tuple[str, Source]]:
    """Yield for each word that the deck teaches its place on its card; of several cards the first stands."""
    for card in reversed(cards):
        for token in target_tokens(card):
            yield token.headword, (card.graded, token)


def _entry(source: Source, places: Sequence[tuple[PassageLine, Token]], meant: Callable[[str], str]) -> Entry:
    item, token = source
    lines = tuple(dict.fromkeys(line.number for line, _ in places))
    here: dict[str, int] = {}
    is_meant_here = False
    for line, other in places:
        if _says(line, token) or (other.gloss_from in CONFIRMED and _same_sense(other, token)):
            is_meant_here = True
        elif other.gloss and other.gloss_from in CONFIRMED:
            here.setdefault(meant(other.gloss), line.number)
    return Entry(token.headword, item, token, lines, meant(token.gloss or ""), tuple(here.items()), is_meant_here)


def _says(line: PassageLine, token: Token) -> bool:
    """Tell whether the other side of a line has a token's gloss in its own words."""
    gloss = _bare(token.gloss or "")
    return bool(gloss) and re.search(rf"(?<![A-Za-z]){re.escape(gloss)}", line.graded.context.casefold()) is not None


def _same_sense(one: Token, other: Token) -> bool:
    """Tell whether two glosses differ in their form alone: model, models; to train, training."""
    first, second = (_bare(token.gloss or "") for token in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return longer.startswith(shorter[: max(3, len(shorter) - 3)])


def _bare(gloss: str) -> str:
    return gloss.casefold().removeprefix("to ").removeprefix("the ")


def sense_words(token: Token) -> set[str]:
    """Return the words of a token's gloss and senses: two words that share one may mean the same.

    >>> sorted(sense_words(Token("桥", 0, 1, gloss="bridge", senses=("to bridge over",))))
    ['bridge', 'over']
    """
    text = " ".join((token.gloss or "", *token.senses)).casefold()
    return {word for word in _SENSE_WORD.findall(text) if word not in _EMPTY}


def sort_entries(entries: Sequence[Entry], by: Sort, reading: Callable[[Entry], str]) -> tuple[Entry, ...]:
    """Return entries in the order asked for; by frequency the commonest first."""
    keys: dict[Sort, Callable[[Entry], tuple[float | str, ...]]] = {
        "appearance": lambda entry: (entry.lines[0],),
        "level": lambda entry: (entry.token.level, entry.lines[0]),
        "frequency": lambda entry: (-(entry.token.zipf or 0.0), entry.lines[0]),
        "alphabet": lambda entry: (_without_marks(reading(entry)), entry.headword),
    }
    return tuple(sorted(entries, key=keys[by]))


def _without_marks(reading: str) -> str:
    return "".join(char for char in normalize("NFD", reading.casefold()) if not combining(char))
