"""Explain the decisions about single tokens: the rules that were asked, their answers, and the evidence.

This module does not make decisions. The sentences are annotated as in a build, and the gloss rules are asked again for the
tokens that are explained.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flashdeck.annotate.chinese_steps import chinese_steps
from flashdeck.annotate.english_steps import english_steps, phrase_steps
from flashdeck.annotate.explanation_steps import Step
from flashdeck.annotate.meanings import correct_meanings
from flashdeck.annotate.talk import AnnotatedLine, annotate_talk
from flashdeck.edits import Edits
from flashdeck.model import Annotated, HskEdition, Language, Sentence, Token

WantedToken = Callable[[Annotated, Token], bool]


@dataclass(frozen=True, slots=True)
class TokenExplanation:
    """A token of an annotated sentence, its language, and the explanations of the decisions about the token."""

    annotated: Annotated
    token: Token
    side: Language
    steps: tuple[Step, ...]


def explain_tokens(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits, wanted: WantedToken
) -> Iterator[TokenExplanation]:
    """Annotate the sentences of one transcript and explain the tokens that are `wanted`.

    The tokens of a sentence are in this order: the Chinese words, the English words, the English phrases. `edits`: a person's
    corrections, which are applied as in a build.
    """
    lines = list(annotate_talk(sentences, edition, edits))
    corrected = correct_meanings([line.annotated for line in lines], edits)
    for line, annotated in zip(lines, corrected, strict=True):
        for token, side, steps in _explained(line, annotated, wanted):
            yield TokenExplanation(annotated, token, side, steps)


def _explained(
    line: AnnotatedLine, annotated: Annotated, wanted: WantedToken
) -> Iterator[tuple[Token, Language, tuple[Step, ...]]]:
    for at, word in enumerate(annotated.zh_tokens):
        if wanted(annotated, word):
            yield word, "zh", chinese_steps(word, line, at)
    for at, english in enumerate(annotated.en_tokens):
        if wanted(annotated, english):
            yield english, "en", english_steps(english, line, at)
    for phrase in annotated.en_phrases:
        if wanted(annotated, phrase):
            yield phrase, "en", phrase_steps(phrase, line)
