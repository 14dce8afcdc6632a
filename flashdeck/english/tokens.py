"""Split English text into words as a card shows them: the tokens of spaCy, with contractions and compounds joined again.

A card shows the whole word (don't), but each part of speech belongs to a piece (do|n't). A word therefore has a list of its
pieces, and the index of the piece that carries its meaning. The rules for joining are the rows of `english/data/words.tsv`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.english.tokenizer import load_english_cutter
from flashdeck.english.word_classes import english_rules, load_word_classes
from flashdeck.language.rules import ContextTable
from flashdeck.lazy import Lazy
from flashdeck.model import Span

BY_TOKENIZER = "en.word.tokenizer"
"""The rule id of a word that is one token of spaCy."""
BROKEN_OFF = "en.word.broken-off"
"""The rule id of a word from which a final hyphen was separated, because the speaker broke off there (so-)."""
_PROCLITIC = re.compile(r"[yd]['’]", re.IGNORECASE)  # the beginnings of y'all and d'you
_HYPHEN = re.compile(r"[-‐‑]")
_OWNED = re.compile(r"\s+[^\W\d_]")  # the beginning of the word after a plural possessive: the models' weights
_OPEN_QUOTE = re.compile(r"(?:^|[\s(\[])['‘](?=\S)")


class EnglishWord(NamedTuple):
    """A word as a card shows it: its text and its offset in the line.

    The parts of a compound or contraction are its pieces. `base` is the index of the piece that has the meaning: "do" in "don't".
    """

    text: str
    start: int
    pieces: tuple[str, ...]
    base: int = 0
    rule: str = BY_TOKENIZER
    """The id of the rule that joined or separated the word."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def base_text(self) -> str:
        return self.pieces[self.base]


class _Piece(NamedTuple):
    """A part of the line that is not divided further, and the id of the rule that joined or separated the part."""

    start: int
    end: int
    rule: str = BY_TOKENIZER


class JoinContext:
    """Two neighbouring pieces without a space between them. Offset 0 is the first piece, and offset 1 is the second piece."""

    __slots__ = ("line", "spans")

    def __init__(self, line: str, spans: tuple[Span, Span]) -> None:
        self.line = line
        self.spans = spans

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the piece at an offset in lower case with plain apostrophes, and an empty tag.

        For an offset other than 0 and 1, return two empty texts.
        """
        if offset not in (0, 1):
            return "", ""
        start, end = self.spans[offset]
        return self.line[start:end].lower().replace("’", "'"), ""

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offset 1 if it is not before `first`."""
        return range(first, 2)

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return an empty range, because the words before the first piece are not considered."""
        return range(first, first)


def _begins_with_letter(context: JoinContext, offset: int) -> bool:
    return context.word_at(offset)[0][:1].isalpha()


def _ends_in_letter_or_figure(context: JoinContext, offset: int) -> bool:
    return context.word_at(offset)[0][-1:].isalnum()


def _is_inner_hyphen(context: JoinContext, offset: int) -> bool:
    """Tell whether a piece is a hyphen between letters or figures."""
    line, (start, end) = context.line, context.spans[offset]
    is_hyphen = bool(_HYPHEN.fullmatch(line, start, end))
    return is_hyphen and line[start - 1 : start].isalnum() and line[end : end + 1].isalnum()


def _precedes_owned(context: JoinContext, offset: int) -> bool:
    """Tell whether an apostrophe marks a possessive. A word must follow, and the apostrophe must not end a quotation."""
    start, end = context.spans[offset]
    return bool(_OWNED.match(context.line, end)) and not _OPEN_QUOTE.search(context.line, 0, start)


FEATURES: Mapping[str, Callable[[JoinContext, int], bool]] = {
    "ends_in_letter_or_figure": _ends_in_letter_or_figure,
    "inner_hyphen": _is_inner_hyphen,
    "letter": _begins_with_letter,
    "owner": _precedes_owned,
}
"""Maps the name of each feature in the conditions of `words.tsv` to its function."""


def _load_join_rules() -> ContextTable[JoinContext]:
    return ContextTable(english_rules("words.tsv"), FEATURES, load_word_classes())


load_join_rules = Lazy(_load_join_rules)


def cut_english(en: str) -> list[EnglishWord]:
    """Return the words, numbers and marks of a text, in order and without white space.

    >>> [word.text for word in cut_english("We're gonna follow up: it's a follow-up.")]
    ["We're", 'gonna', 'follow', 'up', ':', "it's", 'a', 'follow-up', '.']
    """
    pieces = [_joined(group) for group in _groups(en, list(_cuts(en)), "compound")]
    return [_word(en, group) for group in _groups(en, pieces, "contraction")]


def _cuts(en: str) -> Iterator[_Piece]:
    """Yield spaCy's tokens. A hyphen at which a speaker broke off (so-) is separated from its word."""
    for start, end in load_english_cutter().cut(en):
        if end - start > 1 and _HYPHEN.fullmatch(en[end - 1]) and en[end - 2].isalpha():
            yield _Piece(start, end - 1, BROKEN_OFF)
            yield _Piece(end - 1, end, BROKEN_OFF)
        else:
            yield _Piece(start, end)


def _groups(en: str, pieces: Sequence[_Piece], key: str) -> list[list[_Piece]]:
    """Group neighbouring pieces that a rule with the key `key` joins. Each joined piece gets the id of the rule that joined it."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        rule = None
        if groups and groups[-1][-1].end == piece.start:
            before = groups[-1][-1]
            context = JoinContext(en, ((before.start, before.end), (piece.start, piece.end)))
            rule = load_join_rules().first(key, context)
        if rule is None:
            groups.append([piece])
        else:
            groups[-1].append(piece._replace(rule=rule.id))
    return groups


def _joined(group: Sequence[_Piece]) -> _Piece:
    if len(group) == 1:
        return group[0]
    return _Piece(group[0].start, group[-1].end, group[-1].rule)


def _word(en: str, group: Sequence[_Piece]) -> EnglishWord:
    start, end, rule = _joined(group)
    if len(group) == 1:
        return EnglishWord(en[start:end], start, (en[start:end],), 0, rule)
    pieces = tuple(en[piece.start : piece.end] for piece in group)
    return EnglishWord(en[start:end], start, pieces, int(bool(_PROCLITIC.fullmatch(pieces[0]))), rule)
