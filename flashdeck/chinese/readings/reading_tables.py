"""The readings that tables decide: `readings.tsv` by the words around a word, `settled_readings.tsv` for a word by itself."""

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
    """How a word is read, and why.

    `syllables` are numbered, one for each Han character, with ü as v. `doubtful`: the evidence is thin. `rule` is the id of
    the row of a table, or of the way in which the reading was found, such as `zh.reading.dictionary-only`.
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
    """Return the reading that a table gives the word at a place of its line; None where no row decides.

    The rows of `readings.tsv` come first; where none of them decides, the word may have a settled reading.
    """
    text = words[at].text
    decided = keyed_reading(text, WordContext(words, at)) if has_key(text) else None
    return decided or load_settled().get(text)


def keyed_reading(key: str, context: WordContext) -> ReadingDecision | None:
    """Return what the rows of a key in `readings.tsv` decide for a word; None where none of them decides.

    The key is the word, or a part of it in the notation of the table: `重-`, `+尽`, `{什}`.
    """
    rule = load_readings().first(key, context)
    if rule is None or rule.decision is None:
        return None
    return _decision(rule)


def has_key(key: str) -> bool:
    """Tell whether `readings.tsv` has rows for a key."""
    return key in load_readings()


def _decision(rule: Rule) -> ReadingDecision:
    syllables = rule.result.removesuffix(_DOUBTFUL)
    return ReadingDecision(tuple(syllables.split()), rule.result.endswith(_DOUBTFUL), rule.id)
