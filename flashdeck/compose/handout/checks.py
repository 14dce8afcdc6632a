"""What a teacher should look at before class: readings, pairs, sentences and meanings in doubt, and which side is a translation."""

from collections.abc import Iterable, Iterator

from flashdeck.compose.exercises.exercise import Material
from flashdeck.compose.handout.passage import PassageLine, doubtful_tokens
from flashdeck.compose.handout.vocabulary import Entry
from flashdeck.compose.handout.wording import Wording
from flashdeck.model import Original
from flashdeck.model.pages import Block, Paragraph, Points, Run, Runs

_PAIR_FAULTS = frozenset({"ratio", "pair"})


def check_blocks(material: Material, wording: Wording, original: Original) -> Iterator[Block]:
    """Yield what the teacher's copy opens with: a point for each kind of doubt, with its places."""
    yield Paragraph(wording.sentence(f"from-{original}"))
    lines, vocabulary = material.passage.lines, material.vocabulary
    doubts = {
        "check-reading": _readings(material),
        "check-pair": ((Run(str(line.number)),) for line in lines if _PAIR_FAULTS & set(line.faults)),
        "check-sentence": (_damaged(line, damage, wording) for line in lines if (damage := _damage(line))),
        "check-gloss": (_meaning(entry, material) for entry in vocabulary.taught if entry.token.gloss_from == "unconfirmed"),
        "check-sense": (_meaning(entry, material) for entry in vocabulary.taught if _is_odd(entry)),
        "check-unlisted": (_meaning(entry, material) for entry in vocabulary.unsure),
    }
    points = tuple(point for kind, places in doubts.items() if (point := _point(kind, places, wording)))
    yield Points(points, boxes=True) if points else Paragraph(wording.sentence("nothing"))


def _point(kind: str, places: Iterable[Runs], wording: Wording) -> Runs:
    listed = [run for place in places for run in (Run("; "), *place)][1:]
    return (*wording.sentence(kind), Run(" "), *listed) if listed else ()


def _readings(material: Material) -> Iterator[Runs]:
    display = material.faces.display
    for line in material.passage.lines:
        shown = display.tokens(line.graded.annotated.sentence.zh, line.graded.annotated.zh_tokens)
        doubtful = set(doubtful_tokens(line))
        for token, as_shown in zip(line.graded.annotated.zh_tokens, shown, strict=True):
            if token in doubtful:
                reading = display.spelled(as_shown) or "".join(token.pinyin)
                yield (Run(as_shown.text, display.lang), Run(f" {reading} ({line.number})"))


def _damage(line: PassageLine) -> list[str]:
    return [fault for fault in line.faults if fault not in _PAIR_FAULTS]


def _is_odd(entry: Entry) -> bool:
    """Tell whether a gloss that holds elsewhere is borne out by no line of the passage, which shows no other sense either."""
    return entry.token.gloss_from != "unconfirmed" and not (entry.is_meant_here or entry.here)


def _damaged(line: PassageLine, damage: list[str], wording: Wording) -> Runs:
    why = [run for fault in damage for run in (Run(", "), *wording.fault(fault))][1:]
    return (Run(f"{line.number} ("), *why, Run(")"))


def _meaning(entry: Entry, material: Material) -> Runs:
    """Return a word with the sense that its dictionary has first, and its line."""
    faces = material.faces
    gloss = (Run(" "), Run(entry.gloss, faces.context_lang)) if entry.gloss else ()
    return (Run(faces.written(entry), faces.target_lang, role="strong"), *gloss, Run(f" ({entry.lines[0]})"))
