"""Translation from and into the language studied.

The transcript has each line in both languages. One language is the question and the other is the answer, so the text on the
student's copy leaves out the answer.
"""

from random import Random
from typing import ClassVar

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.exercises.exercise import Exercise, ExerciseContext, ExerciseItem, ExercisePart
from flashdeck.compose.exercises.ledger import first_candidates, shuffled
from flashdeck.compose.language_sides import other_language
from flashdeck.compose.passage.material import Material, Side
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.wording import LANGUAGE_NAMES, Bilingual
from flashdeck.model.pages import Run, plain_text


class TranslateExercise(Exercise):
    """The exercise in which students translate whole sentences from the language studied and into the language studied."""

    name = "translate"
    title = Bilingual("翻译", "Translate")
    instructions: ClassVar = {
        "to-context": Bilingual("译成{0}。", "Into {1}."),
        "to-target": Bilingual("译成{0}。", "Into {1}."),
    }
    claim = "lines"
    key_note = Bilingual("参考答案：译文不止一种。", "Each is one possible answer.")

    def generate(self, context: ExerciseContext, chance: Random) -> tuple[ExercisePart, ...]:
        """Choose lines for both directions. The total number of lines is limited by `context.removable_lines`."""
        to_context = min(context.half, -(-context.removable_lines // 2))
        to_target = min(context.half, context.removable_lines // 2)
        return (_part("context", to_context, context, chance), _part("target", to_target, context, chance))


def _part(into: Side, most: int, context: ExerciseContext, chance: Random) -> ExercisePart:
    """Choose lines for one direction of translation.

    Lines with many new words are chosen last, so that other exercises can still ask for these words.
    """
    material = context.material
    lines = [line for line in first_candidates(shuffled(material.passage.lines, chance)) if _is_fit(line, material)]
    chosen: list[ExerciseItem] = []
    for line in sorted(lines, key=material.new_word_uses):
        if len(chosen) == most:
            break
        item = _item(line, material, into)
        shown, answer = (plain_text(item.prompt),), plain_text(item.answer)
        if _is_admitted(line, shown, answer, into, context):
            chosen.append(item)
            context.ledger.enter_line(shown, answer, line)
            if into == "target":
                context.ledger.remove_from_text(line)
    study = material.renderer.study
    language = study if into == "target" else other_language(study)
    return ExercisePart(f"to-{into}", tuple(chosen), most, hides=into, values=LANGUAGE_NAMES[language])


def _is_admitted(line: PassageLine, shown: tuple[str], answer: str, into: Side, context: ExerciseContext) -> bool:
    is_unused = context.ledger.is_free(line) and context.material.is_said_once(answer, into)
    return is_unused and context.ledger.admits(shown, (answer,))


def _is_fit(line: PassageLine, material: Material) -> bool:
    """Tell whether a line is a whole sentence of suitable length. The translation must fit on two ruled lines."""
    traits = TRAITS[line.graded.study]
    length = traits.length(line.graded.target)
    longest = material.renderer.sides.target.limits.longest_translation
    return line.is_whole_sentence and traits.limits.shortest <= length <= longest


def _item(line: PassageLine, material: Material, into: Side) -> ExerciseItem:
    source, answer = material.target(line), material.context(line)
    if into == "target":
        source, answer = answer, source
    return ExerciseItem(line.number, (Run(source.text, source.lang),), (Run(answer.text, answer.lang),), rules=1)
