"""Plain text with one language a line."""

import re
import sys
from pathlib import Path

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Transcript

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HAN = re.compile(r"[㐀-鿿𠀀-𯿿]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]*")
_HAN_A_WORD = 0.5
"""A line is Chinese from one Han character for two Latin words on: an English line may quote a Chinese word."""
_REMEDY = "Give a UTF-8 text file in which each Chinese line is followed by its English line."


def read_transcript(source: Path, *, title: str | None = None) -> Transcript:
    """Read a transcript from a file, or from stdin where `source` is "-".

    Raises `InputError` when the file is missing, unreadable, empty or no UTF-8 text.
    """
    name = str(source)
    text = _decoded(_content(source), name)
    if not text.replace("\ufeff", "").strip():
        raise InputError(f"{name}: the file is empty, a bilingual text was expected", remedy=_REMEDY)
    lines = tuple(Line(number, part, language_of(part)) for number, part in enumerate(split_lines(text), start=1))
    return Transcript(title or ("stdin" if name == "-" else source.stem), lines)


def _content(source: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()
    except IsADirectoryError as error:
        raise InputError(f"{source}: is a folder, a text file was expected", remedy="Name the file in it.") from error
    except FileNotFoundError as error:
        raise InputError(f"{source}: no such file", remedy="Check the path of the transcript.") from error
    except OSError as error:
        problem = f"{source}: cannot be read ({error.strerror})"
        raise InputError(problem, remedy="Check that you may read the file.") from error


def _decoded(content: bytes, name: str) -> str:
    if b"\0" in content:
        raise InputError(f"{name}: does not look like text (it holds null bytes)", remedy=_REMEDY)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: is not UTF-8 text", remedy="Save the file as UTF-8 and try again.") from error


def split_lines(text: str) -> list[str]:
    r"""Split at every kind of line end, without outer white space; a last empty line is no line.

    >>> split_lines("我们。\r\n We.\n")
    ['我们。', 'We.']
    """
    parts = [part.strip("\ufeff \t\u3000") for part in _LINE_END.split(text)]
    return parts[:-1] if parts and not parts[-1] else parts


def language_of(text: str) -> Language | None:
    """Tell the language by the script; None for kana, for marks or digits alone, and for nothing.

    >>> language_of("我们用 Claude Code 写 Python。"), language_of("The Chinese word 算力 means compute."), language_of("10%")
    ('zh', 'en', None)
    """
    if _KANA.search(text):
        return None
    han, words = len(_HAN.findall(text)), len(_LATIN_WORD.findall(text))
    if not han:
        return "en" if words else None
    return "zh" if han > _HAN_A_WORD * words else "en"
