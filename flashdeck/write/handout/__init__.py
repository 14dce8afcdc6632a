"""A handout becomes a file: HTML for any browser, PDF through typst, DOCX through python-docx."""

from collections.abc import Callable
from pathlib import Path

from flashdeck.pages import Handout
from flashdeck.write.html import is_page, page

__all__ = ["is_ours", "render"]


def render_html(handout: Handout) -> bytes:
    """Return a handout as one HTML page with its style sheet in it."""
    return page("handout/base.html.j2", handout=handout)


_RENDERERS: dict[str, Callable[[Handout], bytes]] = {"html": render_html}
_OURS: dict[str, Callable[[Path], bool]] = {".html": is_page}


def render(handout: Handout, file_format: str) -> bytes:
    """Return a handout as the bytes of a file."""
    return _RENDERERS[file_format](handout)


def is_ours(path: Path) -> bool:
    """Tell whether flashdeck made a file, by what stands in it."""
    return _OURS[path.suffix](path)
