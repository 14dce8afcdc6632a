"""Find the cards that a person keeps in the edits file. The rules of the choice do not apply to these cards."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from flashdeck.model import Card, Graded, sentence_card_id, word_card_id
from flashdeck.model.reasons import Reason
from flashdeck.select.choice.worth import OTHERS_COST, WordWorth

_WHY = "kept by your edits file"
_RULE = "choice.kept"


def kept_cards(graded: Sequence[Graded], ids: Collection[str], worth: Mapping[str, WordWorth]) -> tuple[Card, ...]:
    """Return the cards whose ids are in `ids`.

    There is no card for an id if the transcript does not have the sentence of the card, or if its word does not have a gloss.
    """
    return (*_sentences(graded, ids, worth), *_words(graded, ids, worth)) if ids else ()


def _sentences(graded: Sequence[Graded], ids: Collection[str], worth: Mapping[str, WordWorth]) -> Iterator[Card]:
    by_id = {sentence_card_id(item): item for item in reversed(graded)}
    wanted = [item for found, item in by_id.items() if found in ids]
    for item in sorted(wanted, key=lambda item: item.line):
        value = sum(worth[word].worth for word in item.unknown if word in worth)
        yield Card(item, "sentence", item.unknown, item.unknown, _WHY, round(value, 4), choice_rule=_RULE)


def _words(graded: Sequence[Graded], ids: Collection[str], worth: Mapping[str, WordWorth]) -> Iterator[Card]:
    examples: dict[str, list[tuple[Graded, str]]] = {}
    for item in graded:
        for unit in item.units:
            if unit.gloss and (found := word_card_id(item.study, unit)) in ids:
                examples.setdefault(found, []).append((item, unit.headword))
    for places in examples.values():
        item, word = min(places, key=lambda place: _example_order(place[0]))
        value = worth[word].worth if word in worth else 0.0
        yield Card(item, "word", (word,), item.unknown, _WHY, round(value, 4), choice_rule=_RULE)


def _example_order(item: Graded) -> tuple[int, float, int]:
    """Return a sort key that puts the best example of a word first.

    The number of faults decides first. Then the number of unknown words and the quality decide, and last the line number.
    """
    faults = [reason for reason in item.reasons if reason != Reason.LENGTH]
    return len(faults), OTHERS_COST * len(item.unknown) - item.quality, item.line
