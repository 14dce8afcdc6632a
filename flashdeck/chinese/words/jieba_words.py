"""jieba's dictionary: how often its words occur, and their parts of speech, for the words that a text can hold."""

import sys
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from flashdeck.dictionaries.compiled import Row, grouped, table

if TYPE_CHECKING:
    from jieba import Tokenizer

_SLOW = "pkg_resources"  # jieba imports it where it is present, to find a file beside its own
_EDGE = 2  # characters by which words are looked up
_TOTAL = ""  # the key under which the sum of all frequencies stands


class JiebaWords:
    """Frequencies (with all beginnings of words, at 0) and parts of speech of the words that texts can hold."""

    def __init__(self) -> None:
        self.frequencies: dict[str, int] = {}
        self.tags: dict[str, str] = {}
        self.total = int(table("jieba").get(_TOTAL) or 0)
        self._learnt: set[str] = set()

    def learn(self, lines: Iterable[str]) -> None:
        """Take in all words that begin like some place in these lines."""
        keys = {line[at : at + size] for line in lines for at in range(len(line)) for size in (1, _EDGE)}
        new = sorted(keys - self._learnt)
        self._learnt.update(new)
        for text in table("jieba").texts(new):
            for row in text.splitlines():
                word, frequency, self.tags[word] = row.split(" ")
                self.frequencies[word] = int(frequency)
                for end in range(1, len(word)):
                    self.frequencies.setdefault(word[:end], 0)

    def tokenizer(self) -> "Tokenizer":
        """Return a tokenizer of jieba with a copy of the frequencies, which may be changed."""
        tokenizer = _quiet_jieba()
        tokenizer.FREQ = dict(self.frequencies)
        tokenizer.total = self.total
        tokenizer.initialized = True
        return tokenizer


@cache
def jieba_words() -> JiebaWords:
    """Return what this process has taken in of jieba's dictionary."""
    return JiebaWords()


def _quiet_jieba() -> "Tokenizer":
    hidden: dict[str, Any] = {} if _SLOW in sys.modules else {_SLOW: None}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 has invalid escapes
        sys.modules.update(hidden)  # so that it does without
        try:
            import jieba
        finally:
            for name in hidden:
                del sys.modules[name]

    return jieba.Tokenizer()


def table_rows(_: str) -> Iterator[Row]:
    """Yield the words by how they begin, and the sum of their frequencies.

    jieba's own loader would write a cache under a fixed name into the shared temporary folder.
    """
    with _quiet_jieba().get_dict_file() as source:
        lines = source.read().decode("utf-8").splitlines()
    rows = {line.split(" ", 1)[0]: line for line in lines}
    yield _TOTAL, str(sum(int(line.split(" ")[1]) for line in rows.values()))
    yield from grouped((word[:_EDGE], line) for word, line in rows.items())
