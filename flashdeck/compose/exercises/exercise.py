"""What all exercises are made of, and the ledger that keeps answers out of sight."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Literal, TypeVar

from flashdeck.compose.handout.faces import Faces, ShownLine
from flashdeck.compose.handout.passage import Passage, PassageLine
from flashdeck.compose.handout.vocabulary import CONFIRMED, Entry, Vocabulary
from flashdeck.model import Graded
from flashdeck.model.pages import Runs, SectionKind

Side = Literal["target", "context"]
T = TypeVar("T")
_MOST_TRIED = 500
_MARKUP_WORDS = (
    "html head body meta title style main header footer section class span table line text word gap bank note number rule "
    "ruby strong label lang dir name content charset width page paper print media color background"
)
"""English words of our templates: an answer among them would stand in the file of the students."""


@dataclass(frozen=True, slots=True)
class Material:
    """What exercises may draw on. `talk` is the whole transcript, for words that fit no gap."""

    passage: Passage
    vocabulary: Vocabulary
    talk: tuple[Graded, ...]
    faces: Faces
    _said: dict[Side, str] = field(default_factory=dict, compare=False)

    def target(self, line: PassageLine) -> ShownLine:
        return self.faces.target(line.graded)

    def context(self, line: PassageLine) -> ShownLine:
        return self.faces.context(line.graded)

    def side(self, line: PassageLine, side: Side) -> ShownLine:
        return self.target(line) if side == "target" else self.context(line)

    def line(self, number: int) -> PassageLine:
        return self.passage.lines[number - 1]

    def is_said_once(self, text: str, side: Side) -> bool:
        """Tell whether one line alone says a text: only then can the text lose it."""
        if side not in self._said:
            self._said[side] = "\n".join(self.side(line, side).text for line in self.passage.lines)
        return self._said[side].count(text) == 1

    def gives_away(self, line: PassageLine) -> int:
        """Return how many gaps would be no question any more if a line were shown: its new words, wherever they stand."""
        return sum(len(entry.lines) for entry in self.vocabulary.listed if line.number in entry.lines)

    def entries(self) -> tuple[Entry, ...]:
        """Return the words that exercises may ask for, those of the deck first: the other line bears out what they mean."""
        return tuple(entry for entry in self.vocabulary.listed if entry.token.gloss_from in CONFIRMED)


@dataclass(frozen=True, slots=True)
class Item:
    """A question on a line of the passage (0: on none), and its answer."""

    line: int
    prompt: Runs
    answer: Runs
    hints: tuple[Runs, ...] = ()
    rules: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one instruction. `asked`: how many were wanted."""

    lead: str
    items: tuple[Item, ...]
    asked: int
    columns: int = 1
    bank: tuple[str, ...] = ()
    hides: Side | None = None
    """The side that the lines of the items lose in the text, because it is the answer."""
    lead_values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One section of exercises."""

    kind: SectionKind
    parts: tuple[Part, ...]


class Ledger:
    """What the exercises show and what they must not show: an answer that stands elsewhere is none."""

    def __init__(self, shown: Iterable[str] = ()) -> None:
        self._shown = [_folded(text) for text in (*shown, _MARKUP_WORDS)]
        self._secret: list[str] = []
        self._asked_once: list[str] = []
        self._lines: set[int] = set()
        self._missing: set[int] = set()

    def is_free(self, line: PassageLine) -> bool:
        """Tell whether a line serves no exercise yet."""
        return line.number not in self._lines

    def has_text(self, line: PassageLine) -> bool:
        """Tell whether the text of the students keeps the target side of a line."""
        return line.number not in self._missing

    def miss(self, line: PassageLine) -> None:
        """Note that the text of the students loses the target side of a line."""
        self._missing.add(line.number)

    def admits(self, shown: Sequence[str], secret: Sequence[str] = ()) -> bool:
        """Tell whether texts may be shown, and others kept secret, beside all that was entered."""
        showing, hiding = [_folded(text) for text in shown], [_folded(text) for text in secret]
        hidden_twice = any(one in other or other in one for one in hiding for other in self._asked_once)
        seen = any(text in other for text in hiding for other in (*self._shown, *showing))
        return not (hidden_twice or seen or any(text in other for text in self._secret for other in showing))

    def enter(self, shown: Sequence[str], secret: Sequence[str] = (), line: PassageLine | None = None) -> None:
        """Note what a question shows, the words that it hides, and the line that it uses."""
        self._shown += map(_folded, shown)
        self._secret += map(_folded, secret)
        self._asked_once += map(_folded, secret)
        if line:
            self._lines.add(line.number)

    def enter_line(self, shown: Sequence[str], secret: str, line: PassageLine) -> None:
        """Note a question whose answer is a whole line: its words may be asked for elsewhere."""
        self.enter(shown, (), line)
        self._secret.append(_folded(secret))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def tried(candidates: Iterable[T]) -> Iterator[T]:
    """Yield the candidates that are worth trying: in a long text, those at the head of the order are enough."""
    return islice(candidates, _MOST_TRIED)


def seeded(seed: int, kind: str, title: str) -> Random:
    """Return the source of chance of one exercise: the same for the same seed and title."""
    return Random(f"{seed}/{kind}/{title}")  # noqa: S311  an order on paper, no secret


def shuffled(items: Iterable[T], chance: Random) -> list[T]:
    """Return items in another order."""
    mixed = list(items)
    chance.shuffle(mixed)
    return mixed
