"""Find the constructions of a line (即使…也, not only … but also) and the fillers of spoken English (you know, sort of).

The rules are rows of `chinese/data/grammar_patterns.tsv`, `english/data/grammar_patterns.tsv` and
`english/data/filler_patterns.tsv`, with these columns:

`id`
    The name of the rule. The meaning of an id never changes.
`level`
    An HSK level from 1 to 9, or a CEFR level from A1 to C2.
`name`
    The name of the construction on handouts and cards.
`pattern`
    For a construction, items in the notation below. They are separated by blanks and matched from left to right. For a filler,
    a regular expression. If the expression also matches words around the filler, its group `said` is the filler itself.
`meaning`
    The meaning in the other language.
`example`, `counter_example`
    A line with the construction, and a similar line without the construction. Both run as tests.
`source`
    "GF 四53" is point 53 of level 4 in 《国际中文教育中文水平等级标准》 (GF 0025-2021, appendix A). Such a point also sets the level.
    "XHBC" is 吕叔湘《现代汉语八百词》 (1999), "PEU" is Swan, Practical English Usage (2016), and "CGE" is Carter and McCarthy,
    Cambridge Grammar of English (2006). "own" means that there is no source. Levels that GF does not set are estimates.

The items of a pattern:

`即使/哪怕`
    One of these words. An English word matches by its lemma or by its spelling.
`…`
    A gap of up to 14 words inside one sentence.
`*:ADJ,ADV`
    Any word with one of these parts of speech. In a Chinese pattern, a part of speech is the first letter of a tag.
`*:ing`, `*:er`
    `*:ing` is a verb that ends in -ing. `*:er` is a comparative.
`=not`
    A word with exactly this spelling. `=not` also matches n't.
`^`
    The beginning of the line.
`!to,of`
    The next word must not be any of these words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import pairwise

from flashdeck.dictionaries.cefr import LEVEL_NAMES
from flashdeck.language.rules import rows_of_table
from flashdeck.lazy import Lazy
from flashdeck.model import Language, Token

COLUMNS = ("id", "level", "name", "pattern", "meaning", "example", "counter_example", "source")
_LONGEST_GAP = 14  # maximum number of words in a gap; chosen by hand
_MOST_TOKENS = 3  # maximum number of tokens into which one word of a Chinese pattern may be split
_SENTENCE_ENDS = frozenset(".?!;。？！；")
_LAST_WORD, _NEXT_WORD = re.compile(r"\S+\s*$"), re.compile(r"[.?!,]?\s*[\w'’-]*")
_COMPARATIVES = frozenset("more less better worse further".split())
_NO_COMPARATIVES = frozenset("other another after over under never ever either rather however whether together later".split())
_NOT_REQUIRED = "…^!=*"
"""The first characters of items that do not require a certain word in the line.

A quick test first finds out whether the line has all words that a pattern requires. The test ignores these items.
"""
_SPACES: Mapping[Language, str] = {"zh": "", "en": " "}
"""The text between two words in each language."""

_Words = tuple[tuple[Token, ...], ...]
"""The words of a match. Each word is a tuple of tokens, because a Chinese word may be split into two or more tokens."""


@dataclass(frozen=True, slots=True)
class GrammarRule:
    """One row of a table of constructions or fillers. `level` is on the HSK scale or the CEFR scale."""

    id: str
    level: float
    name: str
    pattern: str
    meaning: str
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True, slots=True)
class Construction:
    """A construction with its pattern divided into items, which can be matched."""

    rule: GrammarRule
    items: tuple[str, ...]
    """The items of the pattern."""
    required: tuple[tuple[str, ...], ...]
    """Groups of words. The pattern is matched only against lines that have a word of each group."""


@dataclass(frozen=True, slots=True)
class ShownConstruction:
    """A construction that occurs in a line.

    `text` is the name of the construction with the words of the line: 由…决定, stop … from. `name` is the general name of the
    construction. `words` are the words as they are written in the line: stopped … from.
    """

    text: str
    meaning: str
    level: float
    name: str
    words: str
    rule_id: str = ""


def read_grammar_rules(package: str, name: str) -> tuple[GrammarRule, ...]:
    """Read a table of constructions or fillers from the data of a package.

    Raises `ValueError`, with the file and the line, if a row has a wrong number of columns.
    """
    text = files(package).joinpath("data", name).read_text("utf-8")
    found = []
    for number, cells in rows_of_table(text, name, COLUMNS):
        if len(cells) != len(COLUMNS):
            raise ValueError(f"{name}, line {number}: the row must have {len(COLUMNS)} columns, not {len(cells)}")
        rule_id, level, *others = cells
        found.append(GrammarRule(rule_id, _level(level), *others))
    return tuple(found)


def _level(text: str) -> float:
    return float(text) if text.isdigit() else LEVEL_NAMES.index(text) + 1.0


def _load_constructions(package: str) -> tuple[Construction, ...]:
    rules = read_grammar_rules(package, "grammar_patterns.tsv")
    return tuple(_construction(rule) for rule in sorted(rules, key=lambda rule: -rule.level))


def _construction(rule: GrammarRule) -> Construction:
    items = tuple(rule.pattern.split())
    required = [tuple(item.split("/")) for item in items if item[0] not in _NOT_REQUIRED]
    return Construction(rule, items, tuple(required))


_CONSTRUCTIONS: Mapping[Language, Lazy[tuple[Construction, ...]]] = {
    "zh": Lazy(lambda: _load_constructions("flashdeck.chinese")),
    "en": Lazy(lambda: _load_constructions("flashdeck.english")),
}


def load_constructions(study: Language) -> tuple[Construction, ...]:
    """Return the constructions of a language, beginning with the hardest construction."""
    return _CONSTRUCTIONS[study]()


# ---- fillers


@dataclass(frozen=True, slots=True)
class _Filler:
    shown: ShownConstruction
    pattern: re.Pattern[str]


def _load_fillers() -> tuple[_Filler, ...]:
    found = []
    for rule in read_grammar_rules("flashdeck.english", "filler_patterns.tsv"):
        shown = ShownConstruction(rule.name, rule.meaning, rule.level, rule.name, "", rule.id)
        found.append(_Filler(shown, re.compile(rf"(?<![\w'’])(?:{rule.pattern})(?![\w'’])", re.IGNORECASE)))
    return tuple(found)


_FILLERS: Mapping[Language, Lazy[tuple[_Filler, ...]]] = {"en": Lazy(_load_fillers)}


def find_fillers(said: str, study: Language) -> Iterator[ShownConstruction]:
    """Yield the fillers and vague expressions of a line, each with one word of the line before and after it.

    `said` is the line as it was spoken, with the fillers that cleaning removes. Nothing is yielded for Chinese, because there
    is no table of Chinese fillers.

    >>> [found.words for found in find_fillers("She could, you know, give you an answer.", "en")]
    ['… could, you know, give …']
    """
    if study not in _FILLERS:
        return
    for filler in _FILLERS[study]():
        match = filler.pattern.search(said)
        if match:
            group = "said" if "said" in filler.pattern.groupindex else 0
            start, end = match.span(group)
            yield replace(filler.shown, words=_with_neighbours(said, start, end))


def _with_neighbours(said: str, start: int, end: int) -> str:
    """Return the part of a line from `start` to `end` with one word before and after it.

    Dots replace the rest of the line.
    """
    before, after = _LAST_WORD.search(said[:start]), _NEXT_WORD.match(said[end:])
    first = before.start() if before else start
    last = end + after.end() if after else end
    head = "… " if first else ""
    tail = " …" if last < len(said) else ""
    return head + said[first:last].strip() + tail


# ---- constructions


def find_constructions(tokens: Sequence[Token], study: Language) -> Iterator[ShownConstruction]:
    """Yield the constructions of a line, beginning with the hardest construction."""
    text = "".join(token.text for token in tokens)  # one word of a pattern may be split into two or more tokens
    said = {token.text.casefold() for token in tokens} | {token.headword.casefold() for token in tokens}
    for construction in load_constructions(study):
        if all(_is_said(words, said, text) for words in construction.required):
            words = _first(_match(construction.items, tokens, at) for at in range(len(tokens)))
            if words is not None:
                yield _shown(construction, words, study)


def _is_said(words: Iterable[str], said: set[str], text: str) -> bool:
    return any(word in said or word in text for word in words)


def _shown(construction: Construction, words: _Words, study: Language) -> ShownConstruction:
    rule = construction.rule
    heads = [_headword(word) for word in words]
    text = _NAMERS[study](construction, heads)
    return ShownConstruction(text, rule.meaning, rule.level, rule.name, _as_written(words, study), rule.id)


def _headword(tokens: Iterable[Token]) -> str:
    return "".join(token.headword for token in tokens)


def _name_by_words(construction: Construction, heads: Sequence[str]) -> str:  # noqa: ARG001  as for English
    """Return the name of a Chinese construction, made from the words of the line: 由…决定."""
    return "…".join(heads)


def _name_by_verb(construction: Construction, heads: Sequence[str]) -> str:
    """Return the name of an English construction.

    If the pattern begins with alternative verbs, the name has the verb of the line: stop … from.
    """
    first, *others = construction.items[0].split("/")
    name = construction.rule.name
    return name.replace(first, heads[0], 1) if others else name


_NAMERS = {"zh": _name_by_words, "en": _name_by_verb}


def _as_written(words: _Words, study: Language) -> str:
    """Return the words of a match as they are written in the line. Dots replace the words between them."""
    space = _SPACES[study]
    tokens = [token for word in words for token in word]
    text = tokens[0].text if tokens else ""
    for last, token in pairwise(tokens):
        distance = token.start - last.end
        between = space * distance if distance <= len(space) else f"{space}…{space}"
        text += between + token.text
    return text


def _match(items: Sequence[str], tokens: Sequence[Token], at: int) -> _Words | None:
    """Return the words of a match that begins at index `at`, or None if the items do not match there."""
    if not items:
        return ()
    item, rest = items[0], items[1:]
    if item == "…":
        return _first(_match(rest, tokens, start) for start in _gap_ends(tokens, at))
    if item == "^" or item.startswith("!"):
        return _match(rest, tokens, at) if _may_be_here(item, tokens, at) else None
    return _first(_match_word(item, rest, tokens, span) for span in _word_spans(item, tokens, at))


def _may_be_here(item: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an item `^` or `!to,of` holds at index `at`.

    `^` holds at the beginning of the line. `!to,of` holds if the next word is neither "to" nor "of".
    """
    if item == "^":
        return at == 0
    return at == len(tokens) or not _is_one_of(item[1:].replace(",", "/"), tokens[at])


def _match_word(item: str, rest: Sequence[str], tokens: Sequence[Token], span: tuple[int, int]) -> _Words | None:
    """Return the words of a match, or None if the items of `rest` do not match the tokens after `span`.

    The tokens of `span` match `item`, and are the first word of the match. They are not included if `item` matches any word of
    a part of speech, such as `*:ADJ`.
    """
    start, end = span
    following = _match(rest, tokens, end)
    if following is None or item.startswith("*:"):
        return following
    return (tuple(tokens[start:end]), *following)


def _first(found: Iterable[_Words | None]) -> _Words | None:
    return next((words for words in found if words is not None), None)


def _gap_ends(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """Yield the indices at which a gap that begins at index `at` may end."""
    for place in range(at, min(at + _LONGEST_GAP, len(tokens) - 1)):
        if tokens[place].text in _SENTENCE_ENDS:
            return
        yield place + 1


def _word_spans(item: str, tokens: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the tokens that begin at index `at` and match an item of a pattern.

    The tokens of a span are one token, or two or more tokens that make up a Chinese word.
    """
    if at < len(tokens) and _is_one_of(item, tokens[at]):
        yield at, at + 1
    wanted, text = item.split("/"), ""
    for place in range(at, min(at + _MOST_TOKENS, len(tokens))):
        text += tokens[place].text
        if place > at and text in wanted:
            yield at, place + 1


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
        return _is_comparative(token, text)
    pos = token.pos or ""
    return any(pos == name or (name.islower() and pos.startswith(name)) for name in wanted.split(","))


def _is_comparative(token: Token, text: str) -> bool:
    """Tell whether a word is a comparative, or is "more" or "less"."""
    if text in _COMPARATIVES:
        return True
    return text.endswith("er") and token.pos in ("ADJ", "ADV") and text not in _NO_COMPARATIVES
