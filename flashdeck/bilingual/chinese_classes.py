"""Decide the part of speech of a Chinese word in its line, where the gloss shows that jieba's tag is wrong.

jieba gives most words one tag in all lines. If the English counterpart itself is the gloss, the part of speech of the counterpart
decides: 类似 with the gloss "similar" is an adjective, although jieba tags it as a verb. The rules are the rows of
`bilingual/data/chinese_classes.tsv`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.chinese_evidence import ChineseGlossEvidence
from flashdeck.bilingual.counterpart_fit import part_of_speech
from flashdeck.bilingual.gloss_rules import GlossDecision
from flashdeck.dictionaries.cefr import is_listed
from flashdeck.language.rules import Rule, read_rules
from flashdeck.lazy import Lazy

_load_rules: Lazy[Mapping[str, Rule]] = Lazy(
    lambda: {rule.key: rule for rule in read_rules("flashdeck.bilingual", "chinese_classes.tsv")}
)
_CONFIRMED = ("dictionary", "aligned")
# The first letters of the tags that a counterpart may correct, and their universal parts of speech
_CORRECTED = {"n": "NOUN", "v": "VERB", "a": "ADJ", "d": "ADV"}


class WordClass(NamedTuple):
    """The tag of a Chinese word in its line. `rule`: the id of the rule that changed jieba's tag, None for jieba's tag."""

    tag: str
    rule: str | None = None


def class_in_line(asked: ChineseGlossEvidence, decision: GlossDecision) -> WordClass:
    """Return the tag of a word in its line, given the decision about its gloss."""
    counterpart, tag = asked.counterpart, asked.tag
    if counterpart is None or decision.source not in _CONFIRMED or not _is_counterpart(decision.text or "", asked):
        return WordClass(tag)
    rule = _load_rules().get(part_of_speech(counterpart))
    is_nominal = rule is not None and rule.result == "n" and asked.role in ("n", "vn")
    if rule is None or tag[:1] == rule.result or (_may_be(decision.text or "", tag) and not is_nominal):
        return WordClass(tag)
    return WordClass(rule.result, rule.id)


def _may_be(gloss: str, tag: str) -> bool:
    """Tell whether a gloss also has the part of speech of a tag: "access" is a verb too. Other tags are never corrected."""
    own = _CORRECTED.get(tag[:1])
    if own == "VERB" and gloss.endswith(tuple(load_bilingual_classes()["deverbal_endings"])):
        return False  # cefrpy lists "observation" as a verb
    return own is None or is_listed(gloss, own)


def _is_counterpart(gloss: str, asked: ChineseGlossEvidence) -> bool:
    """Tell whether a gloss is the English counterpart itself, as a basic form or as written."""
    if asked.counterpart is None or asked.kind != "word":
        return False
    written = " ".join(token.text for token in asked.counterpart.tokens)
    return gloss.casefold() in (asked.counterpart.phrase.casefold(), written.casefold())
