"""Compute the worth of each unknown word of a text for a learner.

The worth of a word is higher if the word is frequent in this text, if it is useful in other texts, and if its level is near the
learner's level. The formula and its numbers are explained in docs/design/selection.md.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from flashdeck.bilingual.added_glosses import is_added_guess
from flashdeck.bilingual.languages import TRAITS, other_language
from flashdeck.dictionaries.frequency import zipf
from flashdeck.model import Graded, Phrase, Token, ZhToken
from flashdeck.model.reasons import Reason
from flashdeck.select.learner import Learner

# All numbers were chosen by hand, except those whose comment describes a measurement.
_KEY_WORDS = 100
_KEY_BONUS, _KEY_BONUS_RANKS = 2, 150
# A key word loses up to this share of its bonus if its level is far above the learner's level. Because of this loss, the decks
# for HSK 3 and for HSK 5 differ more: they have 28 % of their targets in common instead of 30 %.
_FAR_KEYS = 0.3
# A word is taught only if its level is at most this number of levels above the learner's level. Key words are always taught.
_REACH = 4.5
_LEAST_ZIPF = 2.2
_CONTENT_TAGS = ("n", "v", "a", "NOUN", "VERB", "ADJ", "ADV")
# The frequency of expressions is not known. So every expression has the same usefulness, which is that of a word of medium
# frequency.
_EXPRESSION = 0.5
# Sentences must confirm a gloss before it counts as the gloss of a word in the talk. The first number is the minimum number of
# these sentences. The second number is their minimum share of all sentences with the word.
_TWICE, _SHARE = 2, 0.25
_FEW_SENSES, _OFTEN = 2, 5
# An English word that the frequency list does not have is taken for correct if it occurs in at least this number of sentences.
_SPELT_SO = 3
_NO_CONTENT = frozenset({Reason.DUPLICATE, Reason.APPEAL})
OTHERS_COST = 0.12
"""The amount by which each unknown word of an example lowers the quality of the example."""
CONFIRMED = ("dictionary", "aligned", "edits")
"""The values of `Token.gloss_from` for a gloss that the line in the other language confirms or that a person gives."""


class WordWorth(NamedTuple):
    """An unknown word of the text: the number of its sentences, its level, its worth, and whether it is a key word.

    `gloss`: its most frequent confirmed gloss in this talk; None if too few lines confirm a gloss.
    """

    headword: str
    sentences: int
    level: float
    worth: float
    is_key: bool
    gloss: str | None = None


def worth_of_words(graded: Sequence[Graded], learner: Learner) -> dict[str, WordWorth]:
    """Return the headword of each unknown word with the worth of the word."""
    units = [unit for item in graded for unit in item.units]
    counts = _sentence_counts(graded)
    total = sum(counts.values())
    tokens = {unit.headword: unit for unit in units if not learner.knows(unit)}
    ranks = _key_ranks(tokens, counts, total)
    glosses = _glosses(units, counts)
    found: dict[str, WordWorth] = {}
    for word, token in tokens.items():
        count = max(1, counts[word])
        worth = _worth(token, count, total, learner) + _bonus(ranks.get(word), _nearness(token, learner))
        found[word] = WordWorth(word, count, token.level, worth, word in ranks, glosses.get(word))
    return found


def _sentence_counts(graded: Sequence[Graded]) -> Counter[str]:
    """Count for each headword the sentences in which it occurs. Duplicate sentences and appeals are not counted.

    An appeal is a sentence such as a request to subscribe.
    """
    counts = Counter[str]()
    for item in graded:
        if _NO_CONTENT.isdisjoint(item.reasons):
            counts.update({unit.headword for unit in item.units if unit.kind == "word"})
    return counts


def _key_ranks(tokens: Mapping[str, Token], counts: Mapping[str, int], total: int) -> dict[str, int]:
    """Return the key words with their ranks, counted from 0.

    Key words are the 100 words whose frequency in this talk is most clearly above their usual frequency.
    """
    keyness = {word: _log_likelihood(counts[word], total, token) for word, token in tokens.items() if counts[word] > 1}
    ranked = sorted((word for word in keyness if keyness[word] > 0), key=lambda word: (-keyness[word], word))
    return {word: rank for rank, word in enumerate(ranked[:_KEY_WORDS])}


def _glosses(units: Iterable[Token], sentences: Mapping[str, int]) -> dict[str, str]:
    """Return for each word the gloss that is confirmed most often in the talk, if enough sentences confirm it.

    In one line 根本 may be "fundamental", but its gloss is "at all" if most lines confirm "at all".
    """
    found: dict[str, Counter[str]] = {}
    for unit in units:
        if unit.gloss and unit.gloss_from in CONFIRMED:
            found.setdefault(unit.headword, Counter())[unit.gloss] += 1
    mostly = {word: max(sorted(counts), key=counts.__getitem__) for word, counts in found.items()}
    return {word: gloss for word, gloss in mostly.items() if found[word][gloss] >= max(_TWICE, _SHARE * sentences[word])}


def _expected(token: Token) -> float:
    return math.pow(10, (token.zipf or 0.0) - 9)


def _log_likelihood(found: int, total: int, token: Token) -> float:
    """Return Dunning's log-likelihood ratio (1993) for a word that is more frequent in this text than in its language.

    Return 0 if the word is not more frequent in this text.
    """
    expected = max(total * _expected(token), 1e-9)
    return 2 * (found * math.log(found / expected) - (found - expected)) if found > expected else 0.0


def _worth(token: Token, found: int, total: int, learner: Learner) -> float:
    near = _nearness(token, learner)
    if isinstance(token, Phrase) and not token.is_compound:
        return (1 + math.log2(found)) * _EXPRESSION * (0.1 + 0.9 * near)
    general = min(1.0, max(0.1, ((token.zipf or 0.0) - 2) / 3.5))
    topical = min(1.0, max(0.0, math.log2((found + 0.5) / total / (_expected(token) + 20e-6)) / 5))
    return (1 + math.log2(found)) * (0.5 * general + 0.5 * topical) * (0.1 + 0.9 * near)


def _nearness(token: Token, learner: Learner) -> float:
    """Return how near the level of a word is to the learner's level, from 0 to 1.

    The value is 1 for a word that is at most one level above the learner's level. It is lower for each further level.
    """
    return math.exp(-max(0.0, token.level - learner.level - 1) / 1.5)


def _bonus(rank: int | None, near: float) -> float:
    return 0.0 if rank is None else _KEY_BONUS * (1 - rank / _KEY_BONUS_RANKS) * (1 - _FAR_KEYS + _FAR_KEYS * near)


def is_confirmed(token: Token) -> bool:
    """Tell whether the gloss of a token is confirmed.

    It is confirmed by the other line, by a person, or because the token is an expression with only one meaning.
    """
    return token.gloss_from in CONFIRMED or (isinstance(token, Phrase) and (token.is_fixed or bool(token.links)))


def is_expression(token: Token, learner: Learner) -> bool:
    """Tell whether a token is an expression and whether the learner's level is high enough for expressions."""
    traits = TRAITS[learner.study]
    return learner.level >= traits.expressions_from and traits.is_expression(token)


def is_sure(token: Token, worth: WordWorth) -> bool:
    """Tell whether a gloss is sure enough for a target: its own line or other lines of the talk must confirm it.

    About one unconfirmed first sense in four is wrong (measured on 30 words), which is too often for a target. The first sense
    is seldom wrong for a frequent key word with few senses. A gloss that only a dictionary of the user has is never sure enough.
    """
    if is_confirmed(token):
        return True
    if is_added_guess(token):
        return False
    is_frequent_key = worth.is_key and worth.sentences >= _OFTEN and len(token.senses) <= _FEW_SENSES
    return (token.gloss == worth.gloss or is_frequent_key) and _has_class_of_tag(token)


def _has_class_of_tag(token: Token) -> bool:
    """Tell whether a gloss from other lines fits a Chinese word here: a verb's gloss begins with "to".

    In another line 走向 may be "direction"; where it is tagged as a verb, this gloss is not taught.
    """
    if not isinstance(token, ZhToken):
        return True
    return not (token.pos or "").startswith("v") or (token.gloss or "").startswith("to ") or token.pos == "vn"


def _explains(gloss: str, learner: Learner) -> bool:
    """Tell whether a gloss has a word of the context language.

    An English word in a Chinese line may have itself as its gloss, and such a gloss does not explain the word.
    """
    return TRAITS[other_language(learner.study)].length(gloss) > 0


def is_teachable(token: Token, worth: Mapping[str, WordWorth], learner: Learner) -> bool:
    """Tell whether a word can be a target in its line.

    Its gloss must explain the word and must be sure, and its level must not be too far above the learner's level.
    """
    if not _has_sure_gloss(token, worth[token.headword], learner) or not learner.may_learn(token):
        return False
    if isinstance(token, Phrase) or is_expression(token, learner):
        return True
    if len(token.text) == 1 and not (token.pos or "").startswith(_CONTENT_TAGS):
        return False
    return worth[token.headword].is_key or _is_in_reach(token, learner)


def _has_sure_gloss(token: Token, worth: WordWorth, learner: Learner) -> bool:
    if not token.gloss or not _explains(token.gloss, learner) or not is_sure(token, worth):
        return False
    if worth.sentences >= _SPELT_SO or isinstance(token, Phrase):
        return True
    return not may_be_misspelt(token.gloss) if isinstance(token, ZhToken) else token.zipf is not None


def may_be_misspelt(text: str) -> bool:
    """Tell whether an English text has a word in lower case that the frequency list does not have.

    Speech recognition writes such words: "rateayer" for "ratepayer".

    >>> may_be_misspelt("rateayer"), may_be_misspelt("to repay"), may_be_misspelt("Qwenlin")
    (True, False, False)
    """
    words = (word for word in text.replace("-", " ").split() if word.isascii() and word.isalpha() and word.islower())
    return any(zipf(word, "en") is None for word in words)


def _is_in_reach(token: Token, learner: Learner) -> bool:
    return token.level <= learner.level + _REACH and (token.zipf or 0.0) >= _LEAST_ZIPF
