"""Read a transcript from one bilingual file, or from a Chinese and an English file."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice, Transcript
from flashdeck.read.encodings import BROKEN, decode
from flashdeck.read.formats.base import Document, ParsedDocument, TranscriptReader
from flashdeck.read.line_language import has_kana, language_of
from flashdeck.read.line_shapes import tidy_lines
from flashdeck.read.registry import AUTO, choose_reader
from flashdeck.read.remarks import without_remarks
from flashdeck.read.speech_lines import only_speech
from flashdeck.read.units import count_letters
from flashdeck.read.unmarked import mark_unmarked

STDIN = "-"
_FIND_NAMES = ("plain", "markdown")  # the readers that look for names of speakers at the beginnings of lines
"""The path that means standard input."""
BROKEN_BYTES = "read.left-out.broken-bytes"
CONTROL_CHARACTERS = "read.doubt.control-characters"
_ARCHIVE = b"PK\x03\x04"  # the first bytes of a zip archive
_VIDEO = frozenset({".mkv", ".mp4", ".m4v", ".mov", ".webm", ".mks", ".avi"})
_EMPTY_REMEDY = "Give a text in which each Chinese line has its English line beside it."
# a file is in one language if at least this share of its letters is in the language; names may be in the other language
# (chosen by hand)
_ONE_LANGUAGE = 0.8
LANGUAGE_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}
"""The names of the languages in messages."""
_OTHERS: dict[Language, str] = {"zh": "English", "en": "Chinese"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # control characters, which the repairs of the text remove


@dataclass(frozen=True, slots=True)
class Input:
    """The file to read and how to read it. `translation` is the file in the other language; None if the file is bilingual."""

    source: Path
    translation: Path | None = None
    reader: str = "auto"
    encoding: str | None = None
    title: str | None = None


def read_transcript(given: Input) -> Transcript:
    """Read a transcript from a file, from standard input ("-"), or from two files.

    Raises `InputError` if a file is missing, unreadable, empty, not a text, or Japanese.
    """
    transcript = _read_file(given.source, given)
    if given.translation is not None:
        transcript = _two_sided(transcript, _read_file(given.translation, given), given)
    return replace(transcript, title=given.title or _title(given.source), lines=mark_unmarked(transcript.lines))


def _title(source: Path) -> str:
    return "stdin" if str(source) == STDIN else source.stem


def _read_file(source: Path, given: Input) -> Transcript:
    document, reader_name, encoding = _document(source, given)
    reader, parsed = parse_document(document, reader_name)
    _refuse_japanese(parsed.lines, document.name)
    lines, remarks = without_remarks(parsed.lines)
    notices = (*parsed.notices, *remarks, *_control_notices(lines))
    return Transcript("", lines, notices, parsed.layout, reader.name, encoding)


def open_document(source: Path, given: Input) -> Document:
    """Return the decoded text of a file. Raises `InputError` if the file is missing, unreadable, empty or not a text."""
    return _document(source, given)[0]


def _document(source: Path, given: Input) -> tuple[Document, str, str]:
    """Return the document of a file, the name of the reader to use, and the encoding or the container of the document."""
    found = _unpacked(source, given)
    if not found[0].head:
        raise InputError(f"{source}: the file is empty", remedy=_EMPTY_REMEDY)
    return found


def _unpacked(source: Path, given: Input) -> tuple[Document, str, str]:
    """Return the same as `_document`, even for an empty file. Videos and archives are unpacked, other files are decoded."""
    name = str(source)
    if source.suffix.casefold() in _VIDEO:
        from flashdeck.read.containers.video_tracks import read_tracks  # imported here, because few transcripts are videos

        return Document(name, ".srt", read_tracks(source)), "srt", "video"
    content = _content(source)
    if content.startswith(_ARCHIVE):
        from flashdeck.read.containers.registry import unpack  # imported here, because few transcripts are archives

        unpacked = unpack(content, name)
        if unpacked:
            return unpacked.document, unpacked.reader, unpacked.container
    decoded = decode(content, name, given.encoding)
    return Document(name, source.suffix.casefold(), decoded.text), given.reader, decoded.encoding


def parse_document(document: Document, reader_name: str = AUTO) -> tuple[TranscriptReader, ParsedDocument]:
    """Return the reader of a document, and the lines of the document. Each line has one text in one language."""
    reader = choose_reader(document, reader_name)
    return reader, only_speech(tidy_lines(_without_broken(reader.read(document))), names_are_known=reader.name in _FIND_NAMES)


def _content(source: Path) -> bytes:
    """Return the bytes of a file or of standard input; raise `InputError` if they cannot be read."""
    try:
        return sys.stdin.buffer.read() if str(source) == STDIN else source.read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{source}: this is a folder, not a text file", remedy="Name a file in it.") from error
    except FileNotFoundError as error:
        raise InputError(f"{source}: no such file", remedy="Check the path of the transcript.") from error
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        problem = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{source}: cannot be read ({problem})", remedy="Check that you may read the file.") from error


def _control_notices(lines: Iterable[Line]) -> Iterator[Notice]:
    """Yield a notice for each line with control characters, which cannot be shown on a card."""
    for line in lines:
        found = _CONTROL.findall(line.text)
        if found:
            names = " ".join(f"U+{ord(char):04X}" for char in found)
            yield Notice("control", line.number, f"{names} is left out of the cards", rule=CONTROL_CHARACTERS)


def _without_broken(parsed: ParsedDocument) -> ParsedDocument:
    """Replace each line that has broken bytes by an empty line, and add a notice with its text.

    Because of the empty line, the lines above and below are not paired with each other.
    """
    broken = [line for line in parsed.lines if _is_broken(line.text)]
    if not broken:
        return parsed
    lines = tuple(replace(line, text="") if _is_broken(line.text) else line for line in parsed.lines)
    notices = (_broken_notice(line) for line in broken)
    return ParsedDocument(lines, (*parsed.notices, *notices), parsed.layout)


def _broken_notice(line: Line) -> Notice:
    shown = line.text.encode(errors="replace").decode()
    return Notice("encoding", line.number, shown, rule=BROKEN_BYTES)


def _is_broken(text: str) -> bool:
    if text.isascii():
        return False
    return BROKEN in text or any("\ud800" <= char <= "\udfff" for char in text)


def _refuse_japanese(lines: Sequence[Line], name: str) -> None:
    japanese = [line.number for line in lines if has_kana(line.text)]
    if len(japanese) > sum(line.lang == "zh" for line in lines):
        raise InputError(
            f"{name}:{japanese[0]}: the text is Japanese, not Chinese (it has kana on {len(japanese)} lines)",
            remedy="Give a text in Chinese and English; Japanese is not supported.",
        )


# ---- two files


def _two_sided(one: Transcript, other: Transcript, given: Input) -> Transcript:
    """Return the transcript of two files. The lines of the first file come before the lines of the second file."""
    names = (str(given.source), str(given.translation))
    remedy = "Leave out --translation to read a bilingual file."
    languages = [language_of_file(side, name, remedy) for side, name in zip((one, other), names, strict=True)]
    if languages[0] == languages[1]:
        language = languages[0]
        raise InputError(
            f"{names[1]}: both files are {LANGUAGE_NAMES[language]} (the other file is {names[0]})",
            remedy=f"Name the file in {_OTHERS[language]} with --translation.",
        )
    units_before = max((line.unit or 0 for line in one.lines), default=0)
    first = _side(one, languages[0], 0)
    second = _side(other, languages[1], units_before)
    return Transcript(
        "",
        (*first.lines, *second.lines),
        (*first.notices, *second.notices),
        "two-sided",
        _both(one.reader, other.reader),
        _both(one.encoding, other.encoding),
    )


def _both(one: str, other: str) -> str:
    return one if one == other else f"{one} + {other}"


def language_of_file(side: Transcript, name: str, remedy: str) -> Language:
    """Return the language of a file that should be in one language.

    Raises `InputError` if the file has neither Chinese nor English, or has both languages in large shares. `remedy` is the advice
    in the error message about a file with both languages.
    """
    sizes = Counter[Language]()
    for line in side.lines:
        if line.lang:
            sizes[line.lang] += count_letters(line.text, line.lang)
    if not sizes:
        raise InputError(f"{name}: the file holds neither Chinese nor English", remedy=_EMPTY_REMEDY)
    language, size = sizes.most_common(1)[0]
    if size < _ONE_LANGUAGE * sizes.total():
        raise InputError(f"{name}: holds both languages, but this file must be in one language", remedy=remedy)
    return language


def _side(side: Transcript, language: Language, units_before: int) -> Transcript:
    """Return the transcript of one of two files, and give its lines the language of the file.

    A line in a third language does not get the language of the file. `units_before` is added to the numbers of the units, so that
    units of the two files have different numbers.
    """
    lines = tuple(_side_line(line, language, units_before) for line in side.lines if line.text or line.lang)
    notices = tuple(replace(notice, file=language) for notice in side.notices)
    return replace(side, lines=lines, notices=notices)


def _side_line(line: Line, language: Language, units_before: int) -> Line:
    is_third = line.lang is None and any(char.isalpha() for char in line.text)
    lang = language_of(line.text) if is_third else language
    unit = None if line.unit is None else line.unit + units_before
    return replace(line, lang=lang, file=language, unit=unit)
