"""Define lines as read, pairs of lines, and the sentences that a card may show."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flashdeck.model.hot_values import hot_dataclass
from flashdeck.model.names import Language, Layout, Span


def text_digest(text: str) -> str:
    """Return a digest of the letters and digits in a text, as 12 hex digits.

    >>> text_digest("你好，世界。")
    'beca6335b20f'
    """
    folded = "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
    return hashlib.sha256(folded.encode()).hexdigest()[:12]


_CLOSERS, _OPENERS = "”’\"'）)》』」]", "“‘\"'（(《『「["
_NEVER_FIRST = re.compile("[吗嗎呢吧嘛们們]|的(?![确確士])")
"""Particles and suffixes, which never begin a clause, so that a line end before them is not a pause."""


def join_chinese(parts: Iterable[tuple[str, bool]]) -> str:
    """Join the parts of a Chinese text. Each part has its text, and whether a pause without a mark may follow the part.

    A space is put between two parts if a line end separated Latin words or figures, or if there is a pause without a mark.

    >>> join_chinese([("欢迎收听 River", False), ("Talk", False), ("第3集。", False)])
    '欢迎收听 River Talk第3集。'
    >>> join_chinese([("桥断了", True), ("我们走山路回家", True), ("吧", True)])
    '桥断了 我们走山路回家吧'
    """
    joined = ""
    may_pause = False
    for part, may_pause_after in parts:
        is_gap = _has_words_between(joined, part) or (may_pause and _has_pause_between(joined, part))
        joined += f" {part}" if is_gap else part
        may_pause = may_pause_after
    return joined


def _has_words_between(before: str, after: str) -> bool:
    """Tell whether Latin letters or figures are at the end of the first text and at the beginning of the second text."""
    return before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()


def _has_pause_between(before: str, after: str) -> bool:
    """Tell whether a pause may be between two texts: the first text ends without a mark, and the second may begin a clause."""
    clause = after.lstrip(_OPENERS + "-–— ")
    return clause[:1].isalnum() and ends_bare(before) and not _NEVER_FIRST.match(clause)


def ends_bare(text: str) -> bool:
    """Tell whether a text has no punctuation mark at its end. Closing quotation marks and brackets do not count.

    >>> ends_bare("他说“走吧”"), ends_bare("他说：“走吧。”")
    (True, False)
    """
    return text.rstrip(_CLOSERS)[-1:].isalnum()


@dataclass(frozen=True, slots=True)
class Notice:
    """A report that a line was left out, or that a value is in doubt.

    `code` is the code of the reason. `line` is the number of the line in the input file, counted from 1; it is 0 if the notice
    is about the whole file. `text` is the text that the notice is about. `file` is the language of the file if the transcript
    came as two files, else None.
    """

    code: str
    line: int
    text: str
    file: Language | None = None
    rule: str | None = None
    """The id of the rule that decided; None if the decision was not made by a rule of a table."""


@hot_dataclass(frozen=True, slots=True)
class Line:
    """A line as read: only the text, without the time, the name of the speaker and the marks around it.

    `number` counts from 1; several lines may share a number, such as the cells of a table row. `lang` comes from the format (a
    column, a style, a separate file). If the format does not give the language, it comes from the script of the text; None if
    the script does not show it either. If a file breaks a text into lines, these lines have the same language and the same
    `unit`. A line with a language but without text could not be read. Lines are not paired across such a line, and a notice
    reports it.
    """

    number: int
    text: str
    lang: Language | None
    start: float | None = None
    """The start of the line in seconds. `end` is its end. Both are None if the format has no times."""
    end: float | None = None
    speaker: str | None = None
    file: Language | None = None
    """The language of the line's file if the transcript came as two files, else None. `number` counts the lines of the file."""
    unit: int | None = None
    """The number of the unit to which the line belongs, rising in the file; None if the layout has no units. See `Layout`."""
    original: str | None = None
    """The text of the line before the edits file corrected it; None if the text was not corrected."""
    unmarked: bool = False
    """Whether the lines around this line have no final marks. A pause or the end of a sentence may then follow this line."""

    @property
    def as_read(self) -> str:
        return self.text if self.original is None else self.original


@dataclass(frozen=True, slots=True)
class Transcript:
    """The lines of one input, and the notices of its reader."""

    title: str
    lines: tuple[Line, ...]
    notices: tuple[Notice, ...] = ()
    layout: Layout = "alternating"
    reader: str = "plain"
    """The name of the reader, as in the values of --reader."""
    encoding: str = "utf-8"
    machine_translated: bool = False
    """Whether one language was translated from numbered lines (`flashdeck lines`), which is usually done by a machine."""


@hot_dataclass(frozen=True, slots=True)
class Pair:
    """The smallest group of lines whose Chinese and English translate each other. `score` is from 0 (doubtful) to 1.

    If a line holds several pairs, `zh_spans` and `en_spans` have the part of each line that belongs to this pair; else they are
    empty.
    """

    zh_source: tuple[Line, ...]
    en_source: tuple[Line, ...]
    score: float
    zh_spans: tuple[Span, ...] = ()
    en_spans: tuple[Span, ...] = ()

    @property
    def zh(self) -> str:
        return join_chinese(self.zh_parts())

    @property
    def en(self) -> str:
        return " ".join(text for text, _ in _parts(self.en_source, self.en_spans))

    @property
    def zh_as_read(self) -> str:
        """The Chinese text before the edits file corrected it. `en_as_read` is the same for the English text."""
        return join_chinese(self.zh_parts(as_read=True))

    @property
    def en_as_read(self) -> str:
        return " ".join(as_read for _, as_read in _parts(self.en_source, self.en_spans))

    def zh_parts(self, *, as_read: bool = False) -> Iterator[tuple[str, bool]]:
        """Yield the Chinese parts of the lines as `join_chinese` takes them."""
        for line, texts in zip(self.zh_source, _parts(self.zh_source, self.zh_spans), strict=True):
            yield texts[as_read], line.unmarked


def _parts(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Yield two texts for each line: the text as it is now, and the text as it was read.

    If `spans` is not empty, it has a span for each line, and only the texts in the spans are yielded.
    """
    if not spans:
        yield from ((line.text, line.as_read) for line in lines)
        return
    for line, (start, end) in zip(lines, spans, strict=True):
        text = line.text[start:end]
        yield text, text if line.original is None else part_as_read(line.text, line.original, (start, end))


def part_as_read(text: str, original: str, span: Span) -> str:
    """Return the part of the original line that corresponds to a span of the corrected line.

    >>> part_as_read("They sold the boat. We left.", "They solt a boat. We left.", (0, 19))
    'They solt a boat.'
    """
    from difflib import SequenceMatcher  # imported here, because it is slow to load and few lines need it

    changes = SequenceMatcher(None, text, original, autojunk=False).get_opcodes()
    start = [there + (span[0] - here) * (tag == "equal") for tag, here, _, there, _ in changes if here <= span[0]]
    stop = [there_end - (end - span[1]) * (tag == "equal") for tag, _, end, _, there_end in changes if span[1] <= end]
    return original[start[-1] if start else 0 : stop[0] if stop else len(original)]


@dataclass(frozen=True, slots=True)
class LinePair:
    """Lines that translate each other, as indices (from 0) into a Chinese and an English list. `score` is 0 (doubtful) to 1."""

    zh_lines: tuple[int, ...]
    en_lines: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Bitext:
    """All pairs of a transcript, in order, and the notices of the steps that read and align it."""

    pairs: tuple[Pair, ...]
    notices: tuple[Notice, ...] = ()


class Repair(NamedTuple):
    """A change that cleaning made to a line: the id of the rule, and the text of the line before this change."""

    rule: str
    before: str


@dataclass(frozen=True)  # without slots, because the cached properties need a __dict__
class Sentence:
    """The pairs of lines that belong on one card, and their texts after cleaning.

    `en` is the English text without disfluencies. `repairs` are the changes of the English text, in order. `zh_repairs` are the
    changes of the Chinese text.
    """

    pairs: tuple[Pair, ...]
    en: str
    repairs: tuple[Repair, ...] = ()
    whole: "Sentence | None" = None
    """The sentence to which this clause belongs; None if this sentence is not a clause of another sentence."""
    zh_clean: str | None = None
    """The Chinese text without disfluencies, stray spaces and invisible characters; None if the text had none of them."""
    zh_repairs: tuple[Repair, ...] = ()

    @cached_property
    def zh(self) -> str:
        return self.zh_verbatim if self.zh_clean is None else self.zh_clean

    @property
    def zh_verbatim(self) -> str:
        return join_chinese(part for pair in self.pairs for part in pair.zh_parts())

    @property
    def en_verbatim(self) -> str:
        return " ".join(pair.en for pair in self.pairs)

    @property
    def zh_as_read(self) -> str:
        """The Chinese text before the edits file corrected it. `en_as_read` is the same for the English text."""
        return join_chinese(part for pair in self.pairs for part in pair.zh_parts(as_read=True))

    @property
    def en_as_read(self) -> str:
        return " ".join(pair.en_as_read for pair in self.pairs)

    @cached_property
    def is_unmarked(self) -> bool:
        """Whether a Chinese line of the sentence is written without final marks."""
        return any(line.unmarked for pair in self.pairs for line in pair.zh_source)

    @cached_property
    def zh_lines(self) -> tuple[int, ...]:
        return line_numbers(line for pair in self.pairs for line in pair.zh_source)

    @cached_property
    def en_lines(self) -> tuple[int, ...]:
        return line_numbers(line for pair in self.pairs for line in pair.en_source)

    @cached_property
    def id(self) -> str:
        return text_digest(self.zh)

    @cached_property
    def line(self) -> int:
        """The number of the first line of the sentence in the input."""
        return min(self.zh_lines + self.en_lines)


def line_numbers(lines: Iterable[Line]) -> tuple[int, ...]:
    """Return the numbers of the given lines, in order, each number once."""
    return tuple(dict.fromkeys(line.number for line in lines))


def joined_spans(parts: Iterable[tuple[Sequence[Line], Sequence[Span]]]) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """Join parts of lines.

    Each line is returned once, with a span from the start of its first part to the end of its last part. `parts` has sequences
    of lines, each with a span for each line, or without spans if the lines are whole. The returned tuple of spans is empty if
    all lines are whole.
    """
    found: dict[int, tuple[Line, Span]] = {}
    for lines, spans in parts:
        for line, (start, end) in zip(lines, spans or _whole_spans(lines), strict=True):
            _, (first, last) = found.get(id(line), (line, (start, end)))
            found[id(line)] = line, (min(start, first), max(end, last))
    joined_lines = tuple(line for line, _ in found.values())
    joined = tuple(span for _, span in found.values())
    if joined == _whole_spans(joined_lines):
        return joined_lines, ()
    return joined_lines, joined


def _whole_spans(lines: Sequence[Line]) -> tuple[Span, ...]:
    return tuple((0, len(line.text)) for line in lines)
