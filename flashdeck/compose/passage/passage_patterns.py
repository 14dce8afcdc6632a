"""Find the constructions, chunks and fillers of a passage: 即使…也, not only … but also, "at least", "you know"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.compose.passage.material import Material
from flashdeck.compose.passage.passage import PassageLine
from flashdeck.compose.passage.vocabulary import CONFIRMED
from flashdeck.language.grammar_patterns import ShownConstruction, find_constructions, find_fillers
from flashdeck.model import Phrase

_LEVELS_BELOW = 1.0  # a handout does not show constructions more than this many levels below the class's level; chosen by hand


@dataclass(frozen=True, slots=True)
class FoundPattern:
    """A construction on a line of the passage.

    `is_cut` is true if the construction was spoken but is not in the text of the handout. Example: a filler.
    """

    line: int
    shown: ShownConstruction
    is_cut: bool = False


def find_patterns(material: Material, level: float) -> tuple[FoundPattern, ...]:
    """Return the patterns of the passage: first constructions, then chunks, then fillers.

    Patterns that are far below `level`, the level of the class, are left out.
    """
    study, lines = material.renderer.study, material.passage.lines
    listed = {entry.headword for entry in material.vocabulary.listed}
    found: list[FoundPattern] = []
    for line in lines:
        found += [FoundPattern(line.number, shown) for shown in find_constructions(line.graded.tokens, study)]
    for line in lines:
        found += [FoundPattern(line.number, shown) for shown in _chunks(line) if shown.name not in listed]
    for line in lines:
        found += _fillers(line, material)
    return tuple(pattern for pattern in found if pattern.shown.level >= level - _LEVELS_BELOW)


def pattern_texts(found: Sequence[FoundPattern], material: Material) -> Iterator[str]:
    """Yield all texts that the section "patterns" shows. Exercises must not ask for words in these texts."""
    for pattern in found:
        for text in (pattern.shown.name, pattern.shown.words, pattern.shown.meaning):
            yield text
            yield material.renderer.in_script(text)


def _chunks(line: PassageLine) -> Iterator[ShownConstruction]:
    """Yield the phrases of a line that have a meaning of their own: "at least", "go through"."""
    for unit in line.graded.units:
        if isinstance(unit, Phrase) and _has_own_meaning(unit):
            words = " … ".join(line.graded.target[start:end] for start, end in unit.spans)
            yield ShownConstruction(unit.headword, unit.gloss or "", unit.level, unit.headword, words)


def _has_own_meaning(phrase: Phrase) -> bool:
    is_certain = phrase.is_fixed or phrase.gloss_from in CONFIRMED
    return bool(phrase.gloss) and is_certain and not phrase.is_compound


def _fillers(line: PassageLine, material: Material) -> Iterator[FoundPattern]:
    side = material.renderer.sides.target
    study = material.renderer.study
    kept = {shown.name: shown for shown in find_fillers(line.graded.target, study)}
    for shown in find_fillers(side.verbatim(line.graded.annotated.sentence), study):
        yield FoundPattern(line.number, kept.get(shown.name, shown), is_cut=shown.name not in kept)
