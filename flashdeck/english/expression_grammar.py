"""The grammar around an expression: verbs, objects between a verb and its particle, and noun phrases after a particle.

The rows of `english/data/particles.tsv` distinguish a particle from a preposition or an adverb in the same position.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.english.expression_words import ExpressionWord
from flashdeck.english.expressions import VERBS, Item, Pattern
from flashdeck.english.word_classes import english_rules, load_word_classes, word_class
from flashdeck.language.rules import ContextTable
from flashdeck.lazy import Lazy

Words = Sequence[ExpressionWord]

_REFLEXIVES = word_class("reflexives")
_SINGLE_OBJECTS = word_class("single_objects")
_PERSONAL_OBJECTS = word_class("personal_objects")
_CLAUSE_SUBJECTS = word_class("clause_subjects")
_FLOATING = word_class("floating_quantifiers")
_OBJECT_ENDS = word_class("object_ends")
_DETERMINERS = word_class("phrase_determiners")
_PARTICLES = word_class("particles")
_BEFORE_VERBS = word_class("before_verbs")
_DAY_ADVERBS = word_class("day_adverbs")
_NEAR_TIMES = word_class("near_times")
_DURATIONS = word_class("durations")
_PARTICIPLE = re.compile("(?:[^w]en|[aior]wn|[aeo]rn)$")  # after a noun, such a form is a participle: taken, thrown, torn
_ENDS = frozenset(".!?")
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_INSIDE_OBJECT = _NOMINAL | {"DET", "PRON", "ADJ", "ADV"}
_NEVER_INSIDE = VERBS | {"PUNCT", "SYM", "X", None}
_PHRASE_STARTS = _NOMINAL | {"DET", "PRON"}


# ---- verbs


def is_verb(item: Item, words: Words, at: int) -> bool:
    """Tell whether a word is a verb: it is tagged as a verb, or its neighbours show that the tag is wrong."""
    before = words[at - 1].text if at else "."  # the beginning of the line counts as the position after a full stop
    if before in _DETERMINERS or (before.endswith("'s") and words[at].pos not in VERBS):
        return False
    if words[at].pos in VERBS:
        return True
    if words[at].text not in item.words:
        return "'" in words[at].text  # "we're" is a form of be
    after = words[at + 1].text if at + 1 < len(words) else ""
    return before in _BEFORE_VERBS or before.endswith("n't") or before in _ENDS or after in ("it", "them")


# ---- gaps: the words between the parts of an expression


def is_object(gap: Words) -> bool:
    """Tell whether the words of a gap can be the object between a verb and its particle."""
    first = gap[0]
    if _is_short_object(gap):
        return len(gap) <= 2
    if first.text in _CLAUSE_SUBJECTS | _REFLEXIVES | _PERSONAL_OBJECTS or first.pos == "ADV":
        return False
    return all(map(_is_inside_object, gap)) and _ends_object(gap)


def _is_short_object(gap: Words) -> bool:
    """Tell whether a gap begins with a pronoun that is an object, alone or before "all" or "both": it, them all."""
    is_pronoun = gap[0].text in _SINGLE_OBJECTS | _REFLEXIVES
    return is_pronoun and (len(gap) == 1 or gap[1].text in _FLOATING)


def _is_inside_object(word: ExpressionWord) -> bool:
    return word.pos in _INSIDE_OBJECT or word.compound or word.text in _DETERMINERS or word.text in ("of", "'s")


def _ends_object(gap: Words) -> bool:
    last = gap[-1]
    is_partitive = len(gap) > 2 and gap[-2].text == "of"  # such as "some of them"
    return last.pos in _NOMINAL or last.text in _OBJECT_ENDS or is_partitive


def is_filler(gap: Words) -> bool:
    """Tell whether the words of a gap contain neither a verb nor a mark."""
    return not any(word.mark or (word.pos in _NEVER_INSIDE and not word.compound) for word in gap)


# ---- particles


@dataclass(frozen=True, slots=True)
class ParticleContext:
    """A match for the pattern of a phrasal verb. Offset 0 is the last word of the match, which is the particle."""

    pattern: Pattern
    words: Words
    found: tuple[int, ...]
    """The indices of the words of the expression."""

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the text and the part of speech (UPOS) of the word at an offset. Outside the line, both are empty."""
        at = self.found[-1] + offset
        if 0 <= at < len(self.words):
            return self.words[at].text, self.words[at].pos or ""
        return "", ""

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` to the end of the line."""
        return range(first, len(self.words) - self.found[-1])

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` back to the beginning of the line."""
        return range(first, -self.found[-1] - 1, -1)


def _is_separable(context: ParticleContext, _: int) -> bool:
    """Tell whether the verb takes an object that may be between the verb and its particle."""
    return any(item.role == "object" for item in context.pattern)


def _is_separated(context: ParticleContext, _: int) -> bool:
    """Tell whether other words are between the words of the expression."""
    return context.found[-1] - context.found[0] >= len(context.found)


def _is_passive(context: ParticleContext, _: int) -> bool:
    """Tell whether the verb is passive: a participle after a noun, or after a form of "be" or "get"."""
    words, at = context.words, context.found[0]
    verb = words[at].text
    if verb.endswith("ing"):
        return False
    is_base = verb in next(item.words for item in context.pattern if item.marked)
    if at and not is_base and words[at - 1].pos in _NOMINAL and _PARTICIPLE.search(verb):
        return True
    return _follows_be_or_get(words, at)


def _follows_be_or_get(words: Words, at: int) -> bool:
    """Tell whether a form of "be" or "get" is among the three words before a verb.

    Only adverbs, "not" and "been" may be between this form and the verb.
    """
    for before in reversed(words[max(at - 3, 0) : at]):
        if not before.keys.isdisjoint(("be", "get")):
            return True
        if before.pos != "ADV" and before.text not in ("not", "been"):
            return False
    return False


def _begins_noun_phrase(context: ParticleContext, offset: int) -> bool:
    return opens_noun_phrase(context.words, context.found[-1] + offset)


FEATURES: Mapping[str, Callable[[ParticleContext, int], bool]] = {
    "noun_phrase": _begins_noun_phrase,
    "passive": _is_passive,
    "separable": _is_separable,
    "separated": _is_separated,
}
"""Maps the name of each feature in the conditions of `particles.tsv` to its function."""


def _load_particle_rules() -> ContextTable[ParticleContext]:
    return ContextTable(english_rules("particles.tsv"), FEATURES, load_word_classes())


load_particle_rules = Lazy(_load_particle_rules)


def is_phrasal(pattern: Pattern, words: Words, found: tuple[int, ...]) -> bool:
    """Tell whether a match is a phrasal verb. Its last word must be a particle, not a preposition or an adverb."""
    if words[found[-1]].text not in _PARTICLES:
        return True
    return load_particle_rules().first("", ParticleContext(pattern, words, found)) is None


# ---- noun phrases


def opens_noun_phrase(words: Words, at: int) -> bool:
    """Tell whether a noun phrase that can follow a preposition begins at index `at`. Expressions of time do not count."""
    if at >= len(words) or words[at].mark or _is_time(words, at):
        return False
    word = words[at]
    if word.text in ("early", "late", "mid"):
        return opens_noun_phrase(words, at + 1)
    if word.text in _CLAUSE_SUBJECTS | _REFLEXIVES or _is_contraction(word):
        return False
    if word.pos == "ADJ" or word.text == "that":
        return _goes_on_as_noun_phrase(words, at + 1)
    return word.pos in _PHRASE_STARTS or word.text in _DETERMINERS | _SINGLE_OBJECTS


def _goes_on_as_noun_phrase(words: Words, at: int) -> bool:
    return at < len(words) and words[at].pos in _NOMINAL | {"ADJ"}


def _is_contraction(word: ExpressionWord) -> bool:
    """Tell whether a word with an apostrophe is a contraction and not a possessive: it's, but not Anna's."""
    return "'" in word.text and "one's" not in word.keys


def _is_time(words: Words, at: int) -> bool:
    """Tell whether an expression of time begins at index `at`: tomorrow, last week, all the time.

    "The day" and the like also count, unless the word before is "in", "on", "by" or "over".
    """
    text = words[at].text
    if text in _DAY_ADVERBS:
        return True
    is_article = text in ("a", "the", "most") and words[at - 1].text not in ("in", "on", "by", "over")
    if text not in _NEAR_TIMES and not is_article:
        return False
    return any(not _DURATIONS.isdisjoint(later.keys) for later in words[at + 1 : at + 3])
