"""A handout becomes a file: HTML for any browser, PDF through typst, DOCX through python-docx."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flashdeck.model import Notice
from flashdeck.model.pages import Handout
from flashdeck.write.handout.docx import is_docx, render_docx, require_docx
from flashdeck.write.handout.pdf import is_pdf, render_pdf, require_pdf
from flashdeck.write.html import is_page, page

__all__ = ["Look", "Rendered", "is_ours", "render", "require"]

_OURS: dict[str, Callable[[Path], bool]] = {".html": is_page, ".pdf": is_pdf, ".docx": is_docx}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's content, and what could not be shown as it is."""

    content: bytes
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a person brings: a font for the PDF, used before those of the system, and restyled templates."""

    font: Path | None = None
    templates: Path | None = None


_OWN_LOOK = Look()


def require(file_format: str, zh_lang: str, look: Look = _OWN_LOOK) -> None:
    """Raise `MissingEngineError` where a format cannot be written here, before anybody waits for the words."""
    if file_format == "pdf":
        require_pdf(zh_lang, look.font)
    elif file_format == "docx":
        require_docx()


def render(handout: Handout, file_format: str, look: Look = _OWN_LOOK) -> Rendered:
    """Return a handout as a file of a format."""
    if file_format == "pdf":
        content, absent = render_pdf(handout, look.font, look.templates)
        line = f"no font has {', '.join(absent)}; shown by number"
        return Rendered(content, (Notice("font", 0, line),) if absent else ())
    if file_format == "docx":
        return Rendered(render_docx(handout))
    return Rendered(page("handout/base.html.j2", look.templates, handout=handout))


def is_ours(path: Path) -> bool:
    """Tell whether flashdeck made a file, by what stands in it."""
    return _OURS[path.suffix](path)
