"""List all rules of the package by id. Each rule has a sentence about its effect, and its condition in words.

A rule is a row of a table `flashdeck/*/data/*.tsv` with the columns of rules. Each English expression in
`english/data/expressions.tsv` is a rule as well. `app/data/rule_texts.tsv` describes the effects that a row does not show, and
the rules that are not in a table.
"""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from flashdeck.bilingual.added_glosses import ADDED_GLOSS_RULES
from flashdeck.bilingual.chinese_glosses import CHINESE_GLOSS_RULES
from flashdeck.bilingual.english_glosses import ENGLISH_GLOSS_RULES
from flashdeck.bilingual.phrase_gloss_rules import ENGLISH_PHRASE_GLOSS_RULES
from flashdeck.english.expressions import Expression, load_expressions
from flashdeck.language.rules import COLUMNS, Rule, parse_rules, rows_of_table
from flashdeck.lazy import Lazy

_HEADER = "\t".join(COLUMNS)
_TEST = re.compile(r"(?P<not>!?)(?P<place>-?\d+|\d+\.\.|\.\.-\d+):(?P<alternatives>\S+)")
_FUNCTION = re.compile(r"(?:[\w/]+\.py:)?_?[A-Za-z]\w*(?:\._?\w+)*")
TAG_NAMES: Mapping[str, str] = {
    "a": "adjective",
    "c": "conjunction",
    "d": "adverb",
    "f": "word of place",
    "i": "idiom",
    "l": "fixed phrase",
    "m": "number",
    "n": "noun",
    "nr": "name of a person",
    "ns": "name of a place",
    "p": "preposition",
    "q": "measure word",
    "r": "pronoun",
    "t": "word of time",
    "u": "particle",
    "v": "verb",
    "x": "mark",
    "y": "particle",
    "ADJ": "adjective",
    "ADP": "preposition",
    "ADV": "adverb",
    "AUX": "auxiliary verb",
    "CCONJ": "conjunction",
    "DET": "determiner",
    "INTJ": "interjection",
    "NOUN": "noun",
    "NUM": "number",
    "PART": "particle",
    "PRON": "pronoun",
    "PROPN": "name",
    "SCONJ": "conjunction",
    "VERB": "verb",
}
"""The names of parts of speech by tag.

For an English word, the key is its UPOS tag. For a Chinese word, the key is its tag from jieba, or the first letter of this tag.
"""
_TEXTS = "app/data/rule_texts.tsv"
_FAMILY = ".*"
"""The suffix of an id whose text describes several rules.

Example: the text of "zh.reading.*" describes each rule whose id begins with "zh.reading" and has no text of its own.
"""
_EXPRESSIONS = "english/data/expressions.tsv"


class RuleRow(NamedTuple):
    """A rule, the name of its table, such as `chinese/data/readings.tsv`, and a sentence about its effect.

    `text` is empty if no sentence describes the effect.
    """

    rule: Rule
    table: str
    text: str = ""

    @property
    def condition_in_words(self) -> str:
        """The condition as a person reads it; a regular expression stays as it is.

        It is empty if the rule always applies, or if `text` explains when it applies.
        """
        if self.text and _FUNCTION.fullmatch(self.rule.condition):
            return ""
        return condition_in_words(self.rule.condition)


def _load_rules() -> Mapping[str, RuleRow]:
    """Return the rules of all tables, the English expressions, and the rules for which only a text exists."""
    texts = {**_gloss_texts(), **_read_texts()}
    single = {rule_id: text for rule_id, text in texts.items() if not rule_id.endswith(_FAMILY)}
    found = {rule_id: RuleRow(_textual(rule_id), _TEXTS, text) for rule_id, text in single.items()}
    found |= {expression.id: _expression_row(expression) for expression in load_expressions()}
    for table, text in _tables():
        for rule in parse_rules(text, table):
            found[rule.id] = RuleRow(rule, table, _text_of(rule.id, texts))
    return found


load_rules = Lazy(_load_rules)


def _read_texts() -> Mapping[str, str]:
    text = files("flashdeck").joinpath(_TEXTS).read_text("utf-8")
    return {cells[0]: cells[1] for _, cells in rows_of_table(text, _TEXTS, ("id", "text"))}


def _text_of(rule_id: str, texts: Mapping[str, str]) -> str:
    """Return the text that describes a rule.

    If the id does not have its own text, the text of the longest beginning of the id is returned: "zh.reading.settled.*" rather
    than "zh.reading.*". The result is empty if no beginning has a text.
    """
    if rule_id in texts:
        return texts[rule_id]
    parts = rule_id.split(".")
    beginnings = (".".join(parts[:count]) + _FAMILY for count in range(len(parts) - 1, 0, -1))
    return next((texts[beginning] for beginning in beginnings if beginning in texts), "")


def _gloss_texts() -> Mapping[str, str]:
    """Return the effect of each rule for glosses, from the first line of its function's docstring."""
    rules = (CHINESE_GLOSS_RULES, ENGLISH_GLOSS_RULES, ENGLISH_PHRASE_GLOSS_RULES, ADDED_GLOSS_RULES)
    functions = {rule: function for table in rules for rule, function in table.functions.items()}
    return {rule: (function.__doc__ or "").partition("\n")[0] for rule, function in functions.items()}


def _textual(rule_id: str) -> Rule:
    """Return a rule that has only an id, because no table has a row for it."""
    return Rule(rule_id, "", "", "", "", "", "")


def _expression_row(expression: Expression) -> RuleRow:
    """Return an English expression as a rule. Its text gives the headword, the level and the meanings."""
    text = f"Take the words as one expression, “{expression.headword}” ({expression.cefr}): {expression.gloss_zh}."
    return RuleRow(_textual(expression.id), _EXPRESSIONS, text)


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
    """Tell whether a text is a table of rules, by its header: the first line that is not a comment."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return next(lines, "") == _HEADER


# ---- conditions in words


def condition_in_words(condition: str) -> str:
    """Return a condition of `flashdeck.language.conditions` in words; a regular expression is returned as it is.

    >>> condition_in_words("-1:?predicate !1:的|了")
    'the word before is one with the property “predicate”, and the word after is not 的 or 了'
    >>> condition_in_words("listed_participle")
    'listed participle'
    """
    if _FUNCTION.fullmatch(condition):
        return condition.strip("_").replace("_", " ")
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
    """Return the position of a tested word in words: `-2` is the second word before the word itself."""
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
    """Return one of the alternatives of a test in words."""
    if text.startswith("?"):
        return f"one with the property “{text[1:].replace('_', ' ')}”"
    if text.startswith("##"):
        return f"tagged {_tag_in_words(text[2:])}"
    if text.startswith("#"):
        return f"tagged {_tag_in_words(text[1:], '…')}"
    if text.startswith("*") and len(text) > 1:
        return f"a word that ends with {_class_in_words(text[1:])}"
    if text.endswith("*") and len(text) > 1:
        return f"a word that begins with {_class_in_words(text[:-1])}"
    return _class_in_words(text)


def _tag_in_words(tag: str, more: str = "") -> str:
    """Return a tag, followed by the name of its part of speech if the name is known.

    `more` is a mark after the tag. "…" means that longer tags with this beginning are included.
    """
    name = TAG_NAMES.get(tag)
    return f"{tag}{more} ({name})" if name else f"{tag}{more}"


def _class_in_words(text: str) -> str:
    return f"one of the class “{text[1:].replace('_', ' ')}”" if text.startswith("@") else text
