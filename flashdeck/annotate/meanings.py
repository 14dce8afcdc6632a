"""What words mean and how hard they are, as a person says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from flashdeck.edits.entries import Edits, Gloss, Term
from flashdeck.edits.words import chinese_spans, is_term, stands_in
from flashdeck.model import Annotated, EnToken, Phrase, Sentence, Token, ZhToken

AnyToken = TypeVar("AnyToken", ZhToken, EnToken, Phrase)


def correct_meanings(annotated: Sequence[Annotated], edits: Edits) -> tuple[Annotated, ...]:
    """Return sentences with the glosses and levels that a person gives their words; what a line says goes before all lines."""
    terms, glosses = edits.of(Term), edits.of(Gloss)
    if not (terms or glosses):
        return tuple(annotated)
    return tuple(_corrected(item, terms, [entry for entry in glosses if stands_in(entry, item.sentence)]) for item in annotated)


def _corrected(item: Annotated, terms: Sequence[Term], glosses: Sequence[Gloss]) -> Annotated:
    def meaning(token: AnyToken) -> AnyToken:
        for term in terms:
            if is_term(token, term):
                token = _with_level(_with_gloss(token, term.gloss), term)
        for entry in glosses:
            if _is_meant(token, entry, item.sentence):
                token = _with_gloss(token, entry.gloss)
        return token

    return replace(
        item,
        zh_tokens=tuple(map(meaning, item.zh_tokens)),
        en_tokens=tuple(map(meaning, item.en_tokens)),
        en_phrases=tuple(map(meaning, item.en_phrases)),
    )


def _is_meant(token: Token, entry: Gloss, sentence: Sentence) -> bool:
    if isinstance(token, ZhToken):
        return (token.start, token.end) in chinese_spans(entry, sentence)
    return is_term(token, Term(entry.at, entry.text))


def _with_gloss(token: AnyToken, gloss: str | None) -> AnyToken:
    if gloss is None:
        return token
    return replace(token, gloss=gloss, gloss_from="edits", senses=tuple(sense for sense in token.senses if sense != gloss))


def _with_level(token: AnyToken, term: Term) -> AnyToken:
    """Give a word the level that a person says: 0 for what is known or never asked."""
    level = term.level
    if level is None or token.kind == "mark":
        return token
    if level.listed is None:
        return replace(token, level=level.value, has_own_level=True)
    if isinstance(token, ZhToken):
        return replace(token, kind="word", level=level.value, hsk=level.listed, has_own_level=True)
    return replace(token, kind="word", level=level.value, cefr=level.listed, has_own_level=True)
