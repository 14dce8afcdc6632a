"""Define closed sets of names, and types for plain values that have a special meaning."""

from typing import Literal, NewType

Language = Literal["zh", "en"]
GlossSource = Literal["edits", "aligned", "dictionary", "unconfirmed"]
TokenKind = Literal["word", "function", "name", "number", "latin", "mark"]
CardType = Literal["sentence", "word"]
HskEdition = Literal["2025", "2021", "2.0"]
Definitions = Literal["context", "own"]
"""The language in which a card explains its word: the language that the learner knows, or the language studied."""
Exam = Literal["zk", "gk", "cet4", "cet6", "ky", "ielts", "toefl", "gre"]
"""The exams whose word lists ECDICT marks, from easy to hard, by ECDICT's names: zk (中考), gk (高考), ky (考研)."""
Script = Literal["simplified", "traditional"]
ScriptChoice = Literal["auto", "simplified", "traditional"]
"""The script that cards show. `auto` is the script of most lines of the transcript."""
Phonetic = Literal["pinyin", "zhuyin", "none"]
CardOrder = Literal["best", "easy", "conversation", "value"]
CardKind = Literal["recognition", "listening", "production"]
Original = Literal["zh", "en", "unknown"]
"""The language that was spoken. The lines in the other language are its translation."""
Layout = Literal["alternating", "units", "two-sided"]
"""How a transcript arranges its two languages. Alignment has a method for each layout.

`alternating`: each line is followed by its translation; `Line.unit` is None.
`units`: the format shows which lines belong together. They form a unit, such as a cue, a table row, or two successive
paragraphs. `Line.unit` is the number of the unit.
`two-sided`: the languages are separate, in two files or one after the other in one file. The format does not show which lines
belong together. `Line.unit` is the number of the cue or paragraph, counted in its own language.
"""
Html = NewType("Html", str)
"""The content of a field of a note, as HTML: escaped text, and markup that flashdeck added."""

Span = tuple[int, int]
"""The start and the end of a part of a text; the end is exclusive."""
