"""Find appeals to subscribe and goodbyes to an audience, which are no content of a talk: the rows of `select/data/appeals.tsv`."""

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
    """Return the id of the rule by which a sentence is an appeal to the audience. Return None if it is content."""
    found = _load_appeals["zh"]().first(simplified(sentence.zh)) or _load_appeals["en"]().first(sentence.en)
    return found.id if found else None
