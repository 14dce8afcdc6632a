"""Matching: words on the left, their meanings on the right in another order."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import ClassVar

from flashdeck.compose.exercises.exercise import LETTERS, Exercise, ExerciseContext, ExerciseItem, ExerciseLook, ExercisePart
from flashdeck.compose.exercises.ledger import first_candidates, shuffled
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.vocabulary import VocabularyEntry
from flashdeck.compose.wording import Bilingual
from flashdeck.model.pages import Block, Column, PageTable, Run, Runs

_FEWEST = 3  # the minimum number of words; with fewer words the exercise is left out
_SHARES = (0.04, 0.2, 0.12, 0.04, 0.6)  # each column's share of the table's width: number, word, gap, letter, meaning
_GAP_WIDTH = 2.0  # the width of a gap in em, so that one letter can be written into it


class MatchExercise(Exercise):
    """The exercise in which students write the letter of its meaning beside each word."""

    name = "match"
    title = Bilingual("连线", "Match")
    instructions: ClassVar = {"match": Bilingual("把词语和意思连起来。", "Which meaning belongs to which word?")}
    word_share = 3

    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Choose words whose meanings in the passage are different from each other. The bank lists these meanings."""
        chosen = _choose(context, chance)
        if len(chosen) < _FEWEST:
            return (ExercisePart("match", (), context.asked),)
        material = context.material
        for entry in chosen:
            context.ledger.enter(_shown(entry, material))
        bank = _deranged([entry.gloss for entry in chosen], chance)
        items = tuple(_item(entry, bank, material) for entry in chosen)
        return (ExercisePart("match", items, context.asked, bank=tuple(bank)),)

    def question_blocks(self, part: ExercisePart, first: int, look: ExerciseLook) -> Iterator[Block]:
        """Yield a table. Each row has a word with a gap for a letter, and a letter with the meaning of a different word."""
        columns = tuple(Column((), share) for share in _SHARES)
        rows = [_row(place, part, look) for place in range(len(part.items))]
        yield PageTable(columns, tuple(rows), ruled=False)


def _choose(context: ExerciseContext, chance: Random) -> list[VocabularyEntry]:
    material, ledger = context.material, context.ledger
    taught = set(material.vocabulary.taught)
    meant_here = [entry for entry in material.confirmed_entries() if entry.is_meant_here]
    mixed = sorted(shuffled(meant_here, chance), key=lambda entry: entry not in taught)
    free = sum(ledger.admits((material.renderer.written(entry),)) for entry in mixed)
    most = min(context.asked, len(LETTERS), max(_FEWEST, free - context.reserved_words))
    chosen: list[VocabularyEntry] = []
    for entry in first_candidates(mixed):
        if len(chosen) < most and _has_own_meaning(entry, chosen) and ledger.admits(_shown(entry, material)):
            chosen.append(entry)
    return chosen


def _shown(entry: VocabularyEntry, material: Material) -> tuple[str, str]:
    return material.renderer.written(entry), entry.gloss


def _has_own_meaning(entry: VocabularyEntry, chosen: Sequence[VocabularyEntry]) -> bool:
    """Tell whether the gloss of a word differs clearly from the glosses of the chosen words.

    Two glosses are too similar if one contains the other. Example: "model" and "language model".
    """
    return bool(entry.gloss) and not any(_may_mean_the_same(entry, other) for other in chosen)


def _may_mean_the_same(entry: VocabularyEntry, other: VocabularyEntry) -> bool:
    one, two = entry.gloss.casefold(), other.gloss.casefold()
    return one in two or two in one or entry.headword == other.headword


def _deranged(glosses: list[str], chance: Random) -> list[str]:
    """Return the meanings in a random order in which no meaning is beside its own word."""
    mixed = shuffled(glosses, chance)
    for shift in range(len(mixed)):
        order = mixed[shift:] + mixed[:shift]
        if all(one != other for one, other in zip(order, glosses, strict=True)):
            return order
    return glosses[1:] + glosses[:1]


def _item(entry: VocabularyEntry, bank: list[str], material: Material) -> ExerciseItem:
    word = Run(material.renderer.written(entry), material.renderer.target_lang, role="strong")
    return ExerciseItem(entry.lines[0], (word,), choice=bank.index(entry.gloss))


def _row(place: int, part: ExercisePart, look: ExerciseLook) -> tuple[Runs, ...]:
    return (
        (Run(str(place + 1), role="number"),),
        part.items[place].prompt,
        (Run("", role="gap", width=_GAP_WIDTH),),
        (Run(LETTERS[place], role="number"),),
        (Run(part.bank[place], look.context_lang),),
    )
