"""Read rules about words from tables. Each row is a rule with a condition, a result, examples and a source.

A table is a TSV file beside the code of its language, with these columns:

`id`
    The name of the rule in `flashdeck why`, in the keys of `inspect`, and in tests. The meaning of an id never changes.
`key`
    A word or a tag to which the rule applies; two or more are separated by `|`. The key is empty if the table does not use
    keys.
`condition`
    A regular expression (`PatternTable`), or tests of the surrounding words in the notation of `flashdeck.language.conditions`
    (`ContextTable`). The rule applies if the condition holds.
`result`
    The decision of the rule, or `-` if the evidence is too weak for a decision.
`example`, `counter_example`
    A line in which the rule decides, and a line with the same word in which the rule does not decide. Both run as tests.
`source`
    A grammar, a dictionary or a measurement.

A line that begins with `#` is a comment. Rules are tried in the order of the file. The first rule whose condition holds
decides.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from importlib.resources import files
from typing import Generic, NamedTuple, Self, TypeVar

from flashdeck.language.conditions import Condition, Context, Feature, compile_condition
from flashdeck.lazy import Lazy

COLUMNS = ("id", "key", "condition", "result", "example", "counter_example", "source")
UNDECIDED = "-"
"""The result of a rule for cases in which the evidence is too weak for a decision."""
_ID = re.compile(r"[a-z]+(?:[.-][a-z0-9]+)+")
_Context = TypeVar("_Context", bound=Context)


class Rule(NamedTuple):
    """One row of a table of rules."""

    id: str
    key: str
    condition: str
    result: str
    example: str
    counter_example: str
    source: str

    @property
    def decision(self) -> str | None:
        """The result, or None if the evidence is too weak for a decision."""
        return None if self.result == UNDECIDED else self.result


def read_rules(package: str, name: str) -> tuple[Rule, ...]:
    """Read a table of rules from the data of a package, such as `read_rules("flashdeck.chinese", "readings.tsv")`.

    Raises `ValueError`, with the file and the line, if a row is not a valid rule or an id occurs twice.
    """
    text = files(package).joinpath("data", name).read_text("utf-8")
    return parse_rules(text, name)


def parse_rules(text: str, name: str) -> tuple[Rule, ...]:
    """Return the rules in the text of a TSV file called `name`."""
    rules: dict[str, Rule] = {}
    for number, cells in rows_of_table(text, name, COLUMNS):
        if len(cells) != len(COLUMNS):
            raise ValueError(f"{name}, line {number}: the row must have {len(COLUMNS)} columns, not {len(cells)}")
        rule = Rule(*cells)
        if not _ID.fullmatch(rule.id):
            raise ValueError(f"{name}, line {number}: the id {rule.id!r} must be lower-case words joined by dots or hyphens")
        if rule.id in rules:
            raise ValueError(f"{name}, line {number}: the id {rule.id!r} occurs twice")
        rules[rule.id] = rule
    return tuple(rules.values())


def rows_of_table(text: str, name: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line number and the cells of each row of a TSV file called `name`, without header and comments.

    Raises `ValueError` if the header does not have the expected columns.
    """
    lines = enumerate(text.splitlines(), start=1)
    rows = ((number, line.split("\t")) for number, line in lines if line and not line.startswith("#"))
    _, header = next(rows)
    if header != list(columns):
        raise ValueError(f"{name}: the header must be {' '.join(columns)}")
    yield from rows


def read_classes(package: str, name: str = "classes.tsv") -> Mapping[str, frozenset[str]]:
    """Read the word classes of a language: columns `name`, `words` (separated by blanks) and `source`.

    `@name` among the words of a class includes all words of the class `name`, which must be defined earlier in the file.

    Raises `ValueError` if an included class is not defined earlier in the file.
    """
    text = files(package).joinpath("data", name).read_text("utf-8")
    return parse_classes(text, name)


def parse_classes(text: str, name: str) -> Mapping[str, frozenset[str]]:
    """Return the word classes in the text of a TSV file called `name`."""
    classes: dict[str, frozenset[str]] = {}
    for line in text.splitlines()[1:]:
        if line and not line.startswith("#"):
            class_name, words, _ = line.split("\t")
            classes[class_name] = frozenset(_class_words(words, classes, f"{name}, class {class_name!r}"))
    return classes


def _class_words(words: str, classes: Mapping[str, frozenset[str]], place: str) -> Iterator[str]:
    """Yield the words of a class and of the classes that it includes. A single `@` is an ordinary word."""
    for word in words.split():
        if not word.startswith("@") or word == "@":
            yield word
        elif word[1:] in classes:
            yield from classes[word[1:]]
        else:
            raise ValueError(f"{place}: the class {word[1:]!r} must be defined above this class")


class PatternTable:
    """A table of rules whose conditions are regular expressions. A rule applies if its expression occurs in a text."""

    def __init__(self, rules: Iterable[Rule], flags: re.RegexFlag = re.NOFLAG) -> None:
        self.rules = tuple(rules)
        self._flags = flags
        self._patterns: tuple[Lazy[re.Pattern[str]], ...] | None = None

    def first(self, text: str) -> Rule | None:
        """Return the first rule whose pattern occurs in a text, or None if no pattern occurs."""
        return next(
            (rule for rule, load_pattern in zip(self.rules, self._lazy(), strict=True) if load_pattern().search(text)), None
        )

    def matching(self, text: str) -> list[Rule]:
        """Return all rules whose patterns occur in a text."""
        pairs = zip(self.rules, self._lazy(), strict=True)
        return [rule for rule, load_pattern in pairs if load_pattern().search(text)]

    def without(self, rule_id: str) -> Self:
        """Return a copy of the table without one rule."""
        table = copy(self)
        table.rules = tuple(rule for rule in self.rules if rule.id != rule_id)
        table._patterns = None  # noqa: SLF001
        return table

    def _lazy(self) -> tuple[Lazy[re.Pattern[str]], ...]:
        """Return the patterns. Each is compiled at its first use, because most runs use only a few rows of a few tables."""
        if self._patterns is None:
            self._patterns = tuple(Lazy(partial(re.compile, rule.condition, self._flags)) for rule in self.rules)
        return self._patterns


def _by_key(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Group rules by key. The rules of a key are in the order of the table."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        for key in rule.key.split("|"):
            found.setdefault(key, []).append(rule)
    return found


_CompiledRules = tuple[tuple[Condition[_Context], Rule], ...]


class ContextTable(Generic[_Context]):
    """A table of rules whose conditions test a word and the words around it. The rules are grouped by their keys."""

    def __init__(
        self, rules: Iterable[Rule], features: Mapping[str, Feature[_Context]], classes: Mapping[str, frozenset[str]]
    ) -> None:
        self.rules = tuple(rules)
        self._features = features
        self._classes = classes
        self._by_key = _by_key(self.rules)
        self.keys = self._by_key.keys()
        """The keys that have rules."""
        self._compiled: dict[str, _CompiledRules[_Context]] = {}

    def first(self, key: str, context: _Context) -> Rule | None:
        """Return the first rule of a key whose condition holds, or None if no condition holds."""
        for holds, rule in self._compiled.get(key) or self._rules_of(key):
            if holds(context):
                return rule
        return None

    def asked(self, key: str, context: _Context) -> Sequence[tuple[Rule, bool]]:
        """Try the rules of a key in order. Return each tried rule, and whether its condition holds.

        The last of these rules decides, if its condition holds.
        """
        asked = []
        for holds, rule in self._rules_of(key):
            asked.append((rule, holds(context)))
            if asked[-1][1]:
                break
        return asked

    def without(self, rule_id: str) -> Self:
        """Return a copy of the table without one rule."""
        table = copy(self)
        table.rules = tuple(rule for rule in self.rules if rule.id != rule_id)
        table._by_key = _by_key(table.rules)  # noqa: SLF001
        table.keys = table._by_key.keys()  # noqa: SLF001
        table._compiled = {}  # noqa: SLF001
        return table

    def _rules_of(self, key: str) -> _CompiledRules[_Context]:
        """Return the compiled rules of a key. They are compiled at the first use."""
        if key not in self._by_key:
            return ()
        if key not in self._compiled:
            self._compiled[key] = tuple((self._compile(rule), rule) for rule in self._by_key[key])
        return self._compiled[key]

    def _compile(self, rule: Rule) -> Callable[[_Context], bool]:
        try:
            return compile_condition(rule.condition, self._features, self._classes)
        except ValueError as error:
            raise ValueError(f"rule {rule.id}: {error}") from error
