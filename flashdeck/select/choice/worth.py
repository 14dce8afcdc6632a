"""What each unknown word of a text is worth to this learner.

Worth = use in this text x usefulness elsewhere x nearness to the level (design notes on selection, section 8).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.language.traits import TRAITS
from flashdeck.model import Graded, Phrase, Token
from flashdeck.select.learner import Learner

_KEY_WORDS = 100
_KEY_BONUS, _KEY_BONUS_RANKS = 2, 150
_FAR_KEYS = (
    0.3  # share of the bonus that a key word far above the level loses: 28 % of targets shared by hsk3 and hsk5, not 30 %
)
_REACH = 4.5  # levels above the learner's; further up only key words
_LEAST_ZIPF = 2.2
_CONTENT_TAGS = ("n", "v", "a", "NOUN", "VERB", "ADJ", "ADV")
_EXPRESSION = 0.5  # worth of an expression, of which no frequency is known: as a word of middle use
_TWICE, _SHARE = 2, 0.25  # how often, and of how many of its sentences, a gloss is borne out that counts for the others
_FEW_SENSES, _OFTEN = 2, 5
CONFIRMED = ("dictionary", "aligned", "edits")
"""Where a gloss comes from that the other line, or a person, bears out."""


@dataclass(frozen=True, slots=True)
class WordWorth:
    """An unknown word of the text: in how many sentences, how hard, how useful (`worth`), one of its key words or not.

    `gloss` is what it mostly means in this talk, where the other lines bear that out.
    """

    headword: str
    sentences: int
    level: float
    worth: float
    is_key: bool
    gloss: str | None = None


def worth_of_words(graded: Sequence[Graded], learner: Learner) -> dict[str, WordWorth]:
    """Return what each unknown word is worth, by headword."""
    units = [item.units for item in graded]
    counts = Counter(word for found in units for word in {unit.headword for unit in found if unit.kind == "word"})
    total = sum(counts.values())
    tokens = {unit.headword: unit for found in units for unit in found if not learner.knows(unit)}
    keyness = {word: _log_likelihood(counts[word], total, token) for word, token in tokens.items() if counts[word] > 1}
    ranked = sorted((word for word in keyness if keyness[word] > 0), key=lambda word: (-keyness[word], word))
    ranks = {word: rank for rank, word in enumerate(ranked[:_KEY_WORDS])}
    glosses = _glosses((unit for found in units for unit in found), counts)
    return {
        word: WordWorth(
            word,
            counts[word],
            token.level,
            _worth(token, counts[word], total, learner) + _bonus(ranks.get(word), _nearness(token, learner)),
            word in ranks,
            glosses.get(word),
        )
        for word, token in tokens.items()
    }


def _glosses(units: Iterable[Token], sentences: Mapping[str, int]) -> dict[str, str]:
    """Return for each word the gloss that the other lines bear out again and again: 根本 once "fundamental" is mostly "at all"."""
    found: dict[str, Counter[str]] = {}
    for unit in units:
        if unit.gloss and unit.gloss_from in CONFIRMED:
            found.setdefault(unit.headword, Counter())[unit.gloss] += 1
    mostly = {word: max(sorted(counts), key=counts.__getitem__) for word, counts in found.items()}
    return {word: gloss for word, gloss in mostly.items() if found[word][gloss] >= max(_TWICE, _SHARE * sentences[word])}


def _expected(token: Token) -> float:
    return math.pow(10, (token.zipf or 0.0) - 9)


def _log_likelihood(found: int, total: int, token: Token) -> float:
    """Return Dunning's log-likelihood of a word being commoner here than in the language at large; 0 where it is not."""
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
    """Return 1 for a word at the level or the next, less for every level above."""
    return math.exp(-max(0.0, token.level - learner.level - 1) / 1.5)


def _bonus(rank: int | None, near: float) -> float:
    return 0.0 if rank is None else _KEY_BONUS * (1 - rank / _KEY_BONUS_RANKS) * (1 - _FAR_KEYS + _FAR_KEYS * near)


def is_confirmed(token: Token) -> bool:
    """Tell whether the gloss is sure: the other line bears it out, or it is an expression that means the same everywhere."""
    return token.gloss_from in CONFIRMED or (isinstance(token, Phrase) and (token.is_fixed or bool(token.links)))


def is_expression(token: Token, learner: Learner) -> bool:
    """Tell whether a unit is an expression that is taught for its own sake at this level."""
    traits = TRAITS[learner.study]
    return learner.level >= traits.expressions_from and traits.is_expression(token)


def is_sure(token: Token, worth: WordWorth) -> bool:
    """Tell whether a gloss may be taught: the other line bears it out, or other lines of the talk do, or nothing else is meant.

    A first sense that nothing confirms is false about once in four (measured on 30 words), too often for a target; seldom of
    a noun that has no other sense, or of a word that the talk says over and over and that has few.
    """
    if is_confirmed(token) or token.gloss == worth.gloss:
        return True
    if worth.is_key and worth.sentences >= _OFTEN:
        return len(token.senses) <= _FEW_SENSES
    return not token.senses and (token.pos or "").lower().startswith("n")


def _explains(gloss: str, learner: Learner) -> bool:
    """Tell whether a gloss says anything in the learner's own language: a Chinese line may keep the English word."""
    context = TRAITS["zh" if learner.study == "en" else "en"]
    return context.length(gloss) > 0


def is_teachable(token: Token, worth: Mapping[str, WordWorth], learner: Learner) -> bool:
    """Tell whether a word can be a target here: its gloss explains it and is sure, and it is not too far up."""
    if (
        not token.gloss
        or not _explains(token.gloss, learner)
        or not is_sure(token, worth[token.headword])
        or not learner.may_learn(token)
    ):
        return False
    if isinstance(token, Phrase) or is_expression(token, learner):
        return True
    if len(token.text) == 1 and not (token.pos or "").startswith(_CONTENT_TAGS):
        return False
    is_key = worth[token.headword].is_key
    return is_key or (token.level <= learner.level + _REACH and (token.zipf or 0.0) >= _LEAST_ZIPF)
