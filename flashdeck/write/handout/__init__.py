"""A handout becomes a file: HTML for any browser, PDF through typst, DOCX through python-docx."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flashdeck.model import Notice
from flashdeck.pages import Handout
from flashdeck.write.handout.pdf import is_pdf, render_pdf, require_pdf
from flashdeck.write.handout.word import is_docx, render_docx, require_docx
from flashdeck.write.html import is_page, page

__all__ = ["Rendered", "is_ours", "render", "require"]

_OURS: dict[str, Callable[[Path], bool]] = {".html": is_page, ".pdf": is_pdf, ".docx": is_docx}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's content, and what could not be shown as it is."""

    content: bytes
    notices: tuple[Notice, ...] = ()


def require(file_format: str, zh_lang: str, font: Path | None = None) -> None:
    """Raise `MissingEngineError` where a format cannot be written here, before anybody waits for the words."""
    if file_format == "pdf":
        require_pdf(zh_lang, font)
    elif file_format == "docx":
        require_docx()


def render(handout: Handout, file_format: str, font: Path | None = None) -> Rendered:
    """Return a handout as a file of a format; `font` is used for the PDF before those of the system."""
    if file_format == "pdf":
        content, absent = render_pdf(handout, font)
        line = f"no font has {', '.join(absent)}; shown by number"
        return Rendered(content, (Notice("font", 0, line),) if absent else ())
    return Rendered(render_docx(handout) if file_format == "docx" else page("handout/base.html.j2", handout=handout))


def is_ours(path: Path) -> bool:
    """Tell whether flashdeck made a file, by what stands in it."""
    return _OURS[path.suffix](path)
