"""Phrases of an English line: expressions of the inventory, and compounds that one Chinese word translates."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.dictionaries.cefr import LEVEL_NAMES
from flashdeck.english.expression_finder import ExpressionMatch, find_expressions
from flashdeck.english.expressions import Expression
from flashdeck.model import EnToken, GlossSource, Phrase, Span

_POS = {"phrasal": "phrasal verb", "idiom": "idiom", "chunk": "phrase", "adverbial": "adverbial"}
_COMPOUND = "en.expression.compound"
"""The rule id of a phrase whose words have one counterpart together."""
_MODIFIERS = frozenset({"ADJ", "NOUN"})
_ASIDE = re.compile(r"（.*?）")
_LEAST_SHARED = 2  # Han characters in a row that gloss and line share


def find_phrases(tokens: Sequence[EnToken], zh: str) -> tuple[Phrase, ...]:
    """Return the phrases of a line, in order. `tokens` carry their links to the Chinese line `zh`."""
    expressions = [_expression(match, tokens, zh) for match in find_expressions(tokens)]
    taken = {place for phrase in expressions for place in phrase.members}
    compounds = [phrase for phrase in _compounds(tokens, zh) if taken.isdisjoint(phrase.members)]
    return tuple(sorted((*expressions, *compounds), key=lambda phrase: phrase.members))


# ---- expressions: their meaning is not that of their words, so the inventory has glosses for them


def _expression(match: ExpressionMatch, tokens: Sequence[EnToken], zh: str) -> Phrase:
    members = [tokens[place] for place in match.tokens]
    verb = tokens[match.tokens[0]]
    counterpart = tuple(dict.fromkeys(span for member in members if member.kind == "word" for span in member.links))
    gloss, source, rule, links = _meaning(match.expression, zh, counterpart, is_verb_linked=bool(verb.links))
    return Phrase(
        " ".join(token.text for token in members),
        match.spans[0][0],
        match.spans[-1][1],
        pos=_POS[match.expression.kind],
        level=float(LEVEL_NAMES.index(match.expression.cefr) + 1),
        gloss=gloss,
        gloss_from=source,
        gloss_rule=rule,
        senses=tuple(sense for sense in _senses(match.expression) if sense != gloss),
        links=links,
        word_rule=match.expression.id,
        lemma=match.expression.headword,
        cefr=match.expression.cefr,
        ipa=_sound(members),
        members=match.tokens,
        pieces=match.spans,
        is_fixed=match.expression.kind != "phrasal",
    )


def _meaning(
    expression: Expression, zh: str, counterpart: tuple[Span, ...], *, is_verb_linked: bool
) -> tuple[str, GlossSource, str, tuple[Span, ...]]:
    """Return the gloss of an expression, its source, the id of its rule, and its counterpart in the Chinese line.

    A sense that the line has, or the sense nearest to the linked words, is confirmed. Otherwise a phrasal verb, which has many
    uses, takes its linked words as its gloss, and any other expression its first sense, unconfirmed.
    """
    senses = _senses(expression)
    for sense in senses:
        found = _shared(sense, zh)
        if found:
            return sense, "dictionary", "en.gloss.phrase-in-line", (found,)
    nearest = max(senses, key=lambda sense: _nearness_to_any(sense, zh, counterpart))
    if _nearness_to_any(nearest, zh, counterpart)[0]:
        return nearest, "dictionary", "en.gloss.phrase-by-counterpart", counterpart
    if expression.kind != "phrasal":
        return senses[0], "unconfirmed", "en.gloss.phrase-first-sense", counterpart
    if is_verb_linked:
        text = "".join(zh[start:end] for start, end in sorted(counterpart))
        return text, "aligned", "en.gloss.phrasal-verb", counterpart
    return senses[0], "unconfirmed", "en.gloss.phrase-first-sense", ()


def _nearness_to_any(sense: str, zh: str, counterpart: tuple[Span, ...]) -> tuple[int, bool]:
    """Return how near a sense is to the nearest of the linked words; (0, False) where nothing is linked."""
    return max((_nearness(sense, zh[start:end]) for start, end in counterpart), default=(0, False))


def _nearness(sense: str, word: str) -> tuple[int, bool]:
    """Return the number of characters that two words share, and whether they end alike: 逆转 is nearer to 扭转 than to 转身."""
    return len(set(sense) & set(word)), sense[-1] == word[-1]


def _senses(expression: Expression) -> tuple[str, ...]:
    return tuple(expression.gloss_zh.split("；"))


def _shared(sense: str, zh: str) -> Span | None:
    """Return the span of the line that has the sense, or the longest part of it, of two characters or more."""
    core = _ASIDE.sub("", sense)
    for size in range(len(core), _LEAST_SHARED - 1, -1):
        for start in range(len(core) - size + 1):
            piece = core[start : start + size]
            if "…" not in piece and (at := zh.find(piece)) >= 0:
                return at, at + size
    return None


def _sound(members: Sequence[EnToken]) -> str | None:
    sounds = [member.ipa for member in members]
    return " ".join(filter(None, sounds)) if all(sounds) else None


# ---- compounds: as clear as their words, but learned as one


def _compounds(tokens: Sequence[EnToken], zh: str) -> Iterator[Phrase]:
    """Yield runs of modifiers and a noun that share one counterpart: data center, 数据中心."""
    for members in _runs(tokens):
        parts = [tokens[place] for place in members]
        is_long_enough = sum(end - start for start, end in parts[-1].links) >= len(parts)  # 票 is not "vote margin"
        if is_long_enough and parts[-1].pos == "NOUN" and all(part.pos in _MODIFIERS for part in parts):
            yield _compound(parts, members, zh)


def _runs(tokens: Sequence[EnToken]) -> Iterator[tuple[int, ...]]:
    """Yield the places of words side by side that have the same counterpart."""
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


def _compound(parts: Sequence[EnToken], members: tuple[int, ...], zh: str) -> Phrase:
    hardest = max(parts, key=lambda part: part.level)
    frequencies = [part.zipf for part in parts if part.zipf is not None]
    source: GlossSource = "dictionary" if all(part.gloss_from == "dictionary" for part in parts) else "aligned"
    head = parts[-1]
    start, end = parts[0].start, head.end
    return Phrase(
        " ".join(part.text for part in parts),
        start,
        end,
        pos="compound",
        level=hardest.level,
        zipf=min(frequencies, default=None),
        gloss="".join(zh[start:end] for start, end in head.links),
        gloss_from=source,
        gloss_rule="en.gloss.compound",
        links=head.links,
        word_rule=_COMPOUND,
        lemma=" ".join((*(part.text.casefold() for part in parts[:-1]), head.headword)),
        cefr=hardest.cefr,
        ipa=_sound(parts),
        members=members,
        pieces=((start, end),),
        is_compound=True,
    )
