"""Read EPUB books: the chapters in the order of the book (EPUB 3.3, "Spine").

Navigation, styles and the readings above words (ruby text) are left out.
"""

import codecs
import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import ClassVar, TypeGuard
from urllib.parse import unquote

from flashdeck.errors import InputError
from flashdeck.read.containers.archive import Archive
from flashdeck.read.containers.page_text import Attributes, PageTags, PageText

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/rights.xml"
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w\-]{2,20})")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS = PageTags(
    paragraphs=_HEADINGS
    | {"p", "div", "li", "blockquote", "section", "article", "dt", "dd", "pre", "figcaption", "body", "table"},
    headings=_HEADINGS,
    breaks=frozenset({"br"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"td", "th"}),
    skipped=frozenset({"rt", "rp", "head", "script", "style", "nav", "svg"}),
)
_BOOK_REMEDY = "Open the book in a program such as Calibre and save it again, or save its text as a plain text file."


class EpubBook:
    """The container of EPUB books."""

    name: ClassVar[str] = "epub"

    def claims(self, archive: Archive) -> bool:
        return archive.has(_CONTAINER)

    def markdown(self, archive: Archive) -> str:
        """Return the chapters in Markdown. Raises `InputError` for a broken, protected or hostile book."""
        if archive.has(_RIGHTS):
            raise InputError(f"{archive.name}: the book is protected against copying", remedy="Give a book without protection.")
        pages = [_decoded(archive.read(path)) for path in _chapters(archive)]
        if not pages:
            raise InputError(f"{archive.name}: the book lists no chapters", remedy=_BOOK_REMEDY)
        return "\n".join(PageText(_TAGS, archive.name).read(page) for page in pages)


class _Elements(HTMLParser):
    """Collects the elements of a small XML file with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.found.append((tag.rpartition(":")[2], {name: value or "" for name, value in attrs}))


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    parser = _Elements()
    parser.feed(_decoded(content))
    return parser.found


def _chapters(archive: Archive) -> Iterator[str]:
    """Yield the paths of the chapters in the order of the book."""
    container = _elements(archive.read(_CONTAINER))
    package = next((values.get("full-path", "") for tag, values in container if tag == "rootfile"), "")
    elements = _elements(archive.read(package)) if package else []
    items = {values["id"]: values for tag, values in elements if tag == "item" and "id" in values}
    references = [values.get("idref", "") for tag, values in elements if tag == "itemref"]
    for item in filter(_is_chapter, map(items.get, references)):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href", ""))))
        if archive.has(path):
            yield path


def _is_chapter(item: dict[str, str] | None) -> TypeGuard[dict[str, str]]:
    """Tell whether an item of a book is a page that is not its table of contents."""
    return item is not None and "html" in item.get("media-type", "") and "nav" not in item.get("properties", "").split()


def _decoded(content: bytes) -> str:
    """Return the text of a page, decoded with the encoding that the page declares. Without a declaration, UTF-8 is used."""
    declared = _ENCODING.match(content)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return content.decode(encoding, errors="replace").lstrip("\ufeff")
    except LookupError:
        return content.decode("utf-8", errors="replace")
