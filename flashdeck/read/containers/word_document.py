"""Read Word documents (.docx): the paragraphs, tables and headings of the main text.

Deleted text, the codes of fields, and the readings above words (ruby text) are left out.
"""

from typing import ClassVar

from flashdeck.read.containers.archive import Archive
from flashdeck.read.containers.page_text import PageTags, PageText

_MAIN = "word/document.xml"
_TAGS = PageTags(
    paragraphs=frozenset({"w:p"}),
    headings=frozenset(),
    breaks=frozenset({"w:br", "w:cr"}),
    rows=frozenset({"w:tr"}),
    cells=frozenset({"w:tc"}),
    skipped=frozenset({"w:rt", "w:del", "w:movefrom", "mc:fallback", "w:instrtext"}),
    texts=frozenset({"w:t"}),
)


class WordDocument:
    """The container of Word documents."""

    name: ClassVar[str] = "docx"

    def claims(self, archive: Archive) -> bool:
        return archive.has(_MAIN)

    def markdown(self, archive: Archive) -> str:
        """Return the main text in Markdown. Raises `InputError` for a broken or hostile document."""
        page = archive.read(_MAIN).decode("utf-8", errors="replace")
        return PageText(_TAGS, archive.name).read(page)
