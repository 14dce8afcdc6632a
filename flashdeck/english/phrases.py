"""Find the phrases of an English line: expressions of the inventory, and compounds that are translated as one Chinese word."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from flashdeck.dictionaries.cefr import LEVEL_NAMES
from flashdeck.english.expression_finder import ExpressionMatch, find_expressions
from flashdeck.model import EnToken, Phrase

_POS = {"phrasal": "phrasal verb", "idiom": "idiom", "chunk": "phrase", "adverbial": "adverbial"}
_COMPOUND = "en.expression.compound"
"""The rule id of a compound, that is, a phrase whose words are all linked to the same Chinese word."""
_MODIFIERS = frozenset({"ADJ", "NOUN"})


class FoundPhrase(NamedTuple):
    """A phrase that was found in a line and does not have a gloss yet.

    `phrase` has the links of its words to the Chinese line. `parts` are the words of the phrase. `meanings` are the Chinese
    meanings that the inventory lists for an expression; empty for a compound.
    """

    phrase: Phrase
    parts: tuple[EnToken, ...]
    meanings: tuple[str, ...] = ()


def find_phrases(tokens: Sequence[EnToken]) -> tuple[FoundPhrase, ...]:
    """Return the phrases of a line, in order. `tokens` must have their links to the Chinese line."""
    expressions = [_expression(match, tokens) for match in find_expressions(tokens)]
    taken = {place for found in expressions for place in found.phrase.members}
    compounds = [found for found in _compounds(tokens) if taken.isdisjoint(found.phrase.members)]
    return tuple(sorted((*expressions, *compounds), key=lambda found: found.phrase.members))


# ---- expressions: the inventory has their glosses, because their meaning does not follow from the meanings of their words


def _expression(match: ExpressionMatch, tokens: Sequence[EnToken]) -> FoundPhrase:
    members = tuple(tokens[place] for place in match.tokens)
    expression = match.expression
    phrase = Phrase(
        " ".join(token.text for token in members),
        match.spans[0][0],
        match.spans[-1][1],
        pos=_POS[expression.kind],
        level=float(LEVEL_NAMES.index(expression.cefr) + 1),
        links=tuple(dict.fromkeys(span for member in members if member.kind == "word" for span in member.links)),
        word_rule=expression.id,
        lemma=expression.headword,
        cefr=expression.cefr,
        ipa=_sound(members),
        members=match.tokens,
        pieces=match.spans,
        is_fixed=expression.kind != "phrasal",
    )
    return FoundPhrase(phrase, members, tuple(expression.gloss_zh.split("；")))


def _sound(members: Sequence[EnToken]) -> str | None:
    sounds = [member.ipa for member in members]
    return " ".join(filter(None, sounds)) if all(sounds) else None


# ---- compounds: their meaning follows from the meanings of their words, but they are learned as single words
# No list has the level of a compound, so `cefr` is None. Its estimated level is that of its hardest word.


def _compounds(tokens: Sequence[EnToken]) -> Iterator[FoundPhrase]:
    """Yield the compounds of a line: a noun and its modifiers that are linked to the same Chinese words (data center, 数据中心)."""
    for members in _runs(tokens):
        parts = tuple(tokens[place] for place in members)
        # The Chinese word must have at least as many characters as the compound has words: 票 cannot translate "vote margin".
        is_long_enough = sum(end - start for start, end in parts[-1].links) >= len(parts)
        if is_long_enough and parts[-1].pos == "NOUN" and all(part.pos in _MODIFIERS for part in parts):
            yield FoundPhrase(_compound(parts, members), parts)


def _runs(tokens: Sequence[EnToken]) -> Iterator[tuple[int, ...]]:
    """Yield the indices of neighbouring words that are linked to the same Chinese word."""
    run = [0]
    for before, place in pairwise(range(len(tokens))):
        if _is_one_more(tokens[before], tokens[place]):
            run.append(place)
            continue
        if len(run) > 1:
            yield tuple(run)
        run = [place]
    if len(run) > 1:
        yield tuple(run)


def _is_one_more(token: EnToken, after: EnToken) -> bool:
    words = token.kind == after.kind == "word" and token.lemma != after.lemma
    return words and bool(token.links) and token.links == after.links


def _compound(parts: Sequence[EnToken], members: tuple[int, ...]) -> Phrase:
    hardest = max(parts, key=lambda part: part.level)
    frequencies = [part.zipf for part in parts if part.zipf is not None]
    head = parts[-1]
    start, end = parts[0].start, head.end
    return Phrase(
        " ".join(part.text for part in parts),
        start,
        end,
        pos="compound",
        level=hardest.level,
        zipf=min(frequencies, default=None),
        links=head.links,
        word_rule=_COMPOUND,
        lemma=" ".join((*(part.text.casefold() for part in parts[:-1]), head.headword)),
        ipa=_sound(parts),
        members=members,
        pieces=((start, end),),
        is_compound=True,
    )
