"""A transcript from one file, or from two of which each holds one language."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice, Transcript
from flashdeck.read.encodings import BROKEN, decode
from flashdeck.read.formats.base import Document, ParsedDocument
from flashdeck.read.line_language import has_kana, language_of
from flashdeck.read.registry import choose_reader
from flashdeck.read.source import STDIN, content_of

_EMPTY_REMEDY = "Give a text in which each Chinese line stands beside its English line."
_ONE_LANGUAGE = 0.8  # of the characters in a file that holds one language; the rest may be names and quotations
_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


@dataclass(frozen=True, slots=True)
class Input:
    """What to read and how. `translation` is the file of the other language, where there are two."""

    source: Path
    translation: Path | None = None
    reader: str = "auto"
    encoding: str | None = None
    title: str | None = None


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # those that the repairs of the text take away


def read_transcript(given: Input) -> Transcript:
    """Read a transcript from a file, from stdin ("-"), or from two files.

    Raises `InputError` when a file is missing, unreadable, empty, no text, or Japanese.
    """
    transcript = _read_file(given.source, given)
    if given.translation is not None:
        transcript = _two_sided(transcript, _read_file(given.translation, given), given)
    return replace(transcript, title=given.title or _title(given.source))


def _title(source: Path) -> str:
    return "stdin" if str(source) == STDIN else source.stem


def _read_file(source: Path, given: Input) -> Transcript:
    name = str(source)
    decoded = decode(content_of(source), name, given.encoding)
    document = Document(name, source.suffix.casefold(), decoded.text)
    if not document.head:
        raise InputError(f"{name}: the file is empty, a bilingual text was expected", remedy=_EMPTY_REMEDY)
    reader = choose_reader(document, given.reader)
    reading = _without_broken(reader.read(document))
    _refuse_japanese(reading.lines, name)
    notices = (*reading.notices, *_control_notices(reading.lines))
    return Transcript("", reading.lines, notices, reading.layout, reader.name, decoded.encoding)


def _control_notices(lines: Iterable[Line]) -> Iterator[Notice]:
    """Yield a notice for each line with characters that no card can show."""
    for line in lines:
        if found := _CONTROL.findall(line.text):
            yield Notice("control", line.number, f"{' '.join(f'U+{ord(char):04X}' for char in found)} is left out of the cards")


def _without_broken(reading: ParsedDocument) -> ParsedDocument:
    """Turn lines with broken bytes into notices; what remains is a gap, over which nothing may be paired."""
    broken = [line for line in reading.lines if _is_broken(line.text)]
    if not broken:
        return reading
    lines = tuple(replace(line, text="") if _is_broken(line.text) else line for line in reading.lines)
    notices = (Notice("encoding", line.number, line.text.encode(errors="replace").decode()) for line in broken)
    return ParsedDocument(lines, (*reading.notices, *notices), reading.layout)


def _is_broken(text: str) -> bool:
    return BROKEN in text or any("\ud800" <= char <= "\udfff" for char in text) if not text.isascii() else False


def _refuse_japanese(lines: Sequence[Line], name: str) -> None:
    japanese = [line.number for line in lines if has_kana(line.text)]
    if len(japanese) > sum(line.lang == "zh" for line in lines):
        raise InputError(
            f"{name}:{japanese[0]}: is Japanese (it has kana on {len(japanese)} lines), Chinese was expected",
            remedy="Give a text in Chinese and English; Japanese is not supported.",
        )


# ---- two files


def _two_sided(one: Transcript, other: Transcript, given: Input) -> Transcript:
    names = (str(given.source), str(given.translation))
    languages = [_language_of_file(side, name) for side, name in zip((one, other), names, strict=True)]
    if languages[0] == languages[1]:
        raise InputError(
            f"{names[1]}: is {_NAMES[languages[0]]} as {names[0]} is, the other language was expected",
            remedy="Give --translation the file in the other language.",
        )
    first, second = (
        _side(one, languages[0], 0),
        _side(other, languages[1], max((line.unit or 0 for line in one.lines), default=0)),
    )
    return Transcript(
        "",
        (*first.lines, *second.lines),
        (*first.notices, *second.notices),
        "two-sided",
        one.reader if one.reader == other.reader else f"{one.reader} + {other.reader}",
        one.encoding if one.encoding == other.encoding else f"{one.encoding} + {other.encoding}",
    )


def _language_of_file(side: Transcript, name: str) -> Language:
    sizes = Counter[Language]()
    for line in side.lines:
        if line.lang:
            sizes[line.lang] += len(line.text) * (3 if line.lang == "zh" else 1)  # a character says as much as three letters
    if not sizes:
        raise InputError(f"{name}: neither Chinese nor English was found", remedy=_EMPTY_REMEDY)
    language, size = sizes.most_common(1)[0]
    if size < _ONE_LANGUAGE * sizes.total():
        raise InputError(
            f"{name}: holds both languages, with --translation each file holds one",
            remedy="Leave out --translation to read a bilingual file.",
        )
    return language


def _side(side: Transcript, language: Language, units_before: int) -> Transcript:
    """Return one of two files: its lines are of its language, but for those in a third one."""
    return replace(
        side,
        lines=tuple(
            replace(
                line,
                lang=language if line.lang or not any(char.isalpha() for char in line.text) else language_of(line.text),
                file=language,
                unit=None if line.unit is None else line.unit + units_before,
            )
            for line in side.lines
            if line.text or line.lang
        ),
        notices=tuple(replace(notice, file=language) for notice in side.notices),
    )
