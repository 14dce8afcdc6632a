"""The registry of containers, and the choice of the container for a file's content."""

from typing import ClassVar, NamedTuple, Protocol

from flashdeck.read.containers.archive import Archive
from flashdeck.read.containers.epub_book import EpubBook
from flashdeck.read.containers.word_document import WordDocument
from flashdeck.read.formats.base import Document


class Container(Protocol):
    """A kind of archive that holds a text."""

    name: ClassVar[str]

    def claims(self, archive: Archive) -> bool:
        """Tell whether an archive is of this kind."""

    def markdown(self, archive: Archive) -> str:
        """Return the text in Markdown; raise `InputError` if it cannot be read."""


class Unpacked(NamedTuple):
    """The document in a container, the reader that reads it, and the name of the container."""

    document: Document
    reader: str
    container: str


CONTAINERS: tuple[Container, ...] = (WordDocument(), EpubBook())


def unpack(content: bytes, name: str) -> Unpacked | None:
    """Return the document in a zip archive; None for an archive of an unknown kind. Raises `InputError` for a broken archive."""
    archive = Archive(content, name)
    for container in CONTAINERS:
        if container.claims(archive):
            return Unpacked(Document(name, ".md", container.markdown(archive)), "markdown", container.name)
    return None
