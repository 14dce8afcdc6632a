"""Define the traits of a written language that grading uses.

The stages from `select` on use these traits, so that they do not contain rules for a certain language.

The traits of the two languages are in `flashdeck.chinese.chinese_traits` and `flashdeck.english.english_traits`. Other modules
get them from `flashdeck.bilingual.languages`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from flashdeck.language.rules import PatternTable, Rule
from flashdeck.model import Annotated, Language, Token

_MARKS = r"[\s,，。.!！?？、…—\-:：;；'\"“”‘’()（）]*"
"""Matches the spaces and marks before, between and after the words of a backchannel, such as "Yes, right"."""


class JoinedTable(PatternTable):
    """A `PatternTable` whose rows are also joined into one pattern. The joined pattern is faster if most texts match no row.

    The names of the groups in the rows must be unique in the table, because the joined pattern contains all groups. A row that
    begins with `^` or a word boundary must have its alternatives in brackets, because all rows with the same beginning share this
    beginning in the joined pattern. A word character must follow such a word boundary.
    """

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """The pattern that matches if any row matches. It is compiled at the first use."""
        return re.compile(self._join([rule.condition for rule in self.rules]))

    def first(self, text: str) -> Rule | None:
        """Return the first row whose pattern occurs in a text, or None if no pattern occurs."""
        return super().first(text) if self.joined.search(text) else None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the leftmost match of any row."""
        return self.joined.search(text)

    def count(self, text: str) -> int:
        """Return the number of matches of the joined pattern in a text. The matches do not overlap."""
        return len(self.joined.findall(text))

    def without(self, rule_id: str) -> Self:
        """Return a copy of the table without one rule."""
        table = super().without(rule_id)
        vars(table).pop("joined", None)
        return table

    def _join(self, conditions: Sequence[str]) -> str:
        """Return a pattern with the conditions as alternatives. The pattern of an empty table never matches."""
        groups: dict[str, list[str]] = {}
        for condition in map(_head_first, conditions):
            head = next(head for head in _HEADS if condition.startswith(head))
            groups.setdefault(head, []).append(condition.removeprefix(head))
        return "|".join(_join_rest(head, rests) for head, rests in groups.items()) or "(?!)"


_HEADS = ("^", r"\b[a-z][\w'’]* ", r"\b", "")
"""Beginnings that rows can share in a joined pattern. A shared beginning is tried only once, which is faster."""


def _head_first(condition: str) -> str:
    """Return a condition with `^` or a word boundary before `(?i:` instead of behind it, which has the same meaning."""
    for head in ("^", r"\b"):
        if condition.startswith(f"(?i:{head}"):
            return f"{head}(?i:{condition.removeprefix(f'(?i:{head}')}"
    return condition


def _join_rest(head: str, rests: Sequence[str]) -> str:
    """Join the rests of conditions with the same beginning into one pattern.

    A word must follow a word boundary at the beginning. Without this test, the conditions are also tried at the end of each word.
    """
    start = rf"{head}(?=\w)" if head == r"\b" else head
    return f"{start}(?:{'|'.join(f'(?:{rest})' for rest in rests)})"


class RepeatedItems(JoinedTable):
    """A table whose rows match items, such as "yes" and "right".

    A text matches if it consists only of items and the marks between them: "Yes, yes, right".
    """

    def first(self, text: str) -> Rule | None:
        """Return the first row of the table that matches an item of a text.

        Return None if a part of the text is neither an item nor a mark.
        """
        return next(iter(self.matching(text)), None)

    def matching(self, text: str) -> list[Rule]:
        """Return the rows that match the items of a text, in the order of the table."""
        match = self.search(text)
        if match is None:
            return []
        return [rule for place, rule in enumerate(self.rules) if match[f"item{place}"] is not None]

    def search(self, text: str) -> re.Match[str] | None:
        """Return the match of the whole text. Return None if a part of the text is neither an item nor a mark."""
        return self.joined.fullmatch(text)

    def _join(self, conditions: Sequence[str]) -> str:
        items = "|".join(f"(?P<item{place}>{condition})" for place, condition in enumerate(conditions))
        return f"{_MARKS}(?:(?:{items}){_MARKS})+" if items else "(?!)"


class LinePatterns:
    """The rows of a language's `line_patterns.tsv`, as one table for each trait of a line.

    The key of a row names the trait:

    `trailing`, `backchannel`, `subclause`, `broken`, `garbled`, `start`, `stutter`, `restart`
        The line does not get a card.
    `rough`
        A line that was repaired does not get a card, because a filler or a restart is left in it.
    `unmarked-end`, `unmarked-start`
        A line of captions that are written without final marks does not get a card.
    `half`
        A part of a longer sentence does not get a card.
    `connective`
        The line refers to the line before it. The card should also show the line before.
    Any other key
        A sign that raises or lowers the quality of the line (`flashdeck.select.grading.signs`).
    """

    def __init__(self, load_rules: Callable[[], Iterable[Rule]]) -> None:
        self._load_rules = load_rules
        self._tables: dict[str, JoinedTable] = {}

    def __getitem__(self, trait: str) -> JoinedTable:
        """Return the table of a trait. The table is empty if the language does not have rows for the trait."""
        if not self._tables:
            self._tables = self._load()
        if trait not in self._tables:
            self._tables[trait] = JoinedTable(())
        return self._tables[trait]

    def _load(self) -> dict[str, JoinedTable]:
        rules: dict[str, list[Rule]] = {}
        for rule in self._load_rules():
            rules.setdefault(rule.key, []).append(rule)
        return {key: _table(key, found) for key, found in rules.items()}


def _table(key: str, rules: Sequence[Rule]) -> JoinedTable:
    return RepeatedItems(rules) if key == "backchannel" else JoinedTable(rules)


class LengthLimits(NamedTuple):
    """Limits on the length of a line, in Han characters or English words."""

    shortest: int
    """The minimum length of a line on a card."""
    slack: int
    """The length by which a line may exceed the best length for the level."""
    shortest_card: int
    """The minimum length of the line on a sentence card, if the line does not contain a key word of the transcript."""
    longest_example: int
    """The maximum length of a line on a word card."""


@dataclass(frozen=True, slots=True)
class LanguageTraits:
    """The traits of one written language."""

    language: Language
    length: Callable[[str], int]
    """Return the length of a text in the units of the language: Han characters or English words."""
    final: re.Pattern[str]
    """A pattern for the end of a whole sentence."""
    clause_mark: re.Pattern[str]
    """A pattern for marks at which a sentence may be split into clauses."""
    patterns: LinePatterns
    limits: LengthLimits
    windows: tuple[tuple[int, int], ...]
    """The best length of a card's line for each level, as a minimum and a maximum."""
    level_names: tuple[str, ...]
    lacks_clause: Callable[[Sequence[Token]], bool]
    """Tell whether a line has no main clause."""
    is_expression: Callable[[Token], bool]
    """Tell whether a token is an expression that may get its own card, such as a 成语 or "rule of thumb"."""
    expressions_from: float
    """The lowest level at which a learner gets cards for expressions."""
    suffixes: frozenset[str]
    """Suffixes that form a new word with the token before them, so that this token is not a separate word."""
    difficulty: Callable[[Annotated], float]
    """Return the difficulty of a line of this language, on the scale of its levels."""
    signs: Callable[[str, Sequence[Token]], Mapping[str, float]]
    """Return the features from which the quality of a line is judged, by their names in `quality_weights.tsv`."""

    def window(self, level: float) -> tuple[int, int]:
        """Return the best length of a card's line at a level, as a minimum and a maximum."""
        return self.windows[min(len(self.windows), max(1, int(level))) - 1]

    def level_name(self, difficulty: float) -> str:
        """Return the name of the level to which a difficulty is rounded, such as "7-9" or "B2"."""
        return self.level_names[min(len(self.level_names), max(1, round(difficulty))) - 1]
