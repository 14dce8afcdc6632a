"""Count the words of a text that the learner knows before and after the deck."""

from collections.abc import Sequence

from flashdeck.model import Card, Graded, Phrase, WordCoverage
from flashdeck.select.learner import Learner


def coverage(graded: Sequence[Graded], cards: Sequence[Card], learner: Learner) -> WordCoverage:
    """Count the running words that are known before and after the deck, and the different words that are unknown.

    A phrase counts as one word: "red herring" is unknown to a learner who knows "red" and "herring".
    """
    taught = taught_by(cards)
    running = [unit for item in graded for unit in item.units if unit.kind != "mark"]
    unknown = [unit.headword for unit in running if not learner.knows(unit)]
    learned = sum(word in taught for word in unknown)
    above = set(unknown)
    known = len(running) - len(unknown)
    return WordCoverage(len(running), known, known + learned, len(above), len(above & taught))


def taught_by(cards: Sequence[Card]) -> set[str]:
    """Return the headwords that cards teach. A card that teaches a compound also teaches the words inside the compound."""
    return {word for card in cards for word in (*card.targets, *parts_of(card.graded, card.targets))}


def parts_of(item: Graded, targets: Sequence[str]) -> tuple[str, ...]:
    """Return the headwords of the words inside the compounds that a card teaches.

    `item`: the sentence of the card. `targets`: the headwords that the card teaches.
    """
    compounds = [unit for unit in item.units if isinstance(unit, Phrase) and unit.is_compound and unit.headword in targets]
    return tuple(item.tokens[place].headword for compound in compounds for place in compound.members)
