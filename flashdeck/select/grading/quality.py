"""How good a line is on a card, 0 to 1: a product of soft factors, each kept with its name so that the choice explains itself."""

import re
from collections.abc import Iterator, Sequence
from math import prod

from flashdeck.lexicon.traits import TRAITS
from flashdeck.model import Annotated, Token
from flashdeck.select.grading.filters import is_figure, removed_share
from flashdeck.select.grading.places import Place
from flashdeck.select.learner import Learner

Factor = tuple[str, float]
_JOINED = 0.8  # a sentence that captions cut was often cut by an interruption
_INTERRUPTED = 0.7
_LOW_NAME = 0.8  # where a name lost its capital the recognition was poor
_CLAUSE = 0.9  # what it was said with is missing
_HEDGE = re.compile(
    r"\b(?:kind of|sort of|basically|stuff|or something|(?:is|was|are|were|be|I'm|it's|that's|but|so) like)\b",
    re.IGNORECASE,
)
_BROKEN_INTO = re.compile(r", again,|[,，]再次强调[,，]|[,，]再说一遍[,，]", re.IGNORECASE)
_COMMA = re.compile(r"[,，、]")
_QUESTION = re.compile(r"[?？]")
_TAG_QUESTION = re.compile(r"(?:吗|对吧|是吧|right|okay)[?？]\s*$", re.IGNORECASE)
_CONFIRMED_ENOUGH = 0.7  # share of the content words


def quality_of(factors: Sequence[Factor]) -> float:
    """Return the product of the factors."""
    return prod(value for _, value in factors)


def factors(annotated: Annotated, place: Place, learner: Learner) -> tuple[Factor, ...]:
    """Return what lowers the quality of a sentence: the name of each fault and its factor below 1."""
    return tuple((name, round(value, 3)) for name, value in _all_factors(annotated, place, learner) if value < 1)


def _all_factors(annotated: Annotated, place: Place, learner: Learner) -> Iterator[Factor]:
    sentence, traits = annotated.sentence, TRAITS[learner.study]
    target = sentence.zh if learner.study == "zh" else sentence.en
    tokens: Sequence[Token] = annotated.zh_tokens if learner.study == "zh" else annotated.en_tokens
    yield "length", _length_factor(traits.length(target), traits.window(learner.level))
    yield "leans on the line before", 0.75 if traits.connective.search(target) else 1.0
    yield "pronouns", 1 - 0.08 * min(4, len(traits.anaphor.findall(target)))
    yield "names and figures", _name_factor(tokens)
    yield "a name in lower case", _LOW_NAME if any(map(_is_low_name, annotated.en_tokens)) else 1.0
    yield "disfluent", 1 - 0.8 * removed_share(sentence.whole or sentence)
    yield "joined", _JOINED if any(len(pair.zh_source) > 1 for pair in (sentence.whole or sentence).pairs) else 1.0
    yield "a clause", _CLAUSE if sentence.whole else 1.0
    yield "hedges", 1 - 0.1 * min(4, len(_HEDGE.findall(sentence.en)))
    yield "broken into", _INTERRUPTED if any(map(_BROKEN_INTO.search, (sentence.zh, sentence.en))) else 1.0
    yield "commas", max(0.4, 1 - 0.08 * max(0, len(_COMMA.findall(target)) - 2))
    yield "question", (0.92 if _QUESTION.search(target) else 1.0) * (0.95 if _TAG_QUESTION.search(target) else 1.0)
    yield "length ratio", max(0.5, 1 - 0.15 * abs(place.deviation))
    yield "words without counterpart", 0.55 + 0.45 * min(1.0, _confirmed_share(tokens) / _CONFIRMED_ENOUGH)


def _is_low_name(token: Token) -> bool:
    return token.kind == "name" and token.text.islower()


def _length_factor(length: int, window: tuple[int, int]) -> float:
    below, above = max(0, window[0] - length), max(0, length - window[1])
    return max(0.4, 1 - 0.08 * below - 0.04 * above)


def _name_factor(tokens: Sequence[Token]) -> float:
    figures = sum(map(is_figure, tokens))
    named = figures + sum(token.kind in ("name", "latin") for token in tokens)
    return (1 - 0.1 * min(3, named)) * (1 - 0.08 * min(4, max(0, figures - 1)))


def _confirmed_share(tokens: Sequence[Token]) -> float:
    """Return the share of content words whose gloss or link is found in the other line."""
    words = [token for token in tokens if token.kind == "word"]
    found = [token for token in words if token.gloss_from in ("dictionary", "aligned", "edits") or token.links]
    return len(found) / len(words) if words else 0.0
