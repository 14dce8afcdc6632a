"""Phrases of an English line: expressions of the inventory, and compounds that one Chinese word translates."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.dictionaries.cefr import LEVEL_NAMES
from flashdeck.english.expression_finder import Match, find_expressions
from flashdeck.english.expressions import Expression
from flashdeck.model import EnToken, GlossSource, Phrase, Span

_POS = {"phrasal": "phrasal verb", "idiom": "idiom", "chunk": "phrase", "adverbial": "adverbial"}
_MODIFIERS = frozenset({"ADJ", "NOUN"})
_ASIDE = re.compile(r"（.*?）")
_LEAST_SHARED = 2  # Han characters in a row that gloss and line share


def find_phrases(tokens: Sequence[EnToken], zh: str) -> tuple[Phrase, ...]:
    """Return the phrases of a line, in order. `tokens` carry their links to the Chinese line `zh`."""
    expressions = [_expression(match, tokens, zh) for match in find_expressions(tokens)]
    taken = {place for phrase in expressions for place in phrase.members}
    compounds = [phrase for phrase in _compounds(tokens, zh) if taken.isdisjoint(phrase.members)]
    return tuple(sorted((*expressions, *compounds), key=lambda phrase: phrase.members))


# ---- expressions: their meaning is not that of their words, so the inventory explains them


def _expression(match: Match, tokens: Sequence[EnToken], zh: str) -> Phrase:
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
    """Return the sense that the Chinese line bears out; a verb of many uses is else glossed by its counterpart."""
    senses = _senses(expression)
    for sense in senses:
        if found := _shared(sense, zh):
            return sense, "dictionary", "en.gloss.phrase-in-line", (found,)
    said = [zh[start:end] for start, end in counterpart]
    nearest = max(senses, key=lambda sense: max((_nearness(sense, word) for word in said), default=(0, False)))
    if any(_nearness(nearest, word)[0] for word in said):
        return nearest, "dictionary", "en.gloss.phrase-by-counterpart", counterpart
    if is_verb_linked and expression.kind == "phrasal":
        text = "".join(zh[start:end] for start, end in sorted(counterpart))
        return text, "aligned", "en.gloss.phrasal-verb", counterpart
    own = counterpart if expression.kind != "phrasal" else ()
    return senses[0], "unconfirmed", "en.gloss.phrase-first-sense", own


def _nearness(sense: str, word: str) -> tuple[int, bool]:
    """Return how many characters two words share, and whether they end alike: 逆转 is nearer to 扭转 than to 转身."""
    return len(set(sense) & set(word)), sense[-1] == word[-1]


def _senses(expression: Expression) -> tuple[str, ...]:
    return tuple(expression.gloss_zh.split("；"))


def _shared(sense: str, zh: str) -> Span | None:
    """Return where the line says the sense, or the longest part of it that is no mere suffix."""
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
        says_both = sum(end - start for start, end in parts[-1].links) >= len(parts)  # 票 is no "vote margin"
        if says_both and parts[-1].pos == "NOUN" and all(part.pos in _MODIFIERS for part in parts):
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
    head = parts[-1]
    start, end = parts[0].start, head.end
    return Phrase(
        " ".join(part.text for part in parts),
        start,
        end,
        pos="compound",
        level=hardest.level,
        zipf=min((part.zipf for part in parts if part.zipf is not None), default=None),
        gloss="".join(zh[start:end] for start, end in head.links),
        gloss_from="dictionary" if all(part.gloss_from == "dictionary" for part in parts) else "aligned",
        gloss_rule="en.gloss.compound",
        links=head.links,
        lemma=" ".join((*(part.text.casefold() for part in parts[:-1]), head.headword)),
        cefr=hardest.cefr,
        ipa=_sound(parts),
        members=members,
        pieces=((start, end),),
        is_compound=True,
    )
