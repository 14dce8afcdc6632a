"""Write a handout as a tagged PDF (PDF/UA-1) with typst. The fonts are chosen so that they have all characters of the text."""

import json
import unicodedata
from dataclasses import asdict
from pathlib import Path

from flashdeck.errors import MissingEngineError, UsageError
from flashdeck.model.pages import Handout
from flashdeck.resources import templates_folder
from flashdeck.write.handout.fonts import choose_fonts
from flashdeck.write.handout.typeset import Request, TypesettingError, typeset

_MARK = b"flashdeck"
_TEMPLATE = Path("handout", "handout.typ")


def render_pdf(handout: Handout, font: Path | None = None, templates: Path | None = None) -> tuple[bytes, tuple[str, ...]]:
    """Return a handout as PDF, and the characters that no font has. Such a character is printed as its number: [U+1F9FF].

    Raises `MissingEngineError` if typst is not installed or no font has the Chinese characters, and `UsageError` if typst
    refuses a user's own template.
    """
    require_typst()
    words = json.dumps(_without_controls(asdict(handout)), ensure_ascii=False)
    fonts = choose_fonts(words, handout.zh_lang, font)
    absent = tuple(f"[U+{ord(char):X}]" for char in sorted(fonts.absent))
    for char, shown in zip(sorted(fonts.absent), absent, strict=True):
        words = words.replace(char, shown)
    inputs = {"handout": words, "fonts": json.dumps({"latin": fonts.latin, "han": fonts.han})}
    folder = str(fonts.folder) if fonts.folder else None
    return _typeset(Request(str(_template(templates)), inputs, folder)), absent


def _without_controls(value: object) -> object:
    """Return `value` without the control characters in its texts, because no font has a glyph for them."""
    if isinstance(value, str):
        return "".join(char for char in value if unicodedata.category(char) != "Cc")
    if isinstance(value, dict):
        return {name: _without_controls(part) for name, part in value.items()}
    return [_without_controls(part) for part in value] if isinstance(value, list | tuple) else value


def _template(templates: Path | None) -> Path:
    """Return the path of the template for typst: the user's own template if there is one, or else the bundled template."""
    own = templates / _TEMPLATE if templates else None
    return own if own and own.is_file() else templates_folder() / _TEMPLATE


def _typeset(request: Request) -> bytes:
    try:
        return typeset(request)
    except TypesettingError as error:
        if Path(request.template) != templates_folder() / _TEMPLATE:
            raise UsageError(
                f"{request.template}: {error}",
                remedy="Run `flashdeck templates eject` to get the original, and compare your template with it.",
            ) from error
        raise MissingEngineError(
            f"the PDF could not be made: {error}", remedy="Choose another font (--font FILE), or --format html."
        ) from error


def require_pdf(zh_lang: str, font: Path | None = None) -> None:
    """Raise `MissingEngineError` if typst or a font with Chinese characters is missing."""
    require_typst()
    choose_fonts("中", zh_lang, font)


def require_typst() -> None:
    """Raise `MissingEngineError` if typst is not installed."""
    from importlib.util import find_spec

    if find_spec("typst") is None:
        raise MissingEngineError("--format pdf: typst is not installed", remedy="Install it: pip install 'flashdeck[pdf]'.")


def is_pdf(path: Path) -> bool:
    """Return whether flashdeck made a PDF file. Such a file has "flashdeck" as a keyword."""
    content = path.read_bytes()
    return content.startswith(b"%PDF") and _MARK in content
