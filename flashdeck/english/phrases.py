"""Find the phrases of an English line: expressions of the inventory, and compounds that are translated as one Chinese word."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.dictionaries.cefr import LEVEL_NAMES
from flashdeck.english.expression_finder import ExpressionMatch, find_expressions
from flashdeck.english.expressions import Expression
from flashdeck.model import EnToken, GlossSource, Phrase, Span

_POS = {"phrasal": "phrasal verb", "idiom": "idiom", "chunk": "phrase", "adverbial": "adverbial"}
_COMPOUND = "en.expression.compound"
"""The rule id of a phrase whose words together have one counterpart in the Chinese line."""
_MODIFIERS = frozenset({"ADJ", "NOUN"})
_ASIDE = re.compile(r"（.*?）")
_LEAST_SHARED = 2  # minimum number of consecutive Han characters that the gloss and the line must share


def find_phrases(tokens: Sequence[EnToken], zh: str) -> tuple[Phrase, ...]:
    """Return the phrases of a line, in order. `tokens` carry their links to the Chinese line `zh`."""
    expressions = [_expression(match, tokens, zh) for match in find_expressions(tokens)]
    taken = {place for phrase in expressions for place in phrase.members}
    compounds = [phrase for phrase in _compounds(tokens, zh) if taken.isdisjoint(phrase.members)]
    return tuple(sorted((*expressions, *compounds), key=lambda phrase: phrase.members))


# ---- expressions: the inventory has their glosses, because their meaning does not follow from the meanings of their words


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

    A sense that occurs in the Chinese line is confirmed. A sense that shares characters with the linked words is confirmed,
    too. If no sense is confirmed, the gloss of a phrasal verb is the text of its linked words, because phrasal verbs have many
    uses. The gloss of any other expression is then its first sense, marked as unconfirmed.
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
    """Return the similarity of a sense and the most similar linked word, or (0, False) if no word is linked."""
    return max((_nearness(sense, zh[start:end]) for start, end in counterpart), default=(0, False))


def _nearness(sense: str, word: str) -> tuple[int, bool]:
    """Return the number of characters that two words share, and whether the last characters are the same.

    So 逆转 is more similar to 扭转 than to 转身.
    """
    return len(set(sense) & set(word)), sense[-1] == word[-1]


def _senses(expression: Expression) -> tuple[str, ...]:
    return tuple(expression.gloss_zh.split("；"))


def _shared(sense: str, zh: str) -> Span | None:
    """Return the span of the longest part of a sense that occurs in the line, or None if no part with two characters occurs."""
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


# ---- compounds: their meaning follows from the meanings of their words, but they are learned as single words


def _compounds(tokens: Sequence[EnToken], zh: str) -> Iterator[Phrase]:
    """Yield the compounds of a line: a noun and its modifiers that are linked to the same Chinese words (data center, 数据中心)."""
    for members in _runs(tokens):
        parts = [tokens[place] for place in members]
        # A counterpart of one character is too short: 票 cannot translate "vote margin".
        is_long_enough = sum(end - start for start, end in parts[-1].links) >= len(parts)
        if is_long_enough and parts[-1].pos == "NOUN" and all(part.pos in _MODIFIERS for part in parts):
            yield _compound(parts, members, zh)


def _runs(tokens: Sequence[EnToken]) -> Iterator[tuple[int, ...]]:
    """Yield the indices of neighbouring words that have the same counterpart."""
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
