"""The last guard before Anki: nothing in a field may act as a command or break the file."""

import re
import unicodedata

# U+001F separates fields (one inside a field makes the whole import fail), the others Anki drops or shows as boxes.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: cannot be stored
_COMMAND = re.compile(r"\[(?=\[type:|/?anki:|/?latex\]|/?\${1,2}\])", re.IGNORECASE)
_SOUND = re.compile(r"\[(?=sound:)", re.IGNORECASE)


def clean_field(html: str, *, may_sound: bool = False) -> str:
    """Return the HTML of a field in NFC, without control characters; what Anki would act on becomes visible text.

    >>> clean_field("a [sound:x.mp3] {{b}}")
    'a &#91;sound:x.mp3] &#123;&#123;b}}'
    """
    if not html:  # most fields of most notes
        return html
    text = _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", html))
    text = _COMMAND.sub("&#91;", unicodedata.normalize("NFC", text))
    if not may_sound:
        text = _SOUND.sub("&#91;", text)
    return text.replace("{{", "&#123;&#123;").strip()
