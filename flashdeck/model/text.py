"""Lines as read, the pairs they make, and the sentences that a card may show."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from flashdeck.model.names import Language, Layout, Span


def text_digest(text: str) -> str:
    """Return 12 hex digits that name a text by its letters and digits alone.

    >>> text_digest("你好，世界。")
    'beca6335b20f'
    """
    folded = "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
    return hashlib.sha256(folded.encode()).hexdigest()[:12]


def join_chinese(parts: Iterable[str]) -> str:
    """Join the parts of a Chinese text; Latin words and figures that the end of a line keeps apart stay apart.

    >>> join_chinese(["欢迎收听 River", "Talk", "第3集。"])
    '欢迎收听 River Talk第3集。'
    """
    joined = ""
    for part in parts:
        meets = joined[-1:].isascii() and joined[-1:].isalnum() and part[:1].isascii() and part[:1].isalnum()
        joined += f" {part}" if meets else part
    return joined


@dataclass(frozen=True, slots=True)
class Notice:
    """A line left out, or a doubt: what, where (1-based line of the input file) and the text meant.

    `file` is the side whose file is meant, where the transcript came as two files.
    """

    code: str
    line: int
    text: str
    file: Language | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: the text alone, without the time, the speaker's name and the marks that stood around it.

    `lang` is what the format says (a column, a style, a file of its own), else what the script tells, and None where neither
    does. Several lines may have one number, as the cells of a row have; several lines of one language and one `unit` are one
    text, cut by the line ends of the file, in which any number of sentences may stand. A line with a language and no text is
    one that could not be read: a gap over which nothing may be paired, of which a notice tells.
    """

    number: int
    text: str
    lang: Language | None
    start: float | None = None
    """Seconds, as `end`; both None where the format has no times."""
    end: float | None = None
    speaker: str | None = None
    file: Language | None = None
    """Which of two files the line stands in and `number` counts in; None where there is one file."""
    unit: int | None = None
    """Shared by the lines that the format says belong together, rising with the file; see `Layout`."""
    original: str | None = None
    """What the line said before a person mended it; None where nobody did."""

    @property
    def as_read(self) -> str:
        return self.text if self.original is None else self.original


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a reader made of one input."""

    title: str
    lines: tuple[Line, ...]
    notices: tuple[Notice, ...] = ()
    layout: Layout = "alternating"
    reader: str = "plain"
    """The format it was read as, by the name that --reader takes."""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Pair:
    """The smallest unit of which both sides translate each other. `score`: 0 (doubtful) to 1.

    Where several units lie in one line, the spans say what part of each line is meant; else they are empty.
    """

    zh_source: tuple[Line, ...]
    en_source: tuple[Line, ...]
    score: float
    zh_spans: tuple[Span, ...] = ()
    en_spans: tuple[Span, ...] = ()

    @property
    def zh(self) -> str:
        return join_chinese(text for text, _ in _parts(self.zh_source, self.zh_spans))

    @property
    def en(self) -> str:
        return " ".join(text for text, _ in _parts(self.en_source, self.en_spans))

    @property
    def zh_as_read(self) -> str:
        """What stood in the transcript, where a person mended it; likewise `en_as_read`."""
        return join_chinese(as_read for _, as_read in _parts(self.zh_source, self.zh_spans))

    @property
    def en_as_read(self) -> str:
        return " ".join(as_read for _, as_read in _parts(self.en_source, self.en_spans))


def _parts(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Yield what is meant of some lines, as it is now and as it was read."""
    if not spans:
        yield from ((line.text, line.as_read) for line in lines)
        return
    for line, (start, end) in zip(lines, spans, strict=True):
        text = line.text[start:end]
        yield text, text if line.original is None else part_as_read(line.text, line.original, (start, end))


def part_as_read(text: str, original: str, span: Span) -> str:
    """Return the part of a line as read that became a part of the mended line.

    >>> part_as_read("They sold the boat. We left.", "They solt a boat. We left.", (0, 19))
    'They solt a boat.'
    """
    from difflib import SequenceMatcher  # of use for few lines, and slow to load

    changes = SequenceMatcher(None, text, original, autojunk=False).get_opcodes()
    start = [there + (span[0] - here) * (tag == "equal") for tag, here, _, there, _ in changes if here <= span[0]]
    stop = [there_end - (end - span[1]) * (tag == "equal") for tag, _, end, _, there_end in changes if span[1] <= end]
    return original[start[-1] if start else 0 : stop[0] if stop else len(original)]


@dataclass(frozen=True, slots=True)
class LinePair:
    """Lines that translate each other, by their places in two lists (from 0). `score`: 0 (doubtful) to 1."""

    zh_lines: tuple[int, ...]
    en_lines: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Bitext:
    """All pairs of a transcript, in order, and what was left out."""

    pairs: tuple[Pair, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)  # without slots, so that what is asked of it again and again is worked out once
class Sentence:
    """Pairs that belong on one card. `en` is cleaned of disfluencies; `repairs` is the log of what was done to it, in order."""

    pairs: tuple[Pair, ...]
    en: str
    repairs: tuple[str, ...] = ()
    whole: "Sentence | None" = None
    """The sentence that it is a clause of."""
    zh_clean: str | None = None
    """The Chinese without stray spaces and characters that nobody sees; None where there were none."""

    @cached_property
    def zh(self) -> str:
        return self.zh_verbatim if self.zh_clean is None else self.zh_clean

    @property
    def zh_verbatim(self) -> str:
        return join_chinese(pair.zh for pair in self.pairs)

    @property
    def en_verbatim(self) -> str:
        return " ".join(pair.en for pair in self.pairs)

    @property
    def zh_as_read(self) -> str:
        """What stood in the transcript, where a person mended it; likewise `en_as_read`."""
        return join_chinese(pair.zh_as_read for pair in self.pairs)

    @property
    def en_as_read(self) -> str:
        return " ".join(pair.en_as_read for pair in self.pairs)

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
        """The first line of the input that the sentence stands on."""
        return min(self.zh_lines + self.en_lines)


def line_numbers(lines: Iterable[Line]) -> tuple[int, ...]:
    """Return the numbers of lines, in order, each once."""
    return tuple(dict.fromkeys(line.number for line in lines))


def joined_spans(parts: Iterable[tuple[Sequence[Line], Sequence[Span]]]) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """Join parts of lines: return each line once, with one span from its first part to its last.

    A part is some lines and a span of each; no spans mean whole lines. The spans returned are empty if all lines are whole.
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
