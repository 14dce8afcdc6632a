"""What a teacher should look at before class: readings, pairs and sentences in doubt, and which side is a translation."""

from collections.abc import Iterator

from flashdeck.compose.exercises.exercise import Material
from flashdeck.compose.handout.passage import doubtful_tokens
from flashdeck.compose.handout.wording import Wording
from flashdeck.model import Original
from flashdeck.pages import Block, Paragraph, Points, Runs

_PAIR_FAULTS = frozenset({"ratio", "pair"})


def check_blocks(material: Material, wording: Wording, original: Original) -> Iterator[Block]:
    """Yield what the teacher's copy opens with."""
    yield Paragraph(wording.sentence(f"from-{original}"))
    points = tuple(_points(material, wording))
    yield Points(points, boxes=True) if points else Paragraph(wording.sentence("nothing"))


def _points(material: Material, wording: Wording) -> Iterator[Runs]:
    display = material.faces.display
    for line in material.passage.lines:
        shown = display.tokens(line.graded.annotated.sentence.zh, line.graded.annotated.zh_tokens)
        doubtful = set(doubtful_tokens(line))
        for token, as_shown in zip(line.graded.annotated.zh_tokens, shown, strict=True):
            if token in doubtful:
                reading = display.spelled(as_shown) or "".join(token.pinyin)
                yield wording.sentence("check-reading", str(line.number), f"{as_shown.text} {reading}")
        damage = [fault for fault in line.faults if fault not in _PAIR_FAULTS]
        if damage:
            yield wording.sentence("check-sentence", str(line.number), ", ".join(damage))
        if _PAIR_FAULTS & set(line.faults):
            yield wording.sentence("check-pair", str(line.number))
    for entry in material.vocabulary.taught:
        if entry.token.gloss_from == "unconfirmed":
            words = f"{material.faces.written(entry)} {entry.gloss}"
            yield wording.sentence("check-gloss", str(entry.lines[0]), words)
    unsure = material.vocabulary.unsure
    if unsure:
        listed = ", ".join(f"{material.faces.written(entry)} ({entry.lines[0]})" for entry in unsure)
        yield wording.sentence("check-unlisted", listed)
