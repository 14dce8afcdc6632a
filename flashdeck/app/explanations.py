"""Explain how a sentence and its words came to be as they are: `flashdeck why`.

The stages keep only the id of the rule that decided. This module finds the rule, and the entry of the edits file that would
change the decision. `decisions_of` is the one place that turns a token into its decisions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from flashdeck.app.pipeline import Pipeline, StudyTrack
from flashdeck.app.rule_index import RuleRow, load_rules
from flashdeck.app.stages import Progress, no_progress
from flashdeck.edits import snippet
from flashdeck.edits.entries import TomlValue, draft_values
from flashdeck.errors import InputError, UsageError
from flashdeck.model import Annotated, Card, Language, Line, Sentence, Span, Token, ZhToken
from flashdeck.settings import Settings
from flashdeck.write.preview_table import preview_records

_ABOVE: dict[Language, str] = {"zh": "hsk9", "en": "c2"}
"""The highest levels: an entry with one of them makes a word new to every learner."""


class WhyQuestion(NamedTuple):
    """A word, the number of a line, or a word on one line."""

    word: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One value and how it was decided.

    `name` says what was decided, `rule` is the id of the rule, None if no rule was recorded. `asked` are the ids of the rules
    that were asked before and did not apply. `entry` is an entry of the edits file that changes the value, as TOML; empty if
    there is none.
    """

    name: str
    value: str
    rule: str | None = None
    evidence: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    entry: str = ""

    @property
    def row(self) -> RuleRow | None:
        """The row of the rule in its table; None for an id that is in no table."""
        return load_rules().get(self.rule or "")


@dataclass(frozen=True, slots=True)
class WordExplanation:
    """The decisions about one occurrence of a word."""

    token: Token
    side: Language
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """The decisions about a sentence: those about the whole of it, and those about the words that were asked for."""

    sentence: Sentence
    decisions: tuple[Decision, ...]
    words: tuple[WordExplanation, ...]


def explain(
    source: Path, settings: Settings, question: WhyQuestion, progress: Progress = no_progress
) -> tuple[SentenceExplanation, ...]:
    """Return the explanations of all sentences that a question is about, in order.

    Raises `UsageError` for an empty question, and `InputError` for a word that does not occur or a line in no sentence.
    """
    if question == WhyQuestion():
        raise UsageError("why: neither a word nor a line was named", remedy="Name a word, or a line with --line N.")
    pipeline = Pipeline(source, settings, progress)
    found = [item for item in pipeline.annotated if _is_meant(item, question)]
    if not found:
        raise _not_found(pipeline, question)
    return tuple(_explained(pipeline, item, question) for item in found)


def _is_meant(item: Annotated, question: WhyQuestion) -> bool:
    sentence = item.sentence
    if question.line is not None and question.line not in (*sentence.zh_lines, *sentence.en_lines):
        return False
    return question.word is None or any(True for _ in _tokens(item, question.word))


def _not_found(pipeline: Pipeline, question: WhyQuestion) -> InputError:
    """Return the error for a question that no sentence answers."""
    source = pipeline.request.source
    lines = {line for item in pipeline.annotated for line in (*item.sentence.zh_lines, *item.sentence.en_lines)}
    if question.line is not None and question.line not in lines:
        notices = [notice for notice in pipeline.bitext.notices if notice.line == question.line]
        why = f": {notices[0].code}, {notices[0].text}" if notices else ""
        return InputError(
            f"{source}: line {question.line} is in no sentence{why}",
            remedy="`flashdeck inspect --stage align` lists the pairs, and the lines that were left out.",
        )
    where = f"on line {question.line}" if question.line is not None else "in the transcript"
    return InputError(f"{source}: {question.word!r} does not occur {where}", remedy=_nearest(pipeline, question.word or ""))


def _nearest(pipeline: Pipeline, word: str) -> str:
    words = {token.text for item in pipeline.annotated for token in (*item.zh_tokens, *item.en_tokens)}
    near = get_close_matches(word, sorted(words), n=3)
    hint = f"Similar words: {', '.join(near)}. " if near else ""
    return f"{hint}Write the word as the transcript has it, or name a line with --line N."


# ---- which words are meant


def _tokens(item: Annotated, word: str) -> Iterator[tuple[Language, Token]]:
    """Yield the tokens that a word is, belongs to or is made of, on either side."""
    zh_spans = [match.span() for match in re.finditer(re.escape(word), item.sentence.zh)]
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    en_spans = [match.span() for match in pattern.finditer(item.sentence.en)]
    for zh_token in item.zh_tokens:
        if _overlaps(zh_token, zh_spans):
            yield "zh", zh_token
    for en_token in (*item.en_phrases, *item.en_tokens):
        if _overlaps(en_token, en_spans) or en_token.headword == word.casefold():
            yield "en", en_token


def _overlaps(token: Token, spans: Sequence[Span]) -> bool:
    return any(token.start < end and start < token.end for start, end in spans)


def _wanted(item: Annotated, question: WhyQuestion) -> Iterator[tuple[Language, Token]]:
    """Yield the tokens to explain: those of the word, or without a word all tokens of the line that are no marks."""
    if question.word is not None:
        yield from _tokens(item, question.word)
        return
    sides: tuple[tuple[Language, Sequence[Token]], ...] = (("zh", item.zh_tokens), ("en", item.en_tokens))
    for side, tokens in sides:
        for token in tokens:
            if token.kind != "mark":
                yield side, token


# ---- what was decided


def _explained(pipeline: Pipeline, item: Annotated, question: WhyQuestion) -> SentenceExplanation:
    words = []
    for side, token in _wanted(item, question):
        taught = [_taught(track, token) for track in pipeline.tracks if track.study == side]
        words.append(WordExplanation(token, side, (*decisions_of(item, token, side), *taught)))
    decisions = [*_repairs(item.sentence)]
    for track in pipeline.tracks:
        decisions += _cards(track, item)
    return SentenceExplanation(item.sentence, tuple(decisions), tuple(words))


def decisions_of(item: Annotated, token: Token, side: Language) -> Iterator[Decision]:
    """Yield the decisions about a token in the order of the stages.

    They are read off the ids that the token carries. Evidence, and the rules asked before, can be added here once a stage can
    compute them for a single sentence.
    """
    line = _line_of(item.sentence, token, side)
    yield Decision("word", token.text, token.word_rule, entry=_term(token, side))
    if isinstance(token, ZhToken) and token.pinyin:
        reading = " ".join(token.pinyin)
        doubt = ("the reading is in doubt",) if token.doubtful else ()
        yield Decision(
            "reading",
            reading,
            token.reading_rule,
            doubt,
            entry=_entry("reading", {"line": line.number, "text": token.text, "pinyin": reading}, line),
        )
    yield Decision("part of speech", token.pos or "none", token.pos_rule)
    gloss_from = (f"source: {token.gloss_from}",) if token.gloss_from else ()
    values: dict[str, TomlValue] = {"line": line.number, "text": token.text, "gloss": token.gloss or "…"}
    yield Decision("gloss", token.gloss or "none", token.gloss_rule, gloss_from, entry=_entry("gloss", values, line))
    yield Decision("link", _linked(item, token, side), token.link_rule)


def _line_of(sentence: Sentence, token: Token, side: Language) -> Line:
    """Return the line of the transcript that a token stands on: the first that has its text."""
    lines = [line for pair in sentence.pairs for line in (pair.zh_source if side == "zh" else pair.en_source)]
    return next((line for line in lines if token.text in line.text), lines[0])


def _term(token: Token, side: Language) -> str:
    """Return the entry that cuts a Chinese word in another way; English words are cut at blanks and marks."""
    return snippet("term", {"text": token.text}) if side == "zh" else ""


def _entry(kind: str, values: dict[str, TomlValue], line: Line) -> str:
    return snippet(kind, dict(draft_values(values, line.file)))


def _linked(item: Annotated, token: Token, side: Language) -> str:
    """Return the counterpart of a token in the other line."""
    other = item.sentence.en if side == "zh" else item.sentence.zh
    return " … ".join(other[start:end] for start, end in token.links) or "none"


def _repairs(sentence: Sentence) -> Iterator[Decision]:
    """Yield the repairs of the English line, in order, and how to keep or change the text."""
    line = sentence.pairs[0].en_source[0]
    for repair in sentence.repairs:
        rule, before = (repair, "") if isinstance(repair, str) else tuple(repair)[:2]
        evidence = (f"before: {before}",) if before else (f"as written: {sentence.en_verbatim}",)
        entry = _entry("mend", {"line": line.number, "find": line.text, "replace": line.text}, line)
        yield Decision("repair", sentence.en, rule, evidence, entry=entry)


def _cards(track: StudyTrack, item: Annotated) -> Iterator[Decision]:
    """Yield the cards that a sentence makes for a learner, or why it makes none."""
    selection, sentence = track.selection, item.sentence
    cards = [card for card in selection.cards if sentence in (card.graded.annotated.sentence, _whole(card))]
    for card in cards:
        order = selection.cards.index(card) + 1
        value = f"card {order} of {len(selection.cards)} ({card.type}, {track.level.name}): {'; '.join(card.targets)}"
        entry = snippet("card", {"id": card.id, "drop": True})
        yield Decision("card", value, _choice_rule(card), (card.why,), entry=entry)
    if cards:
        return
    for record in preview_records(selection, rejected=True):
        if record["sentence_id"] == sentence.id and record["zh_lines"] == sentence.zh_lines:
            value = f"none ({track.level.name}): {record['why']}"
            yield Decision("card", value, evidence=tuple(_rules_of_reasons(track, sentence)))


def _taught(track: StudyTrack, token: Token) -> Decision:
    """Return the decision on whether the deck teaches a word, and why."""
    level, word = track.level.name, token.headword
    for order, card in enumerate(track.selection.cards, start=1):
        if word in card.targets:
            entry = snippet("card", {"id": card.id, "drop": True})
            return Decision("taught", f"by card {order} ({level})", _choice_rule(card), (card.why,), entry=entry)
    learner, value = track.learner, f"no ({level})"
    teach_it = snippet("term", {"text": token.text, "level": _ABOVE[track.study]})
    if token.kind != "word":
        return Decision("taught", value, evidence=(f"it is a {token.kind}, and only words are taught",))
    if learner.knows(token):
        return Decision("taught", value, evidence=("the learner knows it",), entry=teach_it)
    if not learner.may_learn(token):
        return Decision("taught", value, evidence=("it is above --up-to",))
    return Decision(
        "taught", value, evidence=("no line with a confirmed gloss was good enough, or other words were worth more",)
    )


def _whole(card: Card) -> Sentence | None:
    return card.graded.annotated.sentence.whole


def _choice_rule(card: Card) -> str | None:
    """Return the id of the rule that chose a card; None as long as cards carry none."""
    rule: str = getattr(card, "choice_rule", "")
    return rule or None


def _rules_of_reasons(track: StudyTrack, sentence: Sentence) -> Iterator[str]:
    """Yield the ids of the rules because of which a sentence may not be a card; nothing as long as grades carry none."""
    for graded in track.graded:
        if graded.annotated.sentence is sentence:
            yield from (f"rule {rule}" for rule in getattr(graded, "reason_rules", ()))
