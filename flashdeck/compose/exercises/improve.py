"""Improve the translation: students write a better translation of a line. The questions are open.

The exercise prefers lines in which few words are linked to words of the translation, because such a translation is often free.
"""

from random import Random
from typing import ClassVar

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.exercises.exercise import Exercise, ExerciseContext, ExerciseItem, ExercisePart
from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.wording import Bilingual
from flashdeck.model.pages import Run


class ImproveExercise(Exercise):
    """The exercise that shows lines with their translations, and empty lines on which students write a better translation."""

    name = "improve"
    title = Bilingual("改进译文", "Improve the translation")
    instructions: ClassVar = {
        "improve": Bilingual("这句译得好吗？换一种说法。", "Is this translated well? Say it in another way."),
    }
    claim = "rest"
    is_open = True
    is_default = False

    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Choose the lines in which the smallest share of words is linked to words of the translation."""
        material, ledger = context.material, context.ledger
        lines = [line for line in material.passage.lines if ledger.is_free(line) and is_worth_quoting(line, material)]
        chosen: list[ExerciseItem] = []
        for line in sorted(lines, key=lambda line: (_linked_share(line), line.number)):
            if len(chosen) == context.half:
                break
            target, other = material.target(line), material.context(line)
            if ledger.admits((target.text, other.text)):
                ledger.enter((target.text, other.text), (), line)
                below = (Run(other.text, other.lang),)
                chosen.append(ExerciseItem(line.number, (Run(target.text, target.lang),), hints=(below,), rules=1))
        return (ExercisePart("improve", tuple(chosen), context.half),)


def is_worth_quoting(line: PassageLine, material: Material) -> bool:
    """Tell whether a line is a whole sentence, and neither too short nor too long to be discussed."""
    length = TRAITS[line.graded.study].length(line.graded.target)
    limits = material.renderer.sides.target.limits
    return line.is_whole_sentence and limits.shortest_quote <= length <= limits.longest_quote


def _linked_share(line: PassageLine) -> float:
    """Return the share of the words of a line that are linked to words of its translation."""
    words = [token for token in line.graded.units if token.kind == "word"]
    return sum(bool(token.links) for token in words) / max(1, len(words))
