"""Split and join words by the rows of `data/cuts.tsv`, which test the surrounding words.

For example, 才能 is split into 才 and 能 before a verb.

If the result of a row has more than one part, the row splits its key, which must be a single word. If the result has one part,
the row joins its key, which may be one word or a sequence of words. A part is written as text and tag, such as `才/d 能/v`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.word_context import FEATURES, WordContext
from flashdeck.chinese.words.word import Word
from flashdeck.language.rules import ContextTable, Rule, read_rules
from flashdeck.lazy import Lazy


class CutTable:
    """The rows that split a word into two or more words, and the rows that join words into one word."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        self._cuts = ContextTable([rule for rule in rules if " " in rule.result], FEATURES, CLASSES)
        self._joins = ContextTable([rule for rule in rules if " " not in rule.result], FEATURES, CLASSES)
        self._longest_join = max((len(rule.key) for rule in self._joins.rules), default=0)
        self._first_characters = frozenset(rule.key[0] for rule in self._joins.rules)
        self._keys = re.compile("|".join(sorted({re.escape(rule.key) for rule in rules})))

    def apply(self, words: list[Word], line: str) -> list[Word]:
        """Return the words of a line after splitting and joining them by the rows of the table."""
        if not self._keys.search(line):
            return words
        return list(self._joined(list(self._cut(words))))

    def _cut(self, words: Sequence[Word]) -> Iterator[Word]:
        for at, word in enumerate(words):
            rule = self._cuts.first(word.text, WordContext.in_line(words, at)) if word.text in self._cuts.keys else None
            if rule:
                yield from _parts(rule, word.start)
            else:
                yield word

    def _joined(self, words: Sequence[Word]) -> Iterator[Word]:
        at = 0
        while at < len(words):
            end, joined = at + 1, words[at]
            if joined.text[0] in self._first_characters:
                end, joined = self._longest_joined(words, at)
            yield joined
            at = end

    def _longest_joined(self, words: Sequence[Word], at: int) -> tuple[int, Word]:
        """Return the end index and the joined word of the longest sequence from index `at` that a row joins.

        If no row applies, return `at + 1` and the unchanged word at `at`.
        """
        found = at + 1, words[at]
        text = ""
        for end in range(at + 1, len(words) + 1):
            last = words[end - 1]
            if last.start != words[at].start + len(text) or len(text) >= self._longest_join:
                break
            text += last.text
            if text in self._joins.keys:
                row = [*words[:at], Word(text, words[at].start, words[at].tag), *words[end:]]
                rule = self._joins.first(text, WordContext.in_line(row, at))
                if rule:
                    found = end, next(_parts(rule, words[at].start))
        return found


def _parts(rule: Rule, start: int) -> Iterator[Word]:
    """Yield the words of a row's result. `start` is the offset of the first word in the line."""
    for part in rule.result.split(" "):
        text, _, tag = part.partition("/")
        yield Word(text, start, tag, rule.id)
        start += len(text)


load_cuts = Lazy(lambda: CutTable(read_rules("flashdeck.chinese", "cuts.tsv")))
