"""Write a handout in one of the formats in `HANDOUT_WRITERS`.

To add a format, write a module with a class that follows `HandoutWriter`, and add an instance to `HANDOUT_WRITERS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flashdeck.model import Notice
from flashdeck.model.pages import Handout
from flashdeck.write.handout.docx import is_docx, render_docx, require_docx
from flashdeck.write.handout.pdf import is_pdf, render_pdf, require_pdf
from flashdeck.write.html import is_page, page

__all__ = ["HANDOUT_WRITERS", "HandoutWriter", "Look", "Rendered", "is_ours", "render", "require"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The content of a handout's file, and notices about characters that no font could print."""

    content: bytes
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A user's own font for the PDF, and the folder of the user's own templates.

    The font is preferred to the fonts of the system.
    """

    font: Path | None = None
    templates: Path | None = None


_DEFAULT_LOOK = Look()


class HandoutWriter(Protocol):
    """Writes handouts in one format.

    The key of a writer in `HANDOUT_WRITERS` is the name of its format, which is also the suffix of the files.
    """

    def require(self, zh_lang: str, look: Look) -> None:
        """Raise `MissingEngineError` if the format cannot be written on this system."""
        ...

    def render(self, handout: Handout, look: Look) -> Rendered:
        """Return the content of a file with the handout."""
        ...

    def is_ours(self, path: Path) -> bool:
        """Return whether flashdeck made a file of this format."""
        ...


class _Html:
    """Writes HTML, which a teacher can open and print in any browser."""

    def require(self, zh_lang: str, look: Look) -> None:
        """Do nothing, because Jinja is always installed."""

    def render(self, handout: Handout, look: Look) -> Rendered:
        return Rendered(page("handout/base.html.j2", look.templates, handout=handout))

    def is_ours(self, path: Path) -> bool:
        return is_page(path)


class _Pdf:
    """Writes PDF, which is typeset with typst."""

    def require(self, zh_lang: str, look: Look) -> None:
        require_pdf(zh_lang, look.font)

    def render(self, handout: Handout, look: Look) -> Rendered:
        content, absent = render_pdf(handout, look.font, look.templates)
        if not absent:
            return Rendered(content)
        return Rendered(content, (Notice("font", 0, f"no font has {', '.join(absent)}, so only the number is printed"),))

    def is_ours(self, path: Path) -> bool:
        return is_pdf(path)


class _Docx:
    """Writes DOCX for word processors, with python-docx."""

    def require(self, zh_lang: str, look: Look) -> None:
        require_docx()

    def render(self, handout: Handout, look: Look) -> Rendered:
        return Rendered(render_docx(handout))

    def is_ours(self, path: Path) -> bool:
        return is_docx(path)


HANDOUT_WRITERS: Mapping[str, HandoutWriter] = {"html": _Html(), "pdf": _Pdf(), "docx": _Docx()}


def require(file_format: str, zh_lang: str, look: Look = _DEFAULT_LOOK) -> None:
    """Raise `MissingEngineError` if a format cannot be written on this system."""
    HANDOUT_WRITERS[file_format].require(zh_lang, look)


def render(handout: Handout, file_format: str, look: Look = _DEFAULT_LOOK) -> Rendered:
    """Return the content of a file with the handout, in the format `file_format`."""
    return HANDOUT_WRITERS[file_format].render(handout, look)


def is_ours(path: Path) -> bool:
    """Return whether flashdeck made the file at `path`. The suffix of the file determines its format."""
    return HANDOUT_WRITERS[path.suffix.removeprefix(".")].is_ours(path)
