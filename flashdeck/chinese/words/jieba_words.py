"""jieba's dictionary, reduced to the words that a text can hold: how often they occur, and their parts of speech."""

import sys
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flashdeck.dictionaries.compiled import Row, grouped, table

if TYPE_CHECKING:
    from jieba import Tokenizer

_SLOW = "pkg_resources"  # jieba imports it if it is installed, to find a file in its own folder
_EDGE = 2  # words are looked up by this many characters at their beginning
_TOTAL = ""  # the key of the sum of all frequencies


class JiebaWords:
    """The words of jieba's dictionary that can occur in some lines.

    `tags` has their parts of speech. `tokenizer` is an instance of jieba's tokenizer of our own, whose frequencies may be
    changed: they hold the words, and all beginnings of words with the frequency 0.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.tags: dict[str, str] = {}
        self.tokenizer = _quiet_jieba()
        self.tokenizer.FREQ = self._frequencies(lines)
        self.tokenizer.total = int(table("jieba").get(_TOTAL) or 0)
        self.tokenizer.initialized = True

    def _frequencies(self, lines: Iterable[str]) -> dict[str, int]:
        """Return the frequencies of all words that begin like some place in the lines, and keep their tags."""
        frequencies: dict[str, int] = {}
        for text in table("jieba").texts(_beginnings(lines)):
            for row in text.splitlines():
                word, frequency, self.tags[word] = row.split(" ")
                frequencies[word] = int(frequency)
                _add_beginnings(word, frequencies)
        return frequencies


def _add_beginnings(word: str, frequencies: dict[str, int]) -> None:
    """Add the beginnings of a word with the frequency 0; one that is there already has its own beginnings there."""
    beginning = word[:-1]
    while beginning and beginning not in frequencies:
        frequencies[beginning] = 0
        beginning = beginning[:-1]


def _beginnings(lines: Iterable[str]) -> list[str]:
    """Return the stretches of one character and of `_EDGE` characters in some lines, sorted."""
    found: set[str] = set()
    for line in lines:
        found.update(line)
        found.update(line[at : at + _EDGE] for at in range(len(line)))
    return sorted(found)


def _quiet_jieba() -> "Tokenizer":
    """Return a new tokenizer of jieba, imported without its warnings and without what slows its import."""
    hidden: dict[str, Any] = {} if _SLOW in sys.modules else {_SLOW: None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes
        sys.modules.update(hidden)
        try:
            import jieba
        finally:
            for name in hidden:
                del sys.modules[name]

    return jieba.Tokenizer()


def table_rows(_: str) -> Iterator[Row]:
    """Yield the words by their beginnings, and the sum of their frequencies.

    jieba's own loader is not used: it would write a cache under a fixed name into the shared temporary folder.
    """
    with _quiet_jieba().get_dict_file() as source:
        lines = source.read().decode("utf-8").splitlines()
    rows = {line.split(" ", 1)[0]: line for line in lines}
    yield _TOTAL, str(sum(int(line.split(" ")[1]) for line in rows.values()))
    yield from grouped((word[:_EDGE], line) for word, line in rows.items())
