"""Explain the decisions about a whole sentence.

These are its repairs, the doubts about its lines, and the cards that show the sentence, or the reasons why no card shows it.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from flashdeck.app.decisions import Decision, line_entry
from flashdeck.app.pipeline import Pipeline, StudyTrack
from flashdeck.edits import snippet
from flashdeck.model import Graded, Line, Repair, Sentence, Token, sentence_card_id
from flashdeck.model.characters import HAN_RANGES
from flashdeck.model.reasons import NOT_A_CARD, Reason, reason_of
from flashdeck.select.choice.worth import is_confirmed

_MOST_FACTORS = 3
_ENOUGH = (
    "Sentence cards are made of lines with a quality of 0.50 or more, then of those with 0.45, then, for the first day, 0.35."
)


def line_decisions(pipeline: Pipeline, place: int) -> Iterator[Decision]:
    """Yield the decisions about the sentence at the index `place`, counted from 0."""
    sentence = pipeline.annotated[place].sentence
    yield from _repairs(sentence)
    yield from _notices(pipeline, sentence)
    for track in pipeline.tracks:
        graded = track.graded[place]
        cards = list(_cards(track, sentence))
        yield from cards or _no_card(track, graded)
        yield _quality(track, graded)


def _repairs(sentence: Sentence) -> Iterator[Decision]:
    """Yield a decision for each repair of the Chinese and then of the English text.

    A decision has the entry of the edits file that undoes or changes the repair.
    """
    first = sentence.pairs[0]
    yield from _repairs_of(sentence.zh_repairs, first.zh_source[0], sentence.zh_verbatim, sentence.zh)
    yield from _repairs_of(sentence.repairs, first.en_source[0], sentence.en_verbatim, sentence.en)


def _repairs_of(repairs: Sequence[Repair], line: Line, verbatim: str, shown: str) -> Iterator[Decision]:
    """Yield a decision for each repair of a text. `verbatim` is the text before all repairs, `shown` the text after them."""
    found = verbatim if verbatim in line.text else line.text
    for place, repair in enumerate(repairs):
        entry = line_entry("mend", {"line": line.number, "find": found, "replace": found}, line)
        later = (other.before for other in repairs[place:] if other.before != repair.before)
        value = _change(repair.before, next(later, shown))
        evidence = () if place else (f"The line as written: {verbatim}",)
        yield Decision("repair", value, repair.rule, evidence, entry=entry)


def _change(before: str, after: str) -> str:
    """Return a text that says which words were changed or removed between two versions of a line."""
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            said, kept = "".join(old[start:end]).strip(), "".join(new[new_start:new_end]).strip()
            changes.append(f"“{said}” became “{kept}”" if kept else f"“{said}” was removed")
    return "; ".join(changes) or "the spaces were changed"


def _words(text: str) -> list[str]:
    """Return the words of a text, each with the spaces after it. A Chinese character counts as a word."""
    return re.findall(rf"[{HAN_RANGES}]|[^\s{HAN_RANGES}]+\s*|\s+", text)


def _notices(pipeline: Pipeline, sentence: Sentence) -> Iterator[Decision]:
    """Yield a decision for each notice about a doubt in the lines of a sentence."""
    lines = {(line.number, line.file) for pair in sentence.pairs for line in (*pair.zh_source, *pair.en_source)}
    for notice in pipeline.notices:
        if (notice.line, notice.file) in lines and not notice.code.startswith(NOT_A_CARD):
            reason = reason_of(notice.code)
            name = reason.text if reason else notice.code
            yield Decision("doubt", f"{name}: {notice.text}", notice.rule)


# ---- cards


def _cards(track: StudyTrack, sentence: Sentence) -> Iterator[Decision]:
    """Yield a decision for each card that shows a sentence or a clause of the sentence."""
    cards = track.selection.cards
    for order, card in enumerate(cards, start=1):
        shown = card.graded.annotated.sentence
        if sentence in (shown, shown.whole):
            value = f"card {order} of {len(cards)} ({card.type}, {track.level.name}): {'; '.join(card.targets)}"
            clause = (f"The card shows a clause of it: {card.graded.target}",) if shown.whole else ()
            entry = snippet("card", {"id": card.id, "drop": True})
            yield Decision("card", value, card.choice_rule, (card.why, *clause), entry=entry)


def _no_card(track: StudyTrack, graded: Graded) -> Iterator[Decision]:
    """Yield a decision for each reason why no card shows a sentence."""
    level = track.level.name
    keep = snippet("card", {"id": sentence_card_id(graded), "keep": True})
    for reason, rule in zip(graded.reasons, graded.reason_rules, strict=True):
        yield Decision("card", f"none ({level}): {reason.text}", rule, tuple(_same_text(track, graded, reason)), entry=keep)
    if graded.reasons:
        return
    if not graded.unknown:
        yield Decision("card", f"none ({level}): {Reason.NO_NEW_WORD.text}", entry=keep)
        return
    evidence = (*(_where_taught(track, graded, word) for word in graded.unknown), _ENOUGH)
    yield Decision("card", f"none ({level}): {Reason.NOT_CHOSEN.text}", evidence=evidence, entry=keep)


def _same_text(track: StudyTrack, graded: Graded, reason: Reason) -> Iterator[str]:
    """Yield a text with the number of the first line that has the same text as this line.

    Nothing is yielded if `reason` is not that the line is a duplicate, or if this line is itself the first.
    """
    if reason == Reason.DUPLICATE:
        lines = [other.line for other in track.graded if other.target == graded.target]
        if lines[0] != graded.line:
            yield f"Line {lines[0]} has the same text."


def _where_taught(track: StudyTrack, graded: Graded, word: str) -> str:
    """Return a text that says which card teaches a new word of a sentence, or why no card teaches the word."""
    card = next((card for card in track.selection.cards if word in card.targets), None)
    if card is not None:
        return f"Its new word “{word}” is on card {track.selection.cards.index(card) + 1}, with line {card.graded.line}."
    unit = next(unit for unit in graded.units if unit.headword == word)
    return f"Its new word “{word}” is on no card{_doubt(unit)}."


def _doubt(unit: Token) -> str:
    return "" if is_confirmed(unit) else ": its gloss is not confirmed in this line"


def _quality(track: StudyTrack, graded: Graded) -> Decision:
    """Return the decision on the quality of a sentence, with the factors that lower the quality most."""
    worst = sorted(graded.factors, key=lambda factor: factor[1])[:_MOST_FACTORS]
    evidence = [f"Lowered by {1 - value:.0%} for: {name}." for name, value in worst]
    return Decision("quality", f"{graded.quality:.2f} on a scale from 0 to 1 ({track.level.name})", evidence=tuple(evidence))
