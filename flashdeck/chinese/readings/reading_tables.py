"""Look up readings in tables.

In `readings.tsv`, the reading of a word depends on the surrounding words. In `settled_readings.tsv`, each word has one reading.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.word_context import FEATURES, WordContext
from flashdeck.chinese.words import Word
from flashdeck.language.rules import ContextTable, Rule, read_rules
from flashdeck.lazy import Lazy

Syllables = tuple[str, ...]
_DOUBTFUL = "?"
_PACKAGE = "flashdeck.chinese"


class ReadingDecision(NamedTuple):
    """The reading of a word, and the reason for it.

    `syllables` has one numbered syllable for each Han character, with v for ü. `doubtful` is true if the evidence for the
    reading is weak. `rule` is the id of the table row that gave the reading. For a reading that is not from a table, `rule`
    is the id of the method, such as `zh.reading.dictionary-only`.
    """

    syllables: Syllables
    doubtful: bool
    rule: str


def _load_readings() -> ContextTable[WordContext]:
    return ContextTable(read_rules(_PACKAGE, "readings.tsv"), FEATURES, CLASSES)


def _load_settled() -> Mapping[str, ReadingDecision]:
    return {rule.key: _decision(rule) for rule in read_rules(_PACKAGE, "settled_readings.tsv")}


load_readings = Lazy(_load_readings)
load_settled = Lazy(_load_settled)


def table_reading(words: Sequence[Word], at: int) -> ReadingDecision | None:
    """Return the reading that the tables give the word at index `at` of its line, or None if no row applies.

    `settled_readings.tsv` is used only if no row of `readings.tsv` applies.
    """
    text = words[at].text
    decided = keyed_reading(text, WordContext.in_line(words, at)) if has_key(text) else None
    return decided or load_settled().get(text)


def keyed_reading(key: str, context: WordContext) -> ReadingDecision | None:
    """Return the reading from the first row of `readings.tsv` that has this key and applies in this context, or None.

    The key is a word, or a part of a word in the notation of the table: `重-`, `+尽`, `{什}`.
    """
    rule = load_readings().first(key, context)
    if rule is None or rule.decision is None:
        return None
    return _decision(rule)


def has_key(key: str) -> bool:
    """Tell whether `readings.tsv` has rows for a key."""
    return key in load_readings().keys


def _decision(rule: Rule) -> ReadingDecision:
    syllables = rule.result.removesuffix(_DOUBTFUL)
    return ReadingDecision(tuple(syllables.split()), rule.result.endswith(_DOUBTFUL), rule.id)
