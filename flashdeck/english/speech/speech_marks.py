"""Remove control characters, zero-width characters and stray spaces."""

import re

from flashdeck.language.repairs import Repaired

INVISIBLE = "en.speech.invisible"
"""The rule id for the removal of invisible characters. `SPACES` is the rule id for the removal of spaces."""
SPACES = "en.speech.spaces"

# Soft hyphens, zero-width spaces and joiners, marks of writing direction, byte order marks. A joiner between two emoji is kept,
# because it makes them a single emoji.
_INVISIBLE = re.compile(
    r"[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
    r"|(?<=\w)\u200d|^\u200d|\u200d(?=\w)"
)
# Control characters except tabs and line ends. A control character becomes a space, because it may separate words.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SPACES = re.compile(r"[ \u00a0\u3000]{2,}|[\u00a0\u3000]")
_BEFORE_MARK = re.compile(r"(?<=\w) +(?=[,.?!;](?:\s|$))")
_MAY_BE_STRAY = re.compile(r"[ \u00a0\u3000](?:[ \u00a0\u3000,.?!;]|$)|[\u00a0\u3000]")  # a quick test that most lines fail


def drop_invisible(text: str) -> Repaired:
    r"""Remove characters that are not visible. A control character, such as U+001F, becomes a space.

    >>> drop_invisible("a\u200bb\x1fc").text
    'ab c'
    """
    if text.isascii() and text.isprintable():  # a quick test: most lines have only such characters and need no repair
        return Repaired(text)
    return _repaired(text, _INVISIBLE.sub("", _CONTROL.sub(" ", text)), INVISIBLE)


def tidy_english_spaces(text: str) -> Repaired:
    """Replace consecutive spaces by one space, and remove spaces before marks that end a clause.

    >>> tidy_english_spaces(" We  left , at .5 ").text
    'We left, at .5'
    """
    if not text.startswith(" ") and not _MAY_BE_STRAY.search(text):
        return Repaired(text)
    found = _SPACES.sub(" ", text).strip(" ")
    return _repaired(text, _BEFORE_MARK.sub("", found), SPACES)


def _repaired(text: str, repaired: str, rule: str) -> Repaired:
    if repaired == text:
        return Repaired(text)
    return Repaired(repaired, (rule,))
