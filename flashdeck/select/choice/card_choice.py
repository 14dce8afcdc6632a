"""Which sentences and words become cards.

An expression is mostly said once, so expressions choose their line first. Then sentence cards by adaptive greedy choice: the
best eligible sentence is taken, its words are then known, and so on. Then word cards for the most useful words that are left,
each with its best example. One line serves one card.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flashdeck.edits.entries import NO_EDITS, Edits
from flashdeck.edits.kinds.card_entries import CardEntry
from flashdeck.language.traits import TRAITS
from flashdeck.model import Card, CardOrder, CardType, Graded, Notice, Selection, Token, sentence_card_id, word_card_id
from flashdeck.select.choice.coverage import coverage, parts_of
from flashdeck.select.choice.kept import kept_cards
from flashdeck.select.choice.order import order_cards
from flashdeck.select.choice.worth import CONFIRMED, WordWorth, is_confirmed, is_expression, is_teachable, worth_of_words
from flashdeck.select.learner import Learner

_FIT = {1: 1.0, 2: 0.6}  # by the number of new words; a third is never worth its card
_LEAST_QUALITY, _FAIR_QUALITY, _PLAIN_QUALITY = 0.5, 0.45, 0.35
_LEAST_EXAMPLE_QUALITY, _LEAST_KEY_QUALITY = 0.4, 0.12
_A_DAY = 20  # new cards, Anki's default: so many are made of plain lines where there are no better ones
_MOST_OTHERS_IF_LONG = 2
_MOST_OTHERS = 3  # other unknown words in the example of a word card
_NEAR_DUPLICATE = 0.8  # Jaccard, of the words
_UNCONFIRMED_COST, _CONFIRMED_BONUS = 0.6, 0.15  # of a gloss that the other line bears out (design: worth, choice)
# The power to which quality counts beside worth, and what a fair line loses in the order, so that the first days have good lines.
# Of the powers 4 to 8 and the costs of doubt .3 to .7 these gave the fewest bad first cards with 12 of the 20 commonest terms early.
_QUALITY_COUNTS, _FAIR_ORDERS = 8.0, 0.7
_SUFFIXES = frozenset("级式性者度化型")  # that make a new word of a word (Chao, A Grammar of Spoken Chinese, 1968, 4.4)
_OTHERS_DELAY = 0.75
_SHORTER_WITH_KEY = 0.75
_OTHERS_COST = 0.12  # quality that each other unknown word of an example costs
_EXPRESSIONS = 1 / 3  # of the word cards, where the talk has so many: 20 of 60


@dataclass(frozen=True, slots=True)
class Wish:
    """How many cards of each type at most, in which order, and how many together at most."""

    sentences: int
    words: int
    order: CardOrder
    cards: int | None = None
    edits: Edits = NO_EDITS
    """A person's decisions on cards; what is kept counts among the cards asked for."""

    @property
    def decisions(self) -> Mapping[str, CardEntry]:
        return {decision.id: decision for decision in self.edits.of(CardEntry)}

    @property
    def most(self) -> dict[CardType, int]:
        return {"sentence": self.sentences, "word": self.words}

    def beside(self, chosen: int, most: int) -> int:
        """Return how many of `most` cards may stand beside those that are chosen."""
        return most if self.cards is None else min(most, max(0, self.cards - chosen))


def choose_cards(graded: Sequence[Graded], learner: Learner, wish: Wish, clauses: Sequence[Graded] | None = None) -> Selection:
    """Choose the cards of a transcript and put them in order; fewer good cards are better than more.

    `clauses`: those of the sentences, where they are graded already.
    """
    if clauses is None:
        from flashdeck.select.grading import grade_clauses

        clauses = tuple(grade_clauses(graded, learner))
    decisions = wish.decisions
    choice = _Choice(
        (*graded, *clauses),
        worth_of_words(graded, learner),
        learner,
        {found for found, decision in decisions.items() if decision.drop},
    )
    kept = choice.keep({found for found, decision in decisions.items() if decision.keep})
    most = {kind: max(0, asked - sum(card.type == kind for card in kept)) for kind, asked in wish.most.items()}
    expressions = choice.expression_cards(round(wish.beside(len(kept), most["word"]) * _EXPRESSIONS))
    sentences = choice.sentence_cards(wish.beside(len(kept) + len(expressions), most["sentence"]))
    words = choice.word_cards(wish.beside(len(kept) + len(expressions) + len(sentences), most["word"] - len(expressions)))
    cards = [_noted(card, decisions) for card in order_cards((*kept, *expressions, *sentences, *words), wish.order)]
    return Selection(tuple(cards), tuple(graded), coverage(graded, cards, learner), tuple(_rejections(graded)))


def _noted(card: Card, decisions: Mapping[str, CardEntry]) -> Card:
    decision = decisions.get(card.id) if decisions else None
    return replace(card, note=decision.note) if decision and decision.note else card


def _rejections(graded: Sequence[Graded]) -> Iterator[Notice]:
    for item in graded:
        for reason in item.reasons[:1]:
            yield Notice(f"not-a-card:{reason}", item.line, item.target)


class _Line:
    """A graded sentence, with what the choice asks of it again and again."""

    def __init__(self, item: Graded) -> None:
        self.item = item
        self.source = item.annotated.sentence.whole or item.annotated.sentence
        self.units: dict[str, Token] = {}
        for unit in item.units:
            self.units.setdefault(unit.headword, unit)
        self.bound = frozenset(unit.headword for unit, after in pairwise(item.units) if after.text in _SUFFIXES)
        """Words that are here the stem of a longer one: of 企业级 no example for 企业."""
        self.content = frozenset(token.headword for token in item.tokens if token.kind != "mark")
        self.length = TRAITS[item.study].length(item.target)
        self.scores: dict[tuple[str, ...], float] = {}
        """What it is worth as a card, by the words that would be new."""
        self.quality = item.quality / dict(item.factors).get("length", 1.0)
        """Apart from its length: an example may be long, if it is short of unknown words."""

    def is_like(self, other: "_Line") -> bool:
        """Tell whether two lines are one, or parts of one, or nearly the same words."""
        if self.source is other.source:
            return True
        fewer, more = sorted((len(self.content), len(other.content)))
        if fewer <= _NEAR_DUPLICATE * max(1, more):
            return False
        return len(self.content & other.content) > _NEAR_DUPLICATE * max(1, len(self.content | other.content))


class _Choice:
    """One choice in progress: what is taught so far, and which lines serve a card."""

    def __init__(
        self, graded: Sequence[Graded], worth: Mapping[str, WordWorth], learner: Learner, dropped: Collection[str] = ()
    ) -> None:
        self._lines = [_Line(item) for item in graded]
        self._dropped = dropped
        self._learner = learner
        self._traits = TRAITS[learner.study]
        self._worth = worth
        self._taught: set[str] = set()
        self._used: list[_Line] = []

    def keep(self, ids: Collection[str]) -> tuple[Card, ...]:
        """Take the cards that a person keeps; the choice goes on from them."""
        cards = kept_cards([line.item for line in self._lines], ids, self._worth)
        for card in cards:
            self._taught.update(card.targets, parts_of(card.graded, card.targets))
            self._used += [line for line in self._lines if line.item is card.graded]
        return cards

    # ---- sentence cards

    def sentence_cards(self, most: int) -> list[Card]:
        """Take the best sentences; where the good ones do not suffice, the fair ones too, and in a short talk the plain ones."""
        pool = [line for line in self._lines if not line.item.reasons]
        if self._dropped:
            pool = [line for line in pool if sentence_card_id(line.item) not in self._dropped]
        cards: list[Card] = []
        for least, enough in ((_LEAST_QUALITY, most), (_FAIR_QUALITY, most), (_PLAIN_QUALITY, min(most, _A_DAY))):
            good = [line for line in pool if line.item.quality >= least]
            while len(cards) < enough and (best := self._best_sentence(good)):
                words = tuple(word for word in self._new_words(best) if is_confirmed(best.units[word]))
                cards.append(self._take("sentence", best, words, self._value(words, best)))
        return cards

    def _best_sentence(self, pool: Sequence[_Line]) -> _Line | None:
        scores = [(self._score(line), -line.item.difficulty, -line.item.line, line) for line in pool]
        eligible = sorted((entry for entry in scores if entry[0] > 0), key=lambda entry: entry[:3], reverse=True)
        return next((entry[3] for entry in eligible if self._is_fresh(entry[3])), None)

    def _new_words(self, line: _Line) -> tuple[str, ...]:
        return tuple(word for word in line.item.unknown if word not in self._taught)

    def _score(self, line: _Line) -> float:
        """Return what a sentence is worth now; 0 where it is not eligible."""
        words = self._new_words(line)
        if words not in line.scores:
            line.scores[words] = self._score_with(line, words)
        return line.scores[words]

    def _score_with(self, line: _Line, words: tuple[str, ...]) -> float:
        units = [line.units[word] for word in words]
        if (
            not any(map(is_confirmed, units))
            or len(words) not in _FIT
            or not all(self._can_teach(unit, line) for unit in units)
        ):
            return 0.0
        if self._is_slight(line, words) or all(is_expression(unit, self._learner) for unit in units):
            return 0.0
        reused = min(3, len(line.item.unknown) - len(words) + self._being_learned(line))
        sure = sum(map(is_confirmed, units)) / len(units)
        worth = self._sum_of_worth(words) * _FIT[len(words)] * (1 + 0.1 * reused)
        return worth * math.pow(line.item.quality, _QUALITY_COUNTS) * (1 - _UNCONFIRMED_COST * (1 - sure))

    def _value(self, words: Sequence[str], line: _Line) -> float:
        """Return what a card is worth to the order: good lines first, those with a new word in doubt late."""
        doubtful = sum(not is_confirmed(line.units[word]) for word in self._new_words(line))
        sure = math.pow(1 - _UNCONFIRMED_COST, doubtful) * (1 if line.item.quality >= _LEAST_QUALITY else _FAIR_ORDERS)
        return self._sum_of_worth(words) * math.pow(line.item.quality, _QUALITY_COUNTS) * sure

    def _being_learned(self, line: _Line) -> int:
        """Return how many words of a line the learner met lately and would meet again."""
        return sum(map(self._learner.is_learning, line.units.values()))

    def _sum_of_worth(self, words: Sequence[str]) -> float:
        return sum(self._worth[word].worth for word in words) / math.sqrt(len(words))

    def _is_slight(self, line: _Line, words: Sequence[str]) -> bool:
        has_key = any(self._worth[word].is_key for word in words)
        return line.length < self._traits.shortest_card * (_SHORTER_WITH_KEY if has_key else 1)

    def _can_teach(self, unit: Token, line: _Line) -> bool:
        return unit.headword not in line.bound and is_teachable(unit, self._worth, self._learner)

    def _is_fresh(self, line: _Line) -> bool:
        return not any(line.is_like(used) for used in self._used)

    # ---- word cards

    def expression_cards(self, most: int) -> list[Card]:
        """Take the most useful expressions, each with its best example."""
        return self._word_cards(most, lambda unit: is_expression(unit, self._learner))

    def word_cards(self, most: int) -> list[Card]:
        """Take the most useful words that no other card teaches, each with its best example; expressions only if borne out."""
        return self._word_cards(most, lambda unit: unit.gloss_from in CONFIRMED or not is_expression(unit, self._learner))

    def _word_cards(self, most: int, is_wanted: Callable[[Token], bool]) -> list[Card]:
        examples: dict[str, list[_Line]] = {}
        for line in filter(self._may_be_example, self._lines):
            for word in self._new_words(line):
                if is_wanted(line.units[word]) and not self._is_dropped(line.units[word]):
                    examples.setdefault(word, []).append(line)
        cards: list[Card] = []
        waiting = sorted(examples, key=lambda word: (-self._worth[word].worth * self._sureness(word, examples[word]), word))
        for word in waiting * 2:  # once more, when the words beside them are taught
            if len(cards) < most and word not in self._taught and (best := self._best_example(word, examples[word])):
                cards.append(self._take("word", best, (word,), self._value((word,), best) * self._ease(best)))
        return cards

    def _sureness(self, word: str, lines: Iterable[_Line]) -> float:
        return 1.0 if any(line.units[word].gloss_from in CONFIRMED for line in lines) else 1 - _UNCONFIRMED_COST

    def _is_dropped(self, unit: Token) -> bool:
        return bool(self._dropped) and word_card_id(self._learner.study, unit) in self._dropped

    def _may_be_example(self, line: _Line) -> bool:
        item = line.item
        is_whole = all(reason == "length" for reason in item.reasons) and line.quality >= _LEAST_KEY_QUALITY
        return is_whole and self._traits.shortest < line.length <= self._traits.longest_example

    def _best_example(self, word: str, lines: Sequence[_Line]) -> _Line | None:
        fitting = [line for line in lines if self._can_show(word, line)]
        return max(fitting, key=lambda line: (self._merit(word, line), -line.item.line), default=None)

    def _ease(self, line: _Line) -> float:
        """Return how easily an example is read, at most 1: the best come first, those with many other unknown words later."""
        return math.pow(_OTHERS_DELAY, len(self._new_words(line)) - 1)

    def _merit(self, word: str, line: _Line) -> float:
        bonus = _CONFIRMED_BONUS if is_confirmed(line.units[word]) else 0.0
        return line.item.quality - _OTHERS_COST * len(self._new_words(line)) + bonus

    def _can_show(self, word: str, line: _Line) -> bool:
        if line.quality < _LEAST_EXAMPLE_QUALITY and not self._worth[word].is_key:
            return False
        others = [other for other in self._new_words(line) if other != word]
        most = _MOST_OTHERS if line.quality >= _LEAST_EXAMPLE_QUALITY else _MOST_OTHERS_IF_LONG
        if len(others) > most or not all(line.units[other].gloss for other in others):
            return False
        unit = line.units[word]
        good_enough = is_confirmed(unit) or line.item.quality >= _LEAST_QUALITY  # a gloss in doubt asks for a good line
        return good_enough and self._can_teach(unit, line) and self._is_fresh(line)

    # ---- cards of both types

    def _take(self, kind: CardType, line: _Line, targets: tuple[str, ...], value: float) -> Card:
        new_words = self._new_words(line)
        self._taught.update(targets, parts_of(line.item, targets))
        self._used.append(line)
        return Card(line.item, kind, targets, new_words, self._why(line, targets), round(value, 4))

    def _why(self, line: _Line, words: Sequence[str]) -> str:
        return "; ".join(_reason(line.units[word], self._worth[word]) for word in words)


def _reason(token: Token, worth: WordWorth) -> str:
    level = token.listed or f"about {token.level:.0f}"
    lines = f"in {worth.sentences} sentence{'s' if worth.sentences > 1 else ''}"
    key = ", a key word of this talk" if worth.is_key else ""
    return f"{token.headword}: level {level}, {lines}{key}"
