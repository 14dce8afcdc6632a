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
    """The sentences of a transcript that is in one language. Sentences are numbered from 1."""

    transcript: Transcript
    language: Language
    pieces: tuple["TextPiece", ...]

    @property
    def check(self) -> str:
        """A digest of the sentences. It shows whether a translation belongs to this transcript."""
        return hashlib.sha256("\n".join(piece.text for piece in self.pieces).encode()).hexdigest()[:8]


def number_lines(given: Input) -> NumberedSource:
    """Read a transcript in one language and number its sentences.

    If a caption ends in the middle of a sentence, each part of the sentence has its own number.

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
    """Return a line with the language of its file.

    In a file in one language, a single line may look like the other language, for example because it is only a name.
    """
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
    """Read a transcript. If its translation has numbered lines, pair the lines that have the same number.

    Raises the same errors as `read_transcript`. Also raises `InputError` if the translation belongs to a different text.
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
    """Return a transcript with the source and the translation. A sentence and its translation have the same unit number."""
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
    """Yield the lines of each sentence. The number of the sentence is the unit number of its lines.

    If the sentence is only a part of a line, a line with this part is yielded.
    """
    for number, piece in enumerate(pieces, start=1):
        spans = piece.spans or [(0, len(line.text)) for line in piece.source]
        for line, (start, end) in zip(piece.source, spans, strict=True):
            yield replace(line, text=line.text[start:end], file=language, unit=number)
