"""Repair the C5 tags of the built-in tagger by the surrounding words.

Repairs are needed because the model of the tagger was trained on British texts from about 1990. The rules are the rows of
`english/data/tag_repairs.tsv`. The key of a rule is a word or a tag. If a word is a key, its tag is not looked up. Tags are
repaired from left to right, so that a rule tests repaired tags before the word, and unrepaired tags after the word.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from flashdeck.dictionaries.cefr import is_listed
from flashdeck.english.hanta import HanTagger
from flashdeck.english.lemmas import lemma_of
from flashdeck.english.word_classes import english_rules, load_word_classes, word_class
from flashdeck.language.conditions import Feature
from flashdeck.language.rules import ContextTable
from flashdeck.lazy import Lazy

_BEYOND = (".", "PUN")  # a sentence is treated as if a full stop were before and after it
_ADVERBS = word_class("adverb_tags")
_CAN_BE = ("AJ0", "AJC", "AV0", "NN1", "ORD", "VVB", "VVG", "VVI", "VVN")


class TagContext:
    """One word of a sentence with its C5 tag, and the words and tags around it.

    `words` are in lower case, and `texts` are as written. `tags` change during the repair: at each word, the tags before that
    word are already repaired.
    """

    __slots__ = ("at", "tagger", "tags", "texts", "words")

    def __init__(self, texts: Sequence[str], tags: Sequence[str], tagger: HanTagger) -> None:
        self.texts = texts
        self.words = [text.casefold() for text in texts]
        self.tags = tags
        self.tagger = tagger
        self.at = 0

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the word and the tag at an offset. Outside the sentence, return the text and the tag of a full stop."""
        at = self.at + offset
        if 0 <= at < len(self.words):
            return self.words[at], self.tags[at]
        return _BEYOND

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` to the end of the sentence."""
        return range(first, len(self.words) - self.at)

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` back to the beginning of the sentence."""
        return range(first, -self.at - 1, -1)

    def can_be(self, offset: int, tag: str) -> bool:
        """Tell whether the word at an offset occurs with this tag in the training texts of the tagger."""
        return self.tagger.knows(self.word_at(offset)[0], frozenset((tag,)))


# ---- properties of one word


def _can_be(tag: str) -> Feature[TagContext]:
    return lambda context, offset: context.can_be(offset, tag)


def _is_listed_as(upos: str) -> Feature[TagContext]:
    return lambda context, offset: is_listed(context.word_at(offset)[0], upos)


def _is_known(context: TagContext, offset: int) -> bool:
    return context.tagger.has(context.word_at(offset)[0])


def _has_apostrophe(context: TagContext, offset: int) -> bool:
    return "'" in context.word_at(offset)[0]


def _has_capital_inside(context: TagContext, offset: int) -> bool:
    """Tell whether a word begins with a capital and is neither the first word of the sentence nor the pronoun I."""
    at = context.at + offset
    return at > 0 and context.texts[at][0].isupper() and context.texts[at] != "I"


def _is_plural_number(context: TagContext, offset: int) -> bool:
    """Tell whether a word is a numeral with a plural ending: dozens, zillions."""
    word, _ = context.word_at(offset)
    return word.endswith("s") and context.tagger.knows(word.removesuffix("s"), frozenset({"CRD"}))


# ---- properties of the surrounding words


def _is_said_at(distance: int) -> Feature[TagContext]:
    """Return a feature that tells whether the same word occurs again `distance` words later: day by day."""
    return lambda context, offset: context.word_at(offset + distance)[0] == context.word_at(offset)[0]


def _follows_be(context: TagContext, offset: int) -> bool:
    """Tell whether a form of "be" precedes a word, with only adverbs and "not" in between.

    A sentence with "do" before the word is excluded: all he can do is wait (Quirk and others, 1985, 18.29).
    """
    step = offset - 1
    while context.word_at(step)[1] in _ADVERBS:
        step -= 1
    has_do = any(tag.startswith("VD") for tag in context.tags[: context.at + offset])
    return context.word_at(step)[1].startswith("VB") and not has_do


def _verb_before(context: TagContext, offset: int) -> tuple[str, str]:
    """Return the nearest word before a word, and its tag. Adverbs and intensifiers are skipped.

    For "better" in "got a lot better", the result is "got".
    """
    intensifiers = word_class("intensifiers")
    step = offset - 1
    while context.word_at(step)[0] in intensifiers or context.word_at(step)[1] in _ADVERBS:
        step -= 1
    return context.word_at(step)


def _follows_verb(context: TagContext, offset: int) -> bool:
    return _verb_before(context, offset)[1].startswith("VV")


def _follows_linking_verb(context: TagContext, offset: int) -> bool:
    verb, tag = _verb_before(context, offset)
    return tag.startswith("VB") or (tag.startswith("VV") and lemma_of(verb, "VERB") in word_class("linking_verbs"))


def _precedes(wanted: str, *skipped: str) -> Feature[TagContext]:
    """Return a feature that tells whether a tag of the class `wanted` follows a word.

    Tags of the `skipped` classes may be in between.
    """
    wanted_tags = word_class(wanted)
    skipped_tags = frozenset().union(*map(word_class, skipped))

    def test(context: TagContext, offset: int) -> bool:
        step = offset + 1
        while context.word_at(step)[1] in skipped_tags:
            step += 1
        return context.word_at(step)[1] in wanted_tags

    return test


FEATURES: Mapping[str, Callable[[TagContext, int], bool]] = {
    **{f"can_be_{tag}": _can_be(tag) for tag in _CAN_BE},
    "after_be": _follows_be,
    "after_linking_verb": _follows_linking_verb,
    "after_verb": _follows_verb,
    "apostrophe": _has_apostrophe,
    "capital_inside": _has_capital_inside,
    "infinitive_follows": _precedes("infinitive_tags", "adverb_tags"),
    "infinitive_follows_subject": _precedes("infinitive_tags", "adverb_tags", "subject_tags"),
    "known": _is_known,
    "listed_adjective": _is_listed_as("ADJ"),
    "listed_noun": _is_listed_as("NOUN"),
    "listed_verb": _is_listed_as("VERB"),
    "participle_follows": _precedes("participle_tags", "adverb_tags"),
    "participle_follows_subject": _precedes("participle_tags", "adverb_tags", "subject_tags"),
    "plural_number": _is_plural_number,
    "same_as_second_after": _is_said_at(2),
    "same_as_second_before": _is_said_at(-2),
}
"""Maps the name of each feature in the conditions of `tag_repairs.tsv` and `parts_of_speech.tsv` to its function."""


# ---- repairs


def _load_tag_repairs() -> ContextTable[TagContext]:
    return ContextTable(english_rules("tag_repairs.tsv"), FEATURES, load_word_classes())


load_tag_repairs = Lazy(_load_tag_repairs)


def repair_tags(words: Sequence[str], tags: Sequence[str], tagger: HanTagger) -> tuple[TagContext, list[str | None]]:
    """Return the sentence with repaired tags, and the id of the rule that chose the tag of each word.

    The id is None for a word whose tag is the tagger's own.
    """
    table = load_tag_repairs()
    repaired = list(tags)
    context = TagContext(words, repaired, tagger)
    rules: list[str | None] = []
    for at, word in enumerate(context.words):
        key = word if word in table.keys else tags[at]
        context.at = at
        rule = table.first(key, context) if key in table.keys else None
        if rule is not None:
            repaired[at] = rule.decision or tags[at]
        rules.append(rule and rule.id)
    return context, rules
