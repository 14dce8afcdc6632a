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
# ASCII without what a command needs; letters with accents, dashes, quotes, full stops and Chinese: no control characters, and
# nothing that composes with what stands before it. A whole note is looked through in two millionths of a second.
_ORDINARY = re.compile("[\x1f -Z\\]-z|}~\xa0-\u02ff\u2010-\u2027\u2030-\u205e\u3001-\u3029\u4000-\u9fff\uff01-\uff60]*+")
_ACTIVE = re.compile(r"[\[\\{]")
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


def are_clean(fields: tuple[str, ...], joined: str | None = None, separators: int | None = None) -> bool:
    """Tell at once whether `clean_field` would change none of these; where in doubt, the answer is no.

    Fields that are at hand `joined`, among empty ones and with so many U+001F between them, need not be joined again.

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
