"""Read the inventory of English expressions: phrasal verbs, idioms, chunks and adverbials, with their levels and patterns.

A pattern is read from left to right; ` | ` separates alternatives:

| written | means |
|---|---|
| `roll`, `about/around` | a token whose lemma or spelling is this word, or is any of these words |
| `=beans` | a token with exactly this spelling |
| `pick:VERB`, `*:NUM,DET` | a token that also has one of these parts of speech; `*` matches any word |
| `one's`, `oneself` | any possessive (my, Anna's), any reflexive pronoun |
| `_`, `__` | the object of a separable verb, 1 to 4 tokens; an object `_` may also follow the particle |
| `...` | up to 4 tokens, without verbs and marks |
| `(be ...)` | words that must occur but are not part of the expression |
| `!of`, `!*:NOUN` | the next token must not match; at the beginning of a pattern, the token before it must not match |
| `!NP` | a noun phrase must not follow, so that the particle is not a preposition |
| `$` | a mark or the end of the line follows |
| `~door/gate` | the next four tokens must not contain any of these words |

The first word of a phrasal verb must be a verb, and the words of an adverbial must be spelt exactly as in the pattern. These
two rules do not need a sign in the pattern. Hyphens are not written: `state of the art` also matches "state-of-the-art".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast, get_args

from flashdeck.lazy import Lazy

ExpressionKind = Literal["phrasal", "idiom", "chunk", "adverbial"]
Cefr = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
Role = Literal["word", "object", "filler", "not", "far", "no-noun", "end"]
COLUMNS = ("headword", "kind", "cefr", "pattern", "gloss_zh", "note")
VERBS = frozenset({"VERB", "AUX"})
_PLACEHOLDERS = frozenset({"one's", "oneself"})
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_SIGNS: dict[str, tuple[Role, int]] = {
    "_": ("object", 0),
    "__": ("object", 1),
    "...": ("filler", 0),
    "!NP": ("no-noun", 0),
    "$": ("end", 0),
}


class Item(NamedTuple):
    """One item of a pattern.

    If `words` is empty, any word matches. If `pos` is empty, any part of speech matches. `least` is the minimum number of
    tokens in a gap.
    """

    role: Role
    words: frozenset[str] = frozenset()
    pos: frozenset[str] = frozenset()
    marked: bool = True
    least: int = 0


Pattern = tuple[Item, ...]


class Expression(NamedTuple):
    """An expression that a card can teach. `cefr` is the level of the expression as a whole, not of its words."""

    headword: str
    kind: ExpressionKind
    cefr: Cefr
    patterns: tuple[Pattern, ...]
    gloss_zh: str
    note: str = ""

    @property
    def id(self) -> str:
        """The rule id of each phrase in which this expression was found, such as "en.expression.by-and-large"."""
        return "en.expression." + _NO_LETTERS.sub("-", self.headword.casefold()).strip("-")


def _load_expressions() -> tuple[Expression, ...]:
    """Return all expressions of the inventory, sorted by headword."""
    return tuple(read_expressions(files("flashdeck.english").joinpath("data/expressions.tsv").read_text("utf-8")))


load_expressions = Lazy(_load_expressions)


def read_expressions(table: str) -> Iterator[Expression]:
    """Read the text of the table of expressions. Its first row has the names of the columns."""
    rows = (line.split("\t") for line in table.splitlines())
    header = tuple(next(rows))
    if header != COLUMNS:
        raise ValueError(f"the columns of the table of expressions must be {' '.join(COLUMNS)}, not {' '.join(header)}")
    kinds, levels = get_args(ExpressionKind), get_args(Cefr)
    for headword, kind, cefr, pattern, gloss, note in rows:
        if kind not in kinds or cefr not in levels:
            raise ValueError(f"{headword}: the kind {kind!r} or the level {cefr!r} is unknown")
        known_kind = cast("ExpressionKind", kind)
        yield Expression(headword, known_kind, cast("Cefr", cefr), read_patterns(pattern, known_kind), gloss, note)


def read_patterns(text: str, kind: ExpressionKind = "idiom") -> tuple[Pattern, ...]:
    """Read a pattern and its alternatives.

    >>> [[item.role for item in pattern] for pattern in read_patterns("roll _ out !of", "phrasal")]
    [['word', 'object', 'word', 'not']]
    """
    patterns = tuple(tuple(_items(part)) for part in text.split(" | "))
    if not all(map(_has_word, patterns)):
        raise ValueError(f"{text!r}: each alternative of a pattern must have a word")
    fix = {"phrasal": _verb_first, "adverbial": _as_written}.get(kind)
    return tuple(map(fix, patterns)) if fix else patterns


def _has_word(pattern: Pattern) -> bool:
    return any(item.role == "word" and item.words for item in pattern)


def _items(text: str) -> Iterator[Item]:
    context = False
    for piece in text.split():
        context = context or piece.startswith("(")
        yield _item(piece.strip("()"), marked=not context)
        context = context and not piece.endswith(")")


@lru_cache(maxsize=4096)
def _item(piece: str, *, marked: bool) -> Item:
    """Read one item. The results are cached, because many items, such as "the" and "one's", are in several patterns."""
    if piece in _SIGNS:
        role, least = _SIGNS[piece]
        return Item(role, marked=False, least=least)
    if piece[0] in "!~":
        condition: Role = "not" if piece[0] == "!" else "far"
        return Item(condition, *_words_and_pos(piece[1:]), marked=False)
    return Item("word", *_words_and_pos(piece), marked=marked)


def _words_and_pos(piece: str) -> tuple[frozenset[str], frozenset[str]]:
    """Split an item such as `a/b:POS,POS` into its words and its parts of speech."""
    words, _, pos = piece.partition(":")
    if "*" in words and (words != "*" or not pos):
        raise ValueError(f"{piece!r}: * must be the only word and needs a part of speech")
    return frozenset(words.split("/")) - {"*"}, frozenset(pos.split(",")) - {""}


def _verb_first(pattern: Pattern) -> Pattern:
    """Require the first word of a phrasal verb to be a verb, unless the pattern has a part of speech for it."""
    at = next(i for i, item in enumerate(pattern) if item.role == "word" and item.marked)
    first = pattern[at]
    return (*pattern[:at], first._replace(pos=first.pos or VERBS), *pattern[at + 1 :])


def _as_written(pattern: Pattern) -> Pattern:
    """Match the words of an adverbial by their spelling instead of their lemma: "in fact" does not have a plural."""
    return tuple(item._replace(words=frozenset(map(_spelling, item.words))) if item.marked else item for item in pattern)


def _spelling(word: str) -> str:
    return word if word in _PLACEHOLDERS or word.startswith("=") else f"={word}"
