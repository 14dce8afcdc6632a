"""Choose which sentences and words become cards.

A line is used on one card only. Most expressions occur in one line only, so the word cards of expressions are chosen first.
Then sentence cards are chosen greedily: take the eligible sentence with the highest score, count its words as known, and score
the other sentences again. Then word cards are made for the most useful words that no card teaches yet, each with its best
example. The rules of the choice are the rows of `select/data/choice.tsv`.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flashdeck.bilingual.languages import TRAITS
from flashdeck.edits.entries import NO_EDITS, Edits
from flashdeck.edits.kinds.card_entries import CardEntry
from flashdeck.model import Card, CardOrder, CardType, Graded, Notice, Selection, Token, sentence_card_id, word_card_id
from flashdeck.model.reasons import NOT_A_CARD, Reason
from flashdeck.select.choice.coverage import coverage, parts_of
from flashdeck.select.choice.kept import kept_cards
from flashdeck.select.choice.order import order_cards
from flashdeck.select.choice.worth import (
    CONFIRMED,
    OTHERS_COST,
    WordWorth,
    is_confirmed,
    is_expression,
    is_teachable,
    worth_of_words,
)
from flashdeck.select.learner import Learner

# All numbers were chosen by hand, except those whose comment describes a measurement.
_FIT = {1: 1.0, 2: 0.6}
"""Maps the number of new words of a sentence to the factor by which the score of the sentence is multiplied.

A sentence with more than two new words never becomes a sentence card.
"""
_EXAMPLE_FAULTS = frozenset({Reason.LENGTH, Reason.OUTSIDE_REFERENCE})
"""The reasons that exclude a line from the sentence cards, but not from the examples of word cards."""
_LEAST_QUALITY, _FAIR_QUALITY, _PLAIN_QUALITY = 0.5, 0.45, 0.35
_LEAST_EXAMPLE_QUALITY, _LEAST_KEY_QUALITY = 0.4, 0.12
# Anki's default for the number of new cards per day. Sentences of low quality are added only up to this number of cards.
_A_DAY = 20
_MOST_OTHERS_IF_LONG = 2
# The example of a word card may have at most this number of new words in addition to the target.
_MOST_OTHERS = 3
# Two lines are similar if more than this share of their different words occur in both lines.
_NEAR_DUPLICATE = 0.8
_UNCONFIRMED_COST, _CONFIRMED_BONUS = 0.6, 0.15
# The first number is an exponent: a score is multiplied by the quality of the line to the power of this number. The second number
# is a factor: the value of a card is multiplied by it if the quality of the line is below `_LEAST_QUALITY`. Cards with good lines
# then come on the first days. Exponents of 4 to 8 were tried together with values of .3 to .7 for `_UNCONFIRMED_COST`. The chosen
# values gave the fewest bad cards on the first day, and 12 of the 20 most frequent terms still came early
# (docs/design/selection.md).
_QUALITY_COUNTS, _FAIR_ORDERS = 8.0, 0.7
_OTHERS_DELAY = 0.75
_SHORTER_WITH_KEY = 0.75
# At most this share of the word cards teach expressions: 20 of 60 cards.
_EXPRESSIONS = 1 / 3

# Sentence cards are chosen in three passes with a lower minimum quality in each pass. A row has the id of the rule, the minimum
# quality of a sentence, and the number of sentence cards at which the pass ends (None: the number that the user asked for).
_POOLS = (
    ("choice.sentence.good", _LEAST_QUALITY, None),
    ("choice.sentence.fair", _FAIR_QUALITY, None),
    ("choice.sentence.plain", _PLAIN_QUALITY, _A_DAY),
)


@dataclass(frozen=True, slots=True)
class CardLimits:
    """The limits for a choice of cards.

    They are the maximum number of cards of each type and of both types together, the order of the cards, and a person's edits.
    """

    sentences: int
    words: int
    order: CardOrder
    cards: int | None = None
    """The maximum number of cards of both types together; None for no limit."""
    edits: Edits = NO_EDITS
    """A person's edits. The cards that a person keeps count towards the maximum numbers."""

    @property
    def decisions(self) -> Mapping[str, CardEntry]:
        """The decisions from the edits file about single cards, by the id of the card."""
        return {decision.id: decision for decision in self.edits.of(CardEntry)}

    @property
    def most(self) -> dict[CardType, int]:
        """The maximum number of cards of each type."""
        return {"sentence": self.sentences, "word": self.words}

    def beside(self, chosen: int, most: int) -> int:
        """Return how many cards may still be added, but at most `most`. `chosen`: the number of cards chosen so far."""
        return most if self.cards is None else min(most, max(0, self.cards - chosen))


def choose_cards(
    graded: Sequence[Graded], learner: Learner, limits: CardLimits, clauses: Sequence[Graded] | None = None
) -> Selection:
    """Choose the cards of a transcript and put them in order.

    If there are not enough good cards, fewer cards than the maximum are chosen. `clauses`: the graded clauses of the sentences;
    None to grade the clauses here.
    """
    if clauses is None:
        from flashdeck.select.grading import grade_clauses

        clauses = tuple(grade_clauses(graded, learner))
    decisions = limits.decisions
    dropped = {found for found, decision in decisions.items() if decision.drop}
    choice = _Choice((*graded, *clauses), worth_of_words(graded, learner), learner, dropped)
    kept = choice.keep({found for found, decision in decisions.items() if decision.keep})
    chosen = _fill(choice, kept, limits)
    cards = [_noted(card, decisions) for card in order_cards(chosen, limits.order)]
    return Selection(tuple(cards), tuple(graded), coverage(graded, cards, learner), tuple(_rejections(graded)))


def _fill(choice: "_Choice", kept: Sequence[Card], limits: CardLimits) -> tuple[Card, ...]:
    """Return the cards that a person keeps, followed by newly chosen cards. The limits count all these cards."""
    most = {kind: max(0, asked - sum(card.type == kind for card in kept)) for kind, asked in limits.most.items()}
    expressions = choice.expression_cards(round(limits.beside(len(kept), most["word"]) * _EXPRESSIONS))
    sentences = choice.sentence_cards(limits.beside(len(kept) + len(expressions), most["sentence"]))
    chosen = (*kept, *expressions, *sentences)
    return (*chosen, *choice.word_cards(limits.beside(len(chosen), most["word"] - len(expressions))))


def _noted(card: Card, decisions: Mapping[str, CardEntry]) -> Card:
    decision = decisions.get(card.id) if decisions else None
    return replace(card, note=decision.note) if decision and decision.note else card


def _rejections(graded: Sequence[Graded]) -> Iterator[Notice]:
    """Yield a notice for each sentence that may not be a card. The notice gives the first reason why it may not be a card."""
    for item in graded:
        if item.reasons:
            yield Notice(f"{NOT_A_CARD}{item.reasons[0]}", item.line, item.target)


class _Line:
    """A graded sentence, with values that are needed many times during the choice."""

    def __init__(self, item: Graded) -> None:
        self.item = item
        self.source = item.annotated.sentence.whole or item.annotated.sentence
        traits = TRAITS[item.study]
        self.units: dict[str, Token] = {}
        for unit in item.units:
            self.units.setdefault(unit.headword, unit)
        self.bound = frozenset(unit.headword for unit, after in pairwise(item.units) if after.text in traits.suffixes)
        """The words that are followed by a suffix in this line. A line with 企业级 is not used as an example of 企业."""
        self.content = frozenset(token.headword for token in item.tokens if token.kind != "mark")
        self.length = traits.length(item.target)
        self.scores: dict[tuple[str, ...], float] = {}
        """A cache: the score of the line as a sentence card, by the words of the line that are still new."""
        self.quality = item.quality / dict(item.factors).get("length", 1.0)
        """The quality without its factor for length, because a long line may be the example of a word card."""

    def is_like(self, other: "_Line") -> bool:
        """Tell whether two lines are equal, are clauses of the same sentence, or have nearly the same words."""
        if self.source is other.source:
            return True
        fewer, more = sorted((len(self.content), len(other.content)))
        if fewer <= _NEAR_DUPLICATE * max(1, more):
            return False
        return len(self.content & other.content) > _NEAR_DUPLICATE * max(1, len(self.content | other.content))


class _Choice:
    """The state of the choice: the words that the chosen cards teach, and the lines that are used on a card."""

    def __init__(
        self, graded: Sequence[Graded], worth: Mapping[str, WordWorth], learner: Learner, dropped: Collection[str] = ()
    ) -> None:
        self._lines = [_Line(item) for item in graded]
        self._dropped = dropped
        self._learner = learner
        self._limits = TRAITS[learner.study].limits
        self._worth = worth
        self._taught: set[str] = set()
        self._used: list[_Line] = []

    def keep(self, ids: Collection[str]) -> tuple[Card, ...]:
        """Return the cards that a person keeps. From now on their words count as taught and their lines count as used."""
        cards = kept_cards([line.item for line in self._lines], ids, self._worth)
        for card in cards:
            self._taught.update(card.targets, parts_of(card.graded, card.targets))
            self._used += [line for line in self._lines if line.item is card.graded]
        return cards

    # ---- sentence cards

    def sentence_cards(self, most: int) -> list[Card]:
        """Choose the best sentences: first good, then fair, and last plain sentences (see `_POOLS`). Return their cards."""
        pool = [line for line in self._lines if not line.item.reasons]
        if self._dropped:
            pool = [line for line in pool if sentence_card_id(line.item) not in self._dropped]
        cards: list[Card] = []
        for rule, least, limit in _POOLS:
            enough = most if limit is None else min(most, limit)
            good = [line for line in pool if line.item.quality >= least]
            while len(cards) < enough and (best := self._best_sentence(good)):
                cards.append(self._sentence_card(best, rule))
        return cards

    def _sentence_card(self, line: _Line, rule: str) -> Card:
        """Make the card of a sentence. Its targets are the new words with a confirmed gloss."""
        words = tuple(word for word in self._new_words(line) if is_confirmed(line.units[word]))
        return self._take("sentence", line, words, self._value(words, line), rule)

    def _best_sentence(self, pool: Sequence[_Line]) -> _Line | None:
        """Return the sentence with the highest score that is not similar to a used line. Return None if no sentence is left."""
        scores = [(self._score(line), -line.item.difficulty, -line.item.line, line) for line in pool]
        eligible = sorted((entry for entry in scores if entry[0] > 0), key=lambda entry: entry[:3], reverse=True)
        return next((entry[3] for entry in eligible if self._is_fresh(entry[3])), None)

    def _new_words(self, line: _Line) -> tuple[str, ...]:
        return tuple(word for word in line.item.unknown if word not in self._taught)

    def _score(self, line: _Line) -> float:
        """Return the score of a sentence as a sentence card. The score depends on the words that are still new.

        The score is 0 if the sentence is not eligible.
        """
        words = self._new_words(line)
        if words not in line.scores:
            line.scores[words] = self._score_with(line, words)
        return line.scores[words]

    def _score_with(self, line: _Line, words: tuple[str, ...]) -> float:
        """Return the score of a sentence whose new words are `words`.

        The score is based on the worth of these words. It is lower if the quality is poor or if a gloss is unconfirmed.
        """
        units = [line.units[word] for word in words]
        if not self._is_eligible(line, words, units):
            return 0.0
        reused = min(3, len(line.item.unknown) - len(words) + self._being_learned(line))
        sure = sum(map(is_confirmed, units)) / len(units)
        worth = self._sum_of_worth(words) * _FIT[len(words)] * (1 + 0.1 * reused)
        return worth * math.pow(line.item.quality, _QUALITY_COUNTS) * (1 - _UNCONFIRMED_COST * (1 - sure))

    def _is_eligible(self, line: _Line, words: Sequence[str], units: Sequence[Token]) -> bool:
        """Tell whether a sentence can teach its new words.

        It must have one or two new words. All new words must be teachable. At least one must have a confirmed gloss, and at
        least one must not be an expression.
        """
        if len(words) not in _FIT or not any(map(is_confirmed, units)):
            return False
        if self._is_too_short(line, words) or all(is_expression(unit, self._learner) for unit in units):
            return False
        return all(self._can_teach(unit, line) for unit in units)

    def _value(self, words: Sequence[str], line: _Line) -> float:
        """Return the value of a card, by which the cards are put in order. Cards with the highest value come first.

        The value is lower if the quality of the line is poor or if the gloss of a new word is unconfirmed.
        """
        doubtful = sum(not is_confirmed(line.units[word]) for word in self._new_words(line))
        good = 1 if line.item.quality >= _LEAST_QUALITY else _FAIR_ORDERS
        sure = math.pow(1 - _UNCONFIRMED_COST, doubtful) * good
        return self._sum_of_worth(words) * math.pow(line.item.quality, _QUALITY_COUNTS) * sure

    def _being_learned(self, line: _Line) -> int:
        """Return the number of words in a line that the learner has begun to learn."""
        return sum(map(self._learner.is_learning, line.units.values()))

    def _sum_of_worth(self, words: Sequence[str]) -> float:
        return sum(self._worth[word].worth for word in words) / math.sqrt(len(words))

    def _is_too_short(self, line: _Line, words: Sequence[str]) -> bool:
        has_key = any(self._worth[word].is_key for word in words)
        shortest: float = self._limits.shortest_card
        if has_key:
            shortest *= _SHORTER_WITH_KEY
        return line.length < shortest

    def _can_teach(self, unit: Token, line: _Line) -> bool:
        return unit.headword not in line.bound and is_teachable(unit, self._worth, self._learner)

    def _is_fresh(self, line: _Line) -> bool:
        return not any(line.is_like(used) for used in self._used)

    # ---- word cards

    def expression_cards(self, most: int) -> list[Card]:
        """Choose the most useful expressions, each with its best example, and return their word cards."""
        return self._word_cards(most, lambda unit: is_expression(unit, self._learner), "choice.expression")

    def word_cards(self, most: int) -> list[Card]:
        """Choose the most useful words that no card teaches yet, each with its best example, and return their word cards.

        An expression is chosen only if its gloss is confirmed.
        """
        return self._word_cards(most, self._is_word_or_sure, "choice.word")

    def _is_word_or_sure(self, unit: Token) -> bool:
        return unit.gloss_from in CONFIRMED or not is_expression(unit, self._learner)

    def _word_cards(self, most: int, is_wanted: Callable[[Token], bool], rule: str) -> list[Card]:
        examples = self._examples(is_wanted)
        cards: list[Card] = []
        waiting = sorted(examples, key=lambda word: (-self._worth[word].worth * self._sureness(word, examples[word]), word))
        for word in waiting * 2:  # twice: after the first pass, examples have fewer new words and may be accepted
            if len(cards) < most and word not in self._taught and (best := self._best_example(word, examples[word])):
                cards.append(self._take("word", best, (word,), self._value((word,), best) * self._exposure_order(best), rule))
        return cards

    def _examples(self, is_wanted: Callable[[Token], bool]) -> dict[str, list[_Line]]:
        """Map each new word that `is_wanted` accepts to the lines that may be the example of the word."""
        examples: dict[str, list[_Line]] = {}
        for line in filter(self._may_be_example, self._lines):
            for word in self._new_words(line):
                if is_wanted(line.units[word]) and not self._is_dropped(line.units[word]):
                    examples.setdefault(word, []).append(line)
        return examples

    def _sureness(self, word: str, lines: Iterable[_Line]) -> float:
        """Return the factor by which the worth of a word is multiplied: less than 1 if no line confirms its gloss, else 1."""
        return 1.0 if any(line.units[word].gloss_from in CONFIRMED for line in lines) else 1 - _UNCONFIRMED_COST

    def _is_dropped(self, unit: Token) -> bool:
        return bool(self._dropped) and word_card_id(self._learner.study, unit) in self._dropped

    def _may_be_example(self, line: _Line) -> bool:
        """Tell whether a line may be the example of a word card.

        A line with a reason against a card may not be an example. There are two exceptions. An example may be longer or shorter
        than a sentence card, within limits, and it may refer to something that another line names.
        """
        item = line.item
        is_whole = _EXAMPLE_FAULTS.issuperset(item.reasons) and line.quality >= _LEAST_KEY_QUALITY
        return is_whole and self._limits.shortest < line.length <= self._limits.longest_example

    def _best_example(self, word: str, lines: Sequence[_Line]) -> _Line | None:
        fitting = [line for line in lines if self._can_show(word, line)]
        return max(fitting, key=lambda line: (self._example_score(word, line), -line.item.line), default=None)

    def _exposure_order(self, line: _Line) -> float:
        """Return the factor by which the value of a word card is multiplied.

        It is lower if the example has more new words, so that the card comes later.
        """
        return math.pow(_OTHERS_DELAY, len(self._new_words(line)) - 1)

    def _example_score(self, word: str, line: _Line) -> float:
        """Return a score of how good a line is as an example of a word."""
        bonus = _CONFIRMED_BONUS if is_confirmed(line.units[word]) else 0.0
        return line.item.quality - OTHERS_COST * len(self._new_words(line)) + bonus

    def _can_show(self, word: str, line: _Line) -> bool:
        """Tell whether a line may be the example of `word`. If the gloss is unconfirmed, the line must have a good quality."""
        is_good = line.quality >= _LEAST_EXAMPLE_QUALITY
        unit = line.units[word]
        if not (is_good or self._worth[word].is_key) or not self._are_few_others(word, line, is_good=is_good):
            return False
        is_sure = is_confirmed(unit) or line.item.quality >= _LEAST_QUALITY
        return is_sure and self._can_teach(unit, line) and self._is_fresh(line)

    def _are_few_others(self, word: str, line: _Line, *, is_good: bool) -> bool:
        """Tell whether a line has only a few new words in addition to `word`, and whether each of these words has a gloss."""
        others = [other for other in self._new_words(line) if other != word]
        most = _MOST_OTHERS if is_good else _MOST_OTHERS_IF_LONG
        return len(others) <= most and all(line.units[other].gloss for other in others)

    # ---- cards of both types

    def _take(self, kind: CardType, line: _Line, targets: tuple[str, ...], value: float, rule: str) -> Card:
        """Make the card of a line. From now on its targets count as taught and the line counts as used."""
        new_words = self._new_words(line)
        self._taught.update(targets, parts_of(line.item, targets))
        self._used.append(line)
        return Card(line.item, kind, targets, new_words, self._why(line, targets), round(value, 4), choice_rule=rule)

    def _why(self, line: _Line, words: Sequence[str]) -> str:
        return "; ".join(_reason(line.units[word], self._worth[word]) for word in words)


def _reason(token: Token, worth: WordWorth) -> str:
    level = token.listed or f"about {token.level:.0f}"
    lines = f"in {worth.sentences} sentence{'s' if worth.sentences > 1 else ''}"
    key = ", a key word of this talk" if worth.is_key else ""
    return f"{token.headword}: level {level}, {lines}{key}"
