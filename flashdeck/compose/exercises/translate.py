"""Translation both ways: the aligned line is one possible answer, and the text of the students loses it."""

from random import Random

from flashdeck.bilingual.languages import TRAITS
from flashdeck.compose.exercises.exercise import Item, Ledger, Material, Part, Side, shuffled, tried
from flashdeck.compose.handout.passage import PassageLine
from flashdeck.compose.handout.wording import LANGUAGE_NAMES
from flashdeck.model import Language
from flashdeck.model.pages import Run, plain_text

_LONGEST: dict[Language, int] = {"zh": 30, "en": 20}  # characters, words: two lines to write on


def generate(material: Material, ledger: Ledger, chance: Random, into: Side, most: int) -> Part:
    """Choose whole sentences to translate into one side, those with few new words first: the others are for the gaps."""
    lines = [line for line in tried(shuffled(material.passage.lines, chance)) if _is_fit(line)]
    chosen: list[Item] = []
    for line in sorted(lines, key=material.gives_away):
        if len(chosen) == most:
            break
        item = _item(line, material, into)
        shown, secret = (plain_text(item.prompt),), (plain_text(item.answer),)
        fits = ledger.is_free(line) and material.is_said_once(secret[0], into)
        if fits and ledger.admits(shown, secret):
            chosen.append(item)
            ledger.enter_line(shown, secret[0], line)
            if into == "target":
                ledger.miss(line)
    study = material.faces.study
    language: Language = study if into == "target" else "en" if study == "zh" else "zh"
    return Part(f"to-{into}", tuple(chosen), most, hides=into, lead_values=LANGUAGE_NAMES[language])


def check(part: Part, material: Material) -> bool:
    """Tell whether prompt and answer are the two sides of the line."""
    into: Side = part.hides or "context"
    return all(
        plain_text(item.answer) == material.side(line := material.line(item.line), into).text
        and plain_text(item.prompt) == material.side(line, _other(into)).text
        for item in part.items
    )


def _other(side: Side) -> Side:
    return "context" if side == "target" else "target"


def _is_fit(line: PassageLine) -> bool:
    traits = TRAITS[line.graded.study]
    length = traits.length(line.graded.target)
    whole = not {"backchannel", "subclause"} & set(line.graded.reasons)
    return line.is_sound and whole and traits.limits.shortest <= length <= _LONGEST[line.graded.study]


def _item(line: PassageLine, material: Material, into: Side) -> Item:
    source, answer = material.side(line, _other(into)), material.side(line, into)
    return Item(line.number, (Run(source.text, source.lang),), (Run(answer.text, answer.lang),), rules=1)
