"""Number the lines of a transcript in one language for a translator, and pair them with the translation by these numbers."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice, Transcript
from flashdeck.read import Input, read_transcript
from flashdeck.read.numbered import NumberedTranslation, numbered_header, read_numbered
from flashdeck.read.transcript import LANGUAGE_NAMES, language_of_file

if TYPE_CHECKING:
    from flashdeck.align.pieces import TextPiece

UNKNOWN_NUMBER = "read.left-out.unknown-number"
_OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}


@dataclass(frozen=True)
class NumberedSource:
    """The sentences of a transcript in one language, in order. The first has the number 1."""

    transcript: Transcript
    language: Language
    pieces: tuple["TextPiece", ...]

    @property
    def check(self) -> str:
        """A digest of the sentences. It shows whether a translation belongs to this transcript."""
        return hashlib.sha256("\n".join(piece.text for piece in self.pieces).encode()).hexdigest()[:8]


def number_lines(given: Input) -> NumberedSource:
    """Read a transcript in one language and number its sentences. A line that a caption cuts has a number of its own.

    Raises `InputError` if the file cannot be read, or if it holds much of both languages.
    """
    from flashdeck.align.line_rows import is_readable, side_blocks
    from flashdeck.align.lines.furniture import furniture_lines
    from flashdeck.align.pieces import make_pieces

    transcript = read_transcript(replace(given, translation=None))
    language = language_of_file(
        transcript, str(given.source), "Only a file in one language needs numbered lines; build it as it is."
    )
    furniture = furniture_lines(transcript.lines)
    lines = [_in_language(line, language) for line in transcript.lines if line.text and id(line) not in furniture]
    blocks = list(filter(is_readable, side_blocks([line for line in lines if line.lang], language)))
    return NumberedSource(transcript, language, tuple(make_pieces(blocks, language)))


def _in_language(line: Line, language: Language) -> Line:
    """Return a line of a file in one language. A line of the other language, such as a name, has the language of the file."""
    return replace(line, lang=line.lang and language)


def numbered_text(path: Path, reader: str = "auto", encoding: str | None = None) -> Iterator[str]:
    """Yield the lines of the file for a translator: two comments, then a numbered line for each sentence of the transcript."""
    source = number_lines(Input(path, reader=reader, encoding=encoding))
    other = LANGUAGE_NAMES[_OTHER[source.language]]
    name = path.name
    yield numbered_header(name, len(source.pieces), LANGUAGE_NAMES[source.language], source.check)
    yield f"# Translate each line into {other}. Keep the numbers and the first comment. Then: flashdeck build {name} --translation FILE"
    for number, piece in enumerate(source.pieces, start=1):
        yield f"{number}. {piece.text}"


def read_pairs(given: Input) -> Transcript:
    """Read a transcript. If its translation is one of numbered lines, its lines are paired by their numbers.

    Raises `InputError` as `read_transcript` does, and if the translation belongs to another text.
    """
    translation = read_numbered(given)
    if translation is None:
        return read_transcript(given)
    source = number_lines(given)
    if not translation.answers(len(source.pieces)):
        return read_transcript(given)
    if translation.check not in (None, source.check):
        raise InputError(
            f"{translation.name}: is not the translation of {given.source} as it is now (check {source.check})",
            remedy=f"Run `flashdeck lines {given.source}` again and translate what it writes.",
        )
    return _paired(source, translation)


def _paired(source: NumberedSource, translation: NumberedTranslation) -> Transcript:
    """Return the transcript in which each sentence and its translation are a unit."""
    other = _OTHER[source.language]
    count = len(source.pieces)
    lines = list(_source_lines(source.pieces, source.language))
    lines += [
        Line(one.line, one.text, other, file=other, unit=one.number) for one in translation.lines if 0 < one.number <= count
    ]
    lines.sort(key=lambda line: line.unit or 0)
    unknown = (one for one in translation.lines if not 0 < one.number <= count)
    notices = (Notice("row", one.line, f"{one.number}. {one.text}", other, UNKNOWN_NUMBER) for one in unknown)
    own = (replace(notice, file=source.language) for notice in source.transcript.notices)
    beside = (replace(notice, file=other) for notice in translation.notices)
    found = source.transcript
    return replace(
        found, lines=tuple(lines), notices=(*own, *beside, *notices), layout="units", reader=f"{found.reader} + numbered lines",
        machine_translated=True,
    )  # fmt: skip


def _source_lines(pieces: Sequence["TextPiece"], language: Language) -> Iterator[Line]:
    """Yield the lines of each sentence, or the parts of lines of which the sentence consists, with its number as their unit."""
    for number, piece in enumerate(pieces, start=1):
        spans = piece.spans or [(0, len(line.text)) for line in piece.source]
        for line, (start, end) in zip(piece.source, spans, strict=True):
            yield replace(line, text=line.text[start:end], file=language, unit=number)
