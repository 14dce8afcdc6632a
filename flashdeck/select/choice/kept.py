"""Cards that a person wants whatever the rules say."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from flashdeck.model import Card, Graded, sentence_card_id, word_card_id
from flashdeck.select.choice.worth import WordWorth

_OTHERS_COST = 0.12  # as in the choice
_WHY = "kept as your edits file says"


def kept_cards(graded: Sequence[Graded], ids: Collection[str], worth: Mapping[str, WordWorth]) -> tuple[Card, ...]:
    """Return the cards with these ids, as far as the transcript has them; a word needs a meaning to be taught."""
    return (*_sentences(graded, ids, worth), *_words(graded, ids, worth)) if ids else ()


def _sentences(graded: Sequence[Graded], ids: Collection[str], worth: Mapping[str, WordWorth]) -> Iterator[Card]:
    wanted = {found: item for item in reversed(graded) if (found := sentence_card_id(item)) in ids}
    for item in sorted(wanted.values(), key=lambda item: item.line):
        value = sum(worth[word].worth for word in item.unknown if word in worth)
        yield Card(item, "sentence", item.unknown, item.unknown, _WHY, round(value, 4))


def _words(graded: Sequence[Graded], ids: Collection[str], worth: Mapping[str, WordWorth]) -> Iterator[Card]:
    examples: dict[str, list[tuple[Graded, str]]] = {}
    for item in graded:
        for unit in item.units:
            if unit.gloss and (found := word_card_id(item.study, unit)) in ids:
                examples.setdefault(found, []).append((item, unit.headword))
    for places in examples.values():
        item, word = min(places, key=lambda place: _merit(place[0]))
        value = worth[word].worth if word in worth else 0.0
        yield Card(item, "word", (word,), item.unknown, _WHY, round(value, 4))


def _merit(item: Graded) -> tuple[int, float, int]:
    """Order examples, the best first: whole lines, good ones with few unknown words, early ones."""
    return sum(reason != "length" for reason in item.reasons), _OTHERS_COST * len(item.unknown) - item.quality, item.line
