"""Put cards in the order in which the learner sees them."""

from collections.abc import Sequence
from dataclasses import replace

from flashdeck.model import Card, CardOrder
from flashdeck.select.choice.coverage import parts_of

# The number of cards in a batch: Anki's default for the number of new cards per day.
_BATCH = 20
# A sentence card with more new words than this number is put later, as long as cards with fewer new words can come before it.
_MOST_NEW = 2


def order_cards(cards: Sequence[Card], order: CardOrder) -> list[Card]:
    """Put cards in order, and set for each card the words that no earlier card teaches.

    `best`: batches of 20 cards by value, with the order `easy` inside a batch. `easy`: the next card is always the card with
    the fewest unknown words. `conversation`: the order of the talk. `value`: the most useful cards first.
    """
    if order == "easy":
        ordered = _easy(list(cards), set())
    elif order == "conversation":
        ordered = sorted(cards, key=lambda card: card.graded.line)
    elif order == "value":
        ordered = sorted(cards, key=_by_value)
    else:
        ordered = _best(cards)
    return _with_new_words(ordered)


def _by_value(card: Card) -> tuple[float, int]:
    return -card.value, card.graded.line


def _still_unknown(card: Card, taught: set[str]) -> int:
    return sum(word not in taught for word in card.graded.unknown)


def _best(cards: Sequence[Card]) -> list[Card]:
    left, taught, ordered = sorted(cards, key=_by_value), set[str](), list[Card]()
    while left:
        batch = _next_batch(left, set(taught))
        ordered += _easy(batch, taught)
        chosen = {id(card) for card in batch}
        left = [card for card in left if id(card) not in chosen]
    return ordered


def _next_batch(left: Sequence[Card], taught: set[str]) -> list[Card]:
    """Return the next batch of cards: the cards with the highest values among the cards that are ready.

    A word card is always ready. A sentence card is ready if at most two of its words are new.
    """
    batch: list[Card] = []
    waiting = list(left)
    while waiting and len(batch) < _BATCH:
        ready = (card for card in waiting if card.type == "word" or _still_unknown(card, taught) <= _MOST_NEW)
        card = next(ready, None) or min(waiting, key=lambda card: (_still_unknown(card, taught), *_by_value(card)))
        waiting = [other for other in waiting if other is not card]
        batch.append(card)
        taught.update(_teaches(card))
    return batch


def _easy(cards: list[Card], taught: set[str]) -> list[Card]:
    """Return cards in the order from easy to hard. Add the words that the cards teach to `taught`."""
    left, ordered = list(cards), []

    def exposure_order(card: Card) -> tuple[int, float, int]:
        return _still_unknown(card, taught), card.graded.difficulty, card.graded.line

    while left:
        card = min(left, key=exposure_order)
        left = [other for other in left if other is not card]
        ordered.append(card)
        taught.update(_teaches(card))
    return ordered


def _with_new_words(cards: Sequence[Card]) -> list[Card]:
    taught: set[str] = set()
    ordered = []
    for card in cards:
        ordered.append(replace(card, new_words=tuple(word for word in card.graded.unknown if word not in taught)))
        taught.update(_teaches(card))
    return ordered


def _teaches(card: Card) -> tuple[str, ...]:
    return (*card.targets, *parts_of(card.graded, card.targets))
