"""Find English expressions in a line: phrasal verbs (also in their separated form), idioms, chunks and adverbials.

A doubtful match is refused. A word near a verb is not necessarily its particle, and a word before a noun phrase may be a
preposition ("came in the room"). The neighbouring words decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from flashdeck.english.expression_grammar import is_filler, is_object, is_phrasal, is_verb, opens_noun_phrase
from flashdeck.english.expression_words import ExpressionWord, expression_words
from flashdeck.english.expressions import VERBS, Expression, Item, Pattern, load_expressions
from flashdeck.lazy import Lazy
from flashdeck.model import EnToken, Span

_LONGEST_GAP = 4
"""The maximum number of tokens between two parts of an expression."""

Words = Sequence[ExpressionWord]
Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExpressionMatch:
    """An expression that was found in a line, with the indices and the spans of its tokens.

    The tokens are in order. An object between the parts of the expression is not included.
    """

    expression: Expression
    tokens: Places
    spans: tuple[Span, ...]


class _Candidate(NamedTuple):
    expression: Expression
    words: Places


def find_expressions(tokens: Sequence[EnToken]) -> tuple[ExpressionMatch, ...]:
    """Return the expressions of a line, in the order of their first tokens.

    Of two expressions that share a token, the expression with more words is returned. If the tokens do not have parts of
    speech, only expressions without a verb are found.
    """
    words = tuple(expression_words(tokens))
    taken: set[int] = set()
    matches = []
    for candidate in sorted(_candidates(words), key=_rank):
        indices = tuple(sorted({index for at in candidate.words for index in words[at].tokens}))
        if taken.isdisjoint(indices):
            taken.update(indices)
            matches.append(ExpressionMatch(candidate.expression, indices, _spans(tokens, indices)))
    return tuple(sorted(matches, key=lambda match: match.tokens))


def _rank(candidate: _Candidate) -> tuple[int, Places, str]:
    return -len(candidate.words), candidate.words, candidate.expression.headword


def _spans(tokens: Sequence[EnToken], indices: Iterable[int]) -> tuple[Span, ...]:
    """Return the spans of the tokens at these indices. Neighbouring tokens share one span."""
    spans: list[Span] = []
    last = None
    for index in indices:
        start = tokens[index].start
        if last is not None and index == last + 1:
            start = spans.pop()[0]
        spans.append((start, tokens[index].end))
        last = index
    return tuple(spans)


# ---- candidates: the matches of every pattern at every position


class _IndexedPattern(NamedTuple):
    """A pattern of an expression. A line can match only if it has a word of each set in `needs`."""

    expression: Expression
    pattern: Pattern
    needs: tuple[frozenset[str], ...]


_Index = dict[str, dict[str, list[_IndexedPattern]]]


def _load_index() -> _Index:
    """Index the patterns of all expressions by their first word and their second word.

    The second key is "" if the second item of a pattern is not a word.
    """
    index: defaultdict[str, defaultdict[str, list[_IndexedPattern]]] = defaultdict(lambda: defaultdict(list))
    for expression in load_expressions():
        for pattern in expression.patterns:
            items = pattern[_first_word(pattern) :]
            entry = _IndexedPattern(expression, pattern, _needs(items))
            for key, next_key in _index_keys(items):
                index[key][next_key].append(entry)
    return {key: dict(table) for key, table in index.items()}


_load_expression_index = Lazy(_load_index)


def _needs(items: Pattern) -> tuple[frozenset[str], ...]:
    """Return the sets of words of the items after the first item, one set for each item that lists words.

    A line can match the pattern only if it has a word of each set.
    """
    return tuple([item.words for item in items[1:] if item.role == "word" and item.words])


def _index_keys(items: Pattern) -> Iterator[tuple[str, str]]:
    """Yield each pair of a first word and a second word with which an expression can begin.

    The second word is "" if the second item of the pattern is not a word.
    """
    has_second = len(items) > 1 and items[1].role == "word" and items[1].words
    for key in items[0].words:
        for next_key in items[1].words if has_second else ("",):
            yield key, next_key


def _first_word(pattern: Pattern) -> int:
    """Return the index of the first item after the conditions on the word before the expression, such as `!of`."""
    return next(i for i, item in enumerate(pattern) if item.role != "not")


def _candidates(words: Words) -> Iterator[_Candidate]:
    said = frozenset[str]().union(*(word.keys for word in words))
    for at in range(len(words)):
        for entry in _indexed_at(words, at):
            if any(map(said.isdisjoint, entry.needs)):
                continue
            found = _match(entry, words, at)
            if found:
                yield _Candidate(entry.expression, found)


def _indexed_at(words: Words, at: int) -> Iterator[_IndexedPattern]:
    """Yield the patterns that may match the words from index `at` on.

    The first word of each pattern is the word at this index. Its second word, if it has one, is the next word of the line.
    """
    index = _load_expression_index()
    next_keys = ("", *words[at + 1].keys) if at + 1 < len(words) else ("",)
    for table in filter(None, map(index.get, words[at].keys)):
        yield from chain.from_iterable(table.get(key, ()) for key in next_keys)


def _match(entry: _IndexedPattern, words: Words, at: int) -> Places | None:
    first = _first_word(entry.pattern)
    if not all(_holds(item, words, at - 1) for item in entry.pattern[:first]):
        return None
    found = _walk(entry.pattern[first:], words, at, ())
    if not found or not _whole_compounds(words, found):
        return None
    if entry.expression.kind == "phrasal" and not is_phrasal(entry.pattern, words, found):
        return None
    return found


def _whole_compounds(words: Words, found: Places) -> bool:
    """Tell whether a match contains hyphenated words only as a whole: either all parts of such a word, or none of its parts."""
    return all(_neighbours_taken(words, at, found) for at in found if words[at].compound)


def _neighbours_taken(words: Words, at: int, found: Places) -> bool:
    """Tell whether a match contains the parts directly before and after one part of a hyphenated word.

    `at`: the index of this one part.
    """
    neighbours = [place for place in (at - 1, at + 1) if 0 <= place < len(words)]
    return all(place in found or words[place].tokens != words[at].tokens for place in neighbours)


# ---- the match of one pattern at one position


def _walk(pattern: Pattern, words: Words, at: int, found: Places) -> Places | None:
    """Return the indices of the words of the expression, or None if the words from index `at` do not match the pattern."""
    if not pattern:
        return found
    item, rest = pattern[0], pattern[1:]
    if item.role == "word":
        if at >= len(words) or not _fits(item, words, at):
            return None
        with_word = (*found, at) if item.marked else found
        return _walk(rest, words, at + 1, with_word)
    if item.role in ("object", "filler"):
        return _walk_gap(pattern, words, at, found)
    return _walk(rest, words, at, found) if _holds(item, words, at) else None


def _walk_gap(pattern: Pattern, words: Words, at: int, found: Places) -> Places | None:
    """Match a pattern whose first item is a gap. The shortest gap with which the whole pattern matches is used."""
    item, rest = pattern[0], pattern[1:]
    fits = is_object if item.role == "object" else is_filler
    for size in range(item.least, min(_LONGEST_GAP, len(words) - at) + 1):
        if size and not fits(words[at : at + size]):
            continue
        end = _walk(rest, words, at + size, found)
        if end:
            return end
    return None


def _fits(item: Item, words: Words, at: int) -> bool:
    word = words[at]
    if item.words and item.words.isdisjoint(word.keys):
        return False
    if not item.pos or word.pos in item.pos - VERBS:
        return True
    return bool(item.pos & VERBS) and not word.compound and is_verb(item, words, at)


def _holds(item: Item, words: Words, at: int) -> bool:
    """Tell whether the words from index `at` meet a condition such as `!NP` or `$`."""
    if item.role == "no-noun":
        return not opens_noun_phrase(words, at)
    if item.role == "end":
        return at >= len(words) or words[at].mark
    if at < 0:
        return True
    size = _LONGEST_GAP if item.role == "far" else 1
    return not any(_is_one_of(item, word) for word in words[at : at + size])


def _is_one_of(item: Item, word: ExpressionWord) -> bool:
    return (not item.words or not item.words.isdisjoint(word.keys)) and (not item.pos or word.pos in item.pos)
