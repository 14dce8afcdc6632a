"""Repairs of the built-in tagger's C5 tags by the words around: its model was made from British texts of 1990.

The rules are the rows of `english/data/tag_repairs.tsv`. The key of a rule is a word or a tag; a word that is a key itself is
never looked up by its tag. Words are repaired from left to right, so a rule sees repaired tags before the word and the
tagger's own tags behind it.
"""

from collections.abc import Sequence

from flashdeck.english.hanta import HanTagger
from flashdeck.english.tag_context import FEATURES, TagContext
from flashdeck.english.word_classes import english_rules, load_word_classes
from flashdeck.language.rules import ContextTable
from flashdeck.lazy import Lazy


def _load_tag_repairs() -> ContextTable[TagContext]:
    return ContextTable(english_rules("tag_repairs.tsv"), FEATURES, load_word_classes())


load_tag_repairs = Lazy(_load_tag_repairs)


def repair_tags(words: Sequence[str], tags: Sequence[str], tagger: HanTagger) -> tuple[TagContext, list[str | None]]:
    """Return the sentence with repaired tags, and for each word the id of the rule that chose its tag (None: the tagger)."""
    table = load_tag_repairs()
    repaired = list(tags)
    context = TagContext(words, repaired, tagger)
    rules: list[str | None] = []
    for at, word in enumerate(context.words):
        key = word if word in table else tags[at]
        context.at = at
        rule = table.first(key, context) if key in table else None
        if rule is not None:
            repaired[at] = rule.decision or tags[at]
        rules.append(rule and rule.id)
    return context, rules
