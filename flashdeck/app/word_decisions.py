"""Explain the decisions about one word or phrase of a sentence, in the order of the stages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flashdeck.annotate.explanation_steps import Step
from flashdeck.app.decisions import Decision, line_entry, line_of
from flashdeck.app.pipeline import StudyTrack
from flashdeck.app.rule_index import TAG_NAMES
from flashdeck.compose.display import word_class
from flashdeck.edits import snippet
from flashdeck.edits.entries import TomlValue
from flashdeck.model import Annotated, GlossSource, Language, Line, Token, TokenKind, ZhToken
from flashdeck.select.choice.worth import CONFIRMED

_ABOVE: dict[Language, str] = {"zh": "hsk9", "en": "c2"}
"""The highest level of each language. An entry of the edits file that gives a word this level makes it new to every learner."""
_SOURCES: Mapping[GlossSource, str] = {
    "dictionary": "Confirmed: the dictionary and the other line agree.",
    "aligned": "Confirmed by the other line alone: it is the linked word, and the dictionary does not have it as a meaning.",
    "unconfirmed": "Not confirmed: nothing in the other line shows that the word has this meaning here.",
}
_KINDS: Mapping[TokenKind, str] = {
    "function": "a function word",
    "name": "a name",
    "number": "a number",
    "latin": "a word in Latin letters",
    "mark": "a mark",
}


def word_decisions(item: Annotated, token: Token, side: Language, steps: Sequence[Step]) -> Iterator[Decision]:
    """Yield the decisions about a token.

    `steps` holds the steps by which the decisions were made. It is empty if the steps are not known.
    """
    step_of = {step.decision: step for step in steps}
    line = line_of(item.sentence, token.text, side)
    # English words have no such entry, because they are split at spaces and marks
    term = snippet("term", {"text": token.text}) if side == "zh" else ""
    yield _decision("word", token.text, token.word_rule, step_of.get("word"), entry=term)
    if isinstance(token, ZhToken) and token.pinyin:
        reading = " ".join(token.pinyin)
        entry = line_entry("reading", {"line": line.number, "text": token.text, "pinyin": reading}, line)
        yield _decision("reading", reading, token.reading_rule, step_of.get("reading"), entry=entry)
    yield _decision("part of speech", _part_of_speech(token), token.pos_rule, step_of.get("pos"))
    yield _gloss(token, line, step_of.get("gloss"))
    yield _decision("link", _linked(item, token, side), token.link_rule, step_of.get("link"))


def _decision(name: str, value: str, rule: str | None, step: Step | None, *, entry: str = "") -> Decision:
    if step is None:
        return Decision(name, value, rule, entry=entry)
    return Decision(name, value, rule, step.evidence, step.asked[:-1], entry)


def _gloss(token: Token, line: Line, step: Step | None) -> Decision:
    values: dict[str, TomlValue] = {"line": line.number, "text": token.text, "gloss": token.gloss or "…"}
    found = _decision("gloss", token.gloss or "none", token.gloss_rule, step, entry=line_entry("gloss", values, line))
    source = _SOURCES.get(token.gloss_from or "edits")
    evidence = (source, *found.evidence) if source else found.evidence
    return replace(found, evidence=evidence)


def _part_of_speech(token: Token) -> str:
    """Return the part of speech that a card shows, and the tag.

    >>> _part_of_speech(ZhToken("监管", 0, 2, pos="vn", gloss="regulation", gloss_from="aligned"))
    'noun (tag: vn)'
    """
    tag = token.pos or ""
    name = TAG_NAMES.get(word_class(token) if isinstance(token, ZhToken) else tag)
    return f"{name} (tag: {tag})" if name else tag or "none"


def _linked(item: Annotated, token: Token, side: Language) -> str:
    """Return the words that a token is linked to in the other language's line; "none" if it has no link."""
    other = item.sentence.en if side == "zh" else item.sentence.zh
    return " … ".join(other[start:end] for start, end in token.links) or "none"


# ---- whether the deck teaches it


def taught_decision(track: StudyTrack, token: Token) -> Decision:
    """Return the decision whether the deck teaches a word, with the reason."""
    level, word = track.level.name, token.headword
    for order, card in enumerate(track.selection.cards, start=1):
        if word in card.targets:
            entry = snippet("card", {"id": card.id, "drop": True})
            line = f"The card shows line {card.graded.line}: {card.graded.target}"
            return Decision("taught", f"by card {order} ({level})", card.choice_rule, (card.why, line), entry=entry)
    value = f"no ({level})"
    if token.kind != "word":
        return Decision("taught", value, evidence=(f"It is {_KINDS[token.kind]}, and only words are taught.",))
    if track.learner.knows(token):
        entry = snippet("term", {"text": token.text, "level": _ABOVE[track.study]})
        return Decision("taught", value, evidence=("The learner knows it.",), entry=entry)
    return Decision("taught", value, evidence=(_why_untaught(track, token),))


def _why_untaught(track: StudyTrack, token: Token) -> str:
    if not track.learner.may_learn(token):
        return "It is above the highest level to be taught (--up-to)."
    uses = [unit for graded in track.graded for unit in graded.units if unit.headword == token.headword]
    if not any(unit.gloss_from in CONFIRMED for unit in uses):
        return "No line of the transcript confirms a gloss of it, so that its meaning is not sure enough for a card."
    return "No line that has it was good enough for a card, or other words were more useful."
