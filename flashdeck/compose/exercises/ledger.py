"""Record the texts that a handout shows and the answers that it must not show, so that exercises do not give away answers."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from random import Random
from typing import TypeVar

from flashdeck.compose.passage.passage import PassageLine

_Value = TypeVar("_Value")
_MOST_TRIED = 500  # the maximum number of candidates that an exercise examines, so that a long text does not take too long
_MARKUP_WORDS = (
    "html head body meta title style main header footer section class span table line text word gap bank note number rule "
    "ruby strong label lang dir name content charset width page paper print media color background"
)
"""English words in the HTML of our templates. They cannot be answers, because the file of the student's copy contains them."""


class Ledger:
    """The texts that a handout shows, its answers, and the lines that its exercises use.

    All comparisons ignore case and the width of characters.
    """

    def __init__(self, shown: Iterable[str] = ()) -> None:
        self._shown = [_folded(text) for text in (*shown, _MARKUP_WORDS)]
        self._answers: list[str] = []
        self._word_answers: list[str] = []
        self._used_lines: set[int] = set()
        self._lines_without_target: set[int] = set()

    def is_free(self, line: PassageLine) -> bool:
        """Tell whether a line is not used by any exercise yet."""
        return line.number not in self._used_lines

    def has_text(self, line: PassageLine) -> bool:
        """Tell whether the text on the student's copy shows a line in the language studied, because no exercise asks for it."""
        return line.number not in self._lines_without_target

    def remove_from_text(self, line: PassageLine) -> None:
        """Record that an exercise asks for a line in the language studied.

        The text on the student's copy then shows only the translation of the line.
        """
        self._lines_without_target.add(line.number)

    def admits(self, shown: Sequence[str], answers: Sequence[str] = ()) -> bool:
        """Tell whether a question may be added. `shown` has the texts that the question shows, and `answers` its answers.

        An answer must not occur in any text that the handout shows, and a text in `shown` must not contain an earlier answer.
        An answer must not contain a word that an earlier question asks for, and must not be a part of such a word.
        """
        showing, asking = [_folded(text) for text in shown], [_folded(text) for text in answers]
        if any(_overlaps(answer, self._word_answers) for answer in asking):
            return False
        if any(_occurs(answer, self._shown) or _occurs(answer, showing) for answer in asking):
            return False
        return not any(_occurs(answer, showing) for answer in self._answers)

    def enter(self, shown: Sequence[str], answers: Sequence[str] = (), line: PassageLine | None = None) -> None:
        """Add a question: the texts that it shows, the words that it asks for, and the line that it uses."""
        folded = [_folded(answer) for answer in answers]
        self._shown += [_folded(text) for text in shown]
        self._answers += folded
        self._word_answers += folded
        if line:
            self._used_lines.add(line.number)

    def enter_line(self, shown: Sequence[str], answer: str, line: PassageLine) -> None:
        """Add a question whose answer is a whole line. A later question may still ask for a word that the line contains."""
        self.enter(shown, (), line)
        self._answers.append(_folded(answer))


def _occurs(answer: str, texts: Iterable[str]) -> bool:
    return any(answer in text for text in texts)


def _overlaps(answer: str, others: Iterable[str]) -> bool:
    return any(answer in other or other in answer for other in others)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def first_candidates(candidates: Iterable[_Value]) -> Iterator[_Value]:
    """Yield the first `_MOST_TRIED` candidates, so that an exercise does not take too long for a long text."""
    return islice(candidates, _MOST_TRIED)


def seeded(seed: int, name: str, title: str) -> Random:
    """Return the random generator of one exercise. The same seed and title give the same random numbers."""
    return Random(f"{seed}/{name}/{title}")  # noqa: S311  only the choice of questions depends on it


def shuffled(items: Iterable[_Value], chance: Random) -> list[_Value]:
    """Return items in a random order."""
    mixed = list(items)
    chance.shuffle(mixed)
    return mixed
