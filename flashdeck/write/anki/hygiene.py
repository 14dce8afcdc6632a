"""The last guard before Anki: nothing in a field may act as a command or break the file."""

import re
import unicodedata
from operator import itemgetter

# U+001F separates fields (one inside a field makes the whole import fail), the others Anki drops or shows as boxes.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: cannot be stored
# MathJax reads \( and \[ off the page, so a character reference would not help: an element between the two does.
_MATH = re.compile(r"\\(?=[(\[])")
_COMMAND = re.compile(r"\[(?=\[type:|/?anki:|/?latex\]|/?\${1,2}\])", re.IGNORECASE)
_SOUND = re.compile(r"\[(?=sound:)", re.IGNORECASE)
# A spreadsheet that opens the notes as a table would compute such a cell.
_FORMULA_SIGNS = frozenset("=+@-")
# The bytes of UTF-8 sorted in one pass: ones that a command or a control character needs, and ones that begin characters
# to be looked at closely; U+001F, between fields, is counted. What is left is ASCII, letters with accents (U+00C0 to
# U+02FF) and Chinese (U+4000 to U+9FFF).
_ACTIVE, _ODD = 0xFE, 0xFF  # no bytes of UTF-8
_BYTES = bytes(
    _ACTIVE if byte < 0x1F or byte in b"[\\{\x7f" else _ODD if byte == 0xC2 or 0xCC <= byte <= 0xE3 or byte >= 0xEA else byte
    for byte in range(256)
)
# Dashes, quotes, full stops, middle dots: no control characters, nothing that composes with what stands before it.
_MARKS = ((0xA0, 0xC0), (0x2010, 0x2028), (0x2030, 0x205F), (0x3001, 0x302A), (0xFF01, 0xFF61))
_PUNCTUATION = frozenset(chr(code).encode() for start, end in _MARKS for code in range(start, end))
_FIRST = itemgetter(0)


def clean_field(html: str, *, may_sound: bool = False) -> str:
    r"""Return the HTML of a field in NFC, without control characters; what Anki would act on becomes visible text.

    >>> clean_field(r"a [sound:x.mp3] {{b}} \(c\)")
    'a &#91;sound:x.mp3] &#123;&#123;b}} \\<span></span>(c\\)'
    """
    if not html:  # most fields of most notes
        return html
    text = _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", html))
    text = _MATH.sub(r"\\<span></span>", unicodedata.normalize("NFC", text))
    text = _COMMAND.sub("&#91;", text)
    if not may_sound:
        text = _SOUND.sub("&#91;", text)
    text = text.replace("{{", "&#123;&#123;").strip()
    return f"&#{ord(text[0])};{text[1:]}" if text[:1] in _FORMULA_SIGNS else text


def are_clean(fields: tuple[str, ...], joined: bytes | None = None, separators: int | None = None) -> bool:
    """Tell at once whether `clean_field` would change none of these; where in doubt, the answer is no.

    Fields that are at hand as UTF-8, among empty ones and with so many U+001F between them, need not be `joined` again:
    bytes are sorted in a fifth of the time.

    >>> are_clean(("桥", "a bridge")), are_clean(("桥", "=1+1"))
    (True, False)
    """
    if joined is None:
        joined, separators = "\x1f".join(fields).encode("utf-8", "surrogatepass"), len(fields) - 1
    if joined.count(b"\x1f") != separators:
        return False
    if not _FORMULA_SIGNS.isdisjoint(map(_FIRST, filter(None, fields))) or tuple(map(str.strip, fields)) != fields:
        return False
    sorted_bytes = joined.translate(_BYTES)
    if sorted_bytes == joined:
        return True
    if _ACTIVE in sorted_bytes:
        return False
    if _only_punctuation(joined, sorted_bytes):
        return True
    text = "".join(fields)
    return text.isprintable() and unicodedata.is_normalized("NFC", text)


def _only_punctuation(joined: bytes, sorted_bytes: bytes) -> bool:
    """Tell whether all odd characters are punctuation; they are few, or the answer is not worth its time."""
    place, find = -1, sorted_bytes.find
    for _ in range(1 + len(joined) // 32):
        place = find(_ODD, place + 1)
        if place < 0:
            return True
        if joined[place : place + 3] not in _PUNCTUATION and joined[place : place + 2] not in _PUNCTUATION:
            return False
    return False
