"""Further sentences of the talk that show a word."""

from collections import defaultdict
from collections.abc import Sequence

from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Card, Graded

_MOST = 2
_LEAST_QUALITY = 0.35  # as of a word card's own line
_NEAR_DUPLICATE = 0.6  # Jaccard, of the words: stricter than for cards, an example is there to add something


class Examples:
    """The sentences of a talk that may be examples, by their words, the best first."""

    def __init__(self, graded: Sequence[Graded]) -> None:
        self._by_word: defaultdict[str, list[Graded]] = defaultdict(list)
        for item in sorted(filter(_may_illustrate, graded), key=lambda item: (-item.quality, item.line)):
            for word in {unit.headword for unit in item.units}:
                self._by_word[word].append(item)

    def further(self, card: Card) -> tuple[Graded, ...]:
        """Return up to two more whole sentences of the talk that show the card's word, each saying something else."""
        chosen = [card.graded]
        for item in self._by_word[card.targets[0]]:
            if len(chosen) <= _MOST and not any(_is_like(item, other) for other in chosen):
                chosen.append(item)
        return tuple(chosen[1:])


def _may_illustrate(item: Graded) -> bool:
    is_whole = set(item.reasons) <= {"length"} and item.quality >= _LEAST_QUALITY
    return is_whole and TRAITS[item.study].length(item.target) <= TRAITS[item.study].limits.longest_example


def _is_like(one: Graded, other: Graded) -> bool:
    if other.annotated.sentence.whole is one.annotated.sentence:
        return True  # the card shows a clause of it
    words, others = ({token.headword for token in item.tokens if token.kind != "mark"} for item in (one, other))
    return len(words & others) > _NEAR_DUPLICATE * max(1, len(words | others))
