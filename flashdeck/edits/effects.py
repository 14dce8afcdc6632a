"""Apply the entries of an edits file to lines, and find the outcome of each entry from the results of the stages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashdeck.edits.entries import Edits
from flashdeck.edits.entry_kinds import KINDS
from flashdeck.edits.kinds.entry_effects import CardChoices, CardEffect, LineEffect, UnitEffect, WordEffect, line_key
from flashdeck.edits.outcomes import Outcome
from flashdeck.model import Annotated, Notice, Selection, Sentence, Transcript, sentence_card_id, word_card_id


def correct_lines(transcript: Transcript, edits: Edits) -> tuple[Transcript, tuple[Outcome, ...]]:
    """Apply the entries about lines. Return the changed transcript and the outcome of each of these entries.

    The entries must already have the current line numbers of this transcript (see `placing`). For each line that an entry
    leaves out, a notice is added to the transcript.
    """
    lines, outcomes = transcript.lines, []
    for kind in KINDS.values():
        for entry in edits.of(kind):
            if isinstance(entry, LineEffect):
                lines, outcome = entry.change_lines(lines, transcript.lines, edits)
                outcomes.append(outcome)
    kept = {line_key(line) for line in lines}
    skipped = [line for line in transcript.lines if line.text and line_key(line) not in kept]
    notices = [Notice("skipped", line.number, line.as_read, line.file) for line in skipped]
    return replace(transcript, lines=lines, notices=(*transcript.notices, *notices)), tuple(outcomes)


def unit_ends(edits: Edits) -> frozenset[int]:
    """Return the numbers of the lines after which an entry requires a unit to end.

    A unit consists of lines that translate each other.
    """
    return frozenset(number for entry in edits.of(UnitEffect) for number in entry.ends())


def unit_outcomes(edits: Edits, sentences: Sequence[Sentence]) -> Iterator[Outcome]:
    """Yield the outcome of each entry about units."""
    for entry in edits.of(UnitEffect):
        yield entry.outcome(sentences)


def word_outcomes(edits: Edits, annotated: Sequence[Annotated]) -> Iterator[Outcome]:
    """Yield the outcome of each entry about words."""
    for entry in edits.of(WordEffect):
        yield entry.outcome(annotated)


def card_outcomes(edits: Edits, selections: Sequence[Selection]) -> Iterator[Outcome]:
    """Yield the outcome of each entry about cards. `selections`: one selection for each study language."""
    decisions = edits.of(CardEffect)
    if not decisions:
        return
    choices = CardChoices(
        studies=frozenset(item.study for selection in selections for item in selection.graded),
        possible=_possible_cards(selections),
        chosen=frozenset(card.id for selection in selections for card in selection.cards),
    )
    for entry in decisions:
        yield entry.outcome(choices)


def _possible_cards(selections: Sequence[Selection]) -> frozenset[str]:
    """Return the ids of all cards that can be made from the transcript in any of the study languages."""
    graded = [item for selection in selections for item in selection.graded]
    words = (word_card_id(item.study, unit) for item in graded for unit in item.units if unit.kind != "mark")
    return frozenset((*map(sentence_card_id, graded), *words))
