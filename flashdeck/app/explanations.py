"""Explain how the values of a sentence and of its words were decided, for `flashdeck why`.

When a transcript is annotated, only the id of the deciding rule is kept for each value. This module annotates the transcript once
more to find further details of the words in question: the evidence, the rules that were tried before, and the entry of the edits
file that would change the decision.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from flashdeck.annotate.explanation_steps import Step
from flashdeck.app.decisions import Decision
from flashdeck.app.line_decisions import line_decisions
from flashdeck.app.pipeline import Pipeline
from flashdeck.app.rule_index import load_rules
from flashdeck.app.stages import Progress, no_progress
from flashdeck.app.word_decisions import taught_decision, word_decisions
from flashdeck.errors import InputError, UsageError
from flashdeck.model import Annotated, Language, Notice, Sentence, Span, Token
from flashdeck.model.characters import count_han
from flashdeck.model.reasons import reason_of
from flashdeck.settings import Settings

_Steps = Mapping[tuple[int, Token], tuple[Step, ...]]
"""For each token, the steps in which it was annotated. A key is a pair of the `id` of the sentence and the token."""


class WhyQuestion(NamedTuple):
    """The question of a user: a word, the number of a line, or a word on one line."""

    word: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class WordExplanation:
    """The decisions about a word at one position in the transcript."""

    token: Token
    side: Language
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """The decisions about a sentence as a whole, and the decisions about the words that the question is about."""

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
    found = _places(pipeline.annotated, question)
    if not found:
        raise _not_found(pipeline, question)
    steps = _steps_of(pipeline, [pipeline.annotated[place] for place in found], question)
    return tuple(_explained(pipeline, place, question, steps) for place in found)


def _places(annotated: Sequence[Annotated], question: WhyQuestion) -> list[int]:
    """Return the indices of the sentences that a question is about.

    If the word of the question is a whole token in at least one sentence, sentences in which it is only a part of a token are
    left out.
    """
    found = [place for place, item in enumerate(annotated) if _is_meant(item, question)]
    word = question.word
    exact = [place for place in found if word and any(_is_word(token, word) for _, token in _tokens(annotated[place], word))]
    return exact or found


def _is_meant(item: Annotated, question: WhyQuestion) -> bool:
    sentence = item.sentence
    if question.line is not None and question.line not in (*sentence.zh_lines, *sentence.en_lines):
        return False
    return question.word is None or any(True for _ in _tokens(item, question.word))


def _not_found(pipeline: Pipeline, question: WhyQuestion) -> InputError:
    """Return the error for a question about a word or a line that is not in any sentence."""
    source = pipeline.request.source
    lines = {line for item in pipeline.annotated for line in (*item.sentence.zh_lines, *item.sentence.en_lines)}
    if question.line is not None and question.line not in lines:
        notices = [notice for notice in pipeline.bitext.notices if notice.line == question.line]
        why = f": {_why_left_out(notices[0])}" if notices else ""
        return InputError(
            f"{source}: line {question.line} is in no sentence{why}",
            remedy="`flashdeck inspect --stage align` lists the pairs, and the lines that were left out.",
        )
    where = f"on line {question.line}" if question.line is not None else "in the transcript"
    return InputError(f"{source}: {question.word!r} does not occur {where}", remedy=_nearest(pipeline, question.word or ""))


def _why_left_out(notice: Notice) -> str:
    """Return the reason why a line was left out, with the rule and the text of the line."""
    reason, row = reason_of(notice.code), load_rules().get(notice.rule or "")
    name = reason.text if reason else notice.code
    text = f" {row.text}" if row and row.text else ""
    rule = f" (rule {notice.rule}{text and ':'}{text})" if notice.rule else ""
    return f"{name}{rule}, “{notice.text}”"


def _nearest(pipeline: Pipeline, word: str) -> str:
    words = {token.text for item in pipeline.annotated for token in (*item.zh_tokens, *item.en_tokens, *item.en_phrases)}
    near = get_close_matches(word, sorted(words), n=3) or [text for text in sorted(words) if _shares_character(text, word)][:3]
    hint = f"Similar words: {', '.join(near)}. " if near else ""
    return f"{hint}Write the word as the transcript has it, or name a line with --line N."


def _shares_character(text: str, word: str) -> bool:
    """Tell whether two words have at least one Chinese character in common."""
    return any(count_han(char) and char in text for char in word)


# ---- which words are meant


def _tokens(item: Annotated, word: str) -> Iterator[tuple[Language, Token]]:
    """Yield the tokens of a sentence to which the word of a question refers, first the Chinese tokens.

    A Chinese token is yielded if it is equal to the word. If no token is equal to the word, the tokens that overlap an occurrence
    of the word in the text are yielded. An English token or phrase is yielded if it is a form of the word, or if it overlaps an
    occurrence of the word or of its forms.
    """
    zh_spans = [match.span() for match in re.finditer(re.escape(word), item.sentence.zh)]
    overlapping = [token for token in item.zh_tokens if _overlaps(token, zh_spans)]
    exact = [token for token in overlapping if _is_word(token, word)]
    for zh_token in exact or overlapping:
        yield "zh", zh_token
    en_spans = _english_spans(item, word)
    for en_token in (*item.en_phrases, *item.en_tokens):
        if _overlaps(en_token, en_spans) or _is_word(en_token, word):
            yield "en", en_token


def _english_spans(item: Annotated, word: str) -> list[Span]:
    """Return the spans of the English text that equal `word`, and the spans of the tokens that are forms of the word."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    spans = [match.span() for match in pattern.finditer(item.sentence.en)]
    return [*spans, *((token.start, token.end) for token in item.en_tokens if _is_word(token, word))]


def _is_word(token: Token, word: str) -> bool:
    return word.casefold() in (token.text.casefold(), token.headword.casefold())


def _overlaps(token: Token, spans: Sequence[Span]) -> bool:
    return any(first < end and start < last for first, last in token.spans for start, end in spans)


def _wanted(item: Annotated, question: WhyQuestion) -> Iterator[tuple[Language, Token]]:
    """Yield the tokens of a sentence to explain, each with its language.

    These are the tokens of the word in the question. If the question does not have a word, all words of the sentence are yielded.
    """
    if question.word is not None:
        yield from _tokens(item, question.word)
        return
    sides: tuple[tuple[Language, Sequence[Token]], ...] = (("zh", item.zh_tokens), ("en", (*item.en_phrases, *item.en_tokens)))
    for side, tokens in sides:
        for token in tokens:
            if token.kind != "mark":
                yield side, token


# ---- what was decided


def _steps_of(pipeline: Pipeline, items: Sequence[Annotated], question: WhyQuestion) -> _Steps:
    """Annotate the transcript once more, and return the steps of the tokens that the question is about."""
    from flashdeck.annotate.token_explanations import explain_tokens

    pipeline.request.progress("explaining")
    wanted = {(id(item.sentence), token) for item in items for _, token in _wanted(item, question)}
    found = explain_tokens(
        [item.sentence for item in pipeline.annotated],
        pipeline.settings.hsk,
        pipeline.placed_edits.edits,
        lambda item, token: (id(item.sentence), token) in wanted,
    )
    return {(id(word.annotated.sentence), word.token): word.steps for word in found}


def _explained(pipeline: Pipeline, place: int, question: WhyQuestion, steps: _Steps) -> SentenceExplanation:
    item = pipeline.annotated[place]
    words = []
    for side, token in _wanted(item, question):
        decisions = word_decisions(item, token, side, steps.get((id(item.sentence), token), ()))
        taught = [taught_decision(track, token) for track in pipeline.tracks if track.study == side]
        words.append(WordExplanation(token, side, (*decisions, *taught)))
    return SentenceExplanation(item.sentence, tuple(line_decisions(pipeline, place)), tuple(words))
