"""The constructions of a line: 即使…也, not only … but also; what English speakers say while they think: you know, sort of.

The table is ours, `source` says where each is described: "GF 四53" is point 53 of level 4 in 《国际中文教育中文水平等级标准》 (GF
0025-2021, appendix A), which sets the level too, "XHBC" 吕叔湘《现代汉语八百词》 (1999), "PEU" Swan, Practical English Usage (2016),
"CGE" Carter and McCarthy, Cambridge Grammar of English (2006), "own" none. Levels without a point of GF 0025-2021 are estimates.

A pattern is read from left to right: `…` is a gap of some words within one sentence; `即使/哪怕` one of these words, in
English by lemma or as written; `*:ADJ,ADV` any word of these parts of speech (Chinese: of its first letter), `*:ing` and
`*:er` one with this ending, comparatives of more than one word with it; `=not` as written; `^` the beginning; `!to,of` none of
these next.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from flashdeck.dictionaries.cefr import LEVEL_NAMES
from flashdeck.model import Language, Token

_LONGEST_GAP = 14  # words
_ENDS = frozenset(".?!;。？！；")
_LAST_WORD, _NEXT_WORD = re.compile(r"\S+\s*$"), re.compile(r"[.?!,]?\s*[\w'’-]*")
_COMPARATIVES = frozenset("more less better worse further".split())
_NO_COMPARATIVES = frozenset("other another after over under never ever either rather however whether together later".split())


@dataclass(frozen=True, slots=True)
class Construction:
    """A construction; `level` on the scale of its language, `source` where it is described."""

    level: float
    name: str
    items: tuple[str, ...]
    meaning: str
    source: str
    words: tuple[tuple[str, ...], ...] = ()
    """Those that a line must have: one of each."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A construction as a line shows it, with the line's own words: 由…决定, stop … from.

    `name` is the construction's own; `words` are the line's as they stand there: stopped … from.
    """

    text: str
    meaning: str
    level: float
    name: str
    words: str


@cache
def load_constructions(study: Language) -> tuple[Construction, ...]:
    """Return the constructions of a language, the hardest first."""
    found = [
        Construction(_level(level), name, tuple(pattern.split()), meaning, source, tuple(_words(pattern.split())))
        for level, name, pattern, meaning, source in _rows(study)
    ]
    return tuple(sorted(found, key=lambda construction: -construction.level))


def _rows(kind: str) -> Iterator[list[str]]:
    table = files("flashdeck.language").joinpath("patterns.tsv").read_text("utf-8")
    return (cells for kind_of_row, *cells in (row.split("\t") for row in table.splitlines()[1:]) if kind_of_row == kind)


@cache
def _fillers() -> tuple[tuple[re.Pattern[str], Shown], ...]:
    return tuple(
        (re.compile(rf"(?<![\w'’])(?:{pattern})(?![\w'’])", re.IGNORECASE), Shown(name, meaning, _level(level), name, ""))
        for level, name, pattern, meaning, _ in _rows("spoken")
    )


def find_fillers(said: str) -> Iterator[Shown]:
    """Yield what a speaker of English says while thinking, or to keep a statement vague, with a word of the line on each side.

    `said`: the line as it was said, before it was cleaned for the page.

    >>> [found.words for found in find_fillers("She could, you know, give you an answer.")]
    ['… could, you know, give …']
    """
    for pattern, shown in _fillers():
        if match := pattern.search(said):
            start, end = match.span("said" if "said" in pattern.groupindex else 0)
            before, after = _LAST_WORD.search(said[:start]), _NEXT_WORD.match(said[end:])
            first, last = start - len(before[0] if before else ""), end + len(after[0] if after else "")
            around = ("… " if first else "", said[first:last].strip(), " …" if last < len(said) else "")
            yield replace(shown, words="".join(around))


def _words(items: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield from (tuple(item.split("/")) for item in items if item not in ("…", "^") and item[:1] not in ("!", "=", "*"))


def _level(text: str) -> float:
    return float(text) if text.isdigit() else LEVEL_NAMES.index(text) + 1.0


def find_constructions(tokens: Sequence[Token], study: Language) -> Iterator[Shown]:
    """Yield the constructions of a line, the hardest first."""
    text = "".join(token.text for token in tokens)  # a pattern's word may be cut into several tokens
    said = {name.casefold() for token in tokens for name in (token.text, token.headword)}
    for construction in load_constructions(study):
        if not all(any(word in said or word in text for word in words) for words in construction.words):
            continue
        matches = (_match(construction.items, tokens, at) for at in range(len(tokens)))
        words = next((found for found in matches if found is not None), None)
        if words is not None:
            heads = ["".join(token.headword for token in word) for word in words]
            text = "…".join(heads) if study == "zh" else _named(construction, heads)
            yield Shown(text, construction.meaning, construction.level, construction.name, _as_written(words, study))


def _as_written(words: "Words", study: Language) -> str:
    """Return words as the line has them, with dots where others stand between."""
    space = "" if study == "zh" else " "
    tokens = [token for word in words for token in word]
    text = tokens[0].text if tokens else ""
    for last, token in pairwise(tokens):
        between = token.start - last.end
        text += (space * between if between <= len(space) else f"{space}…{space}") + token.text
    return text


def _named(construction: Construction, words: Sequence[str]) -> str:
    """Return an English construction's name, with the line's own verb where it may have several: stop … from."""
    first, *others = construction.items[0].split("/")
    return construction.name.replace(first, words[0], 1) if others else construction.name


Words = tuple[tuple[Token, ...], ...]
"""The words of a pattern as the line has them; a Chinese one may be cut into several tokens."""


def _match(items: Sequence[str], tokens: Sequence[Token], at: int) -> Words | None:
    """Return the words of a match that begins here."""
    if not items:
        return ()
    item, rest = items[0], items[1:]
    if item == "…":
        return _first(_match(rest, tokens, start) for start in _after_gap(tokens, at))
    if item == "^":
        return _match(rest, tokens, at) if at == 0 else None
    if item.startswith("!"):
        is_next = at < len(tokens) and _is_one_of(item[1:].replace(",", "/"), tokens[at])
        return None if is_next else _match(rest, tokens, at)
    return _first(_with(_text(tokens[at:end], item), _match(rest, tokens, end)) for end in _ends(item, tokens, at))


def _first(found: Iterable[Words | None]) -> Words | None:
    return next((words for words in found if words is not None), None)


def _with(words: Words, rest: Words | None) -> Words | None:
    return None if rest is None else (*words, *rest)


def _text(tokens: Sequence[Token], item: str) -> Words:
    return () if item.startswith("*:") else (tuple(tokens),)


def _after_gap(tokens: Sequence[Token], at: int) -> Iterator[int]:
    for place in range(at, min(at + _LONGEST_GAP, len(tokens) - 1)):
        if tokens[place].text in _ENDS:
            return
        yield place + 1


def _ends(item: str, tokens: Sequence[Token], at: int) -> Iterator[int]:
    """Yield where a word may end that begins here; a Chinese one may be cut into several."""
    if at < len(tokens) and _is_one_of(item, tokens[at]):
        yield at + 1
    wanted, text = item.split("/"), ""
    for place in range(at, min(at + 3, len(tokens))):
        text += tokens[place].text
        if place > at and text in wanted:
            yield place + 1


def _is_one_of(item: str, token: Token) -> bool:
    text = token.text.casefold()
    if item.startswith("*:"):
        return _is_of_class(item[2:], token, text)
    if item.startswith("="):
        return text == item[1:] or (item == "=not" and text.endswith("n't"))
    return not {text, token.headword.casefold()}.isdisjoint(item.split("/"))


def _is_of_class(wanted: str, token: Token, text: str) -> bool:
    if wanted == "ing":
        return text.endswith("ing") and token.pos == "VERB"
    if wanted == "er":
        return text in _COMPARATIVES or (text.endswith("er") and token.pos in ("ADJ", "ADV") and text not in _NO_COMPARATIVES)
    pos = token.pos or ""
    return any(pos == name or (name.islower() and pos.startswith(name)) for name in wanted.split(","))
