"""Load the words of jieba's dictionary that can occur in a text, with their frequencies and parts of speech."""

import sys
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flashdeck.dictionaries.compiled import Row, grouped, table

if TYPE_CHECKING:
    from jieba import Tokenizer

_SLOW = "pkg_resources"  # jieba imports this slow module only to find a file in its own folder
_EDGE = 2  # number of characters at the beginning of a word by which the word is looked up
_TOTAL = ""  # the key of the row that has the sum of all frequencies


class JiebaWords:
    """The words of jieba's dictionary that can occur in some lines.

    `tags` has the part of speech of each word. `tokenizer` is a separate instance of jieba's tokenizer, so that its frequencies
    may be changed. As jieba requires, the frequencies also contain all beginnings of the words, with the frequency 0.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.tags: dict[str, str] = {}
        self.tokenizer = _quiet_jieba()
        self.tokenizer.FREQ = self._frequencies(lines)
        self.tokenizer.total = int(table("jieba").get(_TOTAL) or 0)
        self.tokenizer.initialized = True

    def _frequencies(self, lines: Iterable[str]) -> dict[str, int]:
        """Return the frequencies of all words whose first characters occur in the lines, and store the tags of these words."""
        frequencies: dict[str, int] = {}
        for text in table("jieba").texts(_beginnings(lines)):
            for row in text.splitlines():
                word, frequency, self.tags[word] = row.split(" ")
                frequencies[word] = int(frequency)
                _add_beginnings(word, frequencies)
        return frequencies


def _add_beginnings(word: str, frequencies: dict[str, int]) -> None:
    """Add the beginnings of a word with the frequency 0.

    The loop stops at a beginning that is already present, because its own beginnings are then present, too.
    """
    beginning = word[:-1]
    while beginning and beginning not in frequencies:
        frequencies[beginning] = 0
        beginning = beginning[:-1]


def _beginnings(lines: Iterable[str]) -> list[str]:
    """Return all substrings of the lines that have one character or `_EDGE` characters, sorted."""
    found: set[str] = set()
    for line in lines:
        found.update(line)
        found.update(line[at : at + _EDGE] for at in range(len(line)))
    return sorted(found)


def _quiet_jieba() -> "Tokenizer":
    """Import jieba without its warnings and without `pkg_resources`, which is slow to import, and return a new tokenizer."""
    hidden: dict[str, Any] = {} if _SLOW in sys.modules else {_SLOW: None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns about invalid escape sequences in jieba 0.42.1
        sys.modules.update(hidden)
        try:
            import jieba
        finally:
            for name in hidden:
                del sys.modules[name]

    return jieba.Tokenizer()


def table_rows(_: str) -> Iterator[Row]:
    """Yield the rows of jieba's dictionary: the sum of all frequencies, and the words grouped by their first two characters.

    jieba's own loader is not used, because it would write a cache with a fixed name into the shared temporary folder.
    """
    with _quiet_jieba().get_dict_file() as source:
        lines = source.read().decode("utf-8").splitlines()
    rows = {line.split(" ", 1)[0]: line for line in lines}
    yield _TOTAL, str(sum(int(line.split(" ")[1]) for line in rows.values()))
    yield from grouped((word[:_EDGE], line) for word, line in rows.items())
