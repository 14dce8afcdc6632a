"""All rules of the package by their ids, and their conditions in words."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from flashdeck.language.rules import COLUMNS, Rule, parse_rules
from flashdeck.lazy import Lazy

_HEADER = "\t".join(COLUMNS)
_TEST = re.compile(r"(?P<not>!?)(?P<place>-?\d+|\d+\.\.|\.\.-\d+):(?P<alternatives>\S+)")
_FUNCTION = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class RuleRow(NamedTuple):
    """A rule, and the table that has it, such as `chinese/data/readings.tsv`."""

    rule: Rule
    table: str

    @property
    def condition_in_words(self) -> str:
        """The condition in words for a person. A pattern is not translated. The text is empty if the rule always applies."""
        return condition_in_words(self.rule.condition)


def _load_rules() -> Mapping[str, RuleRow]:
    """Return the rules of all tables `flashdeck/*/data/*.tsv` that have the columns of rules."""
    found = {}
    for table, text in _tables():
        for rule in parse_rules(text, table):
            found[rule.id] = RuleRow(rule, table)
    return found


load_rules = Lazy(_load_rules)


def _tables() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each table of rules."""
    for folder in sorted(files("flashdeck").iterdir(), key=_name):
        data = folder / "data"
        if not data.is_dir():
            continue
        for file in sorted(data.iterdir(), key=_name):
            text = file.read_text("utf-8") if file.name.endswith(".tsv") else ""
            if _has_rules(text):
                yield f"{folder.name}/data/{file.name}", text


def _name(path: Traversable) -> str:
    return path.name


def _has_rules(text: str) -> bool:
    """Tell whether the first line that is not a comment is the header of a table of rules."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return next(lines, "") == _HEADER


# ---- conditions in words


def condition_in_words(condition: str) -> str:
    """Return a condition in the notation of `flashdeck.language.conditions` in words; a regular expression is not translated.

    >>> condition_in_words("-1:?predicate !1:的|了")
    'the word before is a “predicate”, and the word after is not 的 or 了'
    >>> condition_in_words("listed_participle")
    'listed participle'
    """
    if _FUNCTION.fullmatch(condition):
        return condition.replace("_", " ")
    tests = [_TEST.fullmatch(part) for part in condition.split()]
    words = [_test_in_words(test) for test in tests if test]
    if len(words) < len(tests):
        return f"the text matches {condition}"
    return ", and ".join(words)


def _test_in_words(test: re.Match[str]) -> str:
    alternatives = " or ".join(map(_alternative_in_words, test["alternatives"].split("|")))
    verb = "is not" if test["not"] else "is"
    return f"{_place_in_words(test['place'])} {verb} {alternatives}"


_NEAR = {"0": "the word itself", "-1": "the word before", "1": "the word after", "1..": "some later word of the clause"}


def _place_in_words(place: str) -> str:
    """Return the name of a place: `-2` is the second word before."""
    if place in _NEAR:
        return _NEAR[place]
    if place.endswith(".."):
        return f"some word of the clause, {place[:-2]} or more after,"
    if place == "..-1":
        return "some earlier word of the clause"
    if place.startswith(".."):
        return f"some word of the clause, {place[3:]} or more before,"
    if place.startswith("-"):
        return f"the word {place[1:]} places before"
    return f"the word {place} places after"


def _alternative_in_words(text: str) -> str:
    """Return one alternative of a test in words."""
    if text.startswith("?"):
        return f"a “{text[1:].replace('_', ' ')}”"
    if text.startswith("##"):
        return f"tagged {text[2:]}"
    if text.startswith("#"):
        return f"tagged {text[1:]}…"
    if text.startswith("*") and len(text) > 1:
        return f"a word that ends with {_class_in_words(text[1:])}"
    if text.endswith("*") and len(text) > 1:
        return f"a word that begins with {_class_in_words(text[:-1])}"
    return _class_in_words(text)


def _class_in_words(text: str) -> str:
    return f"one of the class “{text[1:].replace('_', ' ')}”" if text.startswith("@") else text
