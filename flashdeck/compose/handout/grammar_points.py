"""The constructions of a passage (即使…也, not only … but also), in English its chunks and fillers too: where, and in which words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from flashdeck.compose.exercises.exercise import Material
from flashdeck.compose.handout.passage import PassageLine
from flashdeck.compose.handout.passage_text import quiet
from flashdeck.compose.handout.vocabulary import CONFIRMED
from flashdeck.compose.handout.wording import Wording
from flashdeck.language.grammar_patterns import Shown, find_constructions, find_fillers
from flashdeck.model import Phrase
from flashdeck.model.pages import Column, Run, Runs, Table

_BELOW = 1.0  # levels below that of the class, from which on a construction is worth naming
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A construction on a line of the passage; `is_cut`: it was said, and the text leaves it out."""

    line: int
    shown: Shown
    is_cut: bool = False


def find_patterns(material: Material, level: float) -> tuple[Found, ...]:
    """Return what a passage shows that is not far below a level: constructions as the cards name them, chunks, fillers."""
    study, lines = material.faces.study, material.passage.lines
    found = [Found(line.number, shown) for line in lines for shown in find_constructions(line.graded.tokens, study)]
    if study == "en":
        listed = {entry.headword for entry in material.vocabulary.listed}
        found += [Found(line.number, shown) for line in lines for shown in _chunks(line) if shown.name not in listed]
        found += [one for line in lines for one in _fillers(line)]
    return tuple(one for one in found if one.shown.level >= level - _BELOW)


def _fillers(line: PassageLine) -> Iterator[Found]:
    kept = {shown.name: shown for shown in find_fillers(line.graded.target)}
    for shown in find_fillers(line.graded.annotated.sentence.en_verbatim):
        yield Found(line.number, kept.get(shown.name, shown), is_cut=shown.name not in kept)


def _chunks(line: PassageLine) -> Iterator[Shown]:
    """Yield the phrases of a line that have a meaning of their own: "at least", "go through"."""
    for unit in line.graded.units:
        if isinstance(unit, Phrase) and unit.gloss and (unit.is_fixed or unit.gloss_from in CONFIRMED) and not unit.is_compound:
            words = " … ".join(line.graded.target[start:end] for start, end in unit.spans)
            yield Shown(unit.headword, unit.gloss, unit.level, unit.headword, words)


def shown_words(found: Sequence[Found], material: Material) -> Iterator[str]:
    """Yield all that the section shows: no answer may be among it."""
    for text in (text for one in found for text in (one.shown.name, one.shown.words, one.shown.meaning)):
        yield from (text, material.faces.display.text(text))


def pattern_table(found: Sequence[Found], material: Material, wording: Wording, without: Collection[int] = ()) -> Table:
    """Return a row for each construction; `without`: lines that the students' text does not have."""
    by_name: dict[str, list[Found]] = {}
    for one in found:
        if one.line not in without:
            by_name.setdefault(one.shown.name, []).append(one)
    shares = (("pattern", 0.24), ("line", 0.12), ("words", 0.3), ("gloss", 0.34))
    columns = tuple(Column(wording.label(key), share) for key, share in shares)
    return Table(columns, tuple(_row(places, material, wording) for places in by_name.values()))


def _row(places: Sequence[Found], material: Material, wording: Wording) -> tuple[Runs, ...]:
    faces, shown = material.faces, places[0].shown
    more = "…" if len(places) > _MOST_PLACES else ""
    lines = ", ".join(str(place.line) for place in places[:_MOST_PLACES]) + more
    words = "; ".join(dict.fromkeys(place.shown.words for place in places[:_MOST_PLACES]))
    return (
        (Run(faces.display.text(shown.name), faces.target_lang, role="word"),),
        (Run(lines, role="number"),),
        (Run(faces.display.text(words), faces.target_lang), *(_as_said(wording) if places[0].is_cut else ())),
        (Run(faces.meant(shown.meaning), faces.context_lang),),
    )


def _as_said(wording: Wording) -> Runs:
    return (Run(" ("), *quiet(wording.label("said")), Run(")"))
