"""The registry of readers, and the choice of the reader for a document."""

import re
from collections.abc import Iterator, Sequence

from flashdeck.errors import InputError, UsageError
from flashdeck.read.formats.ass import AssReader
from flashdeck.read.formats.base import ClaimedBy, Document, TranscriptReader
from flashdeck.read.formats.jsonl import JsonlReader
from flashdeck.read.formats.markdown import MarkdownReader
from flashdeck.read.formats.plain import PlainReader
from flashdeck.read.formats.sbv import SbvReader
from flashdeck.read.formats.srt import SrtReader
from flashdeck.read.formats.table import TableReader
from flashdeck.read.formats.tmx import TmxReader
from flashdeck.read.formats.vtt import VttReader

AUTO = "auto"
"""The value of --reader with which flashdeck chooses the reader that fits the document."""
READERS: tuple[TranscriptReader, ...] = (
    PlainReader(),
    SrtReader(),
    VttReader(),
    SbvReader(),
    AssReader(),
    JsonlReader(),
    TmxReader(),
    TableReader(),
    MarkdownReader(),
)
"""All readers, in the order in which help texts and error messages list them.

The order has no other effect, because a document that two readers claim in the same way (`claims_by`) is an error.
`formats/base.py` explains how to add a reader.
"""
READER_NAMES = (AUTO, *(reader.name for reader in READERS))
"""The values of --reader."""
_MARKUP = re.compile(r"<(?:\?xml|!DOCTYPE\s+\w+|html|tt)\b", re.IGNORECASE)


def reader_named(name: str) -> TranscriptReader:
    """Return the reader called `name`; raise `UsageError` if no reader has this name."""
    for reader in READERS:
        if reader.name == name:
            return reader
    raise UsageError(f"--reader {name}: this is not the name of a reader", remedy=f"Choose from {', '.join(READER_NAMES)}.")


def choose_reader(document: Document, name: str = AUTO) -> TranscriptReader:
    """Return the reader called `name`, or with "auto" the reader for the document.

    With "auto", the opening of the document decides first, then the suffix of the file name, then the form of the lines.
    A document that no reader claims is read as plain text, unless it is a web page or unknown XML.

    Raises `UsageError` if no reader is called `name`, and `InputError` if two readers claim the document or no reader
    can read it.

    >>> choose_reader(Document("talk", ".txt", "WEBVTT")).name, choose_reader(Document("talk", ".csv", "河")).name
    ('vtt', 'table')
    """
    if name != AUTO:
        return reader_named(name)
    for claimants in _claimants(document):
        if len(claimants) > 1:
            names = " and as ".join(reader.name for reader in claimants)
            raise InputError(f"{document.name}: can be read as {names}", remedy="Choose a reader with --reader.")
        if claimants:
            return claimants[0]
    raise AssertionError


def _claimants(document: Document) -> Iterator[Sequence[TranscriptReader]]:
    """Yield four lists of readers that claim a document, the most reliable kind of claim first.

    The four kinds are claims by the opening of the document, by the suffix of the file name, by the form of the lines, and
    claims of readers that take any document.
    """
    yield _claiming_by("opening", document)
    yield [reader for reader in READERS if document.suffix in reader.suffixes]
    yield _claiming_by("form", document)
    _refuse_markup(document)
    yield _claiming_by("remainder", document)


def _claiming_by(kind: ClaimedBy, document: Document) -> Sequence[TranscriptReader]:
    return [reader for reader in READERS if reader.claims_by == kind and reader.claims(document)]


def _refuse_markup(document: Document) -> None:
    """Raise `InputError` for web pages and for XML that no reader claims."""
    markup = _MARKUP.match(document.opening)
    if markup is None:
        return
    kind = "a web page" if "html" in markup[0].casefold() else "XML in a format that flashdeck does not know"
    raise InputError(f"{document.name}: this is {kind}", remedy="Save its text as a plain text file, or choose a --reader.")
