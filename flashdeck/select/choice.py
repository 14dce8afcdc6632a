"""Which sentences and words become cards.

Sentence cards by adaptive greedy choice: the best eligible sentence is taken, its words are then known, and so on. Word
cards for the most useful words that are left, each with its best example. One line serves one card.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.lexicon.traits import TRAITS
from flashdeck.model import Card, CardOrder, Coverage, Graded, Notice, Selection, Token
from flashdeck.select.learner import Learner
from flashdeck.select.order import order_cards
from flashdeck.select.words import WordWorth, is_teachable, target_tokens, worth_of_words

_FIT = {1: 1.0, 2: 0.6}  # by the number of new words; a third is never worth its card
_LEAST_QUALITY, _LEAST_EXAMPLE_QUALITY = 0.45, 0.35
_MOST_OTHERS = 3  # other unknown words in the example of a word card
_LONGEST_EXAMPLE = {"zh": 48, "en": 30}
_SHORTEST = {"zh": 12, "en": 6}  # of a sentence card without a key word
_NEAR_DUPLICATE = 0.8  # Jaccard, of the words
_OTHERS_COST = 0.12  # quality that each other unknown word of an example costs


@dataclass(frozen=True, slots=True)
class Wish:
    """How many cards of each type at most, in which order, and how many together at most."""

    sentences: int
    words: int
    order: CardOrder
    cards: int | None = None

    def words_beside(self, sentences: int) -> int:
        """Return how many word cards may stand beside the sentence cards found."""
        return self.words if self.cards is None else min(self.words, max(0, self.cards - sentences))


def choose_cards(graded: Sequence[Graded], learner: Learner, wish: Wish) -> Selection:
    """Choose the cards of a transcript and put them in order; fewer good cards are better than more."""
    choice = _Choice(graded, learner)
    sentence_cards = choice.sentence_cards(wish.sentences if wish.cards is None else min(wish.sentences, wish.cards))
    word_cards = choice.word_cards(wish.words_beside(len(sentence_cards)))
    cards = order_cards((*sentence_cards, *word_cards), wish.order)
    return Selection(tuple(cards), tuple(graded), coverage(graded, cards, learner), tuple(_rejections(graded)))


def _rejections(graded: Sequence[Graded]) -> Iterator[Notice]:
    for item in graded:
        for reason in item.reasons[:1]:
            yield Notice(f"not-a-card:{reason}", item.line, item.target)


class _Choice:
    """One choice in progress: what is taught so far, and which sentences serve a card."""

    def __init__(self, graded: Sequence[Graded], learner: Learner) -> None:
        self._graded = graded
        self._learner = learner
        self._worth = worth_of_words(graded, learner)
        self._taught: set[str] = set()
        self._used: list[Graded] = []

    # ---- sentence cards

    def sentence_cards(self, most: int) -> list[Card]:
        pool = [item for item in self._graded if not item.reasons and item.quality >= _LEAST_QUALITY]
        cards: list[Card] = []
        while len(cards) < most and (best := self._best_sentence(pool)):
            cards.append(self._take(best))
        return cards

    def _best_sentence(self, pool: Sequence[Graded]) -> Graded | None:
        scores = [(self._score(item), -item.difficulty, -item.line, item) for item in pool]
        eligible = sorted((entry for entry in scores if entry[0] > 0), key=lambda entry: entry[:3], reverse=True)
        return next((entry[3] for entry in eligible if self._is_fresh(entry[3])), None)

    def _new_words(self, item: Graded) -> tuple[str, ...]:
        return tuple(word for word in item.unknown if word not in self._taught)

    def _score(self, item: Graded) -> float:
        """Return what a sentence is worth now; 0 where it is not eligible."""
        words = self._new_words(item)
        tokens = list(target_tokens(item, words))
        teachable = all(is_teachable(token, self._worth, self._learner) for token in tokens)
        if len(words) not in _FIT or not teachable or self._is_slight(item, words):
            return 0.0
        reused = min(3, len(item.unknown) - len(words))
        return self._sum_of_worth(words) * _FIT[len(words)] * math.pow(item.quality, 1.5) * (1 + 0.1 * reused)

    def _sum_of_worth(self, words: Sequence[str]) -> float:
        return sum(self._worth[word].worth for word in words) / math.sqrt(len(words))

    def _is_slight(self, item: Graded, words: Sequence[str]) -> bool:
        length = TRAITS[item.study].length(item.target)
        return length < _SHORTEST[item.study] and not any(self._worth[word].is_key for word in words)

    def _is_fresh(self, item: Graded) -> bool:
        words = _content(item)
        return all(item is not used and _jaccard(words, _content(used)) <= _NEAR_DUPLICATE for used in self._used)

    def _take(self, item: Graded) -> Card:
        words = self._new_words(item)
        value = self._sum_of_worth(words)
        self._taught.update(words)
        self._used.append(item)
        return Card(item, "sentence", words, words, self._why(item, words), round(value, 4))

    # ---- word cards

    def word_cards(self, most: int) -> list[Card]:
        """Take the most useful words that no sentence card teaches, each with its best example."""
        examples: dict[str, list[Graded]] = {}
        for item in self._graded:
            if self._may_be_example(item):
                for word in self._new_words(item):
                    examples.setdefault(word, []).append(item)
        ranked = sorted(examples, key=lambda word: (-self._worth[word].worth, word))
        cards: list[Card] = []
        for word in ranked:
            if len(cards) < most and (best := self._best_example(word, examples[word])):
                cards.append(self._teach(word, best))
        return cards

    def _may_be_example(self, item: Graded) -> bool:
        is_whole = all(reason == "length" for reason in item.reasons) and item.quality >= _LEAST_EXAMPLE_QUALITY
        length = TRAITS[item.study].length(item.target)
        return is_whole and TRAITS[item.study].shortest <= length <= _LONGEST_EXAMPLE[item.study]

    def _best_example(self, word: str, items: Sequence[Graded]) -> Graded | None:
        fitting = [item for item in items if self._can_show(word, item)]
        merit = {item.line: item.quality - _OTHERS_COST * len(self._new_words(item)) for item in fitting}
        return max(fitting, key=lambda item: (merit[item.line], -item.line), default=None)

    def _can_show(self, word: str, item: Graded) -> bool:
        token = next(target_tokens(item, (word,)))
        others = [other for other in self._new_words(item) if other != word]
        glossed = all(other.gloss for other in target_tokens(item, others))
        return (
            len(others) <= _MOST_OTHERS and glossed and is_teachable(token, self._worth, self._learner) and self._is_fresh(item)
        )

    def _teach(self, word: str, item: Graded) -> Card:
        new_words = self._new_words(item)
        self._taught.add(word)
        self._used.append(item)
        return Card(item, "word", (word,), new_words, self._why(item, (word,)), round(self._worth[word].worth, 4))

    def _why(self, item: Graded, words: Sequence[str]) -> str:
        return "; ".join(_reason(token, self._worth[token.headword]) for token in target_tokens(item, words))


def _reason(token: Token, worth: WordWorth) -> str:
    level = token.listed or f"about {token.level:.0f}"
    lines = f"in {worth.sentences} sentence{'s' if worth.sentences > 1 else ''}"
    key = ", a key word of this talk" if worth.is_key else ""
    return f"{token.headword}: level {level}, {lines}{key}"


def _content(item: Graded) -> frozenset[str]:
    return frozenset(token.headword for token in item.tokens if token.kind != "mark")


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def coverage(graded: Sequence[Graded], cards: Sequence[Card], learner: Learner) -> Coverage:
    """Count the running words that are known before and after the deck, and the word types above the level."""
    taught = {word for card in cards for word in card.targets}
    running = [token for item in graded for token in item.tokens if token.kind != "mark"]
    known = sum(learner.knows(token) for token in running)
    learned = sum(not learner.knows(token) and token.headword in taught for token in running)
    above = {token.headword for token in running if not learner.knows(token)}
    return Coverage(len(running), known, known + learned, len(above), len(above & taught))
