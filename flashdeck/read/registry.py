"""Which format a document has: the one that claims it, or the one that --reader names."""

import re

from flashdeck.errors import InputError, UsageError
from flashdeck.read.formats.ass import Ass
from flashdeck.read.formats.base import Document, Format
from flashdeck.read.formats.jsonl import Jsonl
from flashdeck.read.formats.markdown import Markdown
from flashdeck.read.formats.plain import Plain
from flashdeck.read.formats.srt import Srt
from flashdeck.read.formats.table import Table
from flashdeck.read.formats.tmx import Tmx
from flashdeck.read.formats.vtt import Vtt

BY_MARK: tuple[Format, ...] = (Srt(), Vtt(), Ass(), Jsonl(), Tmx())
"""Formats that say what they are in their first lines; asked before the name of the file."""
BY_SHAPE: tuple[Format, ...] = (Table(), Markdown())
"""Formats that only their lines as a whole tell; asked where neither mark nor name has told one."""
FALLBACK: Format = Plain()
FORMATS: dict[str, Format] = {item.name: item for item in (FALLBACK, *BY_MARK, *BY_SHAPE)}
_MARKUP = re.compile(r"<(?:\?xml|!DOCTYPE\s+\w+|html|tt)\b", re.IGNORECASE)


def choose_format(document: Document, reader: str = "auto") -> Format:
    """Return the format that `reader` names, or with "auto" the one that claims the document.

    Raises `UsageError` for a name that no format has and `InputError` where two formats claim the document.
    """
    if reader != "auto":
        if reader not in FORMATS:
            raise UsageError(f"--reader {reader}: is no reader", remedy=f"Known: auto, {', '.join(FORMATS)}.")
        return FORMATS[reader]
    for claimants in (
        [item for item in BY_MARK if item.recognises(document)],
        [item for item in FORMATS.values() if document.suffix in item.suffixes],
        [item for item in BY_SHAPE if item.recognises(document)],
    ):
        if len(claimants) > 1:
            names = " and as ".join(item.name for item in claimants)
            raise InputError(f"{document.name}: can be read as {names}", remedy="Choose one of them with --reader.")
        if claimants:
            return claimants[0]
    if markup := _MARKUP.match(document.opening):
        kind = "a web page" if "html" in markup[0].casefold() else "XML of a kind that no reader knows"
        raise InputError(f"{document.name}: is {kind}", remedy="Give its text alone, or choose a --reader.")
    return FALLBACK
