"""Clean the HTML of fields, so that nothing in it acts as a command in Anki or breaks the file."""

import re
import unicodedata
from operator import itemgetter

# U+001F separates the fields of a note, so the import fails if a field contains U+001F. Anki drops other control characters, or
# shows them as boxes.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")  # a surrogate is half of a character, and UTF-8 cannot encode it
# MathJax takes \( and \[ on the rendered page for the beginning of a formula. A character reference would not help, because it
# is the same character on the rendered page. So an empty element is inserted between the two characters.
_MATH = re.compile(r"\\(?=[(\[])")
_COMMAND = re.compile(r"\[(?=\[type:|/?anki:|/?latex\]|/?\${1,2}\])", re.IGNORECASE)
_SOUND = re.compile(r"\[(?=sound:)", re.IGNORECASE)
# A spreadsheet takes a cell that begins with one of these characters for a formula.
_FORMULA_SIGNS = frozenset("=+@-")
# Text that need not be cleaned. It has only ASCII, accented letters, dashes, quotes and Chinese, and does not have control
# characters, combining characters, or characters with which a command begins. Checking a note takes two microseconds.
_ORDINARY = re.compile("[\x1f -Z\\]-z|}~\xa0-\u02ff\u2010-\u2027\u2030-\u205e\u3001-\u3029\u4000-\u9fff\uff01-\uff60]*+")
_ACTIVE = re.compile(r"[\[\\{]")
_FIRST = itemgetter(0)


def clean_field(html: str, *, may_sound: bool = False) -> str:
    r"""Return the HTML of a field in NFC, without control characters, and with Anki's commands as visible text.

    >>> clean_field(r"a [sound:x.mp3] {{b}} \(c\)")
    'a &#91;sound:x.mp3] &#123;&#123;b}} \\<span></span>(c\\)'
    """
    if not html:  # most fields are empty
        return html
    text = _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", html))
    text = _MATH.sub(r"\\<span></span>", unicodedata.normalize("NFC", text))
    text = _COMMAND.sub("&#91;", text)
    if not may_sound:
        text = _SOUND.sub("&#91;", text)
    text = text.replace("{{", "&#123;&#123;").strip()
    return f"&#{ord(text[0])};{text[1:]}" if text[:1] in _FORMULA_SIGNS else text


def are_clean(fields: tuple[str, ...], joined: str | None = None, separators: int | None = None) -> bool:
    """Return True only if `clean_field` would leave all fields unchanged.

    The check is quick but not complete, so the result is False for some fields that need no cleaning.

    joined, separators: the fields joined by U+001F, and the number of these separators, if the caller knows both already.

    >>> are_clean(("桥", "a bridge")), are_clean(("桥", "=1+1"))
    (True, False)
    """
    if joined is None:
        joined, separators = "\x1f".join(fields), len(fields) - 1
    if joined.count("\x1f") != separators:
        return False
    if not _FORMULA_SIGNS.isdisjoint(map(_FIRST, filter(None, fields))) or tuple(map(str.strip, fields)) != fields:
        return False
    if _ORDINARY.fullmatch(joined):
        return True
    text = "".join(fields)
    return not _ACTIVE.search(text) and text.isprintable() and unicodedata.is_normalized("NFC", text)
