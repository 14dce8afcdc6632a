"""The cards as a table for a terminal of 80 columns; Chinese characters count as two."""

import re
import unicodedata
from collections.abc import Iterator

from flashdeck.model import Card, Selection, Token, ZhToken

_WIDTH = 80
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # a transcript must not command the terminal; a tab has no width of its own
_INDENT = 5


def preview_lines(selection: Selection) -> Iterator[str]:
    """Yield the lines of the preview: for each card its words, its two lines and the reason."""
    for order, card in enumerate(selection.cards, start=1):
        yield from _card_lines(card, order)
        yield ""
    yield f"{len(selection.cards)} cards, " + ", ".join(
        f"{sum(card.type == kind for card in selection.cards)} {kind} cards" for kind in ("sentence", "word")
    )


def _card_lines(card: Card, order: int) -> Iterator[str]:
    tokens = {token.headword: token for token in reversed(card.graded.units)}
    new = len(card.new_words)
    words = "; ".join(_word(tokens[word]) for word in card.targets)
    yield from wrapped(f"{order:>3}  {card.type:<8} {new} new  {words}")
    for text in (card.graded.target, card.graded.context, card.why, card.id):
        yield from wrapped(" " * _INDENT + text)


def _word(token: Token) -> str:
    reading = " " + "".join(token.pinyin) + ("?" if token.doubtful else "") if isinstance(token, ZhToken) else ""
    return f"{token.text}{reading} = {token.gloss} ({token.gloss_from})"


def width(text: str) -> int:
    """Return how many columns a text takes.

    >>> width("预测 ok")
    7
    """
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, indent: int = _INDENT) -> Iterator[str]:
    """Break a line at 80 columns, between words or Chinese characters; further lines are indented."""
    line = ""
    for piece in _pieces(_CONTROL.sub(" ", text)):
        if line.strip() and width(line) + width(piece.rstrip()) > _WIDTH:
            yield line.rstrip()
            line = " " * indent + piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        piece += char
        if char == " " or unicodedata.east_asian_width(char) in "WF" or len(piece) == _WIDTH - _INDENT:
            yield piece
            piece = ""
    yield piece
