"""Give glosses from the dictionaries that the user added to words that have no other gloss."""

from dataclasses import replace
from typing import TypeVar

from flashdeck.bilingual.added_glosses import ADDED_GLOSS_RULES, AddedGlossEvidence, added_gloss, free_chinese
from flashdeck.bilingual.senses import OtherLine
from flashdeck.dictionaries.added.lookup import has_entries
from flashdeck.model import Annotated, EnToken, ZhToken

_Token = TypeVar("_Token", ZhToken, EnToken)
# Words to which other rules deliberately give no gloss stay without one: words of expressions, and very common words.
_CHINESE_RULE = "zh.gloss.no-short-sense"
_LINK = "link.added-dictionary"
_NOT_ENGLISH_RULE = "en.gloss.in-expression"


def with_added_glosses(annotated: Annotated, rest: OtherLine) -> Annotated:
    """Return a sentence in which words without a gloss have one from an added dictionary. `rest`: the unlinked English words."""
    if not has_entries():
        return annotated
    members = {place for phrase in annotated.en_phrases if not phrase.is_compound for place in phrase.members}
    english = (
        token if place in members else _with_english_gloss(token, annotated.zh_tokens)
        for place, token in enumerate(annotated.en_tokens)
    )
    chinese = (_with_chinese_gloss(token, rest) for token in annotated.zh_tokens)
    return replace(annotated, zh_tokens=tuple(chinese), en_tokens=tuple(english))


def _with_english_gloss(token: EnToken, chinese: tuple[ZhToken, ...]) -> EnToken:
    if token.kind != "word" or token.gloss or token.gloss_rule == _NOT_ENGLISH_RULE:
        return token
    found = added_gloss(token)
    if found is None:
        return token
    asked = AddedGlossEvidence(found.meanings, free_chinese(token, chinese))
    glossed = _glossed(token, asked)
    span = asked.span_of(asked.in_line) if asked.in_line else None
    return replace(glossed, links=(span,), link_rule=_LINK) if span else glossed


def _with_chinese_gloss(token: ZhToken, rest: OtherLine) -> ZhToken:
    if token.kind != "word" or token.gloss or token.gloss_rule != _CHINESE_RULE:
        return token
    found = added_gloss(token)
    return _glossed(token, AddedGlossEvidence(found.meanings, rest=rest)) if found else token


def _glossed(token: _Token, asked: AddedGlossEvidence) -> _Token:
    return replace(token, **ADDED_GLOSS_RULES.decide(asked).fields)
