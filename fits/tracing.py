"""Count how often each rule of a table decides, and how often the table would have a different outcome without the rule."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import wraps
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import flashdeck
from flashdeck.language.rules import COLUMNS, ContextTable, PatternTable, Rule, parse_rules
from flashdeck.language.traits import JoinedTable

Table = PatternTable | ContextTable[Any]
_KNOWLEDGE = ("language", "chinese", "english", "bilingual", "align", "annotate", "select")
"""The packages whose tables are traced."""


def rule_tables() -> dict[str, str]:
    """Return the file of the table that has each rule: {"zh.line.half.start-as": "chinese/data/line_patterns.tsv"}."""
    root = Path(flashdeck.__file__).parent
    tables: dict[str, str] = {}
    for path in sorted(root.glob("**/data/*.tsv")):
        text = path.read_text("utf-8")
        if text.startswith("\t".join(COLUMNS)):
            name = path.relative_to(root).as_posix()
            tables |= {rule.id: name for rule in parse_rules(text, path.name)}
    return tables


class Trace:
    """The decisions of all tables while a transcript is processed.

    `install` replaces the methods of the table classes, so only one trace is possible in a process.
    """

    def __init__(self) -> None:
        self.decided = Counter[str]()
        """How often each rule decided."""
        self.changed = Counter[str]()
        """How often the outcome of the table would have been different without the rule."""
        self.asked: set[str] = set()
        """The ids of all rules in the tables that were consulted, including the rules that never decided."""
        self._tables: dict[tuple[int, str], Table] = {}
        self._busy: set[int] = set()
        self._paused = False

    def install(self) -> None:
        """Trace every table class of the package."""
        _import_knowledge()
        table_records: dict[str, Callable[..., None]] = {"first": self._first, "matching": self._matching}
        joined_records: dict[str, Callable[..., None]] = {"search": self._search, "count": self._count}
        for kind in (*_with_subclasses(PatternTable), *_with_subclasses(ContextTable)):
            for name, record in table_records.items():
                self._replace(kind, name, record)
        for kind in _with_subclasses(JoinedTable):
            for name, record in joined_records.items():
                self._replace(kind, name, record)

    def _replace(self, kind: type[Any], name: str, record: Callable[..., None]) -> None:
        """Replace a method of a class by a method that records each call. Do nothing if the class inherits the method."""
        original = vars(kind).get(name)
        if original is None:
            return

        @wraps(original)
        def traced(table: Table, *arguments: Any) -> Any:
            if self._paused or id(table) in self._busy:
                return original(table, *arguments)
            self._busy.add(id(table))
            try:
                outcome = original(table, *arguments)
            finally:
                self._busy.discard(id(table))
            self._note(table)
            self._paused = True
            try:
                record(table, outcome, arguments)
            finally:
                self._paused = False
            return outcome

        setattr(kind, name, traced)

    def _note(self, table: Table) -> None:
        if (id(table), "") not in self._tables:
            self._tables[id(table), ""] = table
            self.asked.update(rule.id for rule in table.rules)

    def _without(self, table: Table, rule: Rule) -> Any:
        """Return the table without one of its rules.

        Both tables are kept in memory, so that Python does not use the id of a table again.
        """
        key = id(table), rule.id
        if key not in self._tables:
            self._tables[key] = table.without(rule.id)
        return self._tables[key]

    def _count_decision(self, rule: Rule, *, is_changed: bool) -> None:
        self.decided[rule.id] += 1
        self.changed[rule.id] += is_changed

    def _first(self, table: Table, rule: Rule | None, arguments: tuple[Any, ...]) -> None:
        if rule is not None:
            runner_up = self._without(table, rule).first(*arguments)
            self._count_decision(rule, is_changed=_result(runner_up) != _result(rule))

    def _matching(self, table: Table, rules: Iterable[Rule], _arguments: tuple[Any, ...]) -> None:
        for rule in rules:
            self._count_decision(rule, is_changed=True)

    def _search(self, table: JoinedTable, match: object, arguments: tuple[str]) -> None:
        rule = table.first(*arguments) if match else None
        if rule is not None:
            other = self._without(table, rule).search(*arguments)
            self._count_decision(rule, is_changed=other is None)

    def _count(self, table: JoinedTable, number: int, arguments: tuple[str]) -> None:
        for rule in table.matching(*arguments) if number else ():
            other = self._without(table, rule).count(*arguments)
            self._count_decision(rule, is_changed=other != number)


def _result(rule: Rule | None) -> str | None:
    return None if rule is None else rule.result


def _with_subclasses(kind: type[Any]) -> list[type[Any]]:
    """Return a class and all classes that are derived from it."""
    found = [kind]
    for derived in kind.__subclasses__():
        found += _with_subclasses(derived)
    return found


def _import_knowledge() -> None:
    """Import the modules of the traced packages, so that all table classes are known."""
    for name in _KNOWLEDGE:
        package = import_module(f"flashdeck.{name}")
        for module in walk_packages(package.__path__, f"flashdeck.{name}."):
            import_module(module.name)
