"""Further sentences of the talk that show a word."""

from collections.abc import Sequence

from flashdeck.lexicon.traits import TRAITS
from flashdeck.model import Card, Graded

_MOST = 2
_LEAST_QUALITY = 0.35  # as of a word card's own line
_NEAR_DUPLICATE = 0.6  # Jaccard, of the words: stricter than for cards, an example is there to add something


def further_examples(card: Card, graded: Sequence[Graded]) -> tuple[Graded, ...]:
    """Return up to two more whole sentences of the talk that show the word, each saying something else."""
    fitting = [item for item in graded if _may_illustrate(item, card.targets[0])]
    chosen = [card.graded]
    for item in sorted(fitting, key=lambda item: (-item.quality, item.line)):
        if len(chosen) <= _MOST and not any(_is_like(item, other) for other in chosen):
            chosen.append(item)
    return tuple(chosen[1:])


def _may_illustrate(item: Graded, word: str) -> bool:
    is_whole = set(item.reasons) <= {"length"} and item.quality >= _LEAST_QUALITY
    is_short = TRAITS[item.study].length(item.target) <= TRAITS[item.study].longest_example
    return is_whole and is_short and any(unit.headword == word for unit in item.units)


def _is_like(one: Graded, other: Graded) -> bool:
    if other.annotated.sentence.whole is one.annotated.sentence:
        return True  # the card shows a clause of it
    words, others = ({token.headword for token in item.tokens if token.kind != "mark"} for item in (one, other))
    return len(words & others) > _NEAR_DUPLICATE * max(1, len(words | others))
