"""Give each word of a line its keys. The patterns of expressions match a word by any of its keys."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from flashdeck.english.word_classes import word_class
from flashdeck.model import EnToken

_HYPHENS = frozenset({"-", "‐", "‑"})
_HYPHEN = re.compile("[-‐‑]")
_NOT = re.compile(r"(.+)n't")
_CLITICS = {"'re": ("be",), "'m": ("be",), "'s": ("be", "have"), "'ve": ("have",), "'ll": ("will",), "'d": ("have", "will")}
_NEGATED_BASES = {
    "wo": "will",
    "ca": "can",
    "sha": "shall",
    "ai": "be",
    "does": "do",
    "did": "do",
    "has": "have",
    "had": "have",
}
_NEGATED_BASES |= dict.fromkeys(("is", "are", "was", "were"), "be")
_FUSED = word_class("fused_forms")
_POSSESSORS = word_class("clitic_possessors")
_REFLEXIVES = word_class("reflexives")


class ExpressionWord(NamedTuple):
    """A token, or a part of a hyphenated token."""

    text: str
    """The text in lower case, with plain apostrophes."""
    keys: frozenset[str]
    """The keys by which a pattern can match the word, such as its spelling and its lemma."""
    pos: str | None
    """Part of speech (UPOS); None for a part of a hyphenated word, and for a token without a tag."""
    tokens: tuple[int, ...]
    """The index of the token, or the indices of all tokens of the hyphenated word."""
    mark: bool = False

    @property
    def compound(self) -> bool:
        """Whether the word is a part of a hyphenated word."""
        return self.pos is None and "-" in self.keys


def expression_words(tokens: Sequence[EnToken]) -> Iterator[ExpressionWord]:
    """Yield the words of a line. A hyphenated word is yielded part by part."""
    at = 0
    while at < len(tokens):
        end = _compound_end(tokens, at)
        group = tuple(range(at, end))
        parts = [part for index in group for part in _parts(tokens[index])]
        if len(parts) > 1:
            yield from (ExpressionWord(part, _keys(part, None) | {"-"}, None, group) for part in parts)
        else:
            yield _word(tokens[at], group)
        at = end


def _compound_end(tokens: Sequence[EnToken], at: int) -> int:
    """Return the index after the hyphenated compound that begins at index `at`.

    If no compound begins there, the result is the index of the next token. The hyphens of a compound may be separate tokens
    (state - of - the - art).
    """
    end = at + 1
    while end + 1 < len(tokens) and tokens[end].text in _HYPHENS and tokens[end - 1].kind != "mark":
        if not tokens[end - 1].end == tokens[end].start < tokens[end].end == tokens[end + 1].start:
            break
        end += 2
    return end


def _parts(token: EnToken) -> list[str]:
    """Return the parts of a token between its hyphens; an empty list for a token that is a hyphen."""
    if token.kind == "mark":
        return [] if token.text in _HYPHENS else [token.text]
    text = token.text.casefold()
    return [text] if text.isalnum() else [part for part in _HYPHEN.split(text) if part]


def _word(token: EnToken, group: tuple[int, ...]) -> ExpressionWord:
    text = token.text.casefold().replace("’", "'")
    is_mark = token.kind == "mark" or token.pos == "PUNCT"
    return ExpressionWord(text, _keys(text, token.lemma), token.pos, group, is_mark)


@lru_cache(maxsize=16384)
def _keys(text: str, lemma: str | None) -> frozenset[str]:
    """Return all keys by which a pattern can match a word.

    >>> sorted(_keys("weren't", None)), sorted(_keys("anna's", "Anna"))
    (["=weren't", 'be', "weren't"], ["=anna's", 'anna', "anna's", 'be', 'have', "one's"])
    """
    keys = {text, f"={text}"}
    if lemma and text not in _FUSED:
        keys.add(lemma.casefold().replace("’", "'"))
    negated = _NOT.fullmatch(text)
    if negated:
        keys.add(_NEGATED_BASES.get(negated[1], negated[1]))
    at = text.find("'")
    if at >= 0:
        keys.update(_CLITICS.get(text[at:], ()))
    if text in _POSSESSORS or text.endswith(("'s", "s'")):
        keys.add("one's")
    if text in _REFLEXIVES:
        keys.add("oneself")
    return frozenset(keys)
