"""Names of closed sets, and of plain values that mean more than their type says."""

from typing import Literal, NewType

Language = Literal["zh", "en"]
GlossSource = Literal["edits", "aligned", "dictionary", "unconfirmed"]
TokenKind = Literal["word", "function", "name", "number", "latin", "mark"]
CardType = Literal["sentence", "word"]
HskEdition = Literal["2025", "2021", "2.0"]
Script = Literal["simplified", "traditional"]
Phonetic = Literal["pinyin", "zhuyin", "none"]
CardOrder = Literal["best", "easy", "conversation", "value"]
CardKind = Literal["recognition", "listening", "production"]
Original = Literal["zh", "en", "unknown"]
"""The side that was spoken; the other one is a translation."""
Layout = Literal["alternating", "units", "two-sided"]
"""How the two languages stand in a transcript, which tells alignment how to go on.

`alternating`: a line, then its translation; `Line.unit` is None. `units`: the format itself says what belongs together (a
cue, a table row, a paragraph and the one behind it), and `Line.unit` names it. `two-sided`: the languages stand apart, in two
files or one behind the other, and nothing says what belongs together; `Line.unit` then names the cue or paragraph of its own side.
"""
Html = NewType("Html", str)
"""Text that was escaped, or markup of our own; what a card field holds."""

Span = tuple[int, int]
