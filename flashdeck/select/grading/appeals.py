"""Find sentences that are not content of a talk: appeals to subscribe, and goodbyes to the audience.

The patterns are the rows of `select/data/appeals.tsv`.
"""

from functools import partial

from flashdeck.chinese.scripts import simplified
from flashdeck.language.rules import read_rules
from flashdeck.language.traits import JoinedTable
from flashdeck.lazy import Lazy
from flashdeck.model import Language, Sentence


def _load(language: Language) -> JoinedTable:
    return JoinedTable(rule for rule in read_rules("flashdeck.select", "appeals.tsv") if rule.key == language)


_load_appeals: dict[Language, Lazy[JoinedTable]] = {"zh": Lazy(partial(_load, "zh")), "en": Lazy(partial(_load, "en"))}


def appeal_rule(sentence: Sentence) -> str | None:
    """Return the id of the rule that recognises a sentence as an appeal. Return None if the sentence is not an appeal."""
    found = _load_appeals["zh"]().first(simplified(sentence.zh)) or _load_appeals["en"]().first(sentence.en)
    return found.id if found else None
