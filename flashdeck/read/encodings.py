"""Decode the bytes of a transcript.

The encoding is found by its byte order mark, by strict decoding, and by a test of the decoded text. Strict decoding alone is
not enough, because nearly any bytes decode as GB18030. The test is that the most frequent Chinese characters have about the
same share as in ordinary text.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flashdeck.errors import InputError, UsageError
from flashdeck.model.characters import HAN_RUN, count_han
from flashdeck.read.mark_patterns import load_read_classes

BROKEN = "\ufffd"
"""The character that a decoder puts in place of broken bytes. A line that contains it is never shown."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "an Office document or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"RIFF", "sound or video"),
    (b"ID3", "sound"),
    (b"\x1aE\xdf\xa3", "video"),
)
_DOCUMENTS = {".docx": "a Word document", ".epub": "an EPUB book"}
_DOCUMENT_REMEDY = "Open it in the program that it was made with, and save it again, also as plain text in UTF-8."
# number of characters or bytes that are tested; the share of frequent characters is stable after a few hundred characters
_SAMPLE = 20_000
# A text is plausible Chinese if at least this share of its Han characters is frequent (in the word class "common-characters").
# The share was at least 44 % in 24 samples of conversation, and at most 15 % in 744 texts decoded with a wrong encoding.
_LEAST_COMMON = 0.2
# the share of frequent characters is tested only in a text with at least this number of Han characters (chosen by hand)
_FEW_HAN = 20
# only a text with at least this number of Han characters can be garbled Chinese; fewer characters may be names and borrowed
# words (chosen by hand)
_LEAST_GARBLED = 8
_CONTROLS = re.compile(r"[\0-\x08\x0e-\x1a\x7f]")
# The number of control characters in a text may be at most the first number times the length of the text, plus the second
# number.
_MOST_CONTROLS, _FEW_CONTROLS = 0.005, 4
# an encoding is wrong if it gives broken characters in more than this share of the lines that have text (chosen by hand)
_MOST_BROKEN = 0.1
# An encoding is possible if at most this share of the characters beyond ASCII is broken. With a wrong encoding, the share is
# much higher.
_STRAY = 0.01
# Bytes are damaged UTF-8 if they have more than this number of valid sequences for each broken sequence. Bytes in GB18030 or
# Big5 have fewer valid than broken sequences.
_SURE = 2
# Bytes are UTF-16 if at least this share of the decoded characters is frequent Chinese or ASCII. The share is below 0.05 with
# the wrong byte order, and above 0.4 with the right byte order.
_LEAST_EXPECTED = 0.25
_LEGACY = ("gb18030", "big5hkscs", "cp950")
_SAVE_REMEDY = "Save it as plain text (UTF-8) and try again."
_ENCODING_REMEDY = "Save it as UTF-8, or name its encoding, for example with --encoding gb18030, big5 or utf-16-le."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, and the encoding by which it was decoded."""

    text: str
    encoding: str


def decode(content: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Return the text and the encoding of a file's content. Lines with broken bytes contain `BROKEN`.

    `name` is the file's name for error messages. `encoding` is the value of --encoding; None to detect the encoding.

    Raises `InputError` for bytes that are not text and for garbled text, and `UsageError` for an encoding that does not exist.
    """
    decoded = _as_named(content, name, encoding) if encoding else _detected(content, name)
    text = decoded.text.lstrip("\ufeff")
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text) + _FEW_CONTROLS:
        raise _not_text(content, name)
    _refuse_mojibake(text, name, encoding)
    return Decoded(text, decoded.encoding)


def _as_named(content: bytes, name: str, encoding: str) -> Decoded:
    """Decode with the encoding that the user names; raise `InputError` if another encoding clearly fits better."""
    try:
        text = content.decode(encoding, errors="replace")
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"--encoding {encoding}: this is not the name of a text encoding",
            remedy="Choose an encoding such as gb18030, big5, utf-8 or utf-16-le.",
        ) from error
    if not _is_mostly_broken(text) and _is_plausible(text):
        return Decoded(text, encoding)
    problem = f"{name}: cannot be read as {encoding} text"
    try:
        found = _detected(content, name)
    except InputError:
        raise InputError(problem, remedy="Give another --encoding, such as gb18030, big5 or utf-16-le.") from None
    if found.encoding == encoding or not _is_plausible(found.text):
        return Decoded(text, encoding)  # no other encoding fits better, so keep the one that was named
    raise InputError(problem, remedy=f"Leave out --encoding {encoding}, because the file looks like {found.encoding}.")


def _detected(content: bytes, name: str) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(encoding, errors="replace"), encoding)
    if _binary_kind(content):
        raise _not_text(content, name)
    wide = _wide(content) if b"\0" in content else None
    if wide:
        return wide
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
    if _is_damaged_utf8(text):
        return Decoded(text, "utf-8")
    return _legacy(content, name)


def _wide(content: bytes) -> Decoded | None:
    """Return the decoded text of UTF-16 bytes without a byte order mark; None if the bytes are not UTF-16."""
    sample = content[: 2 * _SAMPLE]
    decoded = {encoding: sample.decode(encoding, errors="replace") for encoding in ("utf-16-le", "utf-16-be")}
    best = max(decoded, key=lambda encoding: _share(decoded[encoding], _is_expected))
    if _share(decoded[best], _is_expected) < _LEAST_EXPECTED:
        return None
    return Decoded(content.decode(best, errors="replace"), best)


def _is_expected(char: str) -> bool:
    return "\n" <= char <= "~" or char in load_read_classes()["common-characters"]


def _share(text: str, holds: Callable[[str], bool]) -> float:
    """Return the share of the characters in a text for which the function `holds` returns true."""
    return sum(map(holds, text)) / max(1, len(text))


def _is_damaged_utf8(text: str) -> bool:
    sound = sum(not char.isascii() for char in text)
    broken = text.count(BROKEN)
    return sound - broken > _SURE * broken


def _legacy(content: bytes, name: str) -> Decoded:
    """Decode with each legacy encoding, and return the most plausible text; raise `InputError` if no text is plausible."""
    found = dict[str, str]()
    for encoding in _candidates(content):
        text = content.decode(encoding, errors="replace")
        letters = len(text) - sum(map(str.isascii, text))
        if encoding not in found and text.count(BROKEN) <= _STRAY * letters:
            found[encoding] = text
    if found:
        best = max(found, key=lambda encoding: _plausibility(found[encoding]))  # of equal values, max takes the first
        if _is_plausible(found[best]):
            return Decoded(found[best], best)
    raise _not_text(content, name)


def _plausibility(text: str) -> float:
    return common_share(text) - _share(text, BROKEN.__eq__)


def _candidates(content: bytes) -> Iterator[str]:
    from charset_normalizer import from_bytes

    found = from_bytes(content[: 4 * _SAMPLE]).best()
    if found and found.encoding not in ("utf_8", "utf_7"):
        yield found.encoding
    yield from _LEGACY


def common_share(text: str) -> float:
    """Return the share of a text's Han characters that are in the word class of the most frequent Chinese characters."""
    common = load_read_classes()["common-characters"]
    han = "".join(HAN_RUN.findall(text[:_SAMPLE]))
    return sum(char in common for char in han) / max(1, len(han))


def _is_plausible(text: str) -> bool:
    """Tell whether a decoded text is mostly Latin letters, or Chinese with the usual share of frequent characters."""
    sample = text[:_SAMPLE]
    han = count_han(sample)
    if han >= _FEW_HAN:
        return common_share(text) >= _LEAST_COMMON
    letters = sum(char.isascii() and (char.isalpha() or char.isspace()) for char in sample)
    return letters > 0.5 * len(sample) or bool(han)


def _is_mostly_broken(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(BROKEN in line for line in lines) > _MOST_BROKEN * len(lines) + 1


def _binary_kind(content: bytes) -> str | None:
    """Return the kind of a binary file by its first bytes; None if the kind is not known."""
    return next((kind for magic, kind in _KINDS if content.startswith(magic)), None)


def _not_text(content: bytes, name: str) -> InputError:
    """Return the `InputError` to raise for bytes that are not text, or that no known encoding decodes to Chinese or English."""
    kind = _binary_kind(content)
    if kind:
        return InputError(f"{name}: does not look like text ({kind})", remedy=_SAVE_REMEDY)
    document = _DOCUMENTS.get(Path(name).suffix.lower())
    if document:
        return InputError(f"{name}: is not {document}, or it is damaged", remedy=_DOCUMENT_REMEDY)
    if b"\0" in content or len(re.findall(rb"[\0-\x08\x0e-\x1a\x7f]", content)) > _MOST_CONTROLS * len(content):
        return InputError(f"{name}: does not look like text (it has bytes that do not occur in text)", remedy=_ENCODING_REMEDY)
    return InputError(f"{name}: no known encoding gives readable Chinese or English", remedy=_ENCODING_REMEDY)


# ---- mojibake: text that was decoded with a wrong encoding and saved again


_MISREADINGS = (
    ("gb18030", "utf-8"),
    ("windows-1252", "utf-8"),
    ("windows-1252", "gb18030"),
    ("windows-1252", "big5"),
    ("big5", "gb18030"),
    ("gb18030", "big5"),
)
"""Pairs of encodings. Texts in the second encoding are often decoded with the first encoding by mistake."""


def _refuse_mojibake(text: str, name: str, encoding: str | None) -> None:
    """Raise `InputError` if a text was decoded with a wrong encoding and then saved.

    Such a text becomes Chinese if it is encoded with the wrong encoding again, and then decoded with the right encoding.
    """
    sample = text[:_SAMPLE]
    if common_share(sample) >= _LEAST_COMMON and count_han(sample) >= _LEAST_GARBLED:
        return
    for wrong, right in _MISREADINGS:
        if not _is_garbled(sample, wrong, right):
            continue
        remedy = f"Get the original file again, and read it with --encoding {right}."
        if encoding:
            remedy = f"Leave out --encoding {encoding}, or write --encoding {right}."
        raise InputError(f"{name}: the Chinese is garbled, because {right} was read as {wrong}", remedy=remedy)


def _is_garbled(sample: str, wrong: str, right: str) -> bool:
    """Tell whether a text that is encoded as `right` seems to have been decoded as `wrong`."""
    meant = _undecoded(sample, wrong).decode(right, errors="ignore")
    least = max(_LEAST_COMMON, 2 * common_share(sample))
    return count_han(meant) >= _LEAST_GARBLED and common_share(meant) > least


def _undecoded(text: str, wrong: str) -> bytes:
    """Return the bytes from which a text was wrongly decoded.

    Characters that the wrong encoding cannot have produced are left out.
    """
    if wrong != "windows-1252":
        return text.encode(wrong, errors="ignore")
    return b"".join(char.encode("windows-1252", errors="ignore") or char.encode("latin-1", errors="ignore") for char in text)
